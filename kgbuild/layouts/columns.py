"""Which column is which, found by the headings. The wording of headings is data, kept here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from kgbuild.model.table import Row, Text
from kgbuild.text import comparable

_MAX_HEADING: Final = 60

Headings = Mapping[str, re.Pattern[str]]


def headings(**wordings: str) -> Headings:
    """Patterns over the comparable form of a heading (no spaces, half width, marks folded)."""
    return {role: re.compile(wording) for role, wording in wordings.items()}


_UNIT = r"(?:\([万亿]?元\)|:[万亿]?元|,[万亿]?元)?"

MONEY: Final = headings(
    total=rf"(?:总计|合计|小计|总额|资金总额|项目总额|项目金额|预算金额|预算数|预算总额|金额|年初预算数?|预算安排|本年预算|资金合计){_UNIT}",
    fiscal=rf"(?:其中:)?(?:财政拨款|财政性?资金|政府预算资金|一般公共预算(?:拨款|资金)?|本?[当年]*财政拨款|财政拨款资金){_UNIT}",
    special_account=rf"财政专户(?:管理)?(?:拨款|资金)?{_UNIT}",
    other=rf"(?:其他资金|其他|其它资金|单位资金|自有资金|自筹资金|其他收入){_UNIT}",
)

PROJECT_GOALS: Final = headings(
    name=r"(?:预算|支出|二级|一级|子)?项目(?:支出)?(?:名称)?(?:\(.*\))?",
    unit=r"(?:资金使用|预算|实施|项目|用款|填报)?单位(?:名称)?",
    goal=r"(?:项目|年度|总体|预期|年度总体)*绩?效?(?:总体)?目标(?:\(.*\))?(?:内容)?",
    indicators=r"(?:项目|年度)?绩效指标(?:及(?:指标|目标)值|\(.*\))?",
    serial=r"序号|编号|项目编[码号]|项目代码",
    **{role: pattern.pattern for role, pattern in MONEY.items()},
)


TWO_LEVELS: Final = headings(parent=r"一级项目(?:名称)?", name=r"(?:二级|子)项目(?:名称)?")
"""Beside each other the second is the project that has money, goal and indicators, the first the group it is in."""

_comparable = lru_cache(maxsize=4096)(comparable)  # each layout asks for the same cells


def heading_of(text: Text) -> str:
    """The comparable form of a heading, without the star of a field that must be filled; empty if it is too long for one."""
    return _comparable(text.string).lstrip("*★") if 0 < len(text) <= _MAX_HEADING else ""


def find_columns(row: Row, wordings: Headings) -> dict[str, int]:
    """Role → column for the headings that the row holds; each role once, the first of equals."""
    found: dict[str, int] = {}
    for cell, text in zip(row.cells, row.texts, strict=True):
        heading = heading_of(text)
        if not heading:
            continue
        for role, pattern in wordings.items():
            if role not in found and pattern.fullmatch(heading):
                found[role] = cell.column
                break
    return found


def project_in_group(row: Row) -> dict[str, int]:
    """The columns of a project and of its group (一级项目 | 二级项目); empty where only one of them has a column."""
    columns = find_columns(row, TWO_LEVELS)
    return columns if len(columns) == len(TWO_LEVELS) else {}


def nearest_before(row: Row, wordings: Headings, bound: re.Pattern[str]) -> dict[str, int]:
    """The same, but of several the last before the first heading of `bound`.

    绩效指标 | 指标 | 指标值: the first stands beside the whole block.
    """
    words = [heading_of(text) for text in row.texts]
    end = next((at for at, heading in enumerate(words) if bound.fullmatch(heading)), len(words))
    before = Row(row.number, row.cells[:end][::-1], row.texts[:end][::-1])
    return find_columns(before, wordings) or find_columns(row, wordings)
