"""The terms of the industry scheme, as look-ups: term → industries, phrases that only look like terms, masks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode

from kgbuild.knowledge import vocabulary
from kgbuild.text import same_length_folded
from kgbuild.vocab import iri

_LABELS = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms in their same-length folded form, lower case.

    `labels` tag an industry by themselves, `cues` are weaker evidence; `false_friends` mask a term for one industry,
    `masks` for all. `broader` and `aggregates` are for linking and for roles.
    """

    labels: dict[str, frozenset[str]]
    cues: dict[str, frozenset[str]]
    false_friends: dict[str, frozenset[str]]
    masks: frozenset[str]
    broader: dict[str, str]
    aggregates: frozenset[str]
    names: dict[str, str]


def folded(term: str) -> str:
    """The form in which terms are matched: same length, one width, lower case."""
    return same_length_folded(term).lower()


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
        labels={term: frozenset(found) for term, found in labels.items()},
        cues={term: frozenset(found) for term, found in cues.items()},
        false_friends={term: frozenset(found) for term, found in friends.items()},
        masks=frozenset(masks),
        broader=broader,
        aggregates=frozenset(aggregates),
        names=names,
    )
