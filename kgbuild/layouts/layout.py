"""What every layout is: how it knows its table, and how it reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kgbuild.layouts.account import Account
from kgbuild.model.records import Heading, Section
from kgbuild.model.table import Row

Columns = dict[str, int]
"""Role → column number, as the header of a table assigns them."""

ReadSection = Callable[[list[tuple[Row, Columns]], list[Row], Heading, Account], Section]


def _no_columns(row: Row) -> Columns:
    return {}


def _never(row: Row) -> bool:
    return False


def _filled(row: Row) -> bool:
    return sum(map(bool, row.texts)) > 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One form of table.

    `matches` gives the columns if a row is its header. `read_section` gets the rows below (each with its columns), the
    rows above, what the heading says, and the account of cells. The rest is for forms that need it: headings in a second
    row, a row that opens the next sheet, a row that goes on with the table below a repeated title.
    """

    matches: Callable[[Row], Columns | None]
    read_section: ReadSection
    more_columns: Callable[[Row], Columns] = _no_columns
    opens: Callable[[Row], bool] = _never
    is_data: Callable[[Row], bool] = _filled
