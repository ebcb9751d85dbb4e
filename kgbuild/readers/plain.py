"""Text as scanners and web extractors leave it: tab-separated or piped rows among lines of prose.

A row is a line; its number is the line number of the file. A line of prose is a row of one cell. A cell
may hold `<p>` paragraphs, also over several lines: while a row has an open `<p>`, or is
short of columns and the next line completes it, the lines are one row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.model.table import Cell, Row, Syntax, Table, row_of
from kgbuild.readers.decode import decode
from kgbuild.text import PAGE_NUMBER

_HEADING_MARK = re.compile(r"#{1,6}\s+")
_RULER = re.compile(r"[\s|:+=_*-]*[-=_*]{2,}[\s|:+=_*-]*")
_MAX_ROW_LINES = 400
_MAX_COLUMNS = 1000
"""A line with more marks is no row of a table."""


def read(data: bytes, name: str) -> list[Table]:
    """One table: every line that prints something."""
    text = decode(data, name)
    return [Table(1, tuple(row for row in _rows(text) if any(row.texts)))]


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """(line number, offset, line) of the lines that are not blank."""
    offset = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.isspace():
            yield number, offset, line.rstrip("\r")
        offset += len(line) + 1


def _rows(text: str) -> Iterator[Row]:
    width = 0
    held: tuple[int, int, str, int] | None = None  # number, offset, text so far, lines
    for number, offset, line in _lines(text):
        if held and _goes_on(held[2], line, width) and held[3] < _MAX_ROW_LINES:
            held = (held[0], held[1], text[held[1] : offset + len(line)], held[3] + 1)
            continue
        if held:
            yield _row(*held[:3])
        held = (number, offset, line, 1)
        if not width and line.count("\t") >= 2:
            width = line.count("\t") + 1
    if held:
        yield _row(*held[:3])


def _goes_on(row: str, line: str, width: int) -> bool:
    """Whether `line` belongs to the row printed so far."""
    columns, added = row.count("\t") + 1, line.count("\t")
    if row.count("<p>") > row.count("</p>"):
        return not added or columns + added <= width  # a whole row of its own belongs to no open paragraph
    if not 1 < columns < width or any(mark.fullmatch(line) for mark in (_RULER, PAGE_NUMBER)) or _RULER.fullmatch(row):
        return False
    starts_inside = line.lstrip().startswith("<p>") or row.rstrip(" ").endswith(("</p>", "<br>"))
    return starts_inside and not line.startswith("\t") and columns + added <= width


def _row(number: int, offset: int, line: str) -> Row:
    return row_of(
        (Cell(1, number, column, raw, start) for column, (start, raw) in enumerate(_pieces(line, offset), 1)),
        Syntax.MARKUP,
    )


def _pieces(line: str, offset: int) -> Iterator[tuple[int, str]]:
    """(offset, text) of the cells of a line: by tabs, else by pipes, else the whole line."""
    if max(line.count("\t"), line.count("|")) > _MAX_COLUMNS:
        yield offset, line
        return
    mark = "\t"
    if "\t" not in line:
        bare = line.strip()
        if bare.count("|") >= 2 and bare.startswith("|"):
            mark = "|"
            begin = line.index("|") + 1
            line = line[begin : line.rindex("|")] if bare.endswith("|") else line[begin:]
            offset += begin
        elif heading := _HEADING_MARK.match(line):
            yield offset + heading.end(), line[heading.end() :]
            return
    for piece in line.split(mark):
        yield offset, piece
        offset += len(piece) + 1
