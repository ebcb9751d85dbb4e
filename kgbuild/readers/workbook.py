"""Excel workbooks (.xlsx, .xlsm): one table a visible sheet, values as a person sees them.

openpyxl in full mode, because merged cells and number formats (`0.258` shown as `25.8%`) carry meaning.
Formulas are never evaluated: their cached value is read. The zip is checked before it is opened.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from kgbuild.errors import UnreadableInput
from kgbuild.model.table import Cell, Row, Syntax, Table, row_of
from kgbuild.readers import numbers, package

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MAX_MERGED: Final = 1_000_000
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_UNCALCULATED: Final = re.compile(
    rb'<c r="([A-Z]+\d+)"(?![^>]*\bt="str")[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


def read(data: bytes, name: str) -> list[Table]:
    """One table a visible sheet.

    Raises:
        UnreadableInput: not a workbook, encrypted, damaged, or a zip bomb.
    """
    _refuse(data, name)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its XML layers raise  # noqa: BLE001
        raise UnreadableInput(name, f"not a readable workbook ({error})") from None
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return [Table(number, tuple(_rows(sheet, number)), sheet.title) for number, sheet in enumerate(sheets, 1)]


def _refuse(data: bytes, name: str) -> None:
    """Refuse what would take too much memory, and formulas whose values the file does not hold."""
    pages = package.parts(data, name, ".xlsx workbook", lambda part: "/worksheets/" in part)
    merged = sum(_area(match) for page in pages for match in _MERGED.finditer(page))
    if merged > _MAX_MERGED:
        raise UnreadableInput(name, f"refused: merges {merged} cells; clear the merged cells outside the table")
    open_formulas = [match[1].decode() for page in pages for match in _UNCALCULATED.finditer(page)]
    if open_formulas:
        raise UnreadableInput(
            name,
            f"formulas without values: {', '.join(open_formulas[:5])}; open it in a spreadsheet program and save it",
        )


def _area(match: re.Match[bytes]) -> int:
    left, top, right, bottom = match.groups()
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number


def _rows(sheet: Worksheet, number: int) -> Iterator[Row]:
    """The rows that print something. Only cells that the file holds are looked at: a sheet may claim millions."""
    spans: dict[tuple[int, int], tuple[int, int]] = {
        (merged.min_row, merged.min_col): (merged.max_row - merged.min_row + 1, merged.max_col - merged.min_col + 1)
        for merged in sheet.merged_cells.ranges
    }
    from openpyxl.cell import MergedCell

    held = sorted(sheet._cells.items(), key=lambda one: one[0])
    for row_number, group in groupby(held, key=lambda one: one[0][0]):
        cells = [
            Cell(number, row_number, column, _shown(cell), 0, *spans.get((row_number, column), (1, 1)))
            for (_, column), cell in group
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
