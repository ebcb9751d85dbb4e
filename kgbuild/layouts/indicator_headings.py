"""Which column is which in a table with one indicator a row: the wording of its headings.

A table may print two sets of indicators beside each other (实施期 on the left, 年度 on the right), or one below the other
(长期绩效指标, then 年度绩效指标); roles that begin with `later.` are the right set, `phase.period` marks the first. Or it prints a set of columns for each
level-1 category, roles `group.产出指标.indicator` and `group.产出指标.annual`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kgbuild.layouts.columns import MONEY, find_columns, heading_of, headings, nearest_before, project_in_group
from kgbuild.layouts.header_rows import GROUP, OTHER_TIME, PART_OF_YEAR, PARTS, PERIOD_VALUE
from kgbuild.layouts.indicator_names import JOINT_HEADING
from kgbuild.layouts.layout import Columns
from kgbuild.layouts.split_values import COMPARATOR, OF_OTHER_TIME, OF_PERIOD, covered_columns
from kgbuild.model.table import Row, Text

_PART: Final = r"数?值|全年(?:\(.*\))?"
_VALUE: Final = (
    r"(?:年度|本?年度?|年初|当年|全年|预期|计划|设定|20\d\d年度?)*(?:绩效)?(?:指标|目标)值(?:\(.*\))?(?:及?(?:计量)?单位)?"
    rf"|预期值|计划值|{_PART}|指标目标值|(?:全年|年度)(?:\(.*\))?(?:指标|目标)值|(?:当年)?预期(?:当年)?实现(?:值|数)?"
)
_TIME: Final = r"(?:\((?:长期|中期|中长期|实施期|周期|年度|当年|本年)\))?"
INDICATORS: Final = headings(
    level1=r"一级指标(?:名称)?|一级|评价内容|指标类[型别]",
    level2=rf"二级指标(?:名称)?{_TIME}|二级",
    indicator=rf"三级指标(?:名称|内容)?{_TIME}|三级|{JOINT_HEADING}",
    period=rf"{PERIOD_VALUE}(?:数?值)?",
    annual=_VALUE,
    comparator=COMPARATOR,
    direction=r"指标方向性?|方向",
    kind=r"指标值?(?:类型|属性)",
    unit=r"(?:绩效)?(?:计量|度量|指标|目标值)?单位",
    weight=r"(?:指标|本年|年度)?(?:分值|指标)?(?:权重|分值|标准分值?|满分)(?:\(.*\)|%)?",
    actual=r"(?:全年|年度|实际|年末|自评)*(?:完成|实现|执行)(?:值|情况|指标值)(?:\(.*\))?|实际值",
    score=r"(?:自评|评价|指标|实际)?得分",
    explanation=r"具体完成情况|(?:未完成|偏差|差异|扣分).*(?:原因|分析|措施|说明).*|原因分析.*|改进措施|备注|指标(?:解释|说明).*",
    **{
        f"{OF_PERIOD}comparator": rf"{PERIOD_VALUE}(?:{COMPARATOR})",
        f"{OF_PERIOD}unit": rf"{PERIOD_VALUE}(?:计量|度量)?单位",
    },
)
NAMES: Final = (
    headings(indicator=r"指标名称|绩效指标名称|指标内容|绩效内容|具体指标|关键指标"),
    headings(indicator=r"绩效指标|指标"),
)
"""What heads the name of an indicator where no 三级指标 does, the surest first."""
_IN_MONEY: Final = r"(?:\([万亿]?元\))?"
EXECUTION: Final = {
    "adjusted": rf"(?:全年|调整后?)预算数?{_IN_MONEY}",
    "spent": rf"(?:(?:全年|实际|预算|本年)?(?:执行|支出)(?:数|金额|额)|实际支出){_IN_MONEY}",
    "rate": r"(?:预算)?执行率(?:\(%\))?",
    "weight": r"预算执行率?(?:分值|权重)",
    "score": r"预算执行率?得分",
    "completion": r"(?:年度|总体|全年)*(?:目标)?(?:实际)?完成情况",
}
"""Columns of a list of self-evaluated projects, printed again beside each indicator."""
LISTED: Final = headings(
    name=r"(?:预算|支出|二级|一级|子)?项目(?:支出)?(?:名称)?(?:\(.*\))?|单位名称,项目名称|(?:预算|项目)?单位\((?:专项|项目)(?:名称)?\)(?:名称)?"
    r"|(?:专项|项目)\(单位\)名称",
    unit=r"(?:资金使用|预算|实施|项目|用款|填报)?单位(?:名称)?",
    goal=r"(?:项目|本?年度|当年|总体|整体|预期|年度总体)*绩?效?(?:总体)?目标(?:\(.*\))?(?:内容)?",
    serial=r"序号|编号|(?:项目|单位)(?:编[码号]|代码)(?:\((?:项目|单位)(?:编码|代码)\))?",
    department=r"(?:主管|预算|填报)部门(?:名称)?|部门(?:名称)?",
    year=r"(?:预算|所属|项目)?年[度份]",
    **{f"execution.{role}": wording for role, wording in EXECUTION.items()},
)
_PERIOD_GOAL: Final = headings(goal=r"(?:实施期|项目期|中期|中长期|长期|总体)(?:绩效)?(?:总体)?目标")
_ACTUAL_VALUES: Final = frozenset(
    {"实际完成值", "全年实际完成值", "年度实际完成值", "实际完成指标值", "全年完成值", "完成值", "实际值"}
)
ASIDE: Final = re.compile(
    r"绩效标准|参考标准|评价标准|评\(扣\)分标准|评分标准|扣分标准|指标(?:解释|说明|属性|内容|描述).*|绩效指标描述|指标值(?:内容|说明|类型)"
    r"|指标值(?:确定|设定)?依据|(?:指标|数据)来源|完成时限|是否核心(?:指标)?|预算执行率权重.*|备注|(?:项目)?分类|项目类[型别]|职责|序号|(?:项目|单位)(?:编[码号]|代码)(?:\(.*\))?"
    rf"|{OTHER_TIME}{PARTS}?|目标名称"
    rf"|(?:实施期|中期|中长期|长期|总体)(?:绩效)?目标|上年结转(?:结余)?|{PART_OF_YEAR}{PARTS}?"
    r"|政府性基金(?:预算)?(?:拨款|资金|收入)?|国有资本经营预算(?:拨款|资金|收入)?|基本支出|项目支出|按(?:收入|支出|资金)(?:性质|来源|类别)分"
)
_PHASE: Final = re.compile(
    r"[(\d一二三四五,.)]*(?:(?P<period>长期|中期|中长期|实施期|项目期)|年度|本年度?|当年)(?:项目)?(?:绩效)?(?:目标表|指标表?)"
)
"""What stands alone above the columns: 长期绩效目标表, 二、年度绩效指标."""
_OTHER_TIME: Final = re.compile(rf"(?:{OTHER_TIME}|{PART_OF_YEAR}){PARTS}?")
OF_THE_PERIOD: Final = re.compile(r"(?:长期|中期|中长期|实施期|项目期|总目标|总体)(?:绩效)?指标")
_IN_GROUP: Final = re.compile(
    rf"(?P<level1>{GROUP.pattern})(?:(?P<value>(?:绩效)?(?:指标|目标)值)|(?:三级)?指标(?:名称|内容)?|绩效指标)"
)
GROUP_HEAD: Final = re.compile(
    r"(?:年度|本年度|长期|中期|中长期|实施期|总体|部门整体支出|项目)*绩效(?:指标|目标表|目标)|年度绩效目标表|项目年度绩效目标"
)
"""The word over a block of columns; it heads none itself where 三级指标 stands beside it."""
_PART_OF_VALUE: Final = re.compile(_PART)
_BELOW_VALUE: Final = re.compile(rf"{_PART}|{PART_OF_YEAR}|符号")
_NO_COLUMN: Final = 0
_OF_A_VALUE: Final = ("annual", "comparator", "unit")
_WORDINGS: Final = tuple(pattern for wording in (INDICATORS, *NAMES, LISTED, MONEY) for pattern in wording.values())
_FEATURES: Final = ("level1", "level2", "weight", "unit", "comparator")


def is_heading(text: Text) -> bool:
    """Whether a cell heads a column of indicators or projects, or several of them."""
    words = heading_of(text)
    return bool(words) and _heads(words)


@lru_cache(maxsize=8192)
def _heads(words: str) -> bool:
    return any(pattern.fullmatch(words) for pattern in (*_WORDINGS, ASIDE, GROUP_HEAD))


def matches(row: Row) -> Columns | None:
    """The columns, if the row is the header of such a table."""
    if groups := _groups(row):
        return groups | _of_projects(row, set(groups.values()))
    columns = _name_column(row) | find_columns(row, INDICATORS)
    if not {"indicator", "annual"} <= columns.keys() or not any(role in columns for role in _FEATURES):
        return None
    if _runs_on(row):
        return None
    columns |= _actual_value(row, columns) | _unit_of_values(row, columns)
    columns |= _beside_two_values(row, columns)
    columns |= _second_set(row, columns) | _level2_without_heading(row, columns)
    projects = _of_projects(row, set(columns.values()))
    if not (projects or {"level1", "level2"} & columns.keys() or len(columns) > 3):
        return None
    columns |= projects
    columns |= _asides(row, set(columns.values()))
    if "period" in columns:
        columns |= covered_columns(row, columns["period"], OF_PERIOD)
    return columns | covered_columns(row, columns["annual"])


def _unit_of_values(row: Row, columns: Columns) -> Columns:
    """单位 left of the names, in a list of projects, is whose the projects are; 单位 behind them is that of the values."""
    if columns.get("unit", _NO_COLUMN) >= columns["indicator"] or not find_columns(row, {"name": LISTED["name"]}):
        return {}
    units = [
        cell.column
        for cell, text in zip(row.cells, row.texts, strict=True)
        if INDICATORS["unit"].fullmatch(heading_of(text))
        and (heading_of(text) != "单位" or cell.column > columns["indicator"])
    ]
    return {"unit": units[0] if units else _NO_COLUMN} if "unit" in columns else {}


def _beside_two_values(row: Row, columns: Columns) -> Columns:
    """Whose the signs and units are where 实施期指标值 stands beside 年度指标值.

    A column for each value is that of its own; one beside the two is of both; one between them is of the value that it
    stands with: a sign before it, a unit behind it.
    """
    if "period" not in columns:
        return {}
    found: Columns = {}
    values = sorted(("period", "annual"), key=columns.__getitem__)
    for role in ("comparator", "unit"):
        roles = {"period": f"{OF_PERIOD}{role}", "annual": role}
        at = [
            cell.column
            for cell, text in zip(row.cells, row.texts, strict=True)
            if INDICATORS[role].fullmatch(heading_of(text))
        ]
        if roles["period"] in columns or not at:
            continue
        if len(at) > 1:
            found |= {roles[value]: column for value, column in zip(values, at, strict=False)}
        elif columns[values[0]] < at[0] < columns[values[1]]:
            owner = values[1] if role == "comparator" else values[0]
            found |= {name: at[0] if value == owner else _NO_COLUMN for value, name in roles.items()}
        else:
            found |= dict.fromkeys(roles.values(), at[0])
    return found


def phase_announced(row: Row) -> Columns | None:
    """What marks the columns that follow as those of several years, or as those of one; None for any other row."""
    filled = [heading_of(text) for text in row.texts if text]
    phase = _PHASE.fullmatch(filled[0]) if len(filled) == 1 else None
    return ({"phase.period": _NO_COLUMN} if phase["period"] else {}) if phase else None


def _runs_on(row: Row) -> bool:
    """指标值 and, behind it in one row, the headings below it (符号 · 数值, 半年 · 全年): which column is which is lost."""
    values = [word for text in row.texts if INDICATORS["annual"].fullmatch(word := heading_of(text))]
    return "指标值" in values and any(_PART_OF_VALUE.fullmatch(word) for word in values)


def _actual_value(row: Row, columns: Columns) -> Columns:
    """实际完成值 is of the indicator; 实际完成情况 beside it is of the goal."""
    values = [
        cell.column for cell, text in zip(row.cells, row.texts, strict=True) if heading_of(text) in _ACTUAL_VALUES
    ]
    return {"actual": values[0]} if "actual" in columns and values else {}


def _of_projects(row: Row, taken: set[int]) -> Columns:
    """The columns that say whose the indicators are, a project's or, without a name, a department's; none on a sheet."""
    listed = {role: at for role, at in (find_columns(row, LISTED) | project_in_group(row)).items() if at not in taken}
    words = {cell.column: heading_of(text) for cell, text in zip(row.cells, row.texts, strict=True)}
    if "基本支出" in words.values() and words.get(listed.get("name", 0)) == "项目支出":
        del listed["name"]  # 基本支出 | 项目支出: a kind of expenditure
    if "name" not in listed and not {"unit", "goal"} <= listed.keys():
        return {}
    if "goal" not in listed:  # the goal of the period is the only one
        listed |= find_columns(row, _PERIOD_GOAL)
    money = {role: at for role, at in find_columns(row, MONEY).items() if at not in taken}
    return {f"project.{role}": at for role, at in (money | listed).items()}


def _groups(row: Row) -> Columns:
    """成本指标 (三级指标, 指标值) · 产出指标 (三级指标, 指标值) …: at least two categories with columns of their own."""
    found: Columns = {}
    for cell, text in zip(row.cells, row.texts, strict=True):
        if match := _IN_GROUP.fullmatch(heading_of(text)):
            role = "annual" if match["value"] else "indicator"
            found.setdefault(f"group.{match['level1']}.{role}", cell.column)
    whole = {name.split(".")[1] for name in found if name.replace(".indicator", ".annual") in found}
    return {role: at for role, at in found.items() if role.split(".")[1] in whole} if len(whole) > 1 else {}


def _name_column(row: Row) -> Columns:
    sure = next((found for wording in NAMES[:-1] if (found := find_columns(row, wording))), {})
    return sure or nearest_before(row, NAMES[-1], INDICATORS["annual"])


def _level2_without_heading(row: Row, columns: Columns) -> Columns:
    """评价内容 over two columns: 投入 and 时效目标."""
    if "level1" not in columns or "level2" in columns:
        return {}
    following = [
        cell.column for cell, text in zip(row.cells, row.texts, strict=True) if text and cell.column > columns["level1"]
    ]
    return {"level2": columns["level1"] + 1} if following and min(following) == columns["level1"] + 2 else {}


def _second_set(row: Row, columns: Columns) -> Columns:
    """三级指标 and 指标值 printed once more on the right; or the mark that the whole table is of the period."""
    found: Columns = {}
    for cell, text in zip(row.cells, row.texts, strict=True):
        heading = heading_of(text)
        for role in ("level2", "indicator", *_OF_A_VALUE):
            if role in _OF_A_VALUE and "later.indicator" not in found:
                continue
            if role in columns and cell.column > columns[role] and INDICATORS[role].fullmatch(heading):
                found.setdefault(f"later.{role}", cell.column)
        if OF_THE_PERIOD.fullmatch(heading) and cell.column < columns["indicator"]:
            found["phase.period"] = cell.column
    if not {"later.indicator", "later.annual"} <= found.keys():
        return {role: column for role, column in found.items() if role == "phase.period"}
    return found


def _asides(row: Row, taken: set[int]) -> Columns:
    """Columns of what no record has a place for: standards, sources, values of other times."""
    found: Columns = {}
    for cell, text in zip(row.cells, row.texts, strict=True):
        if cell.column not in taken and text and ASIDE.fullmatch(heading_of(text)):
            is_other = _OTHER_TIME.fullmatch(heading_of(text)) is not None
            found[f"{OF_OTHER_TIME if is_other else 'aside.'}{cell.column}"] = cell.column
    return found


def cells_of(row: Row, columns: Columns) -> dict[str, Text]:
    """Role → text of the filled cells of a row."""
    by_column = {cell.column: text for cell, text in zip(row.cells, row.texts, strict=True) if text}
    return {role: by_column[column] for role, column in columns.items() if column in by_column}


def more_columns(row: Row) -> Columns:
    """The money of projects below a merged heading (预算金额: 总额, 财政拨款, 其他资金); empty if the row is none of it.

    半年 | 全年 in a row that has lost its place below 指标值 takes that column away: which value is meant cannot be told.
    """
    words = [heading_of(text) for text in row.texts if text]
    if len(words) > 1 and all(map(_BELOW_VALUE.fullmatch, words)):
        return {"annual": _NO_COLUMN}
    money = find_columns(row, MONEY)
    return {f"project.{role}": at for role, at in money.items()} if len(money) == len(words) else {}
