"""Tables as one Excel workbook: a sheet a table, then a sheet that says what the columns are.

Texts are texts, never formulas; numbers are numbers where Excel keeps all their digits, else texts; what Excel cannot
hold is cut or continued visibly and reported. The bytes depend on the graph alone.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, Final

from kgbuild.export.choice import ALL, Choice
from kgbuild.export.delimited import BETWEEN
from kgbuild.export.files import EPOCH, member
from kgbuild.flat.schema import Cell, Column, Row, Table, Type
from kgbuild.flat.things import Things
from kgbuild.store import KnowledgeGraph

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ROWS: Final = 1_048_576
MAX_CHARACTERS: Final = 32_767
MAX_LINKS: Final = 65_530
"""What one sheet, one cell, one sheet of Excel hold: rows, UTF-16 units, hyperlinks."""
_DIGITS: Final = 15
"""Digits of a number that Excel keeps."""
_FIRST_YEAR: Final = 1900
_CORE: Final = "docProps/core.xml"
_WIDTHS: Final = {Type.IRI: 16, Type.INTEGER: 10, Type.DECIMAL: 18, Type.DATE: 12, Type.CODE: 16}
_FORMATS: Final = {Type.DATE: "yyyy-mm-dd", Type.DECIMAL: "#,##0.##########"}
_MONEY: Final = "#,##0.00"
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What Excel would not read as it stands: its own escapes, and characters that XML does not have."""

_COLUMNS: Final = Table(
    "columns",
    "字段说明",
    "what the columns are",
    (
        Column("table", Type.TEXT, "表", "table"),
        Column("column", Type.TEXT, "字段", "name of the column"),
        Column("zh", Type.TEXT, "中文名", "Chinese heading"),
        Column("en", Type.TEXT, "英文说明", "what it holds"),
        Column("type", Type.CODE, "数据类型", "its type"),
        Column("unit", Type.TEXT, "单位", "unit of its numbers"),
    ),
    lambda things: iter(()),
)


def write(graph: KnowledgeGraph, out: IO[bytes], choice: Choice = ALL) -> None:
    """The tables as .xlsx."""
    from lxml.etree import SerialisationError
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = f"kgbuild {graph.manifest['kgbuild']}"
    book.properties.created = datetime(*EPOCH)  # noqa: DTZ001 - no clock and no zone in the file
    try:
        _fill(book, graph, choice)
        with tempfile.TemporaryFile() as draft:
            book.save(draft)
            _without_clock(draft, out)
    except SerialisationError as error:  # libxml2 names the trouble of the disk: IO_ENOSPC
        _abandon(book)
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number)) from None
    except BaseException:
        _abandon(book)
        raise


def _fill(book: Workbook, graph: KnowledgeGraph, choice: Choice) -> None:
    things = Things(graph)
    pages = _Pages(graph.manifest["base"], choice.page_base)
    for table in choice.tables:
        _sheets(book, table, table.records(things), choice, pages=pages)
    described = (tuple(map(row.get, _names(_COLUMNS))) for row in _description(choice))
    _sheets(book, _COLUMNS, described, choice, pages=_Pages("", ""))


def _abandon(book: Workbook) -> None:
    """Close what openpyxl holds of a workbook that will not be finished, and remove its drafts.

    Left to the garbage collector, a draft on a full disk complains on standard error.
    """
    from lxml.etree import SerialisationError

    for sheet in book.worksheets:
        writer = sheet._writer
        for stream in (sheet._rows, writer and writer.xf):
            with suppress(OSError, StopIteration, SerialisationError):
                if stream:
                    stream.close()
        with suppress(OSError, ValueError):
            if writer:
                writer.cleanup()


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _description(choice: Choice) -> Iterator[Row]:
    for table in choice.tables:
        for one in table.columns:
            yield {
                "table": table.name, "column": one.name, "zh": one.zh, "en": one.en, "type": one.type.value,
                "unit": one.unit,
            }  # fmt: skip


class _Pages:
    """The pages of things, where `kgbuild serve` shows them."""

    def __init__(self, base: str, page_base: str) -> None:
        self._base = base
        self._page_base = page_base.rstrip("/")

    def __call__(self, iri: Cell) -> str | None:
        if self._page_base and isinstance(iri, str) and iri.startswith(self._base):
            return f"{self._page_base}/id/{iri.removeprefix(self._base)}"
        return None


def _sheets(
    book: Workbook, table: Table, records: Iterator[tuple[Cell, ...]], choice: Choice, *, pages: _Pages
) -> None:
    """A table as a sheet; beyond the last row that a sheet has it goes on in another one."""
    number = 0
    ahead = next(records, None)
    while number == 0 or ahead is not None:
        number += 1
        title = table.name if number == 1 else f"{table.name} ({number})"
        if number == 2:
            choice.note(f"{table.name} has more than {MAX_ROWS - 1} rows: it goes on in the sheet {title!r}")
        sheet = _Sheet(book, title, table, choice, pages)
        for record in chain(() if ahead is None else (ahead,), records):
            if sheet.is_full:
                ahead = record
                break
            sheet.add(record)
        else:
            ahead = None
        sheet.close()


