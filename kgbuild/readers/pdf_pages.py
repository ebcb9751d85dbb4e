"""Tables that go on from page to page: one numbering of columns for all of it, and rows that a page end cut apart.

A page has rules of its own only for what is printed on it; where a table goes on, its columns are those of the whole. A
row that did not fit is printed as two rows, with rules around both; only widths and gaps tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Final

from kgbuild.model.table import Cell, Row, Syntax, Table, row_of
from kgbuild.readers.pdf_grid import SAME_RULE, Box, Ruled, index_of, marks_of
from kgbuild.readers.pdf_lines import Line, columns_of
from kgbuild.text import PAGE_NUMBER

_PADDING: Final = 12.0
"""Points that a cell keeps free left and right of its text, both together."""
_SLACK: Final = 2.0
"""Characters that may be free behind a line whose next word, or mark, did not fit."""
_BOTTOM: Final = 2.5
"""Characters: more room below a text, and the next line would have fitted."""
_UNBROKEN: Final = re.compile(r"[^!-~]")
"""What ends a word of ASCII signs, which no line end breaks."""
_PARAGRAPHS: Final = 3
"""Lines of a text that may well have been cut between two paragraphs, where a line ends early."""
_USUAL: Final = 0.8
"""Share of the rows that fill a column which every row fills."""

_HEADING_ROWS: Final = 6
"""Title, department and headings: a heading that is printed again stands among so many rows of the first page."""
_SURE_HEADINGS: Final = 3
"""So many headings printed again alone tell that the row is the heading."""
_DIGIT: Final = re.compile(r"\d")


@dataclass(slots=True)
class Page:
    """What is printed on a page: lines of text, and ruled tables from the top."""

    number: int
    outside: list[Line] = field(default_factory=list)
    grids: list[list[Ruled]] = field(default_factory=list)
    is_picture: bool = False

    @property
    def texts(self) -> set[str]:
        """Its lines of text."""
        return {_text(line) for line in self.outside}


def tables_of(pages: list[Page]) -> list[Table]:
    """A table for each page, called after it."""
    chained = list(_chained(pages))
    _split_swallowed(chained)
    columns = {id(grid): marks for chain in chained for marks in [_columns(chain)] for grid in chain}
    joints = list(_joints(pages, chained))
    again = {id(one) for joint in joints for one in joint.again}
    parts = {id(box): upper for box, upper in _parts(joints)}
    return list(_numbered(pages, columns, again, parts))


# --- tables over pages --------------------------------------------------------------------------------


def _chained(pages: list[Page]) -> Iterator[list[list[Ruled]]]:
    """The ruled tables, each with what the next pages print of it."""
    chain: list[list[Ruled]] = []
    for page in pages:
        for at, grid in enumerate(page.grids):
            if at or not chain or not _same_sides(chain[-1], grid):
                if chain:
                    yield chain
                chain = []
            chain.append(grid)
        if not page.grids and chain:
            yield chain
            chain = []
    if chain:
        yield chain


def _same_sides(above: list[Ruled], below: list[Ruled]) -> bool:
    return all(abs(one - other) < SAME_RULE for one, other in zip(_sides(above), _sides(below), strict=True))


def _sides(grid: list[Ruled]) -> tuple[float, float]:
    boxes = [box for row in grid for box in row.boxes]
    return min(box.left for box in boxes), max(box.right for box in boxes)


def _columns(chain: list[list[Ruled]]) -> list[float]:
    return marks_of(edge for grid in chain for row in grid for box in row.boxes for edge in (box.left, box.right))


def _split_swallowed(chained: list[list[list[Ruled]]]) -> None:
    """Where a heading printed again has no rule below, its cells hold the row below too: two rows again."""
    heading = chained[0][0][:3] if chained else []
    for grid in (grid for chain in chained for grid in chain if grid[:3] is not heading):
        for at, (row, known) in enumerate(zip(grid, heading, strict=False)):
            rests = [
                _behind(box.text, before.text) if box.stands_under(before) else None
                for box, before in zip(row.boxes, known.boxes, strict=False)
            ]
            if len(row.boxes) != len(known.boxes) or None in rests:
                break
            if any(rests):
                parted = [
                    (_with_text(box, before.text), _with_text(box, rest or ""))
                    for box, before, rest in zip(row.boxes, known.boxes, rests, strict=True)
                ]
                above, below = zip(*parted, strict=True)
                grid[at : at + 1] = [Ruled(row.top, above), Ruled(row.top, below)]
                break


def _with_text(box: Box, text: str) -> Box:
    return Box(box.left, box.top, box.right, box.bottom, box.down, box.ending, text)


def _behind(text: str, heading: str) -> str | None:
    """What a cell prints behind its heading; None if it does not begin with it."""
    left = "".join(heading.split())
    for at, character in enumerate(text):
        if not left:
            return text[at:].strip()
        if character.isspace():
            continue
        if character != left[0]:
            return None
        left = left[1:]
    return None if left else ""


@dataclass(frozen=True, slots=True)
class _Joint:
    """A table that goes on: its rows on a page and on the next, and the headings that this prints again."""

    above: list[Ruled]
    below: list[Ruled]
    again: list[Ruled | Line]


def _joints(pages: list[Page], chained: list[list[list[Ruled]]]) -> Iterator[_Joint]:
    """Where a table goes on over a page end, with nothing between but page numbers and headings printed again."""
    begins = {id(grid): chain[0] for chain in chained for grid in chain[1:]}
    first_page = {id(page.grids[-1]): page for page in reversed(pages) if page.grids}
    for page, following in pairwise(pages):
        first = begins.get(id(following.grids[0])) if page.grids and following.grids else None
        if first is None:
            continue
        above, below = page.grids[-1], following.grids[0]
        headings = _headings_again(first, below)
        heads = [line for line in following.outside if line.top < below[0].top and _says_something(line, below)]
        feet = [line for line in page.outside if line.top > above[-1].top and _says_something(line, above)]
        begins_anew = not headings and _first_word(below) == _first_word(first)
        known = first_page[id(first)].texts if id(first) in first_page and not begins_anew else set()
        running = page.texts & following.texts
        again = heads if all(_text(line) in known for line in heads) else []
        if all(_text(line) in running for line in [*feet, *(heads if not again else [])]):
            yield _Joint(above, below[len(headings) :], [*headings, *again])


def _headings_again(first: list[Ruled], grid: list[Ruled]) -> list[Ruled]:
    """The first rows, as far as they print headings again that stand on the first page of the table."""
    known = {_words(row) for row in first}
    heading = first[:_HEADING_ROWS]
    return list(takewhile(lambda row: _words(row) in known or any(_is_over(row, one) for one in heading), grid))


def _is_over(row: Ruled, heading: Ruled) -> bool:
    """Whether a row is the heading with other words over parts of it, those of a merged cell that a page end cut."""
    if len(row.boxes) != len(heading.boxes) or any(map(_DIGIT.search, _words(heading))):
        return False
    pairs = list(zip(row.boxes, heading.boxes, strict=True))
    whole = sum(bool(box.text) and box.text == before.text for box, before in pairs)
    return whole >= _SURE_HEADINGS and all(
        box.stands_under(before) and _holds(box.text, before.text) for box, before in pairs
    )


def _holds(text: str, heading: str) -> bool:
    """Whether the characters of a heading stand in a text in their order, with others between."""
    rest = iter(text)
    return bool(heading) == bool(text) and all(character in rest for character in heading)


def _first_word(grid: list[Ruled]) -> str:
    return next((box.text for row in grid for box in row.boxes if box.text), "")


def _words(row: Ruled) -> tuple[str, ...]:
    return tuple(box.text for box in row.boxes if box.down == 1)


def _text(line: Line) -> str:
    return " ".join(columns_of(line))


def _says_something(line: Line, grid: list[Ruled]) -> bool:
    """Whether it is no page number, and no label of merged cells that runs over the edge of the page, unseen."""
    if PAGE_NUMBER.fullmatch(_text(line)):
        return False
    merged = [box for row in grid for box in row.boxes if box.down > 1]
    return not all(any(box.left < one.left and one.right < box.right for box in merged) for one in line.characters)


# --- cells cut by a page end --------------------------------------------------------------------------


def _parts(joints: list[_Joint]) -> Iterator[tuple[Box, Box]]:
    """Cells with the cell of the page before that goes on in them."""
    rests: set[int] = set()
    labelled: set[int] = set()
    for joint in joints:
        others = [row for row in (*joint.above, *joint.below[1:]) if id(row) not in rests]
        for row in joint.below[:1]:
            if _goes_on(joint.above[-1], row, others):
                rests.add(id(row))
                yield from _pairs(joint.above[-1], row)
            yield from _labels(joint.above, row, labelled)


def _pairs(above: Ruled, row: Ruled) -> Iterator[tuple[Box, Box]]:
    return (
        (box, upper) for box in row.boxes if box.text for upper in above.boxes if upper.text and box.stands_under(upper)
    )


def _labels(above: list[Ruled], row: Ruled, labelled: set[int]) -> Iterator[tuple[Box, Box]]:
    """A label in the middle of cells that were merged over the page end: it holds from where these begin.

    `labelled` are cells without text that go on with one that has it.
    """
    end = max(box.bottom for box in above[-1].boxes)
    for upper in (box for one in above for box in one.boxes if end - box.bottom < SAME_RULE):
        for box in row.boxes:
            if not box.stands_under(upper) or max(box.down, upper.down) == 1:
                continue
            if not upper.text and id(upper) not in labelled:
                yield box, upper
            elif not box.text:
                labelled.add(id(box))


def _goes_on(above: Ruled, row: Ruled, rows: list[Ruled]) -> bool:
    """Whether a row is the rest of the row above it.

    Each of its texts goes on with one that reaches the bottom of its cell and was cut in a full line, or between two
    paragraphs. Then either it lacks what every row has (a value, points), or all of them were cut in the midst of full
    lines.
    """
    filled = [box for box in row.boxes if box.text]
    pairs = list(_pairs(above, row))
    if not filled or len(pairs) < len(filled) or not all(_reaches_bottom(upper) for _, upper in pairs):
        return False
    if any(box.text == one.text and one.stands_under(box) for box in filled for other in rows for one in other.boxes):
        return False  # words that stand elsewhere in the column, whole
    lacking = [upper for upper in above.boxes if not any(box.stands_under(upper) for box in filled)]
    if missed := sum(_is_usual(upper, rows) for upper in lacking):
        slack = _SLACK * min(missed, 2)
        return all(_is_full(upper, box, slack) or upper.ending.lines >= _PARAGRAPHS for box, upper in pairs)
    return all(_is_full(upper, box, _SLACK) and upper.ending.lines > 1 for box, upper in pairs)


def _reaches_bottom(box: Box) -> bool:
    return box.bottom - box.ending.bottom < _BOTTOM * box.ending.size


def _is_full(box: Box, rest: Box, slack: float) -> bool:
    """Whether the last line has no room for what follows: `slack` characters, or a word that is not broken."""
    word = len(_UNBROKEN.split(rest.text, maxsplit=1)[0])
    free = box.right - box.left - box.ending.width - _PADDING
    return free < (slack + word / 2) * box.ending.size


def _is_usual(box: Box, rows: list[Ruled]) -> bool:
    """Whether all rows fill the column of a cell, each a cell of its own."""
    column = [one for row in rows for one in row.boxes if one.stands_under(box)]
    return all(one.down == 1 for one in column) and sum(bool(one.text) for one in column) > _USUAL * len(column)


# --- tables of pages ----------------------------------------------------------------------------------


def _numbered(
    pages: list[Page], columns: dict[int, list[float]], again: set[int], parts: dict[int, Box]
) -> Iterator[Table]:
    places: dict[int, tuple[int, int, int]] = {}
    for page in pages:
        printed: list[tuple[float, Line | Ruled, list[float]]] = [(line.top, line, []) for line in page.outside]
        printed += [(row.top, row, columns[id(grid)]) for grid in page.grids for row in grid]
        rows: list[Row] = []
        for number, (_, one, marks) in enumerate(sorted(printed, key=lambda one: one[0]), 1):
            if isinstance(one, Ruled):
                places |= {id(box): (page.number, number, index_of(marks, box.left) + 1) for box in one.boxes}
                cells = [_cell(box, places, marks, parts.get(id(box))) for box in one.boxes]
            else:
                cells = [Cell(page.number, number, at, text, 0) for at, text in enumerate(columns_of(one), 1)]
            rows.append(row_of(cells, Syntax.PLAIN, is_outside=isinstance(one, Line), is_again=id(one) in again))
        filled = tuple(row for row in rows if any(row.texts))
        yield Table(page.number, filled, f"第{page.number}页", is_picture=page.is_picture)


def _cell(box: Box, places: dict[int, tuple[int, int, int]], marks: list[float], upper: Box | None) -> Cell:
    page, row, column = places[id(box)]
    across = max(index_of(marks, box.right) - column + 1, 1)
    return Cell(page, row, column, box.text, 0, box.down, across, places[id(upper)] if upper else None)
