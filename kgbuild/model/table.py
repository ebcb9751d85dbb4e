"""Tables of positioned cells, and text that remembers where each of its characters was printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape
from typing import Final


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of one cell. `start` and `end` are characters of the source text (see `Document`)."""

    table: int
    row: int
    column: int
    start: int
    end: int
    exact: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `at … at+length` of a clean text come from `start … start+source_length` of a cell.

    The two lengths differ only where one clean character was printed as several (`&gt;`); such a run
    is taken whole.
    """

    at: int
    length: int
    start: int
    source_length: int
    cell: Cell

    def cut(self, begin: int, end: int, at: int) -> Run:
        """The part between two clean offsets, placed at `at`."""
        if self.length != self.source_length:
            return Run(at, self.length, self.start, self.source_length, self.cell)
        length = end - begin
        return Run(at, length, self.start + begin - self.at, length, self.cell)


@dataclass(frozen=True, slots=True)
class Text:
    """A clean string and the runs of source characters it was made of. Slices like a string."""

    string: str
    runs: tuple[Run, ...] = ()

    def __str__(self) -> str:
        return self.string

    def __len__(self) -> int:
        return len(self.string)

    def __bool__(self) -> bool:
        return bool(self.string)

    def __getitem__(self, part: slice) -> Text:
        begin, end, _ = part.indices(len(self.string))
        return Text(self.string[begin:end], tuple(self._runs_between(begin, end)))

    def _runs_between(self, begin: int, end: int) -> Iterator[Run]:
        first = max(bisect_right(self.runs, begin, key=lambda run: run.at) - 1, 0)
        for at in range(
            first, len(self.runs)
        ):  # a slice would copy all runs behind, once for each piece of a long text
            run = self.runs[at]
            if run.at >= end:
                return
            low, high = max(run.at, begin), min(run.at + run.length, end)
            if low < high:
                yield run.cut(low, high, low - begin)

    def __add__(self, other: Text) -> Text:
        if not other.string:
            return self
        shift = len(self.string)
        moved = (Run(run.at + shift, run.length, run.start, run.source_length, run.cell) for run in other.runs)
        return Text(self.string + other.string, (*self.runs, *moved))

    def stripped(self, marks: str = " \t\r\n\u3000") -> Text:
        """Without the given characters at both ends."""
        begin = len(self.string) - len(self.string.lstrip(marks))
        return self[begin : max(begin, len(self.string.rstrip(marks)))]

    def spans(self) -> list[Span]:
        """The source pieces behind this text, one for each stretch inside one cell, in reading order."""
        bounds: list[tuple[Cell, int, int]] = []
        for run in self.runs:
            end = run.start + run.source_length
            if bounds and bounds[-1][0] is run.cell:
                bounds[-1] = (run.cell, bounds[-1][1], end)
            else:
                bounds.append((run.cell, run.start, end))
        return [cell.span(start, end) for cell, start, end in bounds]


def joined(parts: Iterable[Text]) -> Text:
    """Several texts as one, nothing added between them."""
    strings: list[str] = []
    runs: list[Run] = []
    length = 0
    for part in parts:
        runs += (Run(run.at + length, run.length, run.start, run.source_length, run.cell) for run in part.runs)
        strings.append(part.string)
        length += len(part)
    return Text("".join(strings), tuple(runs))


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell. Rows and columns count from 1; `origin` is where `raw` begins in the source text.

    `row` is what a person looks for: the line of a text file, the row of a sheet or of an HTML table. `part_of`: table,
    row and column of the cell that goes on here behind a page end.
    """

    table: int
    row: int
    column: int
    raw: str
    origin: int
    row_span: int = 1
    column_span: int = 1
    part_of: tuple[int, int, int] | None = None

    def span(self, start: int, end: int) -> Span:
        """The piece of this cell between two source offsets."""
        exact = self.raw[start - self.origin : end - self.origin]
        return Span(self.table, self.row, self.column, start, end, exact)

    @property
    def whole(self) -> Span:
        """The whole cell as a span."""
        return self.span(self.origin, self.origin + len(self.raw))


MAX_CELL: Final = 1_000_000
"""Characters. The longest real cell seen has a few thousand."""


class Syntax(StrEnum):
    """How a format writes a character that is not itself."""

    PLAIN = "plain"  # nothing is escaped (a sheet's cell)
    MARKUP = "markup"  # tags and entities
    QUOTED = "quoted"  # markup, and a doubled quotation mark is one


