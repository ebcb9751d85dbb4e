"""Comma-, semicolon- and tab-separated files, with RFC 4180 quoting; a row's number is its record's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.errors import UnreadableInput
from kgbuild.model.table import Cell, Syntax, Table, row_of
from kgbuild.readers.decode import decode

_DELIMITERS = "\t,;|"
_MAX_COLUMNS = 1000


def read(data: bytes, name: str) -> list[Table]:
    """One table. The delimiter is the one that the first lines use most evenly."""
    text = decode(data, name)
    delimiter = "\t" if name.lower().endswith(".tsv") else _delimiter(text)
    rows = (row_of(cells, Syntax.QUOTED) for cells in _records(text, delimiter, name))
    return [Table(1, tuple(row for row in rows if any(row.texts)))]


def _delimiter(text: str) -> str:
    lines = [line for line in text[:20000].split("\n")[:20] if line.strip()]

    def lines_with_most_common_count(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        best = max(counts, key=lambda count: (count > 0) * counts.count(count), default=0)
        return counts.count(best) if best else 0, best

    return max(_DELIMITERS, key=lines_with_most_common_count)


def _records(text: str, delimiter: str, name: str) -> Iterator[list[Cell]]:
    mark = re.escape(delimiter)
    # a quotation mark that closes in the middle of a field quotes words, not the field
    field = re.compile(rf'"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"[ \r]*(?=[{mark}\n]|\Z)|(?P<bare>[^{mark}\n]*)')
    position = 0
    number = 1
    cells: list[Cell] = []
    while position <= len(text):
        match = field.match(text, position)
        assert match is not None  # both arms accept the empty string  # noqa: S101
        group = "quoted" if match.group("quoted") is not None else "bare"
        raw = match.group(group)
        cells.append(Cell(1, number, len(cells) + 1, raw.rstrip("\r"), match.start(group)))
        position = match.end() + 1
        if len(cells) > _MAX_COLUMNS:
            raise UnreadableInput(name, f"row {number} has more than {_MAX_COLUMNS} cells")
        if match.end() == len(text) or text[match.end()] == "\n":
            yield cells
            cells = []
            number += 1
            if match.end() == len(text):
                return
