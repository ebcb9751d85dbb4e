"""Undertakings of one kin by their names: a programme that goes on, and a facility under two budget lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kgbuild.linking.digest import Undertaking
from kgbuild.linking.wording import likeness, places

CONTINUES: Final = "kgb:Continues"
SAME_FACILITY: Final = "kgb:SameFacility"

NEAREST: Final = 2
"""Earlier undertakings of its kin that each one is linked to, the latest first."""
_CANDIDATES: Final = 20
_RARE_PAIRS: Final = 3
_ALIKE: Final = 0.8
_LARGEST_ADDITION: Final = 3
"""Characters that the name of a programme may have more in one year than in another, common words aside."""
_OFFICE_MONEY, _PASSED_ON = re.compile(r"经费|运维费|管理费"), re.compile(r"资金|补助|奖励|扶持|补贴|贴息")
"""What an office spends itself and what it passes on are two programmes."""
_EVERYWHERE: Final = re.compile(r"[3-6]g\+?|[48]k")
"""Numbers that name no one thing: 5G, 4K."""
_FACILITY: Final = re.compile(
    r"^.*?(?:生产线|生产项目|生产基地|产业园|产业基地|创新基地|科技馆|博物馆|图书馆|体育馆|文化馆|规划馆|展示中心|体验中心|算力中心"
    r"|数据中心|指挥中心|实验室|厂房|工厂|机场|港口|码头|枢纽|车站|污水处理厂|水库|大桥|隧道|公园|医院|学校)"
)
_OWN_OF_FACILITY: Final = 5
"""Characters of its own that the name of a facility has at least, 中心 and the like counted."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """Two undertakings, the earlier first, and the words that both names share."""

    first: Undertaking
    second: Undertaking
    kind: str
    score: float
    terms: tuple[str, ...]


def kinships(undertakings: list[Undertaking]) -> Iterator[Kinship]:
    """All of them; the order of input does not matter."""
    by_department = _grouped(undertakings, lambda one: (one.department,) if one.department else ())
    continued: set[tuple[str, str]] = set()
    for _, group in sorted(by_department.items()):
        for found in _continuations(group):
            continued.add((found.first.iri, found.second.iri))
            yield found
    for (*_, facility), group in sorted(_grouped(undertakings, _facility_key).items()):
        for first, second in pairwise(group):
            if (first.iri, second.iri) not in continued and not _is_series(first, second):
                yield Kinship(first, second, SAME_FACILITY, 1.0, (facility,))


def _grouped(
    undertakings: list[Undertaking], key: Callable[[Undertaking], tuple[str, ...]]
) -> dict[tuple[str, ...], list[Undertaking]]:
    """Groups of at least two, in order of time; an undertaking without a key is in none."""
    groups: defaultdict[tuple[str, ...], list[Undertaking]] = defaultdict(list)
    for one in sorted(undertakings, key=_time):
        if found := key(one):
            groups[found].append(one)
    return {found: group for found, group in groups.items() if len(group) > 1}


def _time(one: Undertaking) -> tuple[str, tuple[str, ...], int, str]:
    """Fiscal year, printed years, phase."""
    return one.year, one.wording.years, one.wording.phase, one.iri


# --- programmes -------------------------------------------------------------------------------------


def _continuations(group: list[Undertaking]) -> Iterator[Kinship]:
    """In order of time, each with the nearest that it goes on from."""
    by_pair: defaultdict[str, list[Undertaking]] = defaultdict(list)
    for one in group:
        wording = one.wording
        rarest = sorted(
            (pair for pair in wording.pairs if pair in by_pair), key=lambda pair: (len(by_pair[pair]), pair)
        )
        earlier = {each.iri: each for pair in rarest[:_RARE_PAIRS] for each in by_pair[pair][-_CANDIDATES:]}
        kin = [found for each in earlier.values() if (found := _continuation(each, one))]
        kin.sort(key=lambda found: _time(found.first), reverse=True)
        yield from kin[:NEAREST]
        for pair in wording.pairs:
            by_pair[pair].append(one)


def _continuation(first: Undertaking, second: Undertaking) -> Kinship | None:
    one, other = first.wording, second.wording
    later = first.year != second.year or one.phase != other.phase or _other_years(one.years, other.years)
    if not later or first.kind != second.kind or _is_series(first, second):
        return None
    like = likeness(one, other)
    if like.score < _ALIKE or like.addition > _LARGEST_ADDITION or _other_money(one.plain, other.plain):
        return None
    return Kinship(first, second, CONTINUES, like.score, like.shared)


def _other_years(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(one and other) and one != other


def _other_money(one: str, other: str) -> bool:
    kinds = [(bool(_OFFICE_MONEY.search(name)), bool(_PASSED_ON.search(name))) for name in (one, other)]
    return {*kinds} == {(True, False), (False, True)}


def _is_series(first: Undertaking, second: Undertaking) -> bool:
    """Editions of one event are a series, and no programme that goes on."""
    return bool({event for event, _ in first.series} & {event for event, _ in second.series})


# --- facilities -------------------------------------------------------------------------------------


def _facility_key(one: Undertaking) -> tuple[str, ...]:
    """Whose facility, and its name: a city's if a number tells it from others (第8.6代…生产线), else a department's."""
    wording = one.wording
    match = _FACILITY.match(wording.plain)
    if not match or wording.weights[: match.end()].count(1.0) < _OWN_OF_FACILITY:
        return ()
    numbered = any(not _EVERYWHERE.fullmatch(number) for number in wording.identifiers)
    owner = next(iter(places(one.owner)), one.department) if numbered else one.department
    return (owner, f"{match.group()}{wording.phase or ''}") if owner else ()
