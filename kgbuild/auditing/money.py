"""Money against targets (R33), costs against the budget (R07), and money of the year against its sources (R31).

That totals of the budget are sums is stated with the amounts themselves (`rdf/statements.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kgbuild.auditing.facts import Audited, Fact, branch_of, measures, name_of
from kgbuild.auditing.measures import Measure, given
from kgbuild.model.records import Form, FundingSource, Project
from kgbuild.rdf.stated import StatedUndertaking

_YUAN_PER_WAN: Final = Decimal(10000)
_ENOUGH_PROJECTS: Final = 5
"""Shares say something only where there are several projects to compare with."""


def facts(document: Audited) -> Iterator[Fact]:
    """How money and targets keep step: share of the table's money over that of its indicators, money promised per yuan."""
    yield from _amounts(document)
    for one in document.undertakings:
        yield from _promised(one)
        yield from _costs(one)
        yield from _events(one)
        yield from _sources(one)
    funded = [(one, total) for one in document.undertakings if (total := _total(one))]
    counted = sum(len(one.indicators) for one, _ in funded)
    money = sum((total for _, total in funded), Decimal(0))
    if len(funded) < _ENOUGH_PROJECTS or not counted:
        return
    for one, total in funded:
        if one.indicators:
            weight = (total / money) / (Decimal(len(one.indicators)) / counted)
            yield Fact(one.node, "kgb:moneyPerIndicator", weight.quantize(Decimal("0.01")))


def _amounts(document: Audited) -> Iterator[Fact]:
    """Whether a table of goals that prints a unit of money has an amount."""
    sections = [
        section for section in document.reading.sections if section.projects and section.form is Form.PROJECT_GOALS
    ]
    if sections and all(section.heading.money_unit for section in sections):
        projects = [one for section in sections for one in section.projects]
        printed = any(each.wan is not None for one in projects for each in one.funding)
        if len(projects) >= _ENOUGH_PROJECTS:
            yield Fact(document.node, "kgb:amountsPrinted", printed)


def _promised(one: StatedUndertaking) -> Iterator[Fact]:
    """How many times the money of the project its benefit indicators promise."""
    total = _total(one)
    for stated in one.indicators if total else ():
        assert total  # noqa: S101
        if branch_of(stated.record) != "效益":
            continue
        promised = [
            part.number
            for part in measures(stated.record.annual_value)
            if part.unit == "元" and part.number is not None
        ]
        if promised:
            times = max(promised) / (total * _YUAN_PER_WAN)
            yield Fact(stated.node, "kgb:moneyPerYuan", times.quantize(Decimal("0.01")))


def _events(one: StatedUndertaking) -> Iterator[Fact]:
    """万元 for each meeting or event, where outputs count nothing else but leaflets."""
    total = _total(one)
    counts = [
        (name_of(stated.record), part)
        for stated in one.indicators
        if branch_of(stated.record) == "产出"
        for part in measures(stated.record.annual_value)
        if given(part) in (Measure.COUNT, Measure.EXTENT)
    ]
    held = [part.number for name, part in counts if part.unit in _HELD and part.number and _EVENT.search(name)]
    others = [part for name, part in counts if part.unit not in _LEAFLETS | _COMERS and not _EVENT.search(name)]
    if total and held and not others:
        yield Fact(one.node, "kgb:moneyPerEvent", (total / sum(held)).quantize(Decimal("0.01")))


_EVENT: Final = re.compile(r"活动|会议|培训|宣传|宣讲|讲座|论坛|演练|推介|赛事|比赛")
_HELD: Final = frozenset({"场", "场次", "次", "期"})
_LEAFLETS: Final = frozenset({"份", "册", "本", "张"})
_COMERS: Final = frozenset({"人", "人次", "家", "家次", "户"})


def _costs(one: StatedUndertaking) -> Iterator[Fact]:
    """A target of cost as a multiple of all the money of the project, by units or as a whole."""
    total = _total(one)
    evaluation = one.record.evaluation if isinstance(one.record, Project) else None
    adjusted = evaluation.adjusted.wan if evaluation and evaluation.adjusted else None
    budget = max(total or Decimal(0), adjusted or Decimal(0)) * _YUAN_PER_WAN
    for stated in one.indicators if budget else ():
        levels = (stated.record.level1, stated.record.level2)
        if not any(level and "成本" in level.name for level in levels):
            continue
        numbers = [
            part.number
            for part in measures(stated.record.annual_value)
            if part.unit == "元" and part.number is not None
        ]
        if numbers:
            yield Fact(stated.node, "kgb:costOverBudget", (max(numbers) / budget).quantize(Decimal("0.01")))


def _sources(one: StatedUndertaking) -> Iterator[Fact]:
    """全年预算数 and 全年执行数 that are not the sum of their sources, in sheets whose first budget is."""
    evaluation = one.record.evaluation if isinstance(one.record, Project) else None
    if evaluation is None or not isinstance(one.record, Project):
        return
    first = [each.wan for each in one.record.funding if each.source is not FundingSource.TOTAL]
    if _total(one) is None or sum(filter(None, first), Decimal(0)) != _total(one):
        return
    for whole, parts in (
        (evaluation.adjusted, [each.adjusted for each in evaluation.by_source]),
        (evaluation.spent, [each.spent for each in evaluation.by_source]),
    ):
        known = [part.wan for part in parts if part and part.wan is not None]
        complete = len(known) >= len([amount for amount in first if amount is not None])
        if whole and whole.wan is not None and complete and known and abs(sum(known) - whole.wan) > _ALLOWED:
            yield Fact(one.node, "kgb:amountBesideSources", whole.text.string, whole.text)


_ALLOWED: Final = Decimal("0.1")
"""万元, as budget checkers allow."""


def _total(one: StatedUndertaking) -> Decimal | None:
    if not isinstance(one.record, Project):
        return None
    return next((each.wan for each in one.record.funding if each.source is FundingSource.TOTAL and each.wan), None)
