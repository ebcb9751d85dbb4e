"""Where the characters of a page stand: in which cell of a ruled table, in which line, and with what between them.

Lengths are points (1/72 inch), from the top left of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from pdfplumber.page import Page

_SAME_RULE: Final = 3.0
"""Rules nearer than this are one (the tolerance of pdfplumber)."""
_MAX_SLOTS: Final = 100_000
_WIDE_GAP: Final = 2.0
"""Characters: a gap between two pieces of a line that do not belong together."""
_ITEM: Final = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]|[①-⑳]")
_LABELLED: Final = re.compile(r"[^：:]{2,12}[：:]")


_Rule = dict[str, Any]
"""A rule as pdfplumber has it: x0, x1, top, bottom …"""


class Character(NamedTuple):
    """One character and its box."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Characters that stand side by side, from the left."""

    characters: tuple[Character, ...]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(one.top for one in self.characters)

    @property
    def size(self) -> float:
        """The usual height of its characters."""
        return median(one.size for one in self.characters)

    @property
    def width(self) -> float:
        """From its first to its last character."""
        return self.characters[-1].right - self.characters[0].left

    def pieces(self, gap: float) -> list[str]:
        """Its text, cut where nothing is printed for more than `gap` characters; lesser gaps are a space."""
        found = [self.characters[0].text]
        for left, right in pairwise(self.characters):
            between = (right.left - left.right) / max(self.size, 1)
            if between > gap:
                found.append("")
            elif between > 0.5:
                found[-1] += " "
            found[-1] += right.text
        return [text for one in found if (text := one.strip())]


def lines(characters: Iterable[Character]) -> list[Line]:
    """The lines of some characters, from the top. White space at their ends is left out."""
    marks = sorted(characters, key=lambda one: one.top + one.bottom)
    if not marks:
        return []
    apart = 0.4 * median(one.size for one in marks)
    groups = [[marks[0]]]
    for above, below in pairwise(marks):
        if (below.top + below.bottom - above.top - above.bottom) / 2 > apart:
            groups.append([])
        groups[-1].append(below)
    return [Line(printed) for group in groups if (printed := _without_ends(sorted(group, key=lambda one: one.left)))]


def _without_ends(characters: list[Character]) -> tuple[Character, ...]:
    """Without white space before the first and behind the last character."""
    filled = [at for at, one in enumerate(characters) if not one.text.isspace()]
    return tuple(characters[filled[0] : filled[-1] + 1]) if filled else ()


def cell_text(characters: Iterable[Character]) -> str:
    """The text of a cell. Where a full line goes on in the next, nothing stands between them; else a line end does."""
    text = ""
    found = lines(characters)
    widest = max((line.width for line in found), default=0.0)
    full = False
    for line in found:
        (printed,) = line.pieces(float("inf")) or ("",)
        text += ("" if not text else _between(text[-1], printed, full=full)) + printed
        full = line.width > widest - 1.5 * line.size
    return text


def _between(last: str, line: str, *, full: bool) -> str:
    if last in "-/" and line[:1].isdigit():  # a date goes on
        return ""
    if not full or (_ITEM.match(line) and not last.isdigit()):
        return "\n"
    return " " if last.isascii() and last.isalpha() and line[:1].isascii() and line[:1].isalpha() else ""


def columns_of(line: Line) -> list[str]:
    """A line outside tables: 部门名称：甲 and 单位：万元 far apart are two texts, any other line is one."""
    pieces = line.pieces(_WIDE_GAP)
    return pieces if all(map(_LABELLED.match, pieces)) else [" ".join(pieces)]


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a grid, from row and column 0."""

    row: int
    column: int
    down: int
    across: int


@dataclass(slots=True)
class Grid:
    """A ruled table: where its rules stand, its cells, and the characters in each."""

    tops: list[float]
    lefts: list[float]
    owners: dict[tuple[int, int], Slot]
    held: dict[Slot, list[Character]] = field(default_factory=lambda: defaultdict(list))

    def takes(self, one: Character) -> bool:
        """Whether the character stands in one of its cells; it is kept there."""
        at = (
            bisect_right(self.tops, (one.top + one.bottom) / 2) - 1,
            bisect_right(self.lefts, (one.left + one.right) / 2) - 1,
        )
        slot = self.owners.get(at)
        if slot is not None:
            self.held[slot].append(one)
        return slot is not None

    def rows(self) -> Iterator[tuple[float, list[tuple[Slot, str]]]]:
        """Upper edge and cells of each row."""
        by_row: dict[int, list[Slot]] = defaultdict(list)
        for slot in sorted(set(self.owners.values()), key=lambda one: (one.row, one.column)):
            by_row[slot.row].append(slot)
        for row, slots in by_row.items():
            yield self.tops[row], [(slot, cell_text(self.held[slot])) for slot in slots]


def grids(page: Page) -> list[Grid]:
    """The ruled tables of a page. Outer rules that a table leaves out at its sides or at the page's end are added."""
    level, upright = _open_sides(page)
    found = page.find_tables({"explicit_vertical_lines": upright, "explicit_horizontal_lines": level})
    return [grid for table in found if (grid := _grid(table.cells)) and len(set(grid.owners.values())) > 1]


def _open_sides(page: Page) -> tuple[list[_Rule], list[_Rule]]:
    """Level and upright rules where the others begin or end, and none stands."""
    level, upright = _rules(page)
    if not upright:
        return [], []
    rules = (*level, *upright)
    left, right = min(one["x0"] for one in rules), max(one["x1"] for one in rules)
    top, bottom = min(one["top"] for one in rules), max(one["bottom"] for one in rules)
    return (
        [
            _rule(left, right, end, end)
            for end in (top, bottom)
            if all(abs(one["top"] - end) > _SAME_RULE for one in level)
        ],
        [
            _rule(end, end, top, bottom)
            for end in (left, right)
            if all(abs(one["x0"] - end) > _SAME_RULE for one in upright)
        ],
    )


def _rules(page: Page) -> tuple[list[_Rule], list[_Rule]]:
    """Level and upright rules; not the ends of thin boxes that are drawn for rules."""
    level = [one for one in page.horizontal_edges if one["x1"] - one["x0"] > _SAME_RULE]
    return level, [one for one in page.vertical_edges if one["bottom"] - one["top"] > _SAME_RULE]


def _rule(left: float, right: float, top: float, bottom: float) -> _Rule:
    width, height = right - left, bottom - top
    return {
        "object_type": "line",
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": width,
        "height": height,
    }


def _grid(boxes: list[tuple[float, float, float, float]]) -> Grid | None:
    lefts = _marks(edge for left, _, right, _ in boxes for edge in (left, right))
    tops = _marks(edge for _, top, _, bottom in boxes for edge in (top, bottom))
    if len(lefts) * len(tops) > _MAX_SLOTS:
        return None
    owners: dict[tuple[int, int], Slot] = {}
    for left, top, right, bottom in boxes:
        row, column = _index(tops, top), _index(lefts, left)
        slot = Slot(row, column, max(_index(tops, bottom) - row, 1), max(_index(lefts, right) - column, 1))
        for at in range(row, row + slot.down):
            owners.update({(at, across): slot for across in range(column, column + slot.across)})
    return Grid(tops, lefts, owners)


def _marks(values: Iterable[float]) -> list[float]:
    """Where rules stand; those a hair apart once."""
    marks: list[float] = []
    for value in sorted(values):
        if not marks or value - marks[-1] > 1:
            marks.append(value)
    return marks


def _index(marks: list[float], value: float) -> int:
    return bisect_right(marks, value + 0.01) - 1
