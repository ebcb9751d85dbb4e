"""The rows of indicators of a result table, the row of the total, and what stands below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.indicator_names import category_and_name, is_unfilled, name_alone
from kgbuild.layouts.layout import Columns
from kgbuild.layouts.results.wordings import (
    GRADE,
    INDICATOR_BLOCK,
    INLINE,
    LABELS,
    POINTS,
    TAIL,
    TOTAL_ROW,
    role_of,
)
from kgbuild.layouts.split_values import OF_ACTUAL, assembled, gather, settle_bound
from kgbuild.model.issues import Severity
from kgbuild.model.records import Category, Indicator
from kgbuild.model.table import Row, Text
from kgbuild.text import comparable, same_length_folded

_BARE_NUMBER: Final = re.compile(r"[≥≤><=]?\s*-?\d[\d,]*(?:\.\d+)?")
_CODED: Final = re.compile(r"(?:(?P<code>\d{1,2})\s*[-.、]\s*)?(?P<name>.+)", re.DOTALL)
_LEVELS: Final = ("level1", "level2")
_UNREAD: Final = {
    "forecast": "forecast of the whole year",
    "coefficient": "share of the target that was reached",
    "method": "how points are given",
    "mark": "mark of a kind of cause or of how likely the target is",
    "remark": "remark",
}
"""Columns that no record has a place for."""
FURTHER: Final = ("weight", "method", "coefficient", "mark")
"""Columns that may stand in a table more than once; `weight#3` are the points of a branch."""


@dataclass(slots=True)
class Results:
    """What the rows gave."""

    indicators: list[Indicator] = field(default_factory=list)
    goals: list[Text] = field(default_factory=list)
    total: Text | None = None
    full: Text | None = None
    grade: Text | None = None


def read_rows(rows: list[tuple[Row, Columns]], account: Account) -> Results:
    """The indicators, one a row, and the points of the whole."""
    results = Results()
    carried: dict[str, Text] = {}
    ended = False  # the total or a note is printed: only notes follow
    for row, columns in rows:
        if _is_total(row):
            _read_total(row, columns, results, account)
            ended = True
        elif _grade_of(row):
            _read_grade(row, results, account)
            account.ignore(row, "grade of the whole")
            ended = ended or bool(results.indicators)
        elif _is_note(row, ended=ended):
            _read_inline(row, results, account)
            account.ignore(row, "note below the indicators")
            ended = ended or bool(results.indicators)
        elif goal := _further_goal(row):
            results.goals.append(goal)
            account.use(*row.texts)
            carried.clear()
        elif not ended:  # what follows the end is another table: left open, and so reported
            _read_row(row, columns, carried, results, account)
    return results


def _cells(row: Row, columns: Columns) -> dict[str, Text]:
    at = {column: role for role, column in columns.items()}
    return {
        at[cell.column]: text for cell, text in zip(row.cells, row.texts, strict=True) if text and cell.column in at
    }


def _is_total(row: Row) -> bool:
    return any(TOTAL_ROW.fullmatch(comparable(text.string)) for text in [text for text in row.texts if text][:2])


def _further_goal(row: Row) -> Text | None:
    """年度目标2 | …: the goal of the block of indicators that follows; its label says so."""
    filled = [text for text in row.texts if text]
    if len(filled) != 2 or role_of(filled[0].string, {"goal": LABELS["goal"]}) is None:
        return None
    return filled[1]


def _is_note(row: Row, *, ended: bool) -> bool:
    filled = [text for text in row.texts if text]
    words = comparable(filled[0].string)
    return bool(TAIL.fullmatch(words)) or (len(filled) == 1 and ended)


def _read_total(row: Row, columns: Columns, results: Results, account: Account) -> None:
    score = _cells(row, columns).get("score")
    if score and not any(score is text for text in row.texts[:1]) and re.fullmatch(r"[\d.]+分?", score.string):
        results.total = results.total or score
        results.full = results.full or _cells(row, columns).get("weight")
        account.use(score, results.full)
    _read_inline(row, results, account)
    _read_grade(row, results, account)
    account.ignore(row, "total of points")


def _grade_of(row: Row) -> Text | None:
    """自评等级 | 优: the grade right of its label, in the row of the total or in one of its own."""
    filled = [text for text in row.texts if text]
    beside = (value for label, value in pairwise(filled) if LABELS["grade"].fullmatch(comparable(label.string)))
    return next((value for value in beside if GRADE.fullmatch(comparable(value.string))), None)


def _read_grade(row: Row, results: Results, account: Account) -> None:
    grade = _grade_of(row)
    if grade and not results.grade:
        results.grade = grade
        account.use(grade)


def _read_inline(row: Row, results: Results, account: Account) -> None:
    for text in row.texts:
        folded = same_length_folded(text.string)
        for role, pattern in INLINE.items():
            match = pattern.search(folded)
            if not match or getattr(results, role):
                continue
            value = text[match.start("value") : match.end("value")]
            setattr(results, role, value)
            account.use(value)


def _read_row(row: Row, columns: Columns, carried: dict[str, Text], results: Results, account: Account) -> None:
    cells = _cells(row, columns)
    gather(cells)
    settle_bound(row, cells, columns, account)
    if "level1" in cells:
        carried.pop("level2", None)
    carried |= {role: cells[role] for role in _LEVELS if role in cells}
    for role in list(cells):
        kind, _, further = role.partition("#")
        reason = "points of a branch" if kind == "weight" and further else _UNREAD.get(kind)
        if reason and not (kind == "remark" and "explanation" not in cells):
            account.ignore_text(cells.pop(role), reason)
    beside = [
        text for cell, text in zip(row.cells, row.texts, strict=True) if text and cell.column not in columns.values()
    ]
    for text in beside:
        if INDICATOR_BLOCK.fullmatch(comparable(text.string)):
            account.ignore_text(text, "label of a block")
            beside = [other for other in beside if other is not text]
    if beside and not cells.keys() - set(_LEVELS):
        account.report(
            "L053", Severity.VIOLATION,
            "表格被印成了文字，这些单元格的边界无法判断，未读取",
            "a table printed as text; these cells cannot be told apart and are not read", beside[0],
        )  # fmt: skip
        if not cells:
            carried.clear()  # a category may be among them
        account.use(*cells.values())
        return
    printed = {role: text for role, text in cells.items() if role not in _LEVELS}
    if is_unfilled(printed.get("indicator"), [text for role, text in printed.items() if role != "indicator"]):
        for text in cells.values():
            account.ignore_text(text, "line of the form that is not filled in")
        return
    account.use(*cells.values())
    if "indicator" in printed:
        if "level2" not in columns:
            level2, printed["indicator"] = category_and_name(printed["indicator"])
            carried = carried | ({"level2": level2} if level2 else {})
        results.indicators.append(_indicator(printed, carried, len(results.indicators) + 1, account))
    else:
        _report_fragment(printed, account)


def _report_fragment(printed: dict[str, Text], account: Account) -> None:
    for text in printed.values():
        account.report(
            "L011", Severity.VIOLATION,
            "此片段没有可归属的指标", "this fragment belongs to no indicator", text,
        )  # fmt: skip


def _indicator(cells: dict[str, Text], carried: dict[str, Text], ordinal: int, account: Account) -> Indicator:
    name = name_alone(cells["indicator"])
    annual = target_of(cells)
    if annual is None and {"annual", "actual"} & cells.keys():
        account.report(
            "L017", Severity.VIOLATION,
            "指标缺少名称或年度指标值", "the indicator lacks its name or its annual value", name,
        )  # fmt: skip
    return Indicator(
        group=1,
        ordinal=ordinal,
        numbered=False,
        level1=_category(carried.get("level1")),
        level2=_category(carried.get("level2")),
        name=name,
        annual=annual,
        actual=_reached(cells),
        explanation=cells.get("explanation") or cells.get("remark"),
        weight=cells.get("weight"),
        score=cells.get("score"),
        whole=cells["indicator"],
    )


def target_of(cells: dict[str, Text]) -> Text | None:
    """指标性质 · 指标值 · 单位 in three cells are one value: ≥ 95 %. A revised value goes before the first one."""
    value = cells.get("revised") or cells.get("annual")
    return assembled(value, cells.get("comparator"), cells.get("unit")) if value else None


def _reached(cells: dict[str, Text]) -> Text | None:
    """The actual value; a bare number is of the unit that the row prints in a cell of its own."""
    actual, unit = cells.get("actual"), cells.get(f"{OF_ACTUAL}unit") or cells.get("unit")
    sign = cells.get(f"{OF_ACTUAL}comparator")
    if actual and sign and sign.string not in "=＝":
        actual = sign + actual
    if actual and unit and _BARE_NUMBER.fullmatch(same_length_folded(actual.string)):
        return actual + unit
    return actual


def _category(text: Text | None) -> Category | None:
    """A category without the points of its branch."""
    points = POINTS.search(text.string) if text else None
    match = _CODED.match(text.string[: points.start()] if points else text.string) if text else None
    return Category(name=match["name"], code=match["code"], printed=text) if match else None
