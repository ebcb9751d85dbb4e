"""Links between undertakings of different departments, levels or years: never merged, always with their reason.

Shared industry: each undertaking keeps its k strongest partners, so links grow linearly; membership in an industry
stays queryable without them. A rare industry weighs more than a common one (inverse document frequency).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from kgbuild.linking.digest import Undertaking, united
from kgbuild.linking.industries import STRONGEST, Industries
from kgbuild.linking.kinship import kinships
from kgbuild.linking.places import Place


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One link; `first` is the earlier year, or the smaller IRI of one year.

    `evidence` is where its terms, or the names compared, are printed.
    """

    first: str
    second: str
    kind: str
    score: float
    via: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    evidence: tuple[Place, ...] = ()


def links(undertakings: Iterable[Undertaking], aggregates: frozenset[str]) -> list[Link]:
    """All links, sorted; the order of input does not matter."""
    ordered = united(one for one in undertakings if one.kind != "plan")
    strongest: dict[tuple[str, str, str], Link] = {}
    for link in sorted([*_by_industry(ordered, aggregates), *_by_series(ordered), *_by_name(ordered)]):
        strongest[link.first, link.second, link.kind] = link  # the last of equals has the highest score
    return sorted(strongest.values())


def _by_industry(undertakings: list[Undertaking], aggregates: frozenset[str]) -> Iterator[Link]:
    """A link a pair, with the higher score: in a large industry one may be weighed as a partner, the other not."""
    industries = Industries(undertakings, aggregates)
    by_iri = {one.iri: one for one in undertakings}
    strongest: dict[tuple[str, str], tuple[float, tuple[str, ...]]] = {}
    for one in undertakings:
        for partner in industries.partners(one):
            pair = _in_order(one, partner.undertaking)
            found = (round(min(partner.strength, 1.0), 4), partner.via)
            strongest[pair] = max(strongest.get(pair, found), found)
    for (first, second), (score, via) in strongest.items():
        yield _shared(by_iri[first], by_iri[second], score, via)


def _in_order(one: Undertaking, other: Undertaking) -> tuple[str, str]:
    """The IRIs of a pair, the earlier year first."""
    earlier, later = sorted((one, other), key=lambda each: (each.year, each.iri))
    return earlier.iri, later.iri


def _shared(first: Undertaking, second: Undertaking, score: float, via: tuple[str, ...]) -> Link:
    terms = {term for one in (first, second) for industry, _, words in one.focus if industry in via for term in words}
    places = _printed(terms, first, second)
    return Link(first.iri, second.iri, "kgb:SharedIndustry", score, via, tuple(sorted(terms)), places)


def _printed(words: Iterable[str], *undertakings: Undertaking) -> tuple[Place, ...]:
    """Where the undertakings print the words, the first place of each."""
    wanted = set(words)
    return tuple(sorted({place for one in undertakings for word, place in one.evidence if word in wanted}))


def _by_series(undertakings: list[Undertaking]) -> set[Link]:
    """Editions of one event: the 23rd, the 25th, the 26th."""
    held: dict[str, list[Undertaking]] = defaultdict(list)
    for one in undertakings:
        for event in {event for event, _ in one.series}:
            held[event].append(one)
    return {
        Link(*_in_order(one, other), "kgb:SameSeries", 1.0, (), (event,), _printed((event,), one, other))
        for event, group in held.items()
        for one, other in _chain(group)
    }


def _chain(group: list[Undertaking]) -> Iterable[tuple[Undertaking, Undertaking]]:
    """All pairs of a small group; of a large one the neighbours in time, so that links stay linear."""
    ordered = sorted(group, key=lambda one: (one.year, one.iri))
    return combinations(ordered, 2) if len(ordered) <= STRONGEST else pairwise(ordered)


def _by_name(undertakings: list[Undertaking]) -> set[Link]:
    """A programme that goes on (Continues), and a facility under two budget lines (SameFacility)."""
    return {
        Link(one.first.iri, one.second.iri, one.kind, one.score, (), one.terms, (*one.first.cells, *one.second.cells))
        for one in kinships(undertakings)
    }
