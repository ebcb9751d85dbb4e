"""Excel workbooks (.xlsx, .xlsm): one table a visible sheet, values as a person sees them.

openpyxl in full mode, because merged cells and number formats (`0.258` shown as `25.8%`) carry meaning.
Formulas are never evaluated: their cached value is read. The zip is checked before it is opened.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from kgbuild.errors import UnreadableInput
from kgbuild.model.table import Cell, Row, Syntax, Table, row_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MAX_UNPACKED: Final = 48 * 1024 * 1024
"""openpyxl needs about fifteen times the size of the XML; no performance table is near this."""
_MAX_RATIO: Final = 200
_MAX_MERGED: Final = 1_000_000
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_UNCALCULATED: Final = re.compile(
    rb'<c r="([A-Z]+\d+)"(?![^>]*\bt="str")[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_LITERAL: Final = re.compile(r'"(?P<words>[^"]*)"|\\(?P<char>.)|_.|\*.|\[[^\]]*\]')
_DECIMALS: Final = re.compile(r"[0#?]\.(?P<sure>0*)(?P<maybe>[#?]*)")
_SCALED: Final = re.compile(r"[0#],+(?!#|0)|!|/")


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
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > _MAX_UNPACKED or unpacked > _MAX_RATIO * max(len(data), 4096):
                raise UnreadableInput(name, f"refused: unpacks to {unpacked >> 20} MiB (zip bomb)")
            sheets = [entry for entry in archive.infolist() if "/worksheets/" in entry.filename]
            pages = [archive.read(sheet) for sheet in sheets]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError) as error:
        raise UnreadableInput(name, f"not a readable .xlsx workbook ({error})") from None
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
        return _number(Decimal(repr(value)), cell.number_format or "General")
    return str(value)


def _number(value: Decimal, number_format: str) -> str:
    """A number under its format: percent, fixed places, thousands; else its shortest exact form."""
    section = number_format.split(";")[0]
    pattern = _LITERAL.sub("", section)
    if _SCALED.search(pattern) or "E" in pattern.upper() or not ("0" in pattern or "#" in pattern):
        return _plain(value)
    percent = "%" in pattern
    shown = _rounded(value * 100 if percent else value, pattern)
    return f"{shown:{',' if ',' in pattern else ''}f}{'%' if percent else _unit(section)}"


def _unit(section: str) -> str:
    """A unit that the format prints behind the number (`0"家"`); money units stand in the heading."""
    behind = section[max(section.rfind("0"), section.rfind("#")) :]
    words = "".join(match["words"] or match["char"] or "" for match in _LITERAL.finditer(behind)).strip()
    return "" if "元" in words or not words.isprintable() or words in ("-", ")") else words


def _rounded(value: Decimal, pattern: str) -> Decimal:
    """The value with the decimal places of the format, half up as spreadsheets do."""
    decimals = _DECIMALS.search(pattern)
    sure = len(decimals["sure"]) if decimals else 0
    maybe = len(decimals["maybe"]) if decimals else 0
    if not value.is_finite() or value.adjusted() > 20:
        return value
    rounded = value.quantize(Decimal(1).scaleb(-sure - maybe), ROUND_HALF_UP)
    shortest = Decimal(_plain(rounded + 0))
    return max(shortest, shortest.quantize(Decimal(1).scaleb(-sure)), key=lambda one: -int(one.as_tuple().exponent))


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
