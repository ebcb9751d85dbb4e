"""What a flat table is: its columns with type, Chinese heading, English description, unit; and how its rows are made.

A table is described and filled in one module of this package; `kgbuild.flat.TABLES` lists them. docs/tables.md is held
against these descriptions by a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgbuild.flat.things import Things

Cell = str | int | Decimal | date | tuple[str, ...] | None
"""A value of a row; None where the graph says nothing."""

Row = Mapping[str, Cell]
"""The values of a row by the names of columns; a column that is not there is None."""


class Type(StrEnum):
    """The types of columns."""

    TEXT = "text"
    IRI = "iri"
    CODE = "code"  # a member of a closed list: the local name of its individual in the ontology
    LIST = "list"  # several texts
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `zh` is its Chinese heading, `en` says what it holds, `unit` is that of its numbers."""

    name: str
    type: Type
    zh: str
    en: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One flat table. `rows` gives them in the order of the documents, one after the other."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    rows: Callable[[Things], Iterator[Row]]

    def records(self, things: Things) -> Iterator[tuple[Cell, ...]]:
        """The rows as tuples, in the order of the columns."""
        names = [column.name for column in self.columns]
        for row in self.rows(things):
            yield tuple(map(row.get, names))


def prefixed(prefix: str, zh: str, en: str, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The same columns once more, for another role: `number` becomes `target_number`, 数值 becomes 年度目标·数值."""
    return tuple(
        replace(one, name=f"{prefix}_{one.name}", zh=f"{zh}·{one.zh}", en=f"{en}: {one.en}") for one in columns
    )


IRI = Column("iri", Type.IRI, "标识", "IRI of the thing that the row is about")

SOURCE = (
    Column("source_file", Type.TEXT, "来源文件", "file that prints it; of several, the first by name"),
    Column("source_table", Type.INTEGER, "来源表", "table of the file, from 1"),
    Column("source_row", Type.INTEGER, "来源行", "row of the table (docs/formats.md), from 1"),
    Column("source_column", Type.INTEGER, "来源列", "column, from 1"),
    Column("source_start", Type.INTEGER, "来源起始字符", "first character, from 0", "characters"),
    Column("source_end", Type.INTEGER, "来源结束字符", "character behind the last one", "characters"),
    Column(
        "source_cells", Type.INTEGER, "来源单元格数", "pieces of cells that print it in this file; the first is given"
    ),
    Column("documents", Type.INTEGER, "文件数", "how many documents print it"),
)
"""Where a row was read; `documents` says how many documents print the same thing, which still is one row."""

VALUE = (
    Column("text", Type.TEXT, "原文", "as printed"),
    Column("kind", Type.CODE, "类型", "Quantitative, Qualitative or Compound (docs/values.md)"),
    Column("comparator", Type.CODE, "比较", "AtLeast, MoreThan, AtMost, LessThan, Exactly, About or Between"),
    Column("number", Type.DECIMAL, "数值", "the number, 万 and 亿 multiplied out", "as in the column unit"),
    Column("upper_number", Type.DECIMAL, "上限数值", "the upper number of a range", "as in the column unit"),
    Column("unit", Type.TEXT, "单位", "unit or counting word"),
    Column("date", Type.DATE, "日期", "the date, where a full day is printed"),
    Column("upper_date", Type.DATE, "截止日期", "the last day of a period"),
    Column("date_iso", Type.TEXT, "日期（ISO 8601）", "the date as precise as printed: 2025-12-31, 2023-12, --12-31"),
    Column("parts", Type.INTEGER, "分项数", "how many measures a compound value has; they are rows of values"),
)
"""A value as printed and as understood."""
