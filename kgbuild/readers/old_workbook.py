"""Excel 97 workbooks (.xls): one table a visible sheet, values as a person sees them.

xlrd with formats, for the same reason as in `workbook`. Formulas are never evaluated: their cached value is read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kgbuild.errors import UnreadableInput
from kgbuild.model.table import Cell, Row, Syntax, Table, row_of
from kgbuild.readers import numbers

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell as SheetCell
    from xlrd.sheet import Sheet

_VISIBLE: Final = 0


def read(data: bytes, name: str) -> list[Table]:
    """One table a visible sheet.

    Raises:
        UnreadableInput: no workbook, encrypted, or damaged.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        sheets = [sheet for sheet in book.sheets() if sheet.visibility == _VISIBLE]
        return [Table(number, tuple(_rows(book, sheet, number)), sheet.name) for number, sheet in enumerate(sheets, 1)]
    except Exception as error:  # xlrd raises whatever damaged bytes lead to  # noqa: BLE001
        raise UnreadableInput(name, f"not a readable .xls workbook ({error})") from None


def _rows(book: Book, sheet: Sheet, number: int) -> Iterator[Row]:
    """The rows that print something; merged cells as in `.xlsx`: the first one, with its spans."""
    spans = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    covered = {
        (row, column)
        for (top, left), (height, width) in spans.items()
        for row in range(top, min(top + height, sheet.nrows))
        for column in range(left, min(left + width, sheet.ncols))
    } - spans.keys()
    for at in range(sheet.nrows):
        cells = [
            Cell(number, at + 1, column + 1, _shown(book, cell), 0, *spans.get((at, column), (1, 1)))
            for column, cell in enumerate(sheet.row(at))
            if (at, column) not in covered
        ]
        if cells and any((row := row_of(cells, Syntax.PLAIN)).texts):
            yield row


def _shown(book: Book, cell: SheetCell) -> str:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_NUMBER:
            form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            return numbers.shown(Decimal(repr(cell.value)), str(form))
        case xlrd.XL_CELL_DATE:
            return str(xlrd.xldate.xldate_as_datetime(cell.value, book.datemode).date())
        case xlrd.XL_CELL_BOOLEAN:
            return "是" if cell.value else "否"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#?"))
        case _:
            return str(cell.value)
