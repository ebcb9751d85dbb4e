"""A result table that a page printed as text: its rows are put together again before a layout reads them.

Pages flatten tables in four ways: a row a line with bars between the cells, a cell a line with a bar behind it, a cell a
line, and everything in one line with spaces. Cells that were merged or empty are lost to a degree. The rows are put
together where the pieces leave no doubt; a piece that does not fall into place stays a cell of its own, which the
layout reports. Each new cell knows the characters of the file that it was printed with.

A table whose cells run together without any mark cannot be taken apart and is left as it is.
"""

from __future__ import annotations

from dataclasses import replace

from kgbuild.layouts.flattened.assembly import assembled
from kgbuild.layouts.flattened.headings import header_of
from kgbuild.layouts.flattened.pieces import flat
from kgbuild.model.table import Document, Table, Text


def unflattened(document: Document) -> Document:
    """The document with the rows of flattened result tables; the same one if it has none."""
    tables = tuple(_table(table) for table in document.tables)
    return replace(document, tables=tables) if tables != document.tables else document


def _table(table: Table) -> Table:
    pieces = flat(table, _has_header)
    return replace(table, rows=tuple(assembled(pieces, table.number))) if pieces else table


def _has_header(pieces: list[Text]) -> bool:
    return any(header_of(pieces, at) for at in range(len(pieces)))
