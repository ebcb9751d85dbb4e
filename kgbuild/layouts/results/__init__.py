"""Result tables: 项目支出绩效自评表, 部门整体支出绩效自评表, 转移支付绩效目标自评表, 绩效运行监控表.

One sheet is one project, or the plan of a whole department: labelled cells (项目名称, 主管部门, 资金, 目标 and what became
of it), then a table of indicators with what was expected and what was reached, then the total of points and notes.
The words of the headings differ from province to province; they are in `wordings`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.columns import PROJECT_GOALS, Headings, find_columns, nearest_before
from kgbuild.layouts.completion import completed, report_missing
from kgbuild.layouts.fragments import join_prose
from kgbuild.layouts.goals import read_goal
from kgbuild.layouts.layout import Columns, Layout
from kgbuild.layouts.results import money as block
from kgbuild.layouts.results.rows import FURTHER, Results, read_rows
from kgbuild.layouts.results.sheet import Sheet, begins_sheet, read_sheet
from kgbuild.layouts.results.wordings import LEVELS, LOOSE_NAMES, MARKS, MONITORING, NAMES, VALUES
from kgbuild.layouts.split_values import OF_ACTUAL, covered_columns
from kgbuild.model.issues import Severity
from kgbuild.model.records import Evaluation, Form, Goal, Heading, Plan, Project, Section
from kgbuild.model.table import Row, Text
from kgbuild.text import comparable

_WHOLE_DEPARTMENT: Final = re.compile(r"部门整体|整体支出|单位整体")
_GOAL_COLUMN: Final = re.compile(r".*(?:目标|任务|政策)(?:\(.*\))?")


def matches(row: Row) -> Columns | None:
    """The columns, if the row is the header of such a table."""
    loose = nearest_before(row, LOOSE_NAMES, VALUES["annual"])
    columns = {**loose, **find_columns(row, NAMES), **_columns(row, {**LEVELS, **VALUES})}
    reached = "actual" in columns or {"weight", "score"} <= columns.keys()
    if "indicator" not in columns or not reached or not {"annual", "score"} & columns.keys():
        return None
    if not LEVELS.keys() & columns.keys() and any(_GOAL_COLUMN.fullmatch(comparable(text)) for text in row.strings):
        return None  # 部门整体绩效指标完成情况表, which has a goal column
    if find_columns(row, {"name": PROJECT_GOALS["name"]}):
        return None  # a list of many projects
    for role, of in (("annual", ""), ("actual", OF_ACTUAL)):
        columns |= covered_columns(row, columns[role], of) if role in columns else {}
    return columns


def _columns(row: Row, wordings: Headings) -> Columns:
    """Each role once, of several columns of points the one behind the indicator's name; further ones as `role#column`."""
    columns = find_columns(row, wordings)
    words = {cell.column: comparable(text.string) for cell, text in zip(row.cells, row.texts, strict=True)}
    name = columns.get("indicator", 0)
    points = [column for column, word in words.items() if VALUES["weight"].fullmatch(word)]
    if behind := [column for column in points if column > name]:
        columns["weight"] = behind[0]
    taken = set(columns.values())
    further = {
        f"{role}#{column}": column
        for role in FURTHER
        for column, word in words.items()
        if column not in taken and VALUES[role].fullmatch(word)
    }
    return {**columns, **further}


def more_columns(row: Row) -> Columns:
    """What a second row of headings adds: 一级指标 … 指标性质 · 指标值 · 度量单位, or 经费保障 … 原因说明."""
    found = _columns(row, {**LEVELS, **VALUES})
    if "indicator" in found and LEVELS.keys() & found.keys():
        return found
    marks = find_columns(row, MARKS)
    if len(marks) == len(MARKS):
        return {**marks, **_marked(row)}
    return {}


def _marked(row: Row) -> Columns:
    """Each column of marks under a role of its own."""
    return {
        f"mark#{cell.column}": cell.column
        for cell, text in zip(row.cells, row.texts, strict=True)
        if MARKS["mark"].fullmatch(comparable(text.string))
    }


def read_section(rows: list[tuple[Row, Columns]], above: list[Row], heading: Heading, account: Account) -> Section:
    """The project, or the plan, of one sheet. What the sheet holds beyond is left open, and so reported."""
    sheet = read_sheet(above, account)
    del above[sheet.begins :]
    results = read_rows(rows, account)
    sheet.goal += results.goals
    labels = sheet.labels
    department = labels.get("department") or labels.get("body") or heading.department
    heading = replace(heading, department=department, money_unit=heading.money_unit or sheet.money.unit)
    title = heading.title.string if heading.title else ""
    scale = heading.money_unit or "万元"
    if _WHOLE_DEPARTMENT.search(title) and "name" not in labels:
        plan = Plan(
            goal=_goal(sheet.goal, account),
            indicators=tuple(results.indicators),
            tasks=tuple(sheet.tasks),
            funding=block.funding_of(sheet.money, scale, account),
            evaluation=_evaluation(sheet, results, scale, account),
        )
        return Section(form=Form.DEPARTMENT_RESULTS, heading=completed(heading, [], plan, None, account), plan=plan)
    form = Form.PROJECT_MONITORING if MONITORING.search(title) else Form.PROJECT_RESULTS
    if "name" not in labels:
        if results.indicators:
            account.report(
                "L051", Severity.VIOLATION,
                "这些指标之前没有项目名称", "no project name stands above these indicators",
                results.indicators[0].name,
            )  # fmt: skip
        return Section(form=form, heading=completed(heading, [], None, None, account))
    project = _project(labels["name"], sheet, results, scale, account)
    return Section(form=form, heading=completed(heading, [project], None, None, account), projects=(project,))


def _project(name: Text, sheet: Sheet, results: Results, scale: str, account: Account) -> Project:
    goal = _goal(sheet.goal, account)
    report_missing(name, goal, bool(results.indicators), 1, account)
    return Project(
        name=name,
        spending_unit=sheet.labels.get("unit"),
        goal=goal,
        funding=block.funding_of(sheet.money, scale, account),
        indicators=tuple(results.indicators),
        evaluation=_evaluation(sheet, results, scale, account),
    )


def _goal(parts: list[Text], account: Account) -> Goal | None:
    return read_goal(join_prose(parts, account)) if parts else None


def _evaluation(sheet: Sheet, results: Results, scale: str, account: Account) -> Evaluation | None:
    whole = sheet.money.whole
    evaluation = Evaluation(
        adjusted=block.amount_of("total", whole["adjusted"], scale, account) if "adjusted" in whole else None,
        spent=block.amount_of("total", whole["spent"], scale, account) if "spent" in whole else None,
        rate=whole.get("rate"),
        weight=whole.get("weight"),
        score=whole.get("score"),
        total=sheet.labels.get("total") or results.total,
        full=results.full,
        grade=sheet.labels.get("grade") or results.grade,
        completion=join_prose(sheet.completion, account) if sheet.completion else None,
        by_source=block.parts_of(sheet.money, scale, account),
    )
    return None if evaluation == Evaluation() else evaluation


LAYOUT = Layout(
    matches=matches, read_section=read_section, more_columns=more_columns, opens=begins_sheet, is_data=lambda _: False
)