class _Sheet:
    """One sheet in the making."""

    def __init__(self, book: Workbook, title: str, table: Table, choice: Choice, pages: _Pages) -> None:
        from openpyxl.utils import get_column_letter

        self._sheet: Any = book.create_sheet(title)
        self._table, self._choice, self._pages = table, choice, pages
        self._rows = 1
        self._links = 0
        self._styles = _styles(self._sheet)
        self._last = get_column_letter(len(table.columns))
        self._sheet.freeze_panes = "B2"
        for place, column in enumerate(table.columns, 1):
            self._sheet.column_dimensions[get_column_letter(place)].width = _width(column)
        self._sheet.append([self._text(choice.heading(column, "zh"), "head") for column in table.columns])

    @property
    def is_full(self) -> bool:
        return self._rows >= MAX_ROWS

    def add(self, record: tuple[Cell, ...]) -> None:
        self._rows += 1
        cells = zip(self._table.columns, record, strict=True)
        self._sheet.append([self._cell(column, cell, record) for column, cell in cells])

    def close(self) -> None:
        self._sheet.auto_filter.ref = f"A1:{self._last}{self._rows}"
        if self._links > MAX_LINKS:
            self._choice.note(f"{self._sheet.title}: only the first {MAX_LINKS} rows have a link, Excel allows no more")
        self._sheet.close()

    def _cell(self, column: Column, cell: Cell, record: tuple[Cell, ...]) -> Any:
        if cell is None or cell == ():
            return None
        if column.type in (Type.INTEGER, Type.DECIMAL) and _is_exact(cell):
            return self._number(cell, "money" if column.unit == "元" else column.type)
        if isinstance(cell, date) and cell.year >= _FIRST_YEAR:
            return self._number(cell, column.type)
        text = BETWEEN.join(cell) if isinstance(cell, tuple) else str(cell)
        written = self._text(self._short(text, column, record))
        if column.name == "iri" and (page := self._pages(cell)):
            self._link(written, page)
        return written

    def _number(self, cell: Cell, style: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        made = WriteOnlyCell(self._sheet, value=cell)
        if style in self._styles:
            made._style = self._styles[style]
        return made

    def _text(self, text: str, style: str = "") -> Any:
        from openpyxl.cell import WriteOnlyCell

        made = WriteOnlyCell(self._sheet)
        made._value = _ESCAPED.sub(lambda match: f"_x{ord(match.group()):04X}_", text)
        made.data_type = "s"
        if style:
            made._style = self._styles[style]
        return made

    def _link(self, cell: Any, page: str) -> None:
        self._links += 1
        if self._links <= MAX_LINKS:
            cell.hyperlink = page
            cell._style = self._styles["link"]

    def _short(self, text: str, column: Column, record: tuple[Cell, ...]) -> str:
        """The text, cut where Excel has no room for it; then it ends in a note of how long it was."""
        if _units(text) <= MAX_CHARACTERS:
            return text
        note = f"…〔未完，原文共 {len(text)} 字；cut, {len(text)} characters in all〕"
        self._choice.note(
            f"{self._table.name}: {record[0]}: {column.name} has {len(text)} characters, Excel holds {MAX_CHARACTERS}: "
            "it was cut; csv and parquet have all of it"
        )
        kept = text[: MAX_CHARACTERS - len(note)]
        while _units(kept) > MAX_CHARACTERS - len(note):
            kept = kept[: -max(1, (_units(kept) - MAX_CHARACTERS + len(note)) // 2)]
        return kept + note


def _units(text: str) -> int:
    """The length of a text as Excel counts it, escapes included."""
    return len(text.encode("utf-16-le")) // 2 + 6 * sum(1 for _ in _ESCAPED.finditer(text))


def _is_exact(cell: Cell) -> bool:
    """Whether Excel keeps all digits of a number."""
    if not isinstance(cell, int | Decimal):
        return False
    digits = Decimal(cell).normalize().as_tuple()
    return len(digits.digits) <= _DIGITS and abs(Decimal(cell).adjusted()) < 300


def _width(column: Column) -> int:
    if column.name.endswith(("goal", "explanation")) or column.name in ("message_zh", "message_en", "en"):
        return 60
    return _WIDTHS.get(column.type, 24)


def _styles(sheet: Any) -> dict[str, Any]:
    """Ready styles of a sheet by name; a cell takes one over without it being looked up again."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    head, link, money = (WriteOnlyCell(sheet) for _ in range(3))
    head.font = Font(bold=True)
    head.fill = PatternFill("solid", fgColor="FFE8EEF4")
    head.alignment = Alignment(vertical="top", wrap_text=True)
    link.font = Font(color="FF0B5394", underline="single")
    money.number_format = _MONEY
    found = {"head": head._style, "link": link._style, "money": money._style}
    for kind, number_format in _FORMATS.items():
        cell = WriteOnlyCell(sheet)
        cell.number_format = number_format
        found[kind] = cell._style
    return found


def _without_clock(draft: IO[bytes], out: IO[bytes]) -> None:
    """The same workbook without the time of writing in its entries and its properties."""
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            with source.open(name) as part, target.open(member(name), "w", force_zip64=True) as copy:
                if name == _CORE:
                    copy.write(re.sub(rb"<dcterms:modified.*?</dcterms:modified>", b"", part.read()))
                else:
                    shutil.copyfileobj(part, copy)
