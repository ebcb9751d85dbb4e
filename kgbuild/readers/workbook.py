"""Excel workbooks (.xlsx, .xlsm): one table a visible sheet, values as a person sees them.

openpyxl in full mode, because merged cells and number formats (`0.258` shown as `25.8%`) carry meaning.
Formulas are never evaluated: their cached value is read. Programs write files without such values; then `=95%` is a
text that was put where a formula stands, and any other formula is a cell that cannot be read. The zip is checked before
it is opened.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from kgbuild.errors import UnreadableInput
from kgbuild.model.table import Cell, Row, Syntax, Table, clean, row_of
from kgbuild.readers import numbers, package

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MAX_MERGED: Final = 1_000_000
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b")
_WORDS_AS_FORMULA: Final = re.compile(r"=\s*\d[^()!:+*/&^$A-Za-z-]*")
"""`=100%` and `=5个`: no cell, no function and nothing to calculate."""


def read(data: bytes, name: str) -> list[Table]:
    """One table a visible sheet.

    Raises:
        UnreadableInput: not a workbook, encrypted, damaged, or a zip bomb.
    """
    pages = package.parts(data, name, ".xlsx workbook", lambda part: "/worksheets/" in part)
    merged = sum(_area(match) for page in pages for match in _MERGED.finditer(page))
    if merged > _MAX_MERGED:
        raise UnreadableInput(name, f"refused: merges {merged} cells; clear the merged cells outside the table")
    book = _loaded(data, name, data_only=True)
    formulas = _loaded(data, name, data_only=False) if any(map(_FORMULA.search, pages)) else book
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return [_table(sheet, formulas[sheet.title], number) for number, sheet in enumerate(sheets, 1)]


def _loaded(data: bytes, name: str, *, data_only: bool) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=data_only, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its XML layers raise  # noqa: BLE001
        raise UnreadableInput(name, f"not a readable workbook ({error})") from None


def _table(sheet: Worksheet, formulas: Worksheet, number: int) -> Table:
    open_cells = {
        at: str(getattr(cell.value, "text", cell.value))
        for at, cell in formulas._cells.items()
        if cell.data_type == "f"
    }
    open_cells = {at: formula for at, formula in open_cells.items() if sheet._cells[at].value is None}
    words = {at: formula for at, formula in open_cells.items() if _WORDS_AS_FORMULA.fullmatch(formula)}
    unread = (Cell(number, at[0], at[1], open_cells[at], 0) for at in sorted(open_cells.keys() - words.keys()))
    return Table(
        number,
        tuple(_rows(sheet, number, words)),
        sheet.title,
        unread=tuple(clean(cell, Syntax.PLAIN) for cell in unread),
    )


def _area(match: re.Match[bytes]) -> int:
    left, top, right, bottom = match.groups()
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number


def _rows(sheet: Worksheet, number: int, words: Mapping[tuple[int, int], str]) -> Iterator[Row]:
    """The rows that print something. Only cells that the file holds are looked at: a sheet may claim millions."""
    spans: dict[tuple[int, int], tuple[int, int]] = {
        (merged.min_row, merged.min_col): (merged.max_row - merged.min_row + 1, merged.max_col - merged.min_col + 1)
        for merged in sheet.merged_cells.ranges
    }
    from openpyxl.cell import MergedCell

    held = sorted(sheet._cells.items(), key=lambda one: one[0])
    for _, group in groupby(held, key=lambda one: one[0][0]):
        cells = [
            Cell(number, at[0], at[1], words.get(at) or _shown(cell), 0, *spans.get(at, (1, 1)))
            for at, cell in group
            if not isinstance(cell, MergedCell)
        ]
        if cells and any((row := row_of(cells, Syntax.PLAIN)).texts):
            yield row


def _shown(cell: Any) -> str:  # openpyxl's cells are untyped unions
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, int | float):
        return numbers.shown(Decimal(repr(value)), cell.number_format or "General")
    return str(value)
