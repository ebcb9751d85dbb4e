"""Partners by industry: the strongest few of each undertaking, found without weighing all that share an industry.

In one industry the order of partners depends on one's own score alone: all members that are at least as sure are
equally strong. That order is made once for each number of such members, so an undertaking looks at the first few of
each of its industries, and at those that it shares two with.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kgbuild.linking.digest import Undertaking

STRONGEST: Final = 5
"""Partners by industry that each undertaking keeps."""
_CANDIDATES: Final = 60
"""Members of an industry that are weighed as partners, the strongest first: bounds the work on large corpora."""


@dataclass(frozen=True, slots=True)
class Partner:
    """One of the strongest partners of an undertaking, and the industries that both share."""

    undertaking: Undertaking
    strength: float
    via: tuple[str, ...]


def rarity(members: int, undertakings: int) -> float:
    """How much sharing an industry says: 1 when two of very many share it, near 0 when most do."""
    if undertakings < 2 or members < 1 or members >= undertakings:
        return 0.0
    return round(math.log(undertakings / members) / math.log(max(undertakings / 2, 2)), 6)


class _Members:
    """Who is weighed as a partner in one industry; `weight` is its rarity."""

    def __init__(self, industry: str, held: list[tuple[float, Undertaking]], undertakings: int) -> None:
        held.sort(key=lambda member: (-member[0], member[1].iri))
        self.industry = industry
        self.weight = rarity(len(held), undertakings)
        self.scores = {one.iri: score for score, one in held[:_CANDIDATES]}
        self._held = [one for _, one in held[:_CANDIDATES]]
        self._descending = [-score for score, _ in held[:_CANDIDATES]]
        self._ranked: dict[int, list[Undertaking]] = {}

    def ranked(self, score: float) -> list[Undertaking]:
        """The members as partners of one that is as sure as `score`, the strongest first, of equals by IRI."""
        as_sure = bisect_right(self._descending, -score)
        if as_sure not in self._ranked:
            first = sorted(self._held[:as_sure], key=lambda one: one.iri)
            self._ranked[as_sure] = [*first, *self._held[as_sure:]]
        return self._ranked[as_sure]


class Industries:
    """Who is about what."""

    def __init__(self, undertakings: list[Undertaking], aggregates: frozenset[str]) -> None:
        held: defaultdict[str, list[tuple[float, Undertaking]]] = defaultdict(list)
        for one in undertakings:
            for industry, score, _ in one.focus:
                if industry not in aggregates:
                    held[industry].append((score, one))
        self._members = {name: _Members(name, group, len(undertakings)) for name, group in held.items()}
        self._by_iri = {one.iri: one for one in undertakings}

    def partners(self, one: Undertaking) -> list[Partner]:
        """The strongest partners of an undertaking, in another department or year."""
        own = [(self._members[name], score) for name, score, _ in one.focus if name in self._members]
        possible = self._possible(one, own)
        strength: defaultdict[str, float] = defaultdict(float)
        shared: defaultdict[str, list[str]] = defaultdict(list)
        for members, score in own:
            for iri in possible & members.scores.keys():
                strength[iri] += min(score, members.scores[iri]) * members.weight
                shared[iri].append(members.industry)
        strongest = sorted((-round(weighed, 6), iri) for iri, weighed in strength.items() if weighed > 0)[:STRONGEST]
        return [Partner(self._by_iri[iri], strength[iri], tuple(sorted(shared[iri]))) for _, iri in strongest]

    def _possible(self, one: Undertaking, own: list[tuple[_Members, float]]) -> set[str]:
        """Who can be among the strongest: the first in one industry, and whoever shares two."""
        possible: set[str] = set()
        seen: set[str] = set()
        for members, score in own:
            apart = (other.iri for other in members.ranked(score) if is_apart(one, other))
            possible.update(islice(apart, STRONGEST))
            both = seen & members.scores.keys()
            possible.update(iri for iri in both - possible if is_apart(one, self._by_iri[iri]))
            seen |= members.scores.keys()
        return possible


def is_apart(one: Undertaking, other: Undertaking) -> bool:
    """Whether a link would say anything: another department, or another year."""
    return one.iri != other.iri and (one.department != other.department or one.year != other.year)
