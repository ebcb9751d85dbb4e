"""The block of money of a result table: which source, how much at first, as adjusted, and spent.

    项目资金（万元） |                | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
                     | 年度资金总额   | 260        | 245.5      | 233.2      | 10   | 95%    | 9.5
                     | 上年结转资金   | 60         | 45.5       | 45.5       | -    | 100%   | -

The row of the whole sum also carries rate and points of 预算执行. Where no budget of the beginning is printed, the one
column of the budget stands for both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.columns import find_columns
from kgbuild.layouts.results.wordings import AMOUNTS, MONEY, NOTHING, PART, SOURCES, role_of
from kgbuild.model.issues import Severity
from kgbuild.model.records import Funding, FundingSource, SourceExecution
from kgbuild.model.table import Cell, Row, Text
from kgbuild.text import comparable, same_length_folded
from kgbuild.values.money import read_money, wan_of

_UNIT: Final = re.compile(r"\((?P<unit>[万亿]?元)\)")
_AMOUNT_UNIT: Final = re.compile(r"\s*(?P<unit>[万亿]?元)$")
_PERCENT: Final = re.compile(r"[%]")


@dataclass(slots=True)
class Money:
    """What the block prints, by source, then by column. `unit` is the unit that a label of the block names."""

    sources: dict[str, dict[str, Text]] = field(default_factory=dict)
    unit: str | None = None
    columns: dict[str, int] = field(default_factory=dict)
    headings: dict[str, Text] = field(default_factory=dict)

    @property
    def whole(self) -> dict[str, Text]:
        """The row of the whole sum."""
        return self.sources.get("total", {})


def read_heading(row: Row, money: Money, account: Account) -> bool:
    """Whether the row holds the headings of the block (an amount that was spent, and what it is set against)."""
    columns = _columns(row)
    if "spent" not in columns or not {"initial", "adjusted", "rate"} & columns.keys():
        return False
    money.columns = columns
    at = {column: role for role, column in columns.items()}
    money.headings = {at[cell.column]: text for cell, text in _texts(row) if cell.column in at}
    note_unit(row, money)
    account.ignore(row, "column headings")
    return True


def _columns(row: Row) -> dict[str, int]:
    """Of two columns that may be the adjusted budget the right one: the left one is the label of the block."""
    columns = find_columns(row, MONEY)
    adjusted = [cell.column for cell, text in _texts(row) if MONEY["adjusted"].fullmatch(comparable(text.string))]
    others = [column for column in adjusted if column not in (columns.get("initial"), columns.get("forecast"))]
    return {**columns, "adjusted": others[-1]} if others else columns


def note_unit(row: Row, money: Money) -> None:
    """Take the unit that a label prints: 项目资金（万元）."""
    for _, text in _texts(row):
        match = _UNIT.search(comparable(text.string)) if len(text) <= 20 else None
        if match and money.unit is None:
            money.unit = match["unit"]


def read_row(row: Row, money: Money, account: Account) -> bool:
    """Whether the row belongs to the block: a source, or another part of the money, and its amounts."""
    first = min(money.columns.values(), default=0)
    labels = [text for cell, text in _texts(row) if cell.column < first]
    source = next((role for text in labels if (role := role_of(text.string, SOURCES))), None)
    if source is None and _is_only_sum(row, money):
        source = "total"
    note_unit(row, money)
    if source is None:
        if not any(PART.fullmatch(comparable(text.string).rstrip(":")) for text in labels):
            return False
        account.ignore(row, "part of the money that is no source of it")
        return True
    by_column = {cell.column: text for cell, text in _texts(row)}
    cells = {role: by_column[column] for role, column in money.columns.items() if column in by_column}
    printed = {role: text for role, text in cells.items() if not NOTHING.fullmatch(comparable(text.string))}
    if source in money.sources and (twice := [text for role, text in printed.items() if role in AMOUNTS]):
        for text in twice:
            account.report(
                "L052", Severity.WARNING,
                "同一资金来源印了两行，只读取第一行", "two rows of one source of money; only the first is read", text,
            )  # fmt: skip
    elif source not in money.sources and (printed or source == "total"):
        money.sources[source] = {role: _with_percent(role, text, money) for role, text in printed.items()}
    account.use(*labels, *printed.values())
    _leave_amounts(row, cells, account)
    return True


def _is_only_sum(row: Row, money: Money) -> bool:
    """Whether a row without a label fills all columns of the block with amounts, and nothing else: the money is one sum."""
    at = {cell.column: text for cell, text in _texts(row)}
    return at.keys() == set(money.columns.values()) and all(
        read_money(text.string.rstrip("%")) is not None for text in at.values()
    )


def _leave_amounts(row: Row, cells: dict[str, Text], account: Account) -> None:
    """Notes and dashes say nothing of the money; an amount below no heading does, and is left to be explained."""
    placed = {id(text) for text in cells.values()}
    astray = [
        text for _, text in _texts(row) if id(text) not in placed and read_money(text.string.rstrip("%")) is not None
    ]
    if astray:
        account.report(
            "L053", Severity.VIOLATION,
            "表格被印成了文字，这些单元格的边界无法判断，未读取",
            "a table printed as text; these cells cannot be told apart and are not read", astray[0],
        )  # fmt: skip
    left = {id(text) for text in astray}
    for _, text in _texts(row):
        if id(text) not in left:
            account.ignore_text(text, "note beside the money")


def _with_percent(role: str, text: Text, money: Money) -> Text:
    """A rate under 执行率（%） is a percentage, though its cell does not print the sign."""
    heading = money.headings.get("rate")
    if role != "rate" or heading is None or "%" in same_length_folded(text.string):
        return text
    sign = _PERCENT.search(same_length_folded(heading.string))
    return text + heading[sign.start() : sign.end()] if sign else text


def funding_of(money: Money, scale: str, account: Account) -> tuple[Funding, ...]:
    """The budget by source, as it was at the beginning of the year where that is printed."""
    column = "initial" if not money.columns or "initial" in money.columns else "adjusted"
    found = ((source, cells.get(column)) for source, cells in money.sources.items())
    amounts = {source: amount_of(source, text, scale, account) for source, text in found if text}
    return tuple(amounts[source.value] for source in FundingSource if source.value in amounts)


def parts_of(money: Money, scale: str, account: Account) -> tuple[SourceExecution, ...]:
    """Adjusted budget and expenditure of each single source."""
    parts: list[SourceExecution] = []
    for source in FundingSource:
        cells = money.sources.get(source.value, {})
        if source is FundingSource.TOTAL or not {"adjusted", "spent"} & cells.keys():
            continue
        adjusted, spent = (
            amount_of(source.value, cells[role], scale, account) if role in cells else None
            for role in ("adjusted", "spent")
        )
        parts.append(SourceExecution(source=source, adjusted=adjusted, spent=spent))
    return tuple(parts)


def amount_of(source: str, text: Text, scale: str, account: Account) -> Funding:
    """One amount in 万元; a unit behind the number goes before that of the table. What is no amount is an issue."""
    folded = same_length_folded(text.string)
    unit = _AMOUNT_UNIT.search(folded)
    amount = read_money(folded[: unit.start()] if unit else folded)
    if amount is None:
        account.report("L020", Severity.VIOLATION, "金额无法识别", "the amount cannot be read", text)
    return Funding(source=FundingSource(source), text=text, wan=wan_of(amount, unit["unit"] if unit else scale))


def _texts(row: Row) -> list[tuple[Cell, Text]]:
    return [(cell, text) for cell, text in zip(row.cells, row.texts, strict=True) if text]
