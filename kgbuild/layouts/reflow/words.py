"""Words by which a flattened table is known: headings of columns, labels of a sheet, categories, what stands below."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kgbuild.layouts.indicator_headings import is_heading
from kgbuild.layouts.sheet_labels import label_of
from kgbuild.model.table import Text
from kgbuild.text import comparable

LEVEL1: Final = re.compile(
    r"(?:成本|产出|效益|效果|满意度|社会公众或服务对象满意度|服务对象满意度|社会评价|过程|管理|投入)(?:类)?(?:指标|目标)(?:\(?\d[\d-]*分?\)?分?)?|投入|产出|效益|效果|满意度"
)
LEVEL2: Final = re.compile(
    r"(?:产出)?(?:数量|质量|时效|成本|(?:经济|社会|生态环境)成本)(?:类)?(?:指标|目标)?|(?:经济|社会|生态|环境|生态环境)效益(?:指标|目标)?"
    r"|可持续(?:影响|发展)(?:指标|目标)?|(?:社会公众(?:或|及))?(?:服务|受益)对象满意度?(?:指标|目标)?|满意度(?:指标|目标)?"
)
OTHER_LABEL: Final = re.compile(
    r"项目(?:起始年度|终止年度|起止年度|总体概况|审批|属性|类[别型]|性质|代码|编码|编号|负责人|概况|概述|期|周期|起止时间|起始时间|分类|内容|实施期|实施进度计划|立项情况|资金.*|预算)"
    r"|主管部门(?:编码|代码)|(?:单位)?负责人|联系(?:人|电话)|立项(?:依据|情况|必要性)|(?:计划)?(?:开始|结束|起始|起止|完成)(?:日期|时间)|项目支出实施期"
    r"|(?:中央|上级|省级|市级|地方|归口|业务).{0,6}(?:部门|科室|处室)|.{0,8}资金.{0,6}\([万亿]?元\):?|(?:单位|部门|机构).{0,4}(?:职责|职能|概述|所属领域).*"
    r"|该项目支出上级资金|(?:上年|年初)结转(?:结余)?(?:资金)?|执行率分值.*|(?:其中:)?(?:中央补助|地方资金|上级资金|本级资金|上级补助)|资金(?:来源|用途|情况).*"
    r"|年初安排金额.*|投入目标.*|预算规模及资金用途|资金支出计划.*|编制单位:?|财政部门|成本构成|测算.*依据|同名项目.*|建设周期|财政资金(?:预算分类|科目代码)|年度预算执行率|(?:基本|项目)支出|年度(?:主要)?任务|预算执行率权重.*"
)
TITLE: Final = re.compile(r".{0,60}绩效.{0,30}表(?:\(.{0,20}\))?")
NOTE: Final = re.compile(
    r"\*?(?:备?注:|说明:|填表|审核|联系电话|填报(?:人|日期|单位)|财政部门|主管部门审核|财务部门|保障绩效|其他(?:需要?)?说明|打印|关闭|下载|分享|扫一扫|版权|主办|附件|相关|上一篇|下一篇)"
    r".*|.*(?:审核意见|签字|盖章).*|[\[【(]?(?:打印|关闭|下载).*"
)
"""What stands below the last indicator."""


TABLE_NUMBER: Final = re.compile(r"(?:公开|附)?表[\d一二三四五六七八九十-]{1,6}|附件?\d*:?")


_LONGEST: Final = 40
"""Characters; a longer piece is no label."""


def words_of(text: Text) -> str:
    """The form in which words are looked up."""
    return _words(text.string)


@lru_cache(maxsize=8192)
def _words(string: str) -> str:
    return comparable(string).lstrip("*★").rstrip(":|")


def is_label(text: Text) -> bool:
    """Whether a piece is a label of a sheet, whose value stands behind it."""
    return 0 < len(text) <= _LONGEST and (label_of(text) is not None or _is_other_label(text.string))


@lru_cache(maxsize=8192)
def _is_other_label(string: str) -> bool:
    return OTHER_LABEL.fullmatch(_words(string)) is not None


def is_known(text: Text) -> bool:
    """Whether a piece is a heading, a label, or the name of a category."""
    words = words_of(text)
    return is_heading(text) or is_label(text) or bool(LEVEL1.fullmatch(words) or LEVEL2.fullmatch(words))
