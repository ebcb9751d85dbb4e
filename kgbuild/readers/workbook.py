"""Excel workbooks (.xlsx, .xlsm): one table a visible sheet, values as a person sees them.

openpyxl in full mode, because merged cells and number formats (`0.258` shown as `25.8%`) carry meaning.
Formulas are never evaluated: their cached value is read. The zip is checked before it is opened.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kgbuild.errors import UnreadableInput
from kgbuild.model.table import Cell, Row, Syntax, Table, row_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MAX_UNPACKED: Final = 512 * 1024 * 1024
_MAX_RATIO: Final = 200
_MAX_CELLS: Final = 2_000_000


def read(data: bytes, name: str) -> list[Table]:
    """One table a visible sheet.

    Raises:
        UnreadableInput: not a workbook, encrypted, damaged, or a zip bomb.
    """
    _refuse_bombs(data, name)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its XML layers raise  # noqa: BLE001
        raise UnreadableInput(name, f"not a readable workbook ({error})") from None
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return [Table(number, tuple(_rows(sheet, number, name)), sheet.title) for number, sheet in enumerate(sheets, 1)]


def _refuse_bombs(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise UnreadableInput(name, "not an .xlsx workbook (no zip archive)") from None
    if unpacked > _MAX_UNPACKED or unpacked > _MAX_RATIO * max(len(data), 4096):
        raise UnreadableInput(name, f"refused: unpacks to {unpacked >> 20} MiB (zip bomb)")


def _rows(sheet: Worksheet, number: int, name: str) -> Iterator[Row]:
    if (sheet.max_row or 0) * (sheet.max_column or 0) > 50 * _MAX_CELLS:
        raise UnreadableInput(name, f"sheet '{sheet.title}' claims {sheet.max_row} rows")
    covered: set[tuple[int, int]] = set()
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for merged in sheet.merged_cells.ranges:
        rows, columns = merged.max_row - merged.min_row + 1, merged.max_col - merged.min_col + 1
        spans[merged.min_row, merged.min_col] = (rows, columns)
        if rows * columns <= _MAX_CELLS:
            covered.update(
                (row, column)
                for row in range(merged.min_row, merged.max_row + 1)
                for column in range(merged.min_col, merged.max_col + 1)
            )
            covered.discard((merged.min_row, merged.min_col))
    for row in sheet.iter_rows():
        cells = [
            Cell(
                number, cell.row, cell.column, _shown(cell), 0,
                *spans.get((cell.row, cell.column), (1, 1)),
            )
            for cell in row
            if (cell.row, cell.column) not in covered
        ]  # fmt: skip
        if any(cell.raw.strip() for cell in cells):
            yield row_of(cells, Syntax.PLAIN)


def _shown(cell: Any) -> str:  # openpyxl's cells are untyped unions
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), cell.number_format or "General")
    return str(value)


def _number(value: Decimal, number_format: str) -> str:
    """A number under its format: percent, fixed places, thousands; else its shortest exact form."""
    pattern = number_format.split(";")[0]
    places = len(pattern.split(".")[1].rstrip('%_)" ')) if "." in pattern else 0
    digits = "0" in pattern or "#" in pattern
    if "%" in pattern:
        return f"{(value * 100).quantize(Decimal(1).scaleb(-places)):f}%"
    if digits and "E" not in pattern.upper():
        rounded = value.quantize(Decimal(1).scaleb(-places))
        return f"{rounded:,f}" if "," in pattern else f"{rounded:f}"
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
