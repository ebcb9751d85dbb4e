"""The ruled tables of a page: which characters stand in which cell.

Lengths are points (1/72 inch), from the top left of the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kgbuild.readers.pdf_lines import Character, lines, text_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

SAME_RULE: Final = 3.0
"""Rules nearer than this are one (the tolerance of pdfplumber)."""
_MAX_SLOTS: Final = 100_000

_Rule = dict[str, Any]
"""A rule as pdfplumber has it: x0, x1, top, bottom …"""
_Edges = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class Ending(NamedTuple):
    """How the text of a cell ends: how many lines it has; width, height of characters, lower edge of the last."""

    lines: int
    width: float
    size: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a ruled table: where it stands, and what is printed in it."""

    left: float
    top: float
    right: float
    bottom: float
    down: int  # how many rows it takes
    ending: Ending
    text: str

    def stands_under(self, other: Box) -> bool:
        """Whether both have the same sides."""
        return abs(self.left - other.left) < SAME_RULE and abs(self.right - other.right) < SAME_RULE


_NO_TEXT: Final = Ending(0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A row of a ruled table: the cells that begin in it, from the left."""

    top: float
    boxes: tuple[Box, ...]


@dataclass(slots=True)
class Grid:
    """A ruled table in the making: its rules, whose each of its fields is, and the characters of each cell."""

    tops: list[float]
    lefts: list[float]
    owners: dict[tuple[int, int], _Edges]
    held: dict[_Edges, list[Character]] = field(default_factory=lambda: defaultdict(list))

    def takes(self, one: Character) -> bool:
        """Whether the character stands in one of its cells; it is kept there."""
        at = (
            bisect_right(self.tops, (one.top + one.bottom) / 2) - 1,
            bisect_right(self.lefts, (one.left + one.right) / 2) - 1,
        )
        edges = self.owners.get(at)
        if edges is not None:
            self.held[edges].append(one)
        return edges is not None

    def rows(self) -> list[Ruled]:
        """Its rows, from the top."""
        by_row: dict[int, list[Box]] = defaultdict(list)
        for edges in sorted(set(self.owners.values())):
            left, top, right, bottom = edges
            row = index_of(self.tops, top)
            found = lines(self.held[edges])
            down = max(index_of(self.tops, bottom) - row, 1)
            ending = Ending(len(found), found[-1].width, found[-1].size, found[-1].bottom) if found else _NO_TEXT
            by_row[row].append(Box(left, top, right, bottom, down, ending, text_of(found)))
        return [Ruled(self.tops[row], tuple(boxes)) for row, boxes in sorted(by_row.items())]


def grids(page: Page, end: float) -> list[Grid]:
    """The ruled tables of a page that is printed as far as `end`; outer rules that a table leaves out are added."""
    level, upright = _rules(page, end)
    sides = _open_sides(level, upright) if upright else []
    ends = _open_ends([*upright, *sides])
    found = page.find_tables({"explicit_vertical_lines": sides, "explicit_horizontal_lines": ends})
    return [grid for table in found if (grid := _grid(table.cells)) and len(set(grid.owners.values())) > 1]


def _open_ends(upright: list[_Rule]) -> list[_Rule]:
    """Level rules where upright ones begin and end: a cell that goes on over the page end has none there."""
    found = []
    for edge, end in (("top", min), ("bottom", max)):
        at = end((one[edge] for one in upright), default=0)
        there = [one["x0"] for one in upright if abs(one[edge] - at) < SAME_RULE]
        if len(there) > 1:
            found.append(_rule(min(there), max(there), at, at))
    return found


def _open_sides(level: list[_Rule], upright: list[_Rule]) -> list[_Rule]:
    """Upright rules where the level ones begin or end, and none stands."""
    rules = (*level, *upright)
    top, bottom = min(one["top"] for one in rules), max(one["bottom"] for one in rules)
    return [
        _rule(end, end, top, bottom)
        for end in (min(one["x0"] for one in rules), max(one["x1"] for one in rules))
        if all(abs(one["x0"] - end) > SAME_RULE for one in upright)
    ]


def _rules(page: Page, end: float) -> tuple[list[_Rule], list[_Rule]]:
    """Level and upright rules; not the ends of thin boxes that are drawn for rules, nor what lies beyond the page."""
    level = [one for one in page.horizontal_edges if one["x1"] - one["x0"] > SAME_RULE]
    upright = [one for one in page.vertical_edges if one["bottom"] - one["top"] > SAME_RULE]
    return level, [one for one in upright if one["top"] < end - 1]


def clipped_at(page: Page) -> float:
    """Where browsers stop to print: the longest cells that go on over the page end are drawn on below, out of sight.

    Some rules begin there where all others end, and below there is no level rule any more.
    """
    lowest = max((one["top"] for one in page.horizontal_edges if one["x1"] - one["x0"] > SAME_RULE), default=0.0)
    ending = Counter(round(one["bottom"]) for one in page.vertical_edges)
    beyond = Counter(round(one["top"]) for one in page.vertical_edges if one["top"] > lowest + SAME_RULE)
    return min((at for at, count in beyond.items() if count < ending[at]), default=float(page.height))


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


def _grid(boxes: list[_Edges]) -> Grid | None:
    lefts = marks_of(edge for left, _, right, _ in boxes for edge in (left, right))
    tops = marks_of(edge for _, top, _, bottom in boxes for edge in (top, bottom))
    if len(lefts) * len(tops) > _MAX_SLOTS:
        return None
    owners: dict[tuple[int, int], _Edges] = {}
    for edges in boxes:
        left, top, right, bottom = edges
        row, column = index_of(tops, top), index_of(lefts, left)
        for at in range(row, max(index_of(tops, bottom), row + 1)):
            owners.update({(at, across): edges for across in range(column, max(index_of(lefts, right), column + 1))})
    return Grid(tops, lefts, owners)


def marks_of(edges: Iterable[float]) -> list[float]:
    """Where rules stand; those a hair apart once."""
    marks: list[float] = []
    for edge in sorted(edges):
        if not marks or edge - marks[-1] > 1:
            marks.append(edge)
    return marks


def index_of(marks: list[float], edge: float) -> int:
    """The mark that an edge stands at, from 0."""
    return bisect_right(marks, edge + 0.01) - 1
