"""Words by which a flattened table is known: categories, headings, labels, and what ends it. Wording is data.

The words of headings and labels are those of the layouts; here are only those that a layout need not know, since a grid
tells it where a cell ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from kgbuild.layouts import indicator_headings
from kgbuild.layouts.results import wordings
from kgbuild.layouts.sheet_labels import GOAL_GROUP, OF_THE_YEAR, TASK_HEADS, label_of
from kgbuild.model.table import Text
from kgbuild.text import comparable

_POINTS: Final = r"(?:\(?\d[\d-]*分?\)?分?)?"
LEVEL1: Final = re.compile(
    rf"(?:项目|部门)?(?:产出|效益|效果|满意度|成本|投入|过程|决策|管理|投入管理|绩效|履职效能|运行成本|管理效率|社会效应|社会评价|"
    rf"可持续发展能力|(?:社会公众或)?服务对象满意度)(?:类)?(?:指标|目标)?{_POINTS}"
)
LEVEL2: Final = re.compile(
    rf"(?:(?:产出|工作)?(?:数量|质量|时效|进度|成本)|(?:经济|社会|生态(?:环境)?|环境)(?:成本|效益)|可持续(?:影响|发展)|"
    rf"(?:社会公众(?:或|及))?(?:(?:服务|受益)?对象满意度?|满意度)|(?:预算|资金|资产|财务|组织|业务|投入)(?:和财务)?(?:配置|执行|管理|编制)|"
    rf"(?:项目|绩效)?(?:立项|目标|资金投入)|职责履行|履职效益|工作目标管理|重点工作任务完成){_POINTS}(?:类)?(?:指标|目标)?{_POINTS}"
)
_OTHER_LABEL: Final = re.compile(
    r"项目(?:起始年度|终止年度|起止年度|总体概况|审批|属性|类[别型]|性质|代码|编码|编号|负责人|概况|概述|期|周期|起止时间|起始时间|分类|内容|实施期|实施进度计划|立项情况|资金.*|预算)"
    r"|主管部门(?:编码|代码)|(?:单位)?负责人|联系(?:人|电话)|立项(?:依据|情况|必要性)|(?:计划)?(?:开始|结束|起始|起止|完成)(?:日期|时间)|项目支出实施期"
    r"|(?:中央|上级|省级|市级|地方|归口|业务).{0,6}(?:部门|科室|处室)|.{0,8}资金.{0,6}\([万亿]?元\):?|(?:单位|部门|机构).{0,4}(?:职责|职能|概述|所属领域).*"
    r"|该项目支出上级资金|(?:上年|年初)结转(?:结余)?(?:资金)?|执行率分值.*|(?:其中:)?(?:中央补助|地方资金|上级资金|本级资金|上级补助)|资金(?:来源|用途|情况).*"
    r"|年初安排金额.*|投入目标.*|预算规模及资金用途|资金支出计划.*|(?:编制|编报|填报|申报)单位(?:\(.{1,4}\))?|财政部门|成本构成|测算.*依据|同名项目.*|建设周期|财政资金(?:预算分类|科目代码)|年度预算执行率|(?:基本|项目)支出|年度(?:主要)?任务|预算执行率权重.*"
)
"""Labels of a goal table whose value no record has a place for."""
TITLE: Final = re.compile(r".{0,60}(?:绩效|自评|监控).{0,30}表(?:\(.{0,20}\))?")
TABLE_NUMBER: Final = re.compile(r"(?:公开|附)?表[\d一二三四五六七八九十-]{1,6}|附件?\d*:?")
NOTE: Final = re.compile(
    r"\*?(?:备?注:|说明:|填表|审核|联系(?:人|电话)|填报(?:人|日期|单位)|财政部门|主管部门审核|财务部门|保障绩效|其他(?:需要?)?说明|打印|关闭|下载|分享|扫一扫|版权|主办|附件|相关|上一篇|下一篇)"
    r".*|.*(?:审核意见|签字|盖章).*|[\[【(]?(?:打印|关闭|下载).*"
)
"""What stands below the last indicator."""
PAGE: Final = re.compile(r"第\d{1,4}页(?:[,/]?共\d{1,4}页)?|-\d{1,4}-|\d{1,4}/\d{1,4}页?")
"""The number of a page, with its marks: a bare number may be a cell."""
_LONGEST_LABEL: Final = 40
_LONGEST_LOOSE_LABEL: Final = 16
_RESULT_HEADINGS: Final = {
    **wordings.LEVELS,
    **wordings.VALUES,
    "mark": re.compile("|".join((wordings.VALUES["mark"].pattern, wordings.MARKS["mark"].pattern))),
    "indicator": re.compile(
        "|".join(one["indicator"].pattern for one in (wordings.VALUES, wordings.NAMES, wordings.LOOSE_NAMES))
    ),
}


def words_of(text: Text) -> str:
    """The form in which words are looked up; `words` of its string."""
    return words(text.string)


@lru_cache(maxsize=32768)
def words(string: str) -> str:
    """The comparable form without the mark of a field that must be filled, and without a colon or a bar at the end."""
    return comparable(string).lstrip("*★").rstrip(":|")


def _role(string: str, wording: Mapping[str, re.Pattern[str]]) -> str | None:
    found = words(string)
    return next((role for role, pattern in wording.items() if pattern.fullmatch(found)), None)


@lru_cache(maxsize=8192)
def result_role(string: str) -> str | None:
    """The role of a heading in a result table."""
    return _role(string, _RESULT_HEADINGS) if len(string) <= _LONGEST_LABEL else None


def is_heading(text: Text) -> bool:
    """Whether a piece heads a column of indicators, or several."""
    return indicator_headings.is_heading(text) or result_role(text.string) is not None


@lru_cache(maxsize=32768)
def is_category(string: str) -> bool:
    """Whether a word names a category of indicators."""
    return bool(LEVEL1.fullmatch(string) or LEVEL2.fullmatch(string))


def is_goal_label(text: Text) -> bool:
    """Whether a piece is a label of the sheet above a goal table."""
    return 0 < len(text) <= _LONGEST_LABEL and (
        label_of(text) is not None or _OTHER_LABEL.fullmatch(words_of(text)) is not None
    )


@lru_cache(maxsize=8192)
def money_role(string: str) -> str | None:
    """The role of a heading in the block of money of a result sheet."""
    return _role(string, wordings.MONEY)


@lru_cache(maxsize=8192)
def is_source(string: str) -> bool:
    """Whether a piece is the label of a row of money in a result sheet."""
    return _role(string, wordings.SOURCES) is not None or wordings.PART.fullmatch(words(string)) is not None


@lru_cache(maxsize=8192)
def result_label(string: str) -> str | None:
    """The role of a label of the sheet above a result table; empty for one whose value no record has a place for."""
    if len(string) > _LONGEST_LABEL:
        return None
    known = _role(string, wordings.LABELS)
    loose = 1 < len(words(string)) <= _LONGEST_LOOSE_LABEL and wordings.NO_RECORD.fullmatch(words(string))
    return known or ("" if loose else None)


def is_block(string: str) -> bool:
    """Whether a piece stands beside a block of a result sheet: 项目资金（万元）, 绩效指标."""
    return bool(wordings.MONEY_BLOCK.fullmatch(words(string)) or wordings.INDICATOR_BLOCK.fullmatch(words(string)))


def goal_heading(text: Text) -> str | None:
    """What a heading of goals heads: a goal, the goal as revised, what became of it; `group` stands over the others."""
    found = words_of(text)
    if wordings.COMPLETION.fullmatch(found):
        return "completion"
    if wordings.GOAL_REVISED.fullmatch(found):
        return "revised"
    if label_of(text) == "period_goal" or OF_THE_YEAR.fullmatch(found):
        return "goal"
    if GOAL_GROUP.fullmatch(found):
        return "group"
    return "goal" if wordings.GOAL.fullmatch(found) or label_of(text) == "goal" else None


def is_task_heading(text: Text) -> bool:
    """任务名称, which begins the tasks of a department."""
    return TASK_HEADS["name"].fullmatch(words_of(text)) is not None


def is_word(text: Text) -> bool:
    """Whether a piece is a word of the form: a heading, a label, a category."""
    string = text.string
    if not 0 < len(string) <= _LONGEST_LABEL:
        return False
    return (
        is_category(words(string))
        or is_heading(text)
        or is_goal_label(text)
        or bool(result_label(string))
        or money_role(string) is not None
        or is_source(string)
        or is_block(string)
        or goal_heading(text) is not None
        or wordings.TOTAL_ROW.fullmatch(words(string)) is not None
    )


def ends_results(string: str) -> bool:
    """Whether a piece stands below the indicators of a result table: a total, a note, the next sheet."""
    found = words(string)
    return bool(
        wordings.TOTAL_ROW.fullmatch(found)
        or wordings.TAIL.fullmatch(found)
        or re.match(r"(?:注|备注|说明):", found)
        or TITLE.fullmatch(found)
        or result_label(string) == "name"
    )


def ends_goals(text: Text) -> bool:
    """Whether a piece stands below the indicators of a goal table: a note, a title."""
    found = words_of(text)
    return bool(NOTE.fullmatch(found) or TITLE.fullmatch(found) or TABLE_NUMBER.fullmatch(found))