_TAG = r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]{0,500})?/?>"
_ENTITY = r"&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z]{2,10});?"
# soft hyphens, zero-width characters and direction marks print nothing
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
_HIDDEN = r"<!--[\s\S]{0,20000}?-->|<(?P<kind>script|style)\b[\s\S]{0,20000}?</(?P=kind)\s*>"
_PLAIN = rf"(?P<space>\s+)|(?P<invisible>{_INVISIBLE})"
_MARKUP = rf"{_PLAIN}|(?P<hidden>{_HIDDEN})|(?P<tag>{_TAG})|(?P<entity>{_ENTITY})"
_SPECIAL = {
    Syntax.PLAIN: re.compile(_PLAIN),
    Syntax.MARKUP: re.compile(_MARKUP, re.IGNORECASE),
    Syntax.QUOTED: re.compile(rf'{_MARKUP}|(?P<quote>"")', re.IGNORECASE),
}
_LINE_TAG = re.compile(r"</?(?:br|p|div|li|tr)\b", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")


def clean(cell: Cell, syntax: Syntax) -> Text:
    """The text of a cell: no tags, entities resolved, runs of white space as one space.

    A line end between two Han characters is a wrapped line and leaves nothing; a `<` that opens no tag
    (`<0次`) is text. A cell over `MAX_CELL`, which no layout reads, is left as it is.
    """
    if len(cell.raw) > MAX_CELL:
        return Text(cell.raw, (Run(0, len(cell.raw), cell.origin, len(cell.raw), cell),))
    pieces = _Pieces(cell)
    position = 0
    for match in _SPECIAL[syntax].finditer(cell.raw):
        start, end = match.span()
        pieces.plain(position, start)
        position = end
        match match.lastgroup:
            case "space":
                pieces.gap(start, end, line="\n" in match.group())
            case "tag" if _LINE_TAG.match(match.group()):
                pieces.gap(start, end, line=True)
            case "entity":
                character = re.sub(_INVISIBLE, "", unescape(match.group()))
                if not character:
                    continue
                if character.isspace():
                    pieces.gap(start, end, line=False)
                else:
                    pieces.add(character, start, end)
            case "quote":
                pieces.add('"', start, end)
    pieces.plain(position, len(cell.raw))
    return Text("".join(pieces.strings), tuple(pieces.runs))


class _Pieces:
    """A clean text in the making."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.strings: list[str] = []
        self.runs: list[Run] = []
        self.length = 0
        self.pending: tuple[int, int, bool] | None = None  # start, end, only wrapped lines so far

    def plain(self, start: int, end: int) -> None:
        if start < end:
            self.add(self.cell.raw[start:end], start, end)

    def gap(self, start: int, end: int, *, line: bool) -> None:
        if self.pending:
            start, wrapped = self.pending[0], self.pending[2]
            line = line or wrapped
        self.pending = (start, end, line)

    def add(self, string: str, start: int, end: int) -> None:
        if self.pending and self.length:
            gap_start, gap_end, wrapped = self.pending
            between_han = _HAN.match(string) and _HAN.match(self.strings[-1][-1])
            if not (wrapped and between_han):
                self._append(" ", gap_start, gap_end)
        self.pending = None
        self._append(string, start, end)

    def _append(self, string: str, start: int, end: int) -> None:
        origin = self.cell.origin
        self.strings.append(string)
        self.runs.append(Run(self.length, len(string), origin + start, end - start, self.cell))
        self.length += len(string)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row, in column order, each with its clean text.

    `is_outside`: a line of text that surely stands in no grid. Text files cannot tell.
    `is_again`: a heading that is printed again at the head of a page.
    """

    number: int
    cells: tuple[Cell, ...]
    texts: tuple[Text, ...]
    is_outside: bool = False
    is_again: bool = False

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def strings(self) -> tuple[str, ...]:
        """The clean strings of the row."""
        return tuple(text.string for text in self.texts)


def row_of(cells: Iterable[Cell], syntax: Syntax, *, is_outside: bool = False, is_again: bool = False) -> Row:
    """A row from its cells (at least one)."""
    cells = tuple(cells)
    return Row(cells[0].row, cells, tuple(clean(cell, syntax) for cell in cells), is_outside, is_again)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in reading order. Lines of text outside a grid are rows of one cell.

    `is_picture`: a page whose words no reader can tell; it has no rows.
    `unread`: what stands in cells whose value the file does not hold (formulas that nobody calculated).
    """

    number: int
    rows: tuple[Row, ...]
    name: str = ""
    is_picture: bool = False
    unread: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: its tables and the identity of its bytes.

    Offsets of spans count characters of the decoded file for text formats (`text`, `csv`, `html`), and
    characters of the cell as shown for the others, which have no running text.
    """

    name: str
    sha256: str
    tables: tuple[Table, ...]
