"""Headings in several rows read as one: below a merged heading (绩效指标) stand those of its columns (一级指标 … 指标值)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from kgbuild.layouts.columns import MONEY, heading_of
from kgbuild.layouts.split_values import COMPARATOR
from kgbuild.model.table import Cell, Row, Text

MOST_HEADING_ROWS: Final = 3
PART_OF_YEAR: Final = r"(?:第?[一二三四]季度|[上下]?半年度?|[1-4]季度|1-\d月份?)(?:.*(?:指标|目标|计划)值?)?(?:\(.*\))?"
"""What heads the value of a part of the year, beside that of the whole."""
PERIOD_VALUE: Final = r"(?:实施周期|项目周期|总体|长期|中期|中长期|实施期)(?:绩效)?(?:指标|目标)值"
"""What heads a value of several years; sign, number and unit below it are not those of the year."""
OTHER_TIME: Final = r"(?:前年|上年|去年|历史|上一?年度?|近[两二三]年)(?:指标|目标|完成|实际)?值?"
"""What heads a value of years that are over."""
_BELOW: Final = re.compile(
    r"[一二三]级(?:指标)?(?:名称)?|指标(?:名称|内容|性质|符号|方向性?|属性|解释)|(?:绩效)?(?:计量|度量)?单位"
    r"|(?:权重|分值|备注)(?:\(.*\))?|(?:年度|绩效|实施期|全年|半年)?(?:指标|目标)值.*|(?:符号|数?值)(?:\(.*\))?"
    rf"|{PART_OF_YEAR}|前年|上年|去年|(?:当年)?预期(?:当年)?实现(?:值|数)?|本年|当年|全年(?:\(.*\))?"
)
_AMOUNT: Final = re.compile(r"-?\d[\d,.]*(?:[万亿]?元)?")
GROUP: Final = re.compile(
    r"(?:成本|产出|效益|效果|满意度|服务对象满意度|社会公众或服务对象满意度|投入|过程)(?:类)?(?:指标|目标)?"
)
"""A level-1 category that heads columns of its own."""
_NOT_OF_THE_YEAR: Final = re.compile(rf"{PERIOD_VALUE}|{OTHER_TIME}|{PART_OF_YEAR}")
PARTS: Final = rf"(?:{COMPARATOR}|数?值|(?:计量|度量)?单位)"
_PARTS: Final = re.compile(PARTS)
"""A value in columns of its own: sign, number, unit."""


def stacked(
    rows: Sequence[Row], is_heading: Callable[[Text], bool], matches: Callable[[Row], bool]
) -> tuple[Row, int] | None:
    """The headings of the first rows as one row, and how many rows they are; None if they are no stack of headings."""
    above = [is_heading(text) for text in rows[0].texts if text]
    says_amount = any(_AMOUNT.fullmatch(heading_of(text)) for text in rows[0].texts)
    if says_amount or sum(above) < 2 or sum(above) * 2 <= len(above):
        return None  # a label and its value just above the headings
    for count in range(min(MOST_HEADING_ROWS, len(rows)), 1, -1):
        stack = rows[:count]
        if all(_is_below(row, is_heading) for row in stack[1:]) and any(map(_names_columns, stack[1:])):
            joined = _joined(stack)
            if matches(joined):
                return joined, count
    return None


def _is_below(row: Row, is_heading: Callable[[Text], bool]) -> bool:
    filled = [text for text in row.texts if text]
    return len(filled) > 1 and all(is_heading(text) or _heads(heading_of(text)) for text in filled)


def _heads(heading: str) -> bool:
    patterns = (_BELOW, GROUP, *MONEY.values())
    return any(pattern.fullmatch(heading) for pattern in patterns)


def _names_columns(row: Row) -> bool:
    return any(_BELOW.fullmatch(heading_of(text)) for text in row.texts if text)


def _joined(stack: Sequence[Row]) -> Row:
    """One row: in each column its lowest heading, behind the name of its group if that is a category."""
    columns: dict[int, tuple[Cell, Text]] = {}
    for row in stack:
        above = dict(columns)
        for cell, text in zip(row.cells, row.texts, strict=True):
            if not text:
                continue
            head = _above(above, cell.column)
            is_group = head is not None and _is_part_of(heading_of(head), heading_of(text))
            columns[cell.column] = (cell, head + text if head is not None and is_group else text)
    ordered = [columns[column] for column in sorted(columns)]
    return Row(stack[-1].number, tuple(cell for cell, _ in ordered), tuple(text for _, text in ordered))


def _is_part_of(above: str, below: str) -> bool:
    """Whether a heading says what it heads only with the one above it: 产出指标 over 指标值, 上年指标值 over 符号."""
    return bool(GROUP.fullmatch(above) or (_NOT_OF_THE_YEAR.fullmatch(above) and _PARTS.fullmatch(below)))


def _above(columns: dict[int, tuple[Cell, Text]], column: int) -> Text | None:
    """The heading that stands over a column: its own, or the nearest on the left."""
    left = [at for at in columns if at <= column]
    return columns[max(left)][1] if left else None
