"""HTML pages: every innermost `<table>`, and the lines of text before it as rows of one cell.

A table around another one is there for the layout of the page: what it prints stands before or after the inner one.

The page is tokenised by our own offsets-keeping pass over `html.parser`, since a cell must know the
characters it was printed with; lxml and selectolax do not tell them. Nothing is fetched, no script runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kgbuild.errors import UnreadableInput
from kgbuild.model.table import Cell, Row, Syntax, Table, row_of
from kgbuild.readers.decode import decode

_SILENT = {"script", "style", "title", "noscript", "template"}
_NOT_HIDDEN = {"title", "noscript", "template"}
"""Silent, but read as text where they stand inside a text."""
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "br", "section", "article", "caption"}
_MAX_SPAN = 1000
_MAX_DEPTH = 100
_MIN_CELLS = 2
"""A table with fewer cells inside another one is only a frame around text."""
_CLOSERS = "\"'>-->]]></script></style></title></textarea></noscript></template></iframe>"
"""Put behind the page: html.parser looks for the end of an open tag or comment again from each `<`, in square time."""


def read(data: bytes, name: str) -> list[Table]:
    """The tables of a page, in order; text between them belongs to the table that follows."""
    page = _Page(decode(data, name))
    try:
        page.feed(page.text + _CLOSERS)
        page.close()
    except (AssertionError, _TooDeep) as error:  # html.parser asserts that declarations are whole
        line, column = page.getpos()
        raise UnreadableInput(name, f"broken HTML at line {line}, character {column + 1} ({error})") from None
    return [
        Table(number, tuple(rows))
        for number, rows in enumerate((_grid(grid, number) for number, grid in page.grids()), 1)
        if rows
    ]


@dataclass(slots=True)
class _Slot:
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    is_outside: bool = False


@dataclass(slots=True)
class _Grid:
    rows: list[list[_Slot]] = field(default_factory=list)
    text: str = ""
    begin: int = 0  # where the table begins in the page
    is_frame: bool = False  # whether it holds another table


class _TooDeep(Exception):
    pass


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = text
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.loose: list[_Slot] = []
        self.finished: list[_Grid] = []
        self.open: list[_Grid] = []
        self.slot: list[_Slot | None] = []
        self.silent = 0
        self.line: _Slot | None = None

    def here(self) -> int:
        line, column = self.getpos()
        return self.line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            if tag in _NOT_HIDDEN and not self._in_cell:
                self._end_line()  # a line runs from its first character to its last, whatever stands between
            self.silent += 1
        elif tag == "table":
            self._end_line()
            if len(self.open) == _MAX_DEPTH:
                raise _TooDeep(f"more than {_MAX_DEPTH} tables inside one another")
            self.open.append(_Grid(begin=self.here()))
            self.slot.append(None)
        elif tag == "tr" and self.open:
            self._end_slot()
            self._end_line()
            self.open[-1].rows.append([])
        elif tag in ("td", "th") and self.open:
            self._end_slot()
            self._end_line()
            if not self.open[-1].rows:
                self.open[-1].rows.append([])
            start = self.here() + len(self.get_starttag_text() or "")
            spans = {name: _span(value) for name, value in attrs if name in ("rowspan", "colspan")}
            self.slot[-1] = _Slot(start, start, spans.get("rowspan", 1), spans.get("colspan", 1))
        elif tag in _BLOCKS and not self._in_cell:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("td", "th", "tr") and self.open:
            self._end_slot()
        elif tag == "table" and self.open:
            self._end_table()
        elif tag in _BLOCKS and not self._in_cell:
            self._end_line()

    def _end_table(self) -> None:
        self._end_slot()
        self._end_line()
        grid = self.open.pop()
        self.slot.pop()
        if self._in_cell and sum(map(len, grid.rows)) < _MIN_CELLS and not grid.is_frame:
            self._extend(self.here())
            return
        within = [slot for slot in self.loose if slot.start > grid.begin]
        self._finish([[slot] for slot in self.loose if slot.start < grid.begin])
        self.loose = []
        for outer in range(len(self.open)):
            self._finish(self._printed_so_far(outer, grid))
        self._finish([[slot] for slot in within] + grid.rows)

    def _finish(self, rows: list[list[_Slot]]) -> None:
        if any(map(len, rows)):
            self.finished.append(_Grid(rows=rows))

    def _printed_so_far(self, outer: int, inner: _Grid) -> list[list[_Slot]]:
        """What an outer table has printed stands before the inner one; the outer one goes on behind it."""
        frame, slot = self.open[outer], self.slot[outer]
        rows, frame.rows, frame.is_frame = frame.rows, [[]], True
        if slot is not None:
            if slot.start < min(slot.end, inner.begin):
                rows[-1].append(_Slot(slot.start, min(slot.end, inner.begin)))
            end = self.text.find(">", self.here()) + 1 or len(self.text)
            self.slot[outer] = _Slot(end, end)
        return rows

    def handle_data(self, data: str) -> None:
        begin = self.here()
        if not self.silent and begin < len(self.text):
            self._extend(min(begin + len(data), len(self.text)))

    def handle_entityref(self, name: str) -> None:
        if not self.silent:
            end = self.here() + len(name) + 1
            self._extend(end + (self.text[end : end + 1] == ";"))

    def handle_charref(self, name: str) -> None:
        self.handle_entityref("#" + name)

    @property
    def _in_cell(self) -> bool:
        return bool(self.slot) and self.slot[-1] is not None

    def _extend(self, end: int) -> None:
        slot = self.slot[-1] if self.slot else None
        if slot is not None:
            slot.end = end
            return
        if self.line is None:
            self.line = _Slot(self.here(), end, is_outside=True)
        self.line.end = end

    def _end_slot(self) -> None:
        if self.slot and (slot := self.slot[-1]) is not None:
            self.open[-1].rows[-1].append(slot)
            self.slot[-1] = None

    def _end_line(self) -> None:
        if self.line and self.text[self.line.start : self.line.end].strip():
            self.loose.append(self.line)
        self.line = None

    def grids(self) -> list[tuple[int, _Grid]]:
        """The tables, then whatever text stood after the last one."""
        self._end_line()
        while self.open:
            self._end_table()
        self._finish([[slot] for slot in self.loose])
        for grid in self.finished:
            grid.text = self.text
        return list(enumerate(self.finished, 1))


def _span(value: str | None) -> int:
    digits = (value or "").strip().lstrip("0")
    if not digits.isdecimal():
        return 1
    return int(digits) if len(digits) < 4 else _MAX_SPAN


def _grid(grid: _Grid, number: int) -> list[Row]:
    """Rows with the column of each cell counted past the cells that hang down from rows above."""
    hanging: dict[int, int] = {}
    rows: list[Row] = []
    for row_number, slots in enumerate(grid.rows, 1):
        cells: list[Cell] = []
        column = 1
        below = {at: left - 1 for at, left in hanging.items() if left > 1}
        for slot in slots:
            while hanging.get(column, 0) > 0:
                column += 1
            raw = grid.text[slot.start : slot.end]
            cells.append(Cell(number, row_number, column, raw, slot.start, slot.row_span, slot.column_span))
            for at in range(column, column + slot.column_span):
                if slot.row_span > 1:
                    below[at] = slot.row_span - 1
            column += slot.column_span
        hanging = below
        if cells and any((row := row_of(cells, Syntax.MARKUP, is_outside=slots[0].is_outside)).texts):
            rows.append(row)
    return rows
