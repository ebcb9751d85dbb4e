"""What a document gives no means to check: unknown, never passed. One row a rule, with the reason in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.auditing.categories import parents_of
from kgbuild.auditing.completeness import is_only_listed
from kgbuild.auditing.facts import Audited, branch_of, measures
from kgbuild.auditing.measures import asked
from kgbuild.model.records import Plan, Project
from kgbuild.rdf.stated import StatedIndicator, StatedUndertaking

Missing = Callable[[Audited], Iterator[NamedNode]]
"""The things that a rule speaks of and that lack what it needs."""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A rule that cannot be checked on some things (IRIs) of a document, and why."""

    rule: str
    things: frozenset[str]
    zh: str
    en: str


def unchecked(document: Audited) -> Iterator[Unchecked]:
    """The rules that this document leaves open."""
    for rules, missing, zh, en in _ROWS:
        if things := frozenset(node.value for node in missing(document)):
            yield from (Unchecked(rule, things, zh, en) for rule in rules)


def _undertakings(test: Callable[[StatedUndertaking], bool]) -> Missing:
    return lambda document: (one.node for one in document.undertakings if test(one))


def _indicators(test: Callable[[StatedUndertaking, StatedIndicator], bool]) -> Missing:
    return lambda document: (one.node for owner, one in document.indicators() if test(owner, one))


def _without_branch(one: StatedUndertaking) -> bool:
    return not any(branch_of(stated.record) for stated in one.indicators)


def _with_unknown_branches(one: StatedUndertaking) -> bool:
    return bool(one.indicators) and _without_branch(one)


def _only_listed(one: StatedUndertaking) -> bool:
    return not one.indicators and is_only_listed(one)


def _without_second_level(one: StatedUndertaking) -> bool:
    return not any(stated.record.level2 for stated in one.indicators)


def _without_levels(owner: StatedUndertaking, one: StatedIndicator) -> bool:
    level2 = one.record.level2
    return level2 is None or not (level2.code or (branch_of(one.record) and parents_of(level2)))


def _without_money(one: StatedUndertaking) -> bool:
    return isinstance(one.record, Project) and not any(each.wan is not None for each in one.record.funding)


def _without_weights(one: StatedUndertaking) -> bool:
    return bool(one.indicators) and not any(stated.record.weight for stated in one.indicators)


def _no_result(owner: StatedUndertaking, one: StatedIndicator) -> bool:
    return not owner.section.form.has_results


def _incomparable(owner: StatedUndertaking, one: StatedIndicator) -> bool:
    """A result form whose target or result is missing or in words."""
    record = one.record
    words = not measures(record.annual_value) or record.actual_value is None
    return owner.section.form.has_results and words


def _no_category(document: Audited) -> Iterator[NamedNode]:
    if not any(one.record.level1 or one.record.level2 for _, one in document.indicators()):
        yield document.node


def _no_totals(document: Audited) -> Iterator[NamedNode]:
    if not any(section.totals for section in document.reading.sections):
        yield document.node


def _no_period(document: Audited) -> Iterator[NamedNode]:
    if not any(one.record.period for _, one in document.indicators()):
        yield from (one.node for _, one in document.indicators())


def _dated_without_year(document: Audited) -> Iterator[NamedNode]:
    for owner, one in document.indicators():
        dated = any(part.date for part in measures(one.record.annual_value))
        if dated and owner.section.heading.fiscal_year is None:
            yield one.node


_ROWS: Final[tuple[tuple[tuple[str, ...], Missing, str, str], ...]] = (
    (("R01", "R04"), _undertakings(_only_listed),
     "本表只列项目（任务），不印指标", "the table lists projects or tasks without indicators"),
    (("R01",), _undertakings(_with_unknown_branches),
     "未印一级指标，无法按类计数", "no first level is printed, so indicators cannot be counted by branch"),
    (("R02", "R07"), _undertakings(_without_branch),
     "未印一级指标，无法按类计数", "no first level is printed, so indicators cannot be counted by branch"),
    (("R03",), _undertakings(lambda one: _without_branch(one) and not isinstance(one.record, Plan)),
     "未印一级指标，无法按类计数", "no first level is printed, so indicators cannot be counted by branch"),
    (("R04",), _undertakings(_without_second_level),
     "未印二级指标，无法判断有无数量指标", "no second level is printed, so quantity indicators cannot be told"),
    (("R05",), _indicators(_without_levels),
     "未印类别代码，也未印两级类别", "neither category codes nor both levels are printed"),
    (("R06",), _no_category, "未印指标类别，无法判断指标体系", "no categories are printed, so the tree cannot be told"),
    (("R08", "R09", "R10", "R28"), _indicators(lambda _, one: not branch_of(one.record)),
     "未印一级指标", "no first level is printed"),
    (("R11", "R12"), _indicators(lambda _, one: not one.record.level2), "未印二级指标", "no second level is printed"),
    (("R18",), _indicators(lambda _, one: asked(one.record.name.string) is None),
     "指标名称未表明所量为何", "the name does not say what kind of measure it asks for"),
    (("R21",), _dated_without_year, "无法判断预算年度", "the fiscal year cannot be told"),
    (("R22",), _no_period, "表中没有实施周期指标值一栏", "the table has no column for the whole period"),
    (("R25",), _undertakings(lambda one: isinstance(one.record, Plan) and one.record.goal is None),
     "未印总体目标", "no overall goal is printed"),
    (("R31", "R33"), _undertakings(_without_money), "未公布金额", "no amounts are published"),
    (("R32",), _no_totals, "未公布合计金额", "no totals are published"),
    (("R34", "R35", "R36"), _indicators(_no_result), "本表为目标表，未印完成值", "a table of goals prints no results"),
    (("R35", "R36"), _indicators(_incomparable),
     "目标或完成值为文字，无法计算", "the target or the result is in words and cannot be calculated with"),
    (("R38",), _undertakings(_without_weights), "未公布权重", "no weights are published"),
)  # fmt: skip
