"""Forms of goal tables as offices publish them, written down with what a careful reader reads in each.

A `.form` file: one line that says which form it is; `== sheet` with rows of cells between bars, where `<` goes on with
the cell to the left and `^` with the cell above (merged cells); `== truth` with the reading, one field a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Cell:
    """One cell of the page; `row` and `column` count from 0."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass
class Indicator:
    level1: str | None
    level2: str | None
    name: str
    annual: str | None
    parsed: str | None
    period: str | None
    weight: str | None


@dataclass
class Entry:
    """A project, or the plan of a department (`name` is None)."""

    name: str | None
    unit: str | None = None
    amounts: dict[str, str] = field(default_factory=dict)
    goal: str | None = None
    tasks: list[tuple[str, str]] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)


@dataclass
class Truth:
    heading: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Form:
    name: str
    about: str
    sheets: list[list[list[str]]]
    truth: Truth


def read_form(path: Path) -> Form:
    head, *parts = re.split(r"^== (\w+)\n", path.read_text("utf-8"), flags=re.MULTILINE)
    sheets, truth = [], Truth()
    for kind, body in zip(parts[::2], parts[1::2], strict=True):
        lines = [line for line in body.split("\n") if line.strip()]
        if kind == "sheet":
            sheets.append([[cell.strip() for cell in f" {line} ".split(" | ")] for line in lines])
        else:
            truth = _truth(lines)
    return Form(path.stem, head.strip(), sheets, truth)


def cells_of(rows: list[list[str]]) -> list[list[Cell]]:
    """Each row's own cells (covered ones left out), over the full width: the last cell of a short row is wider."""
    width = max(map(len, rows))
    full = [row + ["<"] * (width - len(row)) for row in rows]
    return [
        [
            Cell(text, at, column, _down(full, at, column), _across(row, column))
            for column, text in enumerate(row)
            if text not in ("<", "^")
        ]
        for at, row in enumerate(full)
    ]


def _across(row: list[str], column: int) -> int:
    end = column + 1
    while end < len(row) and row[end] == "<":
        end += 1
    return end - column


def _down(rows: list[list[str]], at: int, column: int) -> int:
    end = at + 1
    while end < len(rows) and rows[end][column] == "^":
        end += 1
    return end - at


def _truth(lines: list[str]) -> Truth:
    truth = Truth()
    for line in lines:
        word, _, rest = line.partition(" ")
        if word in ("department", "year", "money"):
            truth.heading[word] = rest
        elif word == "plan":
            truth.entries.append(Entry(None, amounts=_amounts(rest.removeprefix("| "))))
        elif word == "project":
            truth.entries.append(_project(rest))
        elif word == "goal":
            truth.entries[-1].goal = rest
        elif word == "task":
            name, _, content = rest.partition(" | ")
            truth.entries[-1].tasks.append((name, content))
        else:
            truth.entries[-1].indicators.append(_indicator(rest))
    return truth


def _project(rest: str) -> Entry:
    who, _, money = rest.partition(" | ")
    name, _, unit = who.partition(" @ ")
    return Entry(name, unit or None, _amounts(money))


def _amounts(money: str) -> dict[str, str]:
    words = money.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _indicator(rest: str) -> Indicator:
    rest, _, period = rest.partition(" ~ ")
    rest, _, weight = rest.partition(" ; ")
    rest, _, parsed = rest.partition(" -> ")
    path, _, annual = rest.partition(" = ")
    level1, level2, name = path.split(" / ")
    return Indicator(
        _given(level1), _given(level2), name, _given(annual), parsed or None, period or None, weight or None
    )


def _given(word: str) -> str | None:
    return None if word == "-" else word
