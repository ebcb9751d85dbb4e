"""Forms of table. A layout knows one form and gives records and issues; it accounts for every cell.

`LAYOUTS` is the one list of forms. A table begins at the row that a layout takes for its header; what stands
above it is its heading. A header printed again (page breaks do that) goes on with the same table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kgbuild.layouts import department_results, indicator_columns, project_goals, results
from kgbuild.layouts.account import Account
from kgbuild.layouts.header_rows import MOST_HEADING_ROWS, stacked
from kgbuild.layouts.heading import HeadingReader, names_performance, opens_other_table, opens_table
from kgbuild.layouts.indicator_headings import is_heading, phase_announced
from kgbuild.layouts.layout import Columns, Layout
from kgbuild.layouts.page_ends import whole_rows
from kgbuild.layouts.results import summary
from kgbuild.model.issues import Severity
from kgbuild.model.records import Reading, Section
from kgbuild.model.table import MAX_CELL, Document, Row
from kgbuild.text import PAGE_NUMBER, comparable

LAYOUTS: Final = {
    "project_goals": project_goals.LAYOUT,
    "results": results.LAYOUT,
    "indicator_columns": indicator_columns.LAYOUT,
    "department_results": department_results.LAYOUT,
    "result_summary": summary.LAYOUT,
}
"""Tried in this order; the first that takes a row for its header reads what follows."""

_RUN_TOGETHER: Final = re.compile(r"一级指标(?:名称)?二级指标(?:名称)?三级指标")


def interpret(document: Document) -> Reading:
    """All records of one document. A document without a known form gives none, and an issue."""
    account = Account(document)
    _report_unread(document, account)
    sections: list[Section] = []
    before: _Part | None = None
    for part in _parts(document, account):
        if before:
            part.above.go_on_from(before.above)
        sections.append(_section(part, account))
        before = part
    if not sections:
        texts = [text for table in document.tables for row in table.rows for text in row.texts if text]
        first = next(iter(texts), None)
        run_together = next((text for text in texts if _RUN_TOGETHER.search(comparable(text.string))), None)
        if run_together:
            account.report(
                "L053", Severity.VIOLATION,
                "表格被印成了文字，这些单元格的边界无法判断，未读取",
                "a table printed as text; these cells cannot be told apart and are not read", run_together,
            )  # fmt: skip
        account.report(
            "L002", Severity.VIOLATION,
            "没有找到已知格式的绩效表（需要“项目名称 … 绩效指标”等表头）",
            "no table of a known form (looked for headings such as 项目名称 … 绩效指标)", first,
        )  # fmt: skip
    coverage = account.close()
    return Reading(
        name=document.name,
        sha256=document.sha256,
        sections=tuple(sections),
        issues=tuple(account.issues),
        coverage=coverage,
    )


def _report_unread(document: Document, account: Account) -> None:
    """Pages and cells of which no reader can tell what they say."""
    for table in document.tables:
        if table.is_picture:
            account.report(
                "L004", Severity.VIOLATION,
                f"{table.name}没有可读的文字（图片），未读取",
                f"page {table.number} holds no text that can be read (a picture); not read",
            )  # fmt: skip
        for formula in table.unread:
            account.report(
                "L005", Severity.VIOLATION,
                "公式没有保存计算结果，此单元格未读取",
                "a formula whose value the file does not hold; the cell is not read", formula,
            )  # fmt: skip


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
    foreign = False  # the title is that of another kind of table (政府采购预算表)
    firsts = {table.rows[0].cells[0] for table in document.tables if table.rows}
    phase: Columns = {}  # whether the columns to come are of several years
    for row, printed in _with_stacks(list(_readable_rows(document, account))):
        announced = phase_announced(row)
        phase = phase if announced is None else announced
        if part and announced is not None:
            account.ignore(row, "title of a part of a table")
        elif part and not part.rows and not opened and (more := part.layout.more_columns(row)):
            columns = {**columns, **more}
            account.ignore(row, "column headings")
        elif found := _header(row):
            layout, columns = found[0], found[1] | phase
            account.ignore_all(printed, "column headings")
            above.read_columns(row)
            if part is None or part.layout is not layout or opened:
                if part:
                    yield part
                part = _Part(layout, above)
            else:
                above.close()
            above, opened, foreign = HeadingReader(account), False, False
        elif part is None:
            above.offer(row)
        elif (other := opens_other_table(row, is_first=row.cells[0] in firsts)) or _opens(row, part.layout):
            above.offer(row)
            phase = {}
            opened, foreign = True, other or (foreign and not names_performance(row))
        elif row.is_outside or (opened and (foreign or not part.layout.is_data(row))):
            above.offer(row)
        else:
            part.rows.append((row, columns))
            opened = False
    if foreign or not opened:
        above.close()
    if part:
        yield part


def _with_stacks(rows: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each row with the rows it is printed in: several for headings that stand over each other, read as one."""
    at = 0
    while at < len(rows):
        stack = stacked(rows[at : at + MOST_HEADING_ROWS], is_heading, is_header)
        row, count = stack or (rows[at], 1)
        yield row, rows[at : at + count]
        at += count


def _opens(row: Row, layout: Layout) -> bool:
    return opens_table(row) or layout.opens(row)


def _readable_rows(document: Document, account: Account) -> Iterator[Row]:
    """All rows but page numbers and those with a cell that no table of this kind can have."""
    printed: set[str] = set()
    for row in whole_rows(document):
        if row.is_again:
            for text in (
                text for text in row.texts if text.string in printed
            ):  # with other words over it, it is reported
                account.ignore_text(text, "heading printed again at the head of a page")
            continue
        printed.update(row.strings)
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


def is_header(row: Row) -> bool:
    """Whether some layout takes the row for the header of its table."""
    return _header(row) is not None


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
