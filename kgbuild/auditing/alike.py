"""Figures of one thing that do not go together: counted twice in other words, a part above its total, two counts (R30, H04).

`repetition` finds what is printed twice in the same words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Final

from kgbuild.auditing.facts import LONGEST, Audited, Fact, branch_of, measures, name_of
from kgbuild.auditing.measures import Measure, bare, given
from kgbuild.auditing.words import pairs
from kgbuild.model.records import Indicator, Plan, Task
from kgbuild.model.table import Text
from kgbuild.rdf.stated import StatedIndicator, StatedUndertaking
from kgbuild.text import comparable, without_final_marks

_FRAME: Final = re.compile(
    r"^(?:年度|全年|当年|本年)|开展|举办|组织|完成|实施|举行|召开|进行|编制|编写|出具|提交|形成|撰写"
    r"|(?:数量|人次|家次|场次|次数|频次|个数|家数|份数|人数|情况|数|量)$|活动|工作|相关|专题|有关|[的与和及、,“”\"]"
)
"""What names of one thing may have or not."""
_CONTRAST: Final = re.compile(
    r"[国省市区县镇村]级|国家|全[国省市区]|[初决复]赛|[上下]半年|[新老旧改扩]建|新[增建购]|存量|线[上下]|[男女]|[a-z\d]+|[一二三四五六七八九十]+[期级类批]|专题|综合|其他|日常|[总分]"
)
"""Words that tell two things of one kind apart."""
_SHARED: Final = 4
_LIKE: Final = Decimal("0.8")
_UNITS: Final = (
    "场场次次期批批次班次轮届",
    "家户个间所",
    "份篇本册套期",
    "件台台套辆个",
    "人名位个",
    "人次",
    "家次",
    "个项处座条",
)
_MOST: Final = 120
"""Indicators of one project that are compared with each other."""


@dataclass(frozen=True, slots=True)
class _Count:
    """An indicator that counts one thing."""

    stated: StatedIndicator
    core: str
    number: Decimal
    unit: str
    printed: str


def facts(document: Audited) -> Iterator[Fact]:
    """What is counted twice in other words, counted by parts above the total, or counted otherwise elsewhere."""
    for one in document.undertakings:
        counts = list(_counts(one))[:_MOST]
        yield from _twice(counts)
        yield from _totals(counts)
    yield from _otherwise(document)
    yield from _contradictions(document)
    yield from _of_plan_and_task(document)


def _counts(one: StatedUndertaking) -> Iterator[_Count]:
    for stated in one.indicators:
        parts = measures(stated.record.annual_value)
        if len(parts) != 1 or parts[0].number is None or branch_of(stated.record) not in ("产出", "效益"):
            continue
        if given(parts[0]) in (Measure.COUNT, Measure.EXTENT, Measure.MONEY):
            yield _Count(stated, _core(name_of(stated.record)), parts[0].number, parts[0].unit or "", parts[0].text)


def _core(name: str) -> str:
    return _FRAME.sub("", _FRAME.sub("", bare(name)))


def _twice(counts: list[_Count]) -> Iterator[Fact]:
    """Two names that differ in few characters, none of them telling, with one number: 季度运行分析, 按季度运行概况分析."""
    for first, second in combinations(counts, 2):
        if first.number == second.number and _of_one_kind(first.unit, second.unit) and _alike(first, second):
            yield Fact(second.stated.node, "kgb:alsoCountedAs", name_of(first.stated.record))


def _alike(first: _Count, second: _Count) -> bool:
    shorter, longer = sorted((first.core, second.core), key=len)
    names = [comparable(name_of(one.stated.record)) for one in (first, second)]
    if shorter == longer or _remark(names[0]) != _remark(names[1]):
        return False
    if set(_CONTRAST.findall(first.core)) != set(_CONTRAST.findall(second.core)):
        return False
    common = sum(min(shorter.count(one), longer.count(one)) for one in set(shorter))
    shared = pairs(shorter) & pairs(longer)
    return common >= _SHARED and len(shared) >= _SHARED - 1 and Decimal(common) / len(shorter) >= _LIKE


def _remark(name: str) -> str:
    return "".join(re.findall(r"[(][^()]*[)]", name))


def _totals(counts: list[_Count]) -> Iterator[Fact]:
    """培训批次 3次 beside 研修班 5个班次: a total of training that is below one part of it."""
    for total in counts:
        if not (head := _TOTAL.fullmatch(bare(name_of(total.stated.record)))):
            continue
        kinds = _SAME_DEED.get(head["deed"], head["deed"])
        for part in counts:
            named = comparable(name_of(part.stated.record))
            held = _is_held(part) and _is_held(total)
            if part is not total and held and part.number > total.number and re.search(kinds, named):
                yield Fact(total.stated.node, "kgb:partAboveTotal", name_of(part.stated.record))


def _is_held(one: _Count) -> bool:
    return one.unit in _MEETINGS or bool(_HELD.search(one.printed))


_HELD: Final = re.compile(r"\d个(?:班|批次|场次)")
_TOTAL: Final = re.compile(
    r"(?:举办|组织|开展)?(?P<deed>培训|会议|演练|宣传|调研|巡查|检查)(?:活动)?(?:总)?(?:批次|场次|班次|期数|次数|数量)"
)
_SAME_DEED: Final = {"培训": "培训|研修|轮训|讲座|班$"}
_MEETINGS: Final = frozenset({"场", "场次", "次", "期", "批", "批次", "班次", "轮", "班"})


def _otherwise(document: Audited) -> Iterator[Fact]:
    """A thing with a name of its own that two projects count in units of different kinds."""
    by_name: dict[str, list[tuple[StatedUndertaking, _Count]]] = defaultdict(list)
    for one in document.undertakings:
        if not isinstance(one.record, Plan):
            for count in _counts(one):
                by_name[bare(name_of(count.stated.record))].append((one, count))
    for name, found in by_name.items():
        told = pairs(name)
        for (owner, first), (other, again) in combinations(found[:_ENOUGH], 2):
            of_both = owner.node != other.node and all(told & pairs(_goal(each)) for each in (owner, other))
            if told and of_both and not _of_one_kind(first.unit, again.unit):
                yield Fact(again.stated.node, "kgb:alsoCountedAs", _printed(first.stated.record))


def _of_plan_and_task(document: Audited) -> Iterator[Fact]:
    """Indicators of a task that stand among those of the department as a whole as well."""
    whole = {
        _said(stated.record): stated.record for owner, stated in document.indicators() if isinstance(owner.record, Plan)
    }
    for owner, stated in document.indicators():
        if isinstance(owner.record, Task) and (same := whole.get(_said(stated.record))):
            yield Fact(stated.node, "kgb:alsoCountedAs", _printed(same))


def _said(one: Indicator) -> tuple[str, str]:
    return bare(name_of(one)), comparable(without_final_marks(one.annual.string)) if one.annual else ""


_ENOUGH: Final = 10
_OF_THINGS: Final = re.compile(r"(?P<number>\d{1,6})(?P<unit>[个家项座名条场])(?P<thing>[\u4e00-\u9fff]{5})")
_GENERIC: Final = re.compile(
    r"^(?:企业|项目|单位|工作日|自然日|月|以上|左右|及以|园区企|街镇|镇街|乡镇|行政|社区|方面|重点|相关|市级|省级|国家|区级|不同|主要|试点|示范|产业|专业|培训|活动)|[的和与及或对在以为]"
)


def _contradictions(document: Audited) -> Iterator[Fact]:
    """2个人才工作站 in one goal, 3个人才工作站 in another: one thing with a name of its own, each once in its goal."""
    found: dict[str, list[tuple[StatedUndertaking, str, Text]]] = defaultdict(list)
    for one in document.undertakings:
        if not one.goal or not one.record.goal or isinstance(one.record, Plan):
            continue
        goal = one.record.goal.text[:LONGEST]
        told = [match for match in _OF_THINGS.finditer(goal.string) if not _GENERIC.search(match["thing"])]
        things = [match["thing"] for match in told]
        for match in told:
            if things.count(match["thing"]) == 1:
                found[match["thing"]].append((one, match["number"], goal[match.start() : match.end()]))
    for claims in found.values():
        for (owner, number, words), (other, again, at) in combinations(claims[:_ENOUGH], 2):
            if owner.node != other.node and number != again:
                assert owner.goal and other.goal  # noqa: S101
                yield Fact(owner.goal, "kgb:numberedOtherwise", at.string, words)
                yield Fact(other.goal, "kgb:numberedOtherwise", words.string, at)


def _printed(one: Indicator) -> str:
    return f"{name_of(one)} {one.annual.string if one.annual else ''}".strip()


def _goal(one: StatedUndertaking) -> str:
    return comparable(one.record.goal.text.string[:LONGEST]) if one.record.goal else ""


def _of_one_kind(unit: str, other: str) -> bool:
    return unit == other or any(unit in kind and other in kind for kind in _UNITS if unit and other)
