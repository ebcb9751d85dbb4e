"""The terms of the industry scheme, as look-ups: term → industries, phrases that only look like terms, masks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode

from kgbuild.knowledge import vocabulary
from kgbuild.text import same_length_folded
from kgbuild.vocab import iri

_PRODUCER_SERVICES = iri("industry:producer-services").value
_GOODS = frozenset(
    iri(f"industry:{slug}").value
    for slug in (
        "electronics-mfg",
        "integrated-circuit",
        "high-end-equipment",
        "new-materials",
        "raw-materials",
        "consumer-goods",
        "automobile",
    )
)
"""Above those whose goods go into the goods of others; their own names are too wide to be the head of a compound."""
_MEANS = frozenset(
    iri(f"industry:{slug}").value
    for slug in ("green-mfg", "digital-transformation", "smart-manufacturing", "e-commerce", "culture-tourism")
)
"""What every industry does beside its own work: it saves energy, goes digital, sells online, has visitors."""
_LABELS = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")


@dataclass(frozen=True)
class Lexicon:
    """Terms in their same-length folded form, lower case.

    `labels` tag an industry by themselves, `cues` are weaker evidence, `firm_cues` those of them that stand for several
    industries or hold a label of theirs (预制菜产业园); `false_friends` mask a term for one industry,
    `masks` for all. `broader`, `aggregates` and `groups` (industries whose own name is a cue of those below, such as
    超高清视频和新型显示) and `goods` (what is built into other goods) are for linking and roles.
    """

    labels: dict[str, frozenset[str]]
    cues: dict[str, frozenset[str]]
    false_friends: dict[str, frozenset[str]]
    firm_cues: frozenset[str]
    masks: frozenset[str]
    broader: dict[str, str]
    aggregates: frozenset[str]
    groups: frozenset[str]
    goods: frozenset[str]
    names: dict[str, str]

    @cached_property
    def services(self) -> frozenset[str]:
        """The producer services."""
        return frozenset(one for one in self.names if _PRODUCER_SERVICES in self.above(one))

    @cached_property
    def means(self) -> frozenset[str]:
        """The producer services, and what else every industry uses: often not the end."""
        return self.services | _MEANS

    @cached_property
    def longest(self) -> int:
        """Characters of the longest term."""
        return max(map(len, (*self.labels, *self.cues)))

    def above(self, industry: str) -> list[str]:
        """The broader industries of one, the nearest first."""
        return self._above[industry]

    @cached_property
    def _above(self) -> dict[str, list[str]]:
        return {one: _above(one, self.broader) for one in self.names}


def folded(term: str) -> str:
    """The form in which terms are matched: same length, one width, lower case."""
    return same_length_folded(term).lower()


def _firm(cues: dict[str, set[str]], labels: dict[str, set[str]]) -> frozenset[str]:
    """The cues that are as good as a label: joint names, and those that hold a label of their industry."""
    all_cues = "\n".join(cues)
    within = [(label, found) for label, found in labels.items() if label in all_cues]  # few of them
    return frozenset(
        cue
        for cue, industries in cues.items()
        if len(industries) > 1 or any(label in cue and industries & found for label, found in within)
    )


def _above(industry: str, broader: dict[str, str]) -> list[str]:
    above: list[str] = []
    while (wider := broader.get(industry)) and wider not in above:
        above.append(wider)
        industry = wider
    return above


@cache
def lexicon() -> Lexicon:
    """The lexicon of the ontology folder."""
    labels: dict[str, set[str]] = defaultdict(set)
    cues: dict[str, set[str]] = defaultdict(set)
    friends: dict[str, set[str]] = defaultdict(set)
    masks: set[str] = set()
    aggregates: set[str] = set()
    broader: dict[str, str] = {}
    names: dict[str, str] = {}
    industries = {
        quad.subject
        for quad in vocabulary()
        if quad.predicate == iri("rdf:type") and quad.object == iri("kgb:Industry")
    }
    label_nodes = {iri(name) for name in _LABELS}
    for quad in vocabulary():
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        if predicate == iri("kgb:mask") and isinstance(value, Literal):
            masks.add(folded(value.value))
        if subject not in industries or not isinstance(subject, NamedNode):
            continue
        if isinstance(value, Literal):
            if predicate == iri("kgb:aggregate") and value.value == "true":
                aggregates.add(subject.value)
            if value.language != "zh":
                continue
            if predicate in label_nodes:
                labels[folded(value.value)].add(subject.value)
                if predicate == iri("skos:prefLabel"):
                    names[subject.value] = value.value
            elif predicate == iri("kgb:cue"):
                cues[folded(value.value)].add(subject.value)
            elif predicate == iri("kgb:falseFriend"):
                friends[folded(value.value)].add(subject.value)
        elif predicate == iri("skos:broader") and isinstance(value, NamedNode):
            broader[subject.value] = value.value
    return Lexicon(
        firm_cues=_firm(cues, labels),
        goods=frozenset(one for one in names if _GOODS.intersection(_above(one, broader))),
        labels={term: frozenset(found) for term, found in labels.items()},
        cues={term: frozenset(found) for term, found in cues.items()},
        false_friends={term: frozenset(found) for term, found in friends.items()},
        masks=frozenset(masks),
        broader=broader,
        aggregates=frozenset(aggregates),
        groups=frozenset(one for term, found in labels.items() for one in found if term in cues),
        names=names,
    )
