"""Dates against the budget year, and the value of the whole period against that of the year (R21, R22)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.auditing.facts import LONGEST, Audited, Fact, measures, name_of
from kgbuild.auditing.measures import Measure, asked
from kgbuild.model.records import Form, Indicator, Project
from kgbuild.model.table import Text
from kgbuild.model.values import Direction, Kind, Value
from kgbuild.rdf.stated import StatedUndertaking
from kgbuild.text import comparable, without_final_marks
from kgbuild.values.dates import find_dates, with_arabic_dates
from kgbuild.values.targets import YEAR_SUPPLIED

_MONTH: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:年\d{1,2}月|[./-]\d{1,2}[./-]\d{1,2}(?!\d)|年年?(?:[底末]|中(?![国华央共科]))|年(?:上|下)半年"
    r"|年度?(?:第?[一二三四1-4]季度|q[1-4]|[春夏秋冬][季天]|全年|内|前|[初年]内?))"
)
_ANY_YEAR: Final = re.compile(r"(?<![\d较比自于至度])(?P<year>20\d\d)(?:年度?)?(?![\d.%个家次场万亿项人件份元])")
"""The year of a value whose name asks for a time."""
_LONE_MONTH: Final = re.compile(
    r"[≤<]?(?:1[0-2]|0?[1-9])月(?:份|[底末]|[上中下]旬)?(?:之?前|以前|内)?(?:完成|前完成|完工)?"
)
_NAMED_YEAR: Final = re.compile(
    r"(?<![〔(（【\[\d])(?P<year>20\d\d)(?:\s*[-—至~]\s*(?P<last>20\d\d))?年(?!度?(?:以前|以来|前|起))"
)
_PLANNED_YEAR: Final = re.compile(
    r"(?:计划|拟于?|争取|力争|预计|做好|将于?)\s*(?P<year>20\d\d)(?:\s*[-—至~]\s*(?P<last>20\d\d))?\s*年"
)
_SETTLED: Final = re.compile(r"清算|结算|尾款|结转|余款|欠款|遗留|以前年度")
"""Money for work of earlier years says so in its name."""
_BACKGROUND: Final = re.compile(
    r"[《〔(\[][^《》〔〕()\[\]]{0,60}(?:号|通知|意见|办法|规划|方案)[^《》〔〕()\[\]]{0,60}[》〕)\]]|(?:自|较|比|优于|截至)(?=20\d\d)"
)


_NUMBERED: Final = re.compile(r"[〔（(\[【](?P<year>20\d\d)[〕）)\]】]\s*第?\s*\d{1,4}\s*号")
"""〔2024〕56号: an official paper."""


def facts(document: Audited) -> Iterator[Fact]:
    """How many years a date lies from the budget year; whether it prints its year; what the period value says."""
    for owner in document.undertakings:
        yield from _belated(owner)
        yield from _papers(owner)
    yield from _same_periods(document)
    has_period = any(stated.record.period for _, stated in document.indicators())
    for undertaking, stated in document.indicators():
        one, node = stated.record, stated.node
        year = undertaking.section.heading.fiscal_year
        yield from _dated(one, node, year)
        if has_period:
            yield from _period(one, node)


def _belated(one: StatedUndertaking) -> Iterator[Fact]:
    """Years before the budget year for which a project is named, or in which its goal still plans to do something."""
    year = one.section.heading.fiscal_year
    if year is None or one.section.form is not Form.PROJECT_GOALS or not isinstance(one.record, Project):
        return
    texts = [(one.node, one.name, _NAMED_YEAR)]
    if one.goal and one.record.goal:
        texts.append((one.goal, one.record.goal.text[:LONGEST], _PLANNED_YEAR))
    for node, text, pattern in texts:
        if _SETTLED.search(text.string[:LONGEST]) and node == one.node:
            continue
        for match in pattern.finditer(text.string):
            last = int(match["last"] or match["year"])
            if last < year:
                at = text[match.start() : match.end()]
                yield Fact(node, "kgb:yearsBehindBudget", year - last, at)


def _papers(one: StatedUndertaking) -> Iterator[Fact]:
    """Official papers in the name or the goal that are of a later year than the table."""
    year = one.section.heading.fiscal_year
    texts = [(one.node, one.name)]
    if one.goal and one.record.goal:
        texts.append((one.goal, one.record.goal.text))
    for node, text in texts if year else ():
        for match in _NUMBERED.finditer(text.string[:LONGEST]):
            if year and int(match["year"]) > year:
                yield Fact(node, "kgb:paperYearsAhead", int(match["year"]) - year, text[match.start() : match.end()])


def _same_periods(document: Audited) -> Iterator[Fact]:
    """Of how many hundred indicators the period and the year have one value, where both are printed."""
    both = [one.record for _, one in document.indicators() if one.record.period and one.record.annual]
    if len(both) >= _ENOUGH:
        same = sum(_said(one.period) == _said(one.annual) for one in both)
        yield Fact(document.node, "kgb:periodsAsYear", 100 * same // len(both))


_ENOUGH: Final = 20
"""Fewer equal values may be so because the projects end within the year."""


def _said(text: Text | None) -> str:
    return comparable(without_final_marks(text.string)).rstrip(".,;") if text else ""


def _dated(one: Indicator, node: NamedNode, year: int | None) -> Iterator[Fact]:
    for text, value, whole_period in ((one.annual, one.annual_value, False), (one.period, one.period_value, True)):
        if not text or value is None:
            continue
        if year:
            far = {found - year for found in _years(text, timed=_is_timed(one))}
            yield from (
                Fact(node, "kgb:yearsFromBudget", years) for years in sorted(far) if years < 0 or not whole_period
            )
        dates = [part for part in measures(value) if part.date]
        lone = _is_timed(one) and bool(_LONE_MONTH.fullmatch(with_arabic_dates(comparable(text.string[:LONGEST]))))
        if not whole_period and (dates or lone):
            yield Fact(node, "kgb:yearPrinted", not lone and not any(YEAR_SUPPLIED in part.doubts for part in dates))


def _is_timed(one: Indicator) -> bool:
    """Whether the name asks for a time, so that a bare year or month in the value is one."""
    return asked(name_of(one)) is Measure.TIME


def _years(text: Text, *, timed: bool) -> set[int]:
    """The years of dates in a value: of deadlines, and of months; not of what names a year's level."""
    words = _BACKGROUND.sub("", with_arabic_dates(comparable(text.string[:LONGEST])))
    dated = {int(date.date[:4]) for date in find_dates(words) if not date.date.startswith("--")}
    patterns = (_MONTH, _ANY_YEAR) if timed else (_MONTH,)
    return dated | {int(match["year"]) for pattern in patterns for match in pattern.finditer(words)}


def _period(one: Indicator, node: NamedNode) -> Iterator[Fact]:
    yield Fact(node, "kgb:periodPrinted", one.period is not None)
    if one.period is None or one.annual is None or one.period_value is None or one.annual_value is None:
        return
    yield Fact(node, "kgb:periodIsValue", _is_value(one))
    period, annual = one.period_value, one.annual_value
    if comparable_numbers(period, annual) and one.direction is Direction.HIGHER and period.number and annual.number:
        yield Fact(node, "kgb:periodCoversYear", period.number >= annual.number)


def _is_value(one: Indicator) -> bool:
    """Whether the period says a value, not a label: not the name, and a measure where the year has one."""
    assert one.period  # noqa: S101
    if comparable(without_final_marks(one.period.string)) == comparable(without_final_marks(name_of(one))):
        return False
    measured = one.annual_value is not None and one.annual_value.kind is not Kind.QUALITATIVE
    return not (measured and one.period_value is not None and one.period_value.kind is Kind.QUALITATIVE)


def comparable_numbers(first: Value, second: Value) -> bool:
    """Whether both are one number of one unit."""
    return first.number is not None and second.number is not None and first.unit == second.unit
