"""Which indicator of one table measures the same thing as which of another: few pairs, but sure ones.

Two indicators are a pair if their names say the same but for common words, their units can stand for each other, and
each is the other's best partner. Indicators of the same project, or of one that goes on, need no more. Those of other
projects of a department need own words enough to be known by, and used for one thing only. Where two partners are
equally good, there is no pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.linking.changes import Change, Dated, change, interchangeable
from kgbuild.linking.digest import Undertaking
from kgbuild.linking.measures import Measure
from kgbuild.linking.wording import Likeness, Wording, likeness, measure_wording
from kgbuild.model.values import Kind

OWN_WORDS: Final = 4
"""Characters of its own that a name needs to be known by outside its project."""
_ALIKE_WITHIN, _ALIKE_ACROSS, _ALL_BUT_EQUAL = 0.7, 0.8, 0.95
_CANDIDATES: Final = 8
"""Partners that are looked at by name and by each rare pair of characters, the latest: bounds the work."""
_RARE_PAIRS: Final = 3
_OTHER_PROJECT, _OTHER_MEASURE = 0.95, 0.9
_WIDEST: Final = 3
"""How many times as large one target of two projects may be as the other."""
_COMPARABLE_ASPECTS: Final = ({"growth", ""}, {"new", ""})
"""A growth rate against the level it is of, an increase against the stock: one object, measured otherwise."""


@dataclass(frozen=True, slots=True)
class Held:
    """An indicator with the undertaking that holds it."""

    undertaking: Undertaking
    measure: Measure
    wording: Wording

    @classmethod
    def of(cls, undertaking: Undertaking, measure: Measure) -> Held:
        """With its name taken apart."""
        return cls(undertaking, measure, measure_wording(measure.name, undertaking.owner))

    @property
    def year(self) -> int | None:
        """The fiscal year."""
        return int(self.undertaking.year) if self.undertaking.year else None

    @property
    def key(self) -> tuple[str, bool, str]:
        """What orders indicators."""
        return self.measure.iri, self.measure.result, self.undertaking.iri


@dataclass(frozen=True, slots=True)
class Pair:
    """Two indicators of one measure. `within`: of the same project, or of one that goes on."""

    one: Held
    other: Held
    likeness: Likeness
    within: bool
    change: Change
    score: float

    @property
    def rank(self) -> tuple[bool, float, int]:
        """The better the greater: same project, score, later year. An equal target makes no better pair."""
        return self.within, self.score, self.one.year or 0


class Candidates:
    """Indicators that a later one may pair with, found through their rarest pairs of characters."""

    def __init__(self, held: Iterable[Held] = ()) -> None:
        self._open: dict[tuple[str, bool, str], Held] = {}
        self._by_name: defaultdict[str, list[Held]] = defaultdict(list)
        self._by_pair: defaultdict[str, list[Held]] = defaultdict(list)
        self._by_project: defaultdict[str, list[Held]] = defaultdict(list)
        self._uses: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        for one in held:
            self.add(one)

    def add(self, one: Held) -> None:
        """One more; later years come later."""
        self._open[one.key] = one
        self._by_project[one.undertaking.iri].append(one)
        self._uses[_use(one)].add(one.undertaking.iri)
        if one.wording.own >= OWN_WORDS:
            self._by_name[one.wording.plain].append(one)
            for pair in one.wording.pairs:
                self._by_pair[pair].append(one)

    def remove(self, one: Held) -> None:
        """It has found its partner."""
        self._open.pop(one.key, None)

    def is_key(self, one: Held) -> bool:
        """Whether its name stands for one thing only in its year and kind of table."""
        return len(self._uses[_use(one)]) < 2

    def partners(self, other: Held, projects: Iterable[str]) -> Iterator[tuple[Held, bool]]:
        """Possible partners of `other`, and whether they are of one of its `projects`."""
        near = {one.key: one for project in projects for one in self._by_project.get(project, ())}
        far: dict[tuple[str, bool, str], Held] = {}
        if other.wording.own >= OWN_WORDS:
            known = sorted((pair for pair in other.wording.pairs if pair in self._by_pair), key=self._commonness)
            found = [self._by_name.get(other.wording.plain, []), *(self._by_pair[pair] for pair in known[:_RARE_PAIRS])]
            far = {one.key: one for group in found for one in group[-_CANDIDATES:]}
        for key, one in sorted({**far, **near}.items()):
            if key in self._open and _overlap(one.wording, other.wording):
                yield one, key in near

    def _commonness(self, pair: str) -> tuple[int, str]:
        return len(self._by_pair[pair]), pair


def _use(one: Held) -> tuple[str, str, str]:
    return one.undertaking.year, str(one.measure.result), one.wording.plain


def _overlap(one: Wording, other: Wording) -> bool:
    shared, longer = len(one.pairs & other.pairs), max(len(one.pairs), len(other.pairs))
    return shared * 2 >= longer or one.plain == other.plain


def pairs(
    earlier: Candidates, later: list[Held], kin: Callable[[Undertaking], Iterable[str]], *, across: bool = True
) -> list[Pair]:
    """The sure pairs. `kin` names the undertakings that one goes on from; `across` also looks in other ones."""
    names = Candidates(later)
    possible: list[Pair] = []
    for other in sorted(later, key=lambda one: one.key):
        for one, within in earlier.partners(other, kin(other.undertaking)):
            known_by_name = across and earlier.is_key(one) and names.is_key(other)
            if (within or known_by_name) and (pair := graded(one, other, within=within)):
                possible.append(pair)
    return list(_sure(possible))


def graded(one: Held, other: Held, *, within: bool) -> Pair | None:
    """The two as a pair, or None if they do not measure the same thing."""
    like = likeness(one.wording, other.wording)
    own = min(one.wording.own, other.wording.own)
    if like.score < (_ALIKE_WITHIN if within else _ALIKE_ACROSS) or not (within or _known_anywhere(one, other, like)):
        return None
    first, second = one.measure, other.measure
    all_but_equal = like.score >= _ALL_BUT_EQUAL
    if first.category and second.category and first.category != second.category and not all_but_equal:
        return None
    became = became_of(one, other)
    if one.wording.aspect != other.wording.aspect:
        if {one.wording.aspect, other.wording.aspect} not in _COMPARABLE_ASPECTS or own < OWN_WORDS:
            return None
        became = Change.MEASURE
    elif not interchangeable(first.target, second.target) and not (all_but_equal and own >= OWN_WORDS):
        return None
    score = like.score * (1 if within else _OTHER_PROJECT)
    if became in (Change.UNIT, Change.MEASURE):
        score *= _OTHER_MEASURE
    return Pair(one, other, like, within, became, round(score, 4))


def _known_anywhere(one: Held, other: Held, like: Likeness) -> bool:
    """Whether two indicators of other projects can be told to be one: own words, numbers, and no matter of course."""
    both_projects = one.undertaking.kind == other.undertaking.kind == "project"
    if both_projects and not (like.score >= _ALL_BUT_EQUAL and _of_one_order(one, other)):
        return False
    return all(
        each.wording.own >= OWN_WORDS
        and not each.wording.of_process
        and each.measure.target is not None
        and each.measure.target.kind is Kind.QUANTITATIVE
        for each in (one, other)
    )


def _of_one_order(one: Held, other: Held) -> bool:
    """Two projects may call by one name what is of another reach; then the numbers differ widely."""
    numbers = [
        abs(target.number) for each in (one, other) if (target := each.measure.target) and target.number is not None
    ]
    return len(numbers) < 2 or max(numbers) <= _WIDEST * min(numbers)


def became_of(one: Held, other: Held) -> Change:
    """What became of the target of the first in the second."""
    older, newer = one.measure.target, other.measure.target
    if older is None or newer is None:
        return Change.RESTATED
    direction = other.measure.direction or one.measure.direction
    return change(Dated(older, one.year), Dated(newer, other.year), direction)


def _sure(possible: list[Pair]) -> Iterator[Pair]:
    """The best pairs first, each indicator once; none where another pair would do as well."""
    taken: set[tuple[int, tuple[str, bool, str]]] = set()
    by_rank: defaultdict[tuple[bool, float, int], list[Pair]] = defaultdict(list)
    for pair in possible:
        by_rank[pair.rank].append(pair)
    for rank in sorted(by_rank, reverse=True):
        free = [pair for pair in by_rank[rank] if not taken & {*_ends(pair)}]
        uses = Counter(end for pair in free for end in _ends(pair))
        for pair in free:
            taken |= {*_ends(pair)}
            if all(uses[end] == 1 for end in _ends(pair)):
                yield pair


def _ends(pair: Pair) -> tuple[tuple[int, tuple[str, bool, str]], tuple[int, tuple[str, bool, str]]]:
    return (0, pair.one.key), (1, pair.other.key)
