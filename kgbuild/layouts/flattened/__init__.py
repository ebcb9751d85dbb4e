"""Tables that a page or a converter printed as text, brought back into rows and columns before a layout reads them.

One idea: headings that stand one after the other tell the columns, and what stands behind them is dealt out to these
columns by what each may hold (`dealing`). What stands above are labels and values (`sheet`) and smaller blocks of the
same kind (`blocks`). Goal tables and result tables differ in their words alone (`words`).

A document whose tables are whole is returned as it is. Each piece stays where it is printed: the row of a cell is the
line of the file. A piece that cannot be placed stands behind all columns, where the layouts find nothing and report it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.layouts import indicator_headings, results
from kgbuild.layouts.flattened.fitting import NEVER, price
from kgbuild.layouts.flattened.glued import by_words
from kgbuild.layouts.flattened.headers import headers
from kgbuild.layouts.flattened.pieces import Parting, Piece, pieces_of, row_of, with_whole_words
from kgbuild.layouts.flattened.prices import kind_of
from kgbuild.layouts.flattened.table import placed_rows
from kgbuild.layouts.flattened.upright import without_upright
from kgbuild.layouts.flattened.words import LEVEL1, LEVEL2, PAGE, is_word, words, words_of
from kgbuild.layouts.indicator_headings import cells_of
from kgbuild.layouts.indicator_names import category_and_name
from kgbuild.layouts.layout import Columns
from kgbuild.model.table import Document, Row, Table, Text

MAX_PIECES: Final = 80_000
"""A longer text is left as it is: no flattened table has a tenth of it."""
_MAX_CHARACTERS: Final = 2_000_000
_SIGNS: Final = re.compile(r"级指标|(?:指标|目标|实现)(?:目标)?值|预期实现|指标(?:名称|内容)")
"""Some heading of a table of indicators; a text without one holds no flattened table."""
_FEW_ASTRAY: Final = 4
"""One row of so many may hold a cell that does not fit its heading."""


def unflattened(document: Document, has_header: Callable[[Row], bool]) -> Document:
    """The document with flattened tables in rows and columns; `has_header` knows the headers of whole tables."""
    tables = tuple(_unflattened(table, has_header) for table in document.tables)
    changed = any(new is not old for new, old in zip(tables, document.tables, strict=True))
    return replace(document, tables=tables) if changed else document


def _unflattened(table: Table, has_header: Callable[[Row], bool]) -> Table:
    if not _may_be_flattened(table.rows) or (any(map(has_header, table.rows)) and not _is_ragged(table.rows)):
        return table
    pages = [row for row in table.rows if _is_page_number(row)]
    rows = [row for row in table.rows if not _is_page_number(row)]
    for parting in Parting:
        pieces, beside = without_upright(_pieces(rows, parting))
        found = list(headers(pieces, parting)) if pieces else []
        if found:
            placed = placed_rows(pieces, found, parting, beside)
            rows = [row_of(row) for row in placed if any(piece.string for _, piece in row)]
            return replace(table, rows=(*pages, *rows))
    return table


def _may_be_flattened(rows: Sequence[Row]) -> bool:
    texts = [text.string for row in rows for text in row.texts]
    return (
        sum(map(len, texts)) <= _MAX_CHARACTERS
        and len(rows) <= MAX_PIECES
        and any(_SIGNS.search(text.replace(" ", "") if " " in text else text) for text in texts)
    )


def _pieces(rows: Sequence[Row], parting: Parting) -> list[Piece]:
    """The pieces that a parting gives; none if they would be too many."""
    marks = {Parting.SPACES: " |\u3000", Parting.BARS: "|", Parting.NOTHING: "标"}.get(parting, "")
    count = sum(text.string.count(mark) for row in rows for text in row.texts for mark in marks)
    return [] if count + len(rows) > MAX_PIECES else with_whole_words(pieces_of(rows, parting, by_words), is_word)


def _is_page_number(row: Row) -> bool:
    return len(row) == 1 and len(row.strings[0]) < 20 and PAGE.fullmatch(words(row.strings[0])) is not None


def _is_ragged(rows: Sequence[Row]) -> bool:
    """Whether rows between bars have lost their merged cells: a category, or many other cells, are not below their heading."""
    columns: Columns = {}
    below = astray = 0
    for row in filter(_is_barred, rows):
        if found := results.matches(row) or indicator_headings.matches(row):
            columns = found
            continue
        cells = cells_of(row, columns)
        if any(_is_category_astray(kind_of(role), text) for role, text in cells.items()):
            return True
        below += 1
        astray += any(price(kind_of(role), text.string) == NEVER for role, text in cells.items())
    return astray * _FEW_ASTRAY > below


def _is_category_astray(kind: str, text: Text) -> bool:
    found = words_of(text)
    is_first, is_second = (pattern.fullmatch(found) is not None for pattern in (LEVEL1, LEVEL2))
    match kind:
        case "level1":
            return (is_second and not is_first) or category_and_name(text)[0] is not None
        case "level2":
            return is_first and not is_second
        case _:
            return is_first or is_second


def _is_barred(row: Row) -> bool:
    """Whether the cells of a row stood between bars: spaces part them from the bars."""
    filled = [cell for cell, text in zip(row.cells, row.texts, strict=True) if text]
    return sum(cell.raw != cell.raw.strip(" ") for cell in filled) * 2 > len(filled)
