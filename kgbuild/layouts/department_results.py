"""部门整体绩效指标完成情况表: overall goal and indicators, then tasks (任务、政策) with theirs.

Columns: a label or the task, its goal or measures, 关键指标, 预期实现值, 年度完成值, 具体完成情况. The first
two are printed once for all rows below; a page break prints the task's name again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.columns import find_columns, headings
from kgbuild.layouts.completion import completed
from kgbuild.layouts.fragments import join_prose
from kgbuild.layouts.goals import read_goal
from kgbuild.layouts.layout import Columns, Layout
from kgbuild.model.issues import Severity
from kgbuild.model.records import Form, Goal, Heading, Indicator, Plan, Section, Task
from kgbuild.model.table import Row, Text, joined
from kgbuild.text import comparable, same_length_folded

_HEADINGS: Final = headings(
    goal=r"(?:部门整体支出|任务\(政策\)的?|任务的?|政策的?|年度|整体)*(?:绩效)?(?:总体)?目标",
    indicator=r"(?:任务\(政策\)|部门整体)?(?:关键|绩效|三级)指标(?:名称)?",
    expected=r"预期(?:实现|目标|指标)?值|年度(?:目标|指标)值|目标值|指标值|计划值",
    actual=r"(?:年度|实际|全年)(?:完成|实现)值|完成值|实际值|完成情况",
    detail=r"具体完成情况|完成情况说明|指标完成情况|完成情况及?分析|偏差原因.*|未完成原因.*|备注",
)
_TASKS: Final = re.compile(r".*(?:任务|政策|主要支出|重点工作).*")
_NUMBERED: Final = re.compile(r"\s*\(?(?P<number>\d{1,2})\s*[.、)]\s*|\s*(?P<chinese>[一二三四五六七八九十]{1,3})、")
_OF_WHICH: Final = re.compile(r"\s*其中\s*:\s*")


def matches(row: Row) -> Columns | None:
    """The columns, if the row is a header of such a table."""
    columns = find_columns(row, _HEADINGS)
    if {"indicator", "expected", "actual"} <= columns.keys() and "goal" in columns:
        first = min(columns.values())
        label = "task" if _TASKS.fullmatch(comparable("".join(row.strings[:2]))) else "label"
        return {**columns, label: next((cell.column for cell in row.cells if cell.column < first), first)}
    return None


@dataclass(slots=True)
class _Branch:
    """The overall plan or one task, in the making."""

    name: list[Text] = field(default_factory=list)
    goals: list[Text] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)

    def is_called(self, name: Text) -> bool:
        return comparable(joined(self.name).string) == comparable(name.string)


def read_section(
    rows: list[tuple[Row, Columns]],
    above: list[Row],
    heading: Heading,
    account: Account,
) -> Section:
    """The plan of one table. Each row comes with the columns of the header that stands above it."""
    overall, tasks = _Branch(), list[_Branch]()
    for row, columns in rows:
        cells = {
            role: text
            for role, column in columns.items()
            for cell, text in zip(row.cells, row.texts, strict=True)
            if cell.column == column and text
        }
        account.use(*cells.values())
        if "task" in columns:
            _read_task_row(cells, tasks, account)
        else:
            _read_overall_row(cells, overall, account)
    plan = Plan(
        goal=_goal(overall, account),
        indicators=_numbered(overall),
        tasks=tuple(_task(number, part, account) for number, part in enumerate(tasks, 1)),
    )
    heading = completed(heading, [], plan, None, account)
    return Section(form=Form.DEPARTMENT_RESULTS, heading=heading, plan=plan)


def _read_overall_row(cells: dict[str, Text], overall: _Branch, account: Account) -> None:
    label = cells.get("label")
    if label and _OF_WHICH.match(same_length_folded(label.string)):
        overall.indicators.append(_of_which(label, cells))
        return
    if goal := cells.get("goal"):
        overall.goals.append(goal)
    _read_indicator(cells, overall, account)


def _read_task_row(cells: dict[str, Text], tasks: list[_Branch], account: Account) -> None:
    label, goal = cells.get("task"), cells.get("goal")
    if label and not (tasks and tasks[-1].is_called(label)):
        if _NUMBERED.match(same_length_folded(label.string)) or not tasks:
            tasks.append(_Branch(name=[label]))
        else:
            tasks[-1].name.append(label)
    if not tasks:
        for text in cells.values():
            account.report("L041", Severity.WARNING, "此行之前没有任务", "no task stands above this row", text)
        return
    if goal:
        tasks[-1].goals.append(goal)
    _read_indicator(cells, tasks[-1], account)


def _read_indicator(cells: dict[str, Text], part: _Branch, account: Account) -> None:
    """A row with an indicator; one without is the rest of a row that a page end cut."""
    values = {role: cells.get(role) for role in ("expected", "actual", "detail")}
    name = cells.get("indicator")
    if name and part.indicators and not values["expected"] and not values["actual"] and values["detail"]:
        # nobody explains what was neither expected nor done: the page ended inside the name
        last = part.indicators[-1]
        part.indicators[-1] = replace(last, name=last.name + name, whole=last.whole + name)
        _continue_indicator(values, part, account)
    elif name:
        part.indicators.append(
            Indicator(
                group=1,
                ordinal=len(part.indicators) + 1,
                numbered=False,
                name=name,
                annual=values["expected"],
                actual=values["actual"],
                explanation=values["detail"],
                whole=name,
            )
        )
        if not values["expected"] or not values["actual"]:
            account.report(
                "L042", Severity.VIOLATION,
                "缺少预期实现值或年度完成值", "the expected or the actual value is missing", name,
            )  # fmt: skip
    elif any(values.values()):
        _continue_indicator(values, part, account)


def _continue_indicator(values: dict[str, Text | None], part: _Branch, account: Account) -> None:
    pieces = [text for text in values.values() if text]
    if not part.indicators:
        for text in pieces:
            account.report(
                "L011", Severity.VIOLATION,
                "此片段没有可归属的指标", "this fragment belongs to no indicator", text,
            )  # fmt: skip
        return
    last = part.indicators[-1]

    def longer(before: Text | None, piece: Text | None) -> Text | None:
        return join_prose([before, piece], account) if before and piece else before or piece

    part.indicators[-1] = replace(
        last,
        annual=longer(last.annual, values["expected"]),
        actual=longer(last.actual, values["actual"]),
        explanation=longer(last.explanation, values["detail"]),
    )


def _of_which(label: Text, cells: dict[str, Text]) -> Indicator:
    """其中：部门年度整体预算完成率 98% … 部门年度整体预算完成率 99.74%: a name with a value in each cell."""
    match = _OF_WHICH.match(same_length_folded(label.string))
    printed = label[match.end() if match else 0 :]
    actual = cells.get("actual")
    digits = re.search(r"[<>≥≤]?\d", same_length_folded(printed.string))
    cut = digits.start() if digits else len(printed)
    name, expected = printed[:cut].stripped(), printed[cut:].stripped()
    if actual and actual.string.startswith(name.string):
        actual = actual[len(name) :].stripped()
    return Indicator(
        group=1,
        ordinal=0,
        numbered=False,
        name=name,
        annual=cells.get("expected") or expected or None,
        actual=actual,
        explanation=cells.get("detail"),
        whole=label,
    )


def _goal(part: _Branch, account: Account) -> Goal | None:
    return read_goal(join_prose(part.goals, account)) if part.goals else None


def _numbered(part: _Branch) -> tuple[Indicator, ...]:
    return tuple(replace(one, ordinal=at) for at, one in enumerate(part.indicators, 1))


def _task(position: int, part: _Branch, account: Account) -> Task:
    name = joined(part.name)
    number = _NUMBERED.match(same_length_folded(name.string))
    printed = number["number"] if number else None
    return Task(
        ordinal=int(printed) if printed else position,
        name=name[number.end() :] if number else name,
        goal=_goal(part, account),
        indicators=_numbered(part),
    )


LAYOUT = Layout(matches=matches, read_section=read_section)
