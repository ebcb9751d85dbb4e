"""Forms of table. A layout knows one form and gives records and issues; it accounts for every cell.

`LAYOUTS` is the one list of forms. A table begins at the row that a layout takes for its header; what stands
above it is its heading. A header printed again (page breaks do that) goes on with the same table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kgbuild.layouts import department_results, project_goals
from kgbuild.layouts.account import Account
from kgbuild.layouts.heading import HeadingReader, opens_table
from kgbuild.model.issues import Severity
from kgbuild.model.records import Form, Heading, Reading, Section
from kgbuild.model.table import Document, Row

Columns = dict[str, int]

LAYOUTS: Final = {
    Form.PROJECT_GOALS: project_goals,
    Form.DEPARTMENT_RESULTS: department_results,
}


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
    """One table: its form, its heading, and its rows with the columns that hold for them."""

    form: Form
    heading: Heading
    rows: list[tuple[Row, Columns]] = field(default_factory=list)


def _parts(document: Document, account: Account) -> Iterator[_Part]:
    above = HeadingReader(account)
    part: _Part | None = None
    columns: Columns = {}
    said_something = False
    for row in (row for table in document.tables for row in table.rows):
        found = _header(row)
        if found:
            form, columns = found
            account.ignore(row, "column headings")
            if part is None or part.form is not form or said_something:
                if part:
                    yield part
                part = _Part(form, above.finish())
            above, said_something = HeadingReader(account), False
        elif part and form is Form.PROJECT_GOALS and not part.rows and (more := project_goals.more_columns(row)):
            columns = {**columns, **more}
            account.ignore(row, "column headings")
        elif part is None or opens_table(row):
            said_something = above.offer(row) or said_something
        else:
            part.rows.append((row, columns))
    above.finish()
    if part:
        yield part


def _header(row: Row) -> tuple[Form, Columns] | None:
    for form, layout in LAYOUTS.items():
        columns = layout.matches(row)
        if columns:
            return form, columns
    return None


def _section(part: _Part, account: Account) -> Section:
    if part.form is Form.DEPARTMENT_RESULTS:
        return department_results.read_section(part.rows, part.heading, account)
    rows = [row for row, _ in part.rows]
    columns = part.rows[0][1] if part.rows else {}
    return project_goals.read_section(rows, columns, part.heading, account)
