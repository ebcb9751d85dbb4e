"""The labelled cells of a result sheet, above its indicators: whose project, which money, which goal, what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.codes import body_name, project_name
from kgbuild.layouts.columns import find_columns
from kgbuild.layouts.goals import read_goal
from kgbuild.layouts.results import money as block
from kgbuild.layouts.results.money import Money
from kgbuild.layouts.results.wordings import (
    COMPLETION,
    GOAL,
    GOAL_REVISED,
    HINT,
    INDICATOR_BLOCK,
    LABELS,
    MONEY_BLOCK,
    NO_RECORD,
    TASKS,
    role_of,
)
from kgbuild.model.records import Task
from kgbuild.model.table import Row, Text
from kgbuild.text import comparable

_NO_PLACE: Final = "labelled cell that no record has a place for"


@dataclass(slots=True)
class Sheet:
    """What stands above the indicators, in the making."""

    labels: dict[str, Text] = field(default_factory=dict)
    goal: list[Text] = field(default_factory=list)
    completion: list[Text] = field(default_factory=list)
    money: Money = field(default_factory=Money)
    begins: int = 0  # which of the rows above is the first of the sheet
    goal_columns: dict[str, int] = field(default_factory=dict)
    task_columns: dict[str, int] = field(default_factory=dict)
    tasks: list[Task] = field(default_factory=list)


def read_sheet(rows: list[Row], account: Account) -> Sheet:
    """Read the rows above the indicators. What they hold beyond stays open, so that it is reported."""
    sheet = Sheet(begins=next((at for at, row in enumerate(rows) if _is_labelled(row)), len(rows)))
    for row in rows[sheet.begins :]:
        _read_row(row, sheet, account)
    return sheet


def begins_sheet(row: Row) -> bool:
    """Whether the row opens the sheet of another project: 项目名称 as the first label."""
    first = next((text for text in row.texts if text), None)
    return first is not None and len(first) <= 20 and role_of(first.string, LABELS) == "name"


def _is_labelled(row: Row) -> bool:
    filled = [text for text in row.texts if text]
    return len(filled) > 1 and any(
        len(text) <= 30 and (role_of(text.string, LABELS) or MONEY_BLOCK.fullmatch(comparable(text.string)))
        for text in filled[:2]
    )


def _read_row(row: Row, sheet: Sheet, account: Account) -> None:
    block.note_unit(row, sheet.money)
    if block.read_heading(row, sheet.money, account):
        return
    if sheet.money.columns and block.read_row(row, sheet.money, account):
        return
    if _read_goal_heading(row, sheet, account) or _read_goals(row, sheet, account):
        return
    if _read_task(row, sheet, account) or _read_completion(row, sheet, account):
        return
    _read_labels(row, sheet, account)


def _read_goal_heading(row: Row, sheet: Sheet, account: Account) -> bool:
    """年度总体目标 | 预期目标 | 实际完成情况: the columns of what the next row says."""
    words = [(cell.column, comparable(text.string)) for cell, text in zip(row.cells, row.texts, strict=True) if text]
    done = [column for column, word in words if COMPLETION.fullmatch(word)]
    aims = [column for column, word in words if GOAL.fullmatch(word) and done and column < done[-1]]
    if not aims:
        return False
    sheet.goal_columns = {"goal": aims[-1], "completion": done[-1]}
    revised = [column for column, word in words if GOAL_REVISED.fullmatch(word)]
    if revised:
        sheet.goal_columns["revised"] = revised[-1]
    account.ignore(row, "column headings")
    return True


def _read_goals(row: Row, sheet: Sheet, account: Account) -> bool:
    """The row below: nothing but a goal and what became of it, and perhaps the label beside."""
    if not sheet.goal_columns:
        return False
    at = {cell.column: text for cell, text in zip(row.cells, row.texts, strict=True) if text}
    found = {role: at.pop(column) for role, column in sheet.goal_columns.items() if column in at}
    if any(map(_is_block, found.values())):
        found = {}
    if not found or any(not _is_block(text) for text in at.values()) or (sheet.goal and at):
        sheet.goal_columns = {}
        return False
    for role in [role for role, text in found.items() if HINT.fullmatch(comparable(text.string))]:
        account.ignore_text(found.pop(role), "line of the form that is not filled in")
    sheet.goal += [found[role] for role in ("goal",) if role in found]
    sheet.completion += [found[role] for role in ("completion",) if role in found]
    account.use(*(text for role, text in found.items() if role != "revised"))
    account.ignore(row, "goal as revised in the year" if "revised" in found else "label of a block")
    return True


def _read_task(row: Row, sheet: Sheet, account: Account) -> bool:
    """年度主要任务 | 任务名称 | 主要内容 | 完成情况: the headings, or one task below them."""
    columns = find_columns(row, TASKS)
    if {"name", "content"} <= columns.keys():
        sheet.task_columns = columns
        account.ignore(row, "column headings")
        return True
    at = {cell.column: text for cell, text in zip(row.cells, row.texts, strict=True) if text}
    found = {role: at.pop(column) for role, column in sheet.task_columns.items() if column in at}
    if at or not {"name", "content"} <= found.keys():
        sheet.task_columns = {}
        return False
    task = Task(ordinal=len(sheet.tasks) + 1, name=found["name"], goal=read_goal(found["content"]))
    sheet.tasks.append(task)
    account.use(found["name"], found["content"])
    account.ignore(row, "what became of a task")
    return True


def _read_completion(row: Row, sheet: Sheet, account: Account) -> bool:
    """年度目标完成情况 | 略: a row of its own below that of the goal."""
    filled = [text for text in row.texts if text]
    if len(filled) != 2 or not sheet.goal or not COMPLETION.fullmatch(comparable(filled[0].string)):
        return False
    if _is_block(filled[1]) or _is_label(filled[1]):
        return False
    sheet.completion.append(filled[1])
    account.use(*filled)
    return True


def _is_block(text: Text) -> bool:
    words = comparable(text.string)
    return any(pattern.fullmatch(words) for pattern in (GOAL, COMPLETION, MONEY_BLOCK, INDICATOR_BLOCK, NO_RECORD))


def _read_labels(row: Row, sheet: Sheet, account: Account) -> None:
    """Labels, each with the value right of it. A block's label beside them says nothing."""
    filled = [text for text in row.texts if text]
    taken: set[int] = set()
    for at, (label, value) in enumerate(pairwise(filled)):
        role = role_of(label.string, LABELS) if len(label) <= 30 else None
        if at in taken or role is None or _is_label(value):
            continue
        _take(role, value, sheet)
        account.use(label, value)
        taken.add(at + 1)
    for at, text in enumerate(filled):
        role = role_of(text.string, LABELS) if len(text) <= 30 else None
        if at not in taken and role:
            account.ignore_text(text, "label without a value")
        elif _is_block(text) or NO_RECORD.match(comparable(text.string)):
            account.ignore_text(text, "label of a block" if at + 1 in taken else _NO_PLACE)
            if at + 1 < len(filled) and not _is_label(filled[at + 1]) and NO_RECORD.fullmatch(comparable(text.string)):
                account.ignore_text(filled[at + 1], _NO_PLACE)
    if any(NO_RECORD.fullmatch(comparable(text.string).rstrip(":")) for text in filled[:2]):
        account.ignore(row, _NO_PLACE)


def _is_label(text: Text) -> bool:
    return len(text) <= 30 and role_of(text.string, LABELS) is not None


def _take(role: str, value: Text, sheet: Sheet) -> None:
    if role == "goal":
        sheet.goal.append(value)
    elif role in ("adjusted", "spent", "rate"):
        sheet.money.sources.setdefault("total", {}).setdefault(role, value)
    else:
        sheet.labels.setdefault(role, project_name(value) if role == "name" else body_name(value))
