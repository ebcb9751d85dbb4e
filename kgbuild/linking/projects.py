"""Links between undertakings of different departments, levels or years: never merged, always with their reason.

Shared industry: each undertaking keeps its k strongest partners, so links grow linearly; membership in an industry
stays queryable without them. A rare industry weighs more than a common one (inverse document frequency).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from kgbuild.linking.digest import Undertaking, united
from kgbuild.linking.kinship import kinships
from kgbuild.linking.places import Place

STRONGEST: Final = 5
"""Partners by industry that each undertaking keeps."""
_CANDIDATES: Final = 60
"""Members of an industry that are weighed as partners, the strongest first: bounds the work on large corpora."""


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


def rarity(members: int, undertakings: int) -> float:
    """How much sharing an industry says: 1 when two of very many share it, near 0 when most do."""
    if undertakings < 2 or members < 1:
        return 0.0
    return (
        round(math.log(undertakings / members) / math.log(max(undertakings / 2, 2)), 6)
        if members < undertakings
        else 0.0
    )


def _by_industry(undertakings: list[Undertaking], aggregates: frozenset[str]) -> set[Link]:
    members: dict[str, list[tuple[float, Undertaking]]] = defaultdict(list)
    for one in undertakings:
        for industry, score, _ in one.focus:
            if industry not in aggregates:
                members[industry].append((score, one))
    for group in members.values():
        group.sort(key=lambda member: (-member[0], member[1].iri))
    weights = {industry: rarity(len(group), len(undertakings)) for industry, group in members.items()}
    by_iri = {one.iri: one for one in undertakings}
    kept: set[Link] = set()
    for one in undertakings:
        partners: dict[str, float] = defaultdict(float)
        shared: dict[str, list[str]] = defaultdict(list)
        for industry, score, _ in one.focus:
            for other_score, other in members.get(industry, ())[:_CANDIDATES]:
                if _apart(one, other):
                    partners[other.iri] += min(score, other_score) * weights[industry]
                    shared[other.iri].append(industry)
        strongest = sorted(partners, key=lambda other: (-round(partners[other], 6), other))[:STRONGEST]
        kept |= {
            _shared(one, by_iri[other], partners[other], tuple(sorted(shared[other])))
            for other in strongest
            if partners[other] > 0
        }
    return kept


def _in_order(one: Undertaking, other: Undertaking) -> tuple[str, str]:
    """The IRIs of a pair, the earlier year first."""
    earlier, later = sorted((one, other), key=lambda each: (each.year, each.iri))
    return earlier.iri, later.iri


def _apart(one: Undertaking, other: Undertaking) -> bool:
    """Whether a link would say anything: another department, or another year."""
    return one.iri != other.iri and (one.department, one.year) != (other.department, other.year)


def _shared(one: Undertaking, other: Undertaking, score: float, via: tuple[str, ...]) -> Link:
    terms = {term for each in (one, other) for industry, _, words in each.focus if industry in via for term in words}
    first, second = _in_order(one, other)
    places = _printed(terms, one, other)
    return Link(first, second, "kgb:SharedIndustry", round(min(score, 1.0), 4), via, tuple(sorted(terms)), places)


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
