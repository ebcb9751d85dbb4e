"""Indicators in columns: 一级指标 · 二级指标 · 三级指标 · 指标值, one indicator a row.

Three kinds of table are printed so: a list of many projects (with a project column), a sheet for one project or its
self-evaluation (项目名称, 主管部门, 资金, 目标 as labelled cells above the columns), and the plan of a whole department
(部门整体支出). A label that is printed once for several rows holds for all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.completion import completed, funding_of, report_missing
from kgbuild.layouts.execution import evaluation_of, money_unit
from kgbuild.layouts.fragments import join_prose
from kgbuild.layouts.goals import read_goal
from kgbuild.layouts.indicator_headings import matches, more_columns
from kgbuild.layouts.indicator_rows import RowReader
from kgbuild.layouts.layout import Columns, Layout
from kgbuild.layouts.sheet_labels import Sheet, label_of, labelled_sheet
from kgbuild.model.issues import Severity
from kgbuild.model.records import Form, Goal, Heading, Indicator, Plan, Project, Section, Task
from kgbuild.model.table import Row, Text
from kgbuild.text import comparable

_WHOLE_DEPARTMENT: Final = re.compile(r"部门整体|整体支出|单位整体|整体绩效")


def begins_form(row: Row) -> bool:
    """Whether the row opens the sheet of another project: 项目名称 as a label, with the name behind it."""
    filled = [text for text in row.texts if text]
    labels = [label_of(text) for text in filled]
    return (
        any(label == "name" and following is None for label, following in pairwise([*labels, None]))
        and len(filled) <= 6
    )


def read_section(rows: list[tuple[Row, Columns]], above: list[Row], heading: Heading, account: Account) -> Section:
    """The projects of one table. `above` are the rows between the title and the columns."""
    first = labelled_sheet(above, account)
    if first.department and (heading.department is None or _is_same(heading.department, first.unit)):
        heading = replace(heading, department=first.department)  # 申报单位 above the sheet is the 实施单位 on it
    if heading.money_unit is None:
        heading = replace(heading, money_unit=money_unit(above))
    reader = RowReader(first, heading.money_unit or "万元", account)
    for row, columns in rows:
        reader.read(row, columns)
    heading = reader.completed(heading)
    sheets = reader.finished()
    results = any("actual" in columns for _, columns in rows)
    form = Form.PROJECT_RESULTS if results else Form.PROJECT_GOALS
    if _is_plan(heading, sheets):
        plan = _plan(sheets[0], heading, account)
        heading = completed(heading, [], plan, None, account)
        whole = Form.DEPARTMENT_RESULTS if results else Form.DEPARTMENT_GOALS
        return Section(form=whole, heading=heading, plan=plan)
    seen: Counter[tuple[str, str]] = Counter()
    projects = tuple(_project(sheet, heading, seen, account) for sheet in sheets if sheet.name is not None)
    for sheet in sheets:
        if sheet.name is None:
            account.report(
                "L051", Severity.VIOLATION,
                "这些指标之前没有项目名称", "no project name stands above these indicators",
                sheet.indicators[0].name,
            )  # fmt: skip
    owner = reader.unit_totals[0][0] if reader.unit_totals else None
    return Section(
        form=form,
        heading=completed(heading, list(projects), None, owner, account),
        projects=projects,
        totals=reader.totals,
        unit_totals=tuple(reader.unit_totals),
    )


def _is_same(one: Text, other: Text | None) -> bool:
    return other is not None and comparable(one.string) == comparable(other.string)


def _is_plan(heading: Heading, sheets: list[Sheet]) -> bool:
    if len(sheets) != 1 or sheets[0].name is not None:
        return False
    return bool(sheets[0].tasks or (heading.title and _WHOLE_DEPARTMENT.search(heading.title.string)))


# --- sheets to records ------------------------------------------------------------------------------


def _with_periods(indicators: list[Indicator], account: Account) -> tuple[Indicator, ...]:
    """The indicators of the year, numbered in the order of print; one that is printed for the period too has both values.

    One that has a value for the period alone is none of the year's.
    """
    of_period = {_key(one): one for one in indicators if not one.annual and one.period}
    kept: list[Indicator] = []
    for one in indicators:
        if one.period and not one.annual:
            continue
        twin = None if one.period else of_period.pop(_key(one), None)
        kept.append(replace(one, ordinal=len(kept) + 1, period=twin.period if twin else one.period))
    for one in of_period.values():
        account.report(
            "L019", Severity.INFO,
            "指标只有整个实施期的指标值，未计入年度指标",
            "the indicator has a value for the whole period alone; it is not counted among those of the year", one.name,
        )  # fmt: skip
    return tuple(kept)


def _key(one: Indicator) -> tuple[str, str, str]:
    level1, level2 = (comparable(level.name) if level else "" for level in (one.level1, one.level2))
    return level1, level2, comparable(one.name.string)


def _goal(sheet: Sheet, account: Account) -> Goal | None:
    return read_goal(join_prose(sheet.goal, account)) if sheet.goal else None


def _plan(sheet: Sheet, heading: Heading, account: Account) -> Plan:
    return Plan(
        goal=_goal(sheet, account),
        funding=funding_of(sheet.amounts, heading.money_unit or "万元", account),
        indicators=_with_periods(sheet.indicators, account),
        tasks=tuple(
            Task(ordinal=at, name=name, goal=read_goal(content) if content else None)
            for at, (name, content) in enumerate(sheet.tasks, 1)
        ),
    )


def _project(sheet: Sheet, heading: Heading, seen: Counter[tuple[str, str]], account: Account) -> Project:
    assert sheet.name is not None  # noqa: S101
    key = (comparable(sheet.unit.string if sheet.unit else ""), comparable(sheet.name.string))
    seen[key] += 1
    goal = _goal(sheet, account)
    report_missing(sheet.name, goal, bool(sheet.indicators), seen[key], account)
    scale = heading.money_unit or "万元"
    amounts = sheet.amounts
    if not amounts and "adjusted" in sheet.execution:  # the one budget that is printed
        amounts = {"total": sheet.execution["adjusted"]}
    return Project(
        name=sheet.name,
        spending_unit=sheet.unit,
        goal=goal,
        funding=funding_of(amounts, scale, account),
        indicators=_with_periods(sheet.indicators, account),
        evaluation=evaluation_of(sheet.execution, sheet.points, sheet.full_points, scale),
        occurrence=seen[key],
    )


LAYOUT = Layout(
    matches=matches,
    read_section=read_section,
    more_columns=more_columns,
    opens=begins_form,
    is_data=lambda _: False,
)
