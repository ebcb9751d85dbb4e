"""Records with their values understood: targets parsed, directions known, results judged."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from kgbuild.knowledge import knowledge
from kgbuild.model.issues import Issue, Severity
from kgbuild.model.records import Form, Indicator, Reading, Section
from kgbuild.model.table import Text
from kgbuild.model.values import Value
from kgbuild.values.achievement import direction_of, judge
from kgbuild.values.targets import BROKEN_NUMBER, LOST_DIGIT, NO_UNIT_SCALE, TOO_LONG, YEAR_SUPPLIED, ValueReader

_DOUBTS = {
    NO_UNIT_SCALE: (Severity.WARNING, "万/亿之后没有计量单位", "万 or 亿 without a unit behind it"),
    LOST_DIGIT: (Severity.WARNING, "百分数写法不完整（00%）", "a malformed percentage (00 %)"),
    BROKEN_NUMBER: (
        Severity.WARNING,
        "数字中间断开，不能确定是一个数还是两个",
        "a gap inside a number: one number or two? kept as words",
    ),
    TOO_LONG: (Severity.WARNING, "指标值过长，按文字保留", "the value is too long to be one; kept as words"),
    YEAR_SUPPLIED: (Severity.INFO, "日期未写年份，按预算年度理解", "a date without its year; the fiscal year is taken"),
}  # fmt: skip


@cache
def value_reader() -> ValueReader:
    """The value reader with the units of the ontology."""
    return ValueReader(knowledge().unit_words)


def understood(reading: Reading) -> Reading:
    """The reading with parsed values, and an issue for each doubt that the parsing raised."""
    issues: list[Issue] = []
    sections = tuple(_section(section, issues) for section in reading.sections)
    return replace(reading, sections=sections, issues=(*reading.issues, *issues))


def _section(section: Section, issues: list[Issue]) -> Section:
    year = section.heading.fiscal_year
    results = section.form is not Form.PROJECT_GOALS

    def all_of(indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        return tuple(_indicator(one, year, results=results, issues=issues) for one in indicators)

    projects = tuple(replace(one, indicators=all_of(one.indicators)) for one in section.projects)
    plan = section.plan
    if plan:
        tasks = tuple(replace(task, indicators=all_of(task.indicators)) for task in plan.tasks)
        plan = replace(plan, indicators=all_of(plan.indicators), tasks=tasks)
    return replace(section, projects=projects, plan=plan)


def _indicator(one: Indicator, year: int | None, *, results: bool, issues: list[Issue]) -> Indicator:
    annual = _value(one.annual, year, issues)
    actual = _value(one.actual, year, issues)
    name = one.name.string
    verdict = None
    if results:
        explanation = one.explanation.string if one.explanation else None
        verdict = judge(name, annual, actual, explanation, value_reader().read)
    return replace(
        one,
        period_value=_value(one.period, year, issues, quiet=one.annual is not None),
        annual_value=annual,
        actual_value=actual,
        direction=direction_of(name, annual),
        verdict=verdict,
    )


def _value(text: Text | None, year: int | None, issues: list[Issue], *, quiet: bool = False) -> Value | None:
    if not text:
        return None
    value = value_reader().read(text.string, year)
    for doubt in value.doubts if not quiet else ():
        severity, zh, en = _DOUBTS[doubt]
        spans = text.spans()
        issues.append(Issue(doubt, severity, zh, en, spans[0] if spans else None, text.string))
    return value
