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
from kgbuild.layouts.notation import speaks_of_indicators
from kgbuild.model.issues import Severity
from kgbuild.model.records import Reading, Section
from kgbuild.model.table import Document, Row

Columns = dict[str, int]

MAX_CELL: Final = 1_000_000
"""Characters. The longest real cell seen has a few thousand."""

LAYOUTS: Final = {
    "project_goals": project_goals,
    "indicator_columns": indicator_columns,
    "department_results": department_results,
}
"""Tried in this order; the first whose `matches` takes a row for its header reads what follows."""


def interpret(document: Document) -> Reading:
    """All records of one document. A document without a known form gives none, and an issue."""
    account = Account(document)
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

    layout: str
    above: HeadingReader
    rows: list[tuple[Row, Columns]] = field(default_factory=list)


def _parts(document: Document, account: Account) -> Iterator[_Part]:
    above = HeadingReader(account)
    part: _Part | None = None
    columns: Columns = {}
    opened = False
    for row in _readable_rows(document, account):
        found = _header(row)
        if found:
            layout, columns = found
            account.ignore(row, "column headings")
            if part is None or part.layout != layout or opened:
                if part:
                    yield part
                part = _Part(layout, above)
            else:
                above.close()
            above, opened = HeadingReader(account), False
        elif part and not part.rows and (more := project_goals.more_columns(row)):
            columns = {**columns, **more}
            account.ignore(row, "column headings")
        elif part is None:
            above.offer(row)
        elif opens_table(row) or _begins_form(part, row):
            above.offer(row)
            opened = True
        elif opened and not _is_data(part, row):
            above.offer(row)
        else:
            part.rows.append((row, columns))
            opened = False
    if not opened:
        above.close()
    if part:
        yield part


def _readable_rows(document: Document, account: Account) -> Iterator[Row]:
    """All rows but those with a cell that no table of this kind can have."""
    for row in (row for table in document.tables for row in table.rows):
        huge = next((text for text in row.texts if len(text) > MAX_CELL), None)
        if huge is None:
            yield row
            continue
        account.report(
            "L003", Severity.VIOLATION,
            f"单元格超过{MAX_CELL}字，此行未读取", f"a cell of more than {MAX_CELL} characters; the row is not read", huge[:80],
        )  # fmt: skip
        account.ignore(row, "row with an oversized cell")


def _is_data(part: _Part, row: Row) -> bool:
    """Whether a row below a repeated title goes on with the table (its headings were not repeated)."""
    if part.layout == "indicator_columns":
        return False
    return sum(map(bool, row.texts)) > 2 or any(map(speaks_of_indicators, row.texts))


def _begins_form(part: _Part, row: Row) -> bool:
    return part.layout == "indicator_columns" and indicator_columns.begins_form(row)


def _header(row: Row) -> tuple[str, Columns] | None:
    for name, layout in LAYOUTS.items():
        columns = layout.matches(row)
        if columns:
            return name, columns
    return None


def _section(part: _Part, account: Account) -> Section:
    above, heading = part.above, part.above.heading()
    if part.layout == "project_goals":
        columns = part.rows[0][1] if part.rows else {}
        section = project_goals.read_section([row for row, _ in part.rows], columns, heading, account)
    elif part.layout == "indicator_columns":
        section = indicator_columns.read_section(part.rows, above.rows, heading, account)
    else:
        section = department_results.read_section(part.rows, heading, account)
    above.close()
    return section
