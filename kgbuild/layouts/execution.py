"""What a self-evaluation says above and below its indicators: 全年预算数, 全年执行数, 执行率, 总分, 等级.

    项目资金（万元） |              | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
                     | 年度资金总额 | 3000.00    | 3200.00    | 2910.00    | 10   | 90.94% | 9.09

The heading names the columns, the row of the whole sum (年度资金总额) gives them; rows of single sources are left out.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.columns import find_columns, headings
from kgbuild.model.records import Evaluation, Funding, FundingSource
from kgbuild.model.table import Row, Text
from kgbuild.text import comparable
from kgbuild.values.money import read_money, wan_of

_HEADINGS: Final = headings(
    adjusted=r"(?:全年|调整后?|本年)预算数(?:\(a\))?",
    spent=r"(?:全年|实际|本年)?(?:执行|支出)数(?:\(b\))?",
    weight=r"分值|权重",
    rate=r"(?:预算)?执行率(?:\(b/a\)|\(%\))*",
    score=r"得分",
)
_WHOLE: Final = re.compile(r"(?:年度|项目|预算)?资金(?:总额|合计|总计)|(?:总额|合计|总计)")
_MONEY_UNIT: Final = re.compile(r".*(?:资金|预算|金额|投入|经费|总额|情况).*\((?P<unit>[万亿]?元)\):?")
_GRADE: Final = re.compile(r"(?:自评|评价|绩效|绩效自评|评定)(?:等级|等次|结果等级)")


def printed_execution(rows: list[Row], account: Account) -> dict[str, Text]:
    """Role → cell, for what the rows above the indicators print of 预算执行 and of the grade."""
    cells = _whole_sum(rows)
    grade = next((found for row in rows if (found := _grade(row))), None)
    if grade:
        cells["grade"] = grade
    account.use(*cells.values())
    return cells


def evaluation_of(cells: dict[str, Text], total: Text | None, full: Text | None, scale: str) -> Evaluation | None:
    """The evaluation as far as it is printed; `scale` is the unit of its money. None where nothing of it is.

    `total` and `full` are the points of the last row: 得分 and 分值.
    """
    if not cells and total is None and full is None:
        return None
    return Evaluation(
        adjusted=_amount(cells.get("adjusted"), scale),
        spent=_amount(cells.get("spent"), scale),
        rate=cells.get("rate"),
        weight=cells.get("weight"),
        score=cells.get("score"),
        total=total,
        full=full,
        grade=cells.get("grade"),
        completion=cells.get("completion"),
    )


def money_unit(rows: list[Row]) -> str | None:
    """The unit that the label of the money prints: 项目资金（万元）."""
    for row in rows:
        for text in row.texts:
            if len(text) <= 20 and (match := _MONEY_UNIT.fullmatch(comparable(text.string))):
                return match["unit"]
    return None


def _whole_sum(rows: list[Row]) -> dict[str, Text]:
    columns: dict[str, int] = {}
    for row in rows:
        found = find_columns(row, _HEADINGS)
        if "spent" in found:
            columns = found
        elif columns and any(_WHOLE.fullmatch(comparable(text.string)) for text in row.texts if text):
            by_column = {cell.column: text for cell, text in zip(row.cells, row.texts, strict=True) if text}
            return {role: by_column[column] for role, column in columns.items() if column in by_column}
    return {}


def _grade(row: Row) -> Text | None:
    filled = [text for text in row.texts if text]
    for label, value in pairwise(filled):
        if _GRADE.fullmatch(comparable(label.string).rstrip(":")):
            return value
    return None


def _amount(text: Text | None, scale: str) -> Funding | None:
    amount = read_money(text.string) if text else None
    if text is None or amount is None:
        return None
    return Funding(source=FundingSource.TOTAL, text=text, wan=wan_of(amount, scale))
