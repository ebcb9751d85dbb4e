"""Forms of table. A layout knows one form and gives records and issues; it accounts for every cell.

`LAYOUTS` is the one list of forms. A table begins at the row that a layout takes for its header; what stands
above it is its heading. A header printed again (page breaks do that) goes on with the same table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kgbuild.layouts import department_results, indicator_columns, project_goals
from kgbuild.layouts.account import Account
from kgbuild.layouts.heading import HeadingReader, opens_table
from kgbuild.layouts.layout import Columns, Layout
from kgbuild.model.issues import Severity
from kgbuild.model.records import Reading, Section
from kgbuild.model.table import MAX_CELL, Document, Row
from kgbuild.text import PAGE_NUMBER

LAYOUTS: Final = {
    "project_goals": project_goals.LAYOUT,
    "indicator_columns": indicator_columns.LAYOUT,
    "department_results": department_results.LAYOUT,
}
"""Tried in this order; the first that takes a row for its header reads what follows."""


def interpret(document: Document) -> Reading:
    """All records of one document. A document without a known form gives none, and an issue."""
    account = Account(document)
    for page in (table for table in document.tables if table.is_picture):
        account.report(
            "L004", Severity.VIOLATION,
            f"{page.name}没有可读的文字（图片），未读取", f"page {page.number} holds no text that can be read (a picture); not read",
        )  # fmt: skip
    sections = tuple(_section(part, account) for part in _parts(document, account))
    if not sections:
        first = next((row.texts[0] for table in document.tables for row in table.rows), None)
        account.report(
            "L002", Severity.VIOLATION,
            "没有找到已知格式的绩效表（需要“项目名称 … 绩效指标”等表头）",
            "no table of a known form (looked for headings such as 项目名称 … 绩效指标)", first,
        )  # fmt: skip
    coverage = account.close()
    return Reading(
        name=document.name,
        sha256=document.sha256,
        sections=sections,
        issues=tuple(account.issues),
        coverage=coverage,
    )


@dataclass(slots=True)
class _Part:
    """One table: its layout, what stands above it, and its rows with the columns that hold for them."""

    layout: Layout
    above: HeadingReader
    rows: list[tuple[Row, Columns]] = field(default_factory=list)


def _parts(document: Document, account: Account) -> Iterator[_Part]:
    above = HeadingReader(account)
    part: _Part | None = None
    columns: Columns = {}
    opened = False  # a new title, or a new sheet, has begun above a header that is still to come
    for row in _readable_rows(document, account):
        found = _header(row)
        if found:
            layout, columns = found
            account.ignore(row, "column headings")
            if part is None or part.layout is not layout or opened:
                if part:
                    yield part
                part = _Part(layout, above)
            else:
                above.close()
            above, opened = HeadingReader(account), False
        elif part is None:
            above.offer(row)
        elif not part.rows and (more := part.layout.more_columns(row)):
            columns = {**columns, **more}
            account.ignore(row, "column headings")
        elif opens_table(row) or part.layout.opens(row):
            above.offer(row)
            opened = True
        elif row.is_outside or (opened and not part.layout.is_data(row)):
            above.offer(row)
        else:
            part.rows.append((row, columns))
            opened = False
    if not opened:
        above.close()
    if part:
        yield part


def _readable_rows(document: Document, account: Account) -> Iterator[Row]:
    """All rows but page numbers and those with a cell that no table of this kind can have."""
    for row in (row for table in document.tables for row in table.rows):
        if len(row) == 1 and PAGE_NUMBER.fullmatch(row.strings[0]):
            account.ignore(row, "page number or date between rows")
            continue
        huge = next((text for text in row.texts if len(text) > MAX_CELL), None)
        if huge is None:
            yield row
            continue
        account.report(
            "L003", Severity.VIOLATION,
            f"单元格超过{MAX_CELL}字，此行未读取", f"a cell of more than {MAX_CELL} characters; the row is not read", huge[:80],
        )  # fmt: skip
        account.ignore(row, "row with an oversized cell")


def _header(row: Row) -> tuple[Layout, Columns] | None:
    for layout in LAYOUTS.values():
        columns = layout.matches(row)
        if columns:
            return layout, columns
    return None


def _section(part: _Part, account: Account) -> Section:
    section = part.layout.read_section(part.rows, part.above.rows, part.above.heading(), account)
    part.above.close()
    return section
