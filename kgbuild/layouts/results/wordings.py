"""The words of result tables: columns of indicators, columns and rows of money, labels beside them. Wording is data."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.layouts.columns import Headings, headings
from kgbuild.layouts.indicator_names import JOINT_HEADING
from kgbuild.layouts.split_values import COMPARATOR
from kgbuild.text import comparable

_MONTHS: Final = r"(?:\d{1,2}[-~至]\d{1,2}月份?|截[至止].{1,8}|上半年|\d{1,2}月底?)"
_BEHIND: Final = r"(?:\([^()]*\))*"

LEVELS: Final = headings(
    level1=rf"一级指标(?:名称)?{_BEHIND}|一级",
    level2=rf"二级指标(?:名称)?{_BEHIND}|二级",
)
NAMES: Final = headings(indicator=r"(?:绩效)?指标(?:名称|内容)")
LOOSE_NAMES: Final = headings(indicator=r"(?:绩效)?指标")
"""Taken where no column is called 三级指标; 绩效指标 may also be the label beside the block."""
VALUES: Final = headings(
    indicator=rf"三级指标(?:名称|内容)?{_BEHIND}|三级|{JOINT_HEADING}",
    revised=rf"(?:调整后?|全年调整|调整后年度)(?:绩效)?(?:指标|目标)值{_BEHIND}",
    annual=rf"(?:年度|本?年度?|年初|当年|全年|预期|计划|设定|20\d\d年度?)*(?:绩效)?(?:指标|目标)值{_BEHIND}|预期值|计划值",
    forecast=r"(?:全年|年底)?预计(?:全年)?(?:完成|实现)(?:情况|值)",
    actual=rf"(?:全年|年度|实际|年末|自评|当年|本年|{_MONTHS})*(?:完成|实现|执行)(?:值|情况|指标值|结果){_BEHIND}"
    rf"|(?:全年|年度)?实际值{_BEHIND}|业绩值",
    comparator=rf"{COMPARATOR}|指标方向",
    unit=r"(?:计量|度量|指标|目标值)?单位",
    coefficient=rf"得分系数{_BEHIND}|(?:指标)?(?:完成|偏差|偏离)(?:率|度){_BEHIND}|是否核心指标",
    weight=rf"(?:指标|参考|考核|标准|标准参考)?(?:权重|分值|满分|标准分){_BEHIND}",
    score=rf"(?:自评|评价|指标|实际)?得分{_BEHIND}|自评分",
    method=r"得分计算方法|(?:评价|评分|计分|得分)(?:标准|方法|规则|细则|办法|依据)|指标(?:解释|说明|内涵).*",
    explanation=r"(?:未完成|偏差|差异|扣分|偏离).*(?:原因|分析|措施|说明).*|原因(?:分析|说明)?|改进措施.*|原因分析.*",
    remark=r"备注|说明",
    mark=r"(?:经费|制度|人员|硬件条件)保障|其他|确定能|有可能|完全不可能|完成目标可能性",
)
"""Columns of the table of indicators. `revised` is a target as changed in the year, `forecast` what a monitoring expects."""

MARKS: Final = headings(
    explanation=r"原因说明",
    mark=r"(?:经费|制度|人员|硬件条件)保障|其他|确定能|有可能|完全不可能",
)
"""A second row of headings in a monitoring table: which kind of cause, how likely."""

MONEY: Final = headings(
    initial=rf"(?:年初|初始|批复)(?:批复)?预算(?:数|金额|批复数|安排数)?{_BEHIND}",
    adjusted=rf"(?:全年|调整后?|本年|年度|全年\(调整\))*预算(?:数|金额|安排数|批复数){_BEHIND}",
    forecast=r"(?:全年)?预计(?:全年)?(?:执行|支出)数",
    weight=rf"(?:执行率)?(?:分值|权重){_BEHIND}",
    score=rf"(?:执行率)?得分{_BEHIND}",
    rate=rf"(?:{_MONTHS})?(?:预算)?(?:执行|完成)率{_BEHIND}",
    spent=rf"(?:全年|实际|本年|预算|年度|{_MONTHS})*(?:执行|支出)(?:数|金额|额){_BEHIND}",
    method=r"得分计算方法|原因|备注|偏差.*|未完成.*|说明",
)
AMOUNTS: Final = ("initial", "adjusted", "spent")

_OF_WHICH: Final = r"(?:\d,|\(\d\)|资金来源:?|资金结构:?|其中:?|的)*"
SOURCES: Final = headings(
    total=r"(?:年度|项目|预算|部门预算|全年|部门|单位|财政)*(?:资金|支出)?(?:总额|合计|总计|总金额|总计金额)",
    carried_over=rf"{_OF_WHICH}(?:上年度?|以前年度|年初)(?:结转|结余)+(?:和结余)?(?:资金)?",
    special_account=rf"{_OF_WHICH}财政专户(?:管理)?(?:拨款|资金)",
    transferred=rf"{_OF_WHICH}(?:中央|上级|省级?|市级?)(?:[,和]?(?:中央|省|市)级?)*(?:财政)?(?:补助|专项|转移支付)(?:资金|市县资金|县级资金)?"
    rf"|{_OF_WHICH}(?:中央|上级)(?:财政)?资金",
    local=rf"{_OF_WHICH}(?:地方|省级?|市级?|县级?|区级?|市县|本级)(?:财政)?(?:配套)?资金",
    other=rf"{_OF_WHICH}(?:其[他它]资金|单位资金|自有资金|自筹资金|社会资金|非财政拨款)",
    fiscal=rf"{_OF_WHICH}(?:当年|本年度?|年度)?(?:财政拨款|财政性?资金|一般公共预算(?:财政)?(?:拨款|资金)?)",
)
"""Rows of the money block, in the order in which they are tried."""
TASKS: Final = headings(
    name=r"任务名称|重点任务|任务", content=r"(?:主要|任务)内容|任务目标", done=r"(?:任务)?完成情况"
)
"""年度主要任务 of a department: what, and what became of it."""
PART: Final = re.compile(rf"{_OF_WHICH}(?:(?:基本|项目|市级|区级|县级|省级)支出|其[他它]|人员经费|公用经费)")
"""A row of the money block that splits the money otherwise than by source."""

LABELS: Final = headings(
    name=r"(?:(?:预算|支出|一级|二级)?项目(?:支出)?|专项(?:资金|\(项目\))?|转移支付(?:\(项目\)|项目)?|政策(?:\(项目\))?|项目\(政策\))名称",
    department=rf"(?:县级|市级|省级|区级|地方|项目|预算)?主管(?:部门|单位)(?:及代码|名称)*{_BEHIND}|预算部门(?:名称)?",
    body=r"(?:部门|单位)(?:\((?:部门|单位)\))?名称|填报(?:单位|部门)",
    unit=rf"(?:项目)?(?:实施|用款|资金使用|预算|承担|执行)单位(?:名称)?{_BEHIND}|项目单位",
    total=rf"自评(?:得分|总分|分数){_BEHIND}|(?:评价|绩效|自评)?总分{_BEHIND}|综合得分|自评分",
    grade=r"(?:自评|评价|绩效|绩效自评|评定)(?:等级|等次|结果等级)",
    goal=r"(?:年度|项目|总体|年度总体|年度履职|预期|整体|部门|实施期|年初设定)*(?:绩效)?(?:总体)?目标(?:\d|:|\([^()]*\))*",
    adjusted=r"预算资金|预算金额|项目预算|年度预算数|资金总额",
    spent=r"(?:实际)?(?:支出|执行)(?:数|金额|资金)",
    rate=r"(?:预算)?执行率",
)
"""A label whose value stands right of it, above the indicators."""

GOAL: Final = re.compile(r"(?:年初|预期|年度|项目|全年|设定|总体|绩效|计划)*目标(?:\([^()]*\))?(?:值|内容)?")
GOAL_REVISED: Final = re.compile(r".*调整.*目标")
COMPLETION: Final = re.compile(
    r"(?:\d\.)?(?:年度|全年|项目|总体|目标|绩效|预期|实际)*(?:完成|实现)情况(?:综述|说明|\([^()]*\))?"
)
MONEY_BLOCK: Final = re.compile(
    r"(?:项目|部门|部门\(单位\)总体|年度|整体)?(?:资金|预算|预算执行|资金投入|预算数|年度预算数|总体资金|支出)(?:情况|数)?(?:\([^()]*\))*"
)
"""The label beside the block of money: 项目资金（万元）, 预算执行情况（10分）."""

INDICATOR_BLOCK: Final = re.compile(r"(?:年度)?绩效(?:指标|目标)(?:完成情况)?\d?(?:\([^()]*\))*|(?:项目)?基本情况")
"""The label beside the indicators: 绩效指标, 年度绩效目标1（80分）."""

TOTAL_ROW: Final = re.compile(r"(?:总分|合计|总计|得分合计|自评总分|总得分)(?:值|数)?(?:\([^()]*\))*")
INLINE: Final = headings(
    total=r"(?:自评)?(?:得分|总分):(?P<value>\d{1,3}(?:\.\d+)?)分?",
    grade=r"(?:自评|评价)?(?:等级|等次):(?P<value>[优良中差])",
)
"""Label and value in one cell of the row of the total: 自评得分：93.75."""
GRADE: Final = re.compile(r"优秀?|良好?|中等?|较?差|一般|不?合格|[a-d]级?")

NO_RECORD: Final = re.compile(
    r".*(?:联系人|电话|负责人|填报|填表|日期|时间|类别|属性|类型|起止|编码|代码|归口|科室|处室|审核|经办|概述|概况|依据|"
    r"资金管理|情况说明|评分|性|任务|内容|方案|中央主管部门|部门联系人)(?:\([^()]*\))?"
)
"""A label above the indicators whose value no record has a place for."""
TAIL: Final = re.compile(
    r"(?:评价结论|自评结论|存在(?:的)?(?:主要)?问题.*|(?:下一步)?改进措施.*|(?:其他)?(?:需要)?说明(?:的?(?:事项|问题|情况|内容))?|"
    r"偏差.*原因.*|备注|注|.*负责人|.*意见|填[报表]人|审核人|联系(?:人|电话)|结果应用.*|主要经验.*|填报日期|.*签批意见|主办单位|承办单位|网站标识码|版权所有)(?::.*|\d\..*)?"
)
"""A label or note below the indicators: of the whole sheet, not of an indicator."""

HINT: Final = re.compile(r".*\(\d{2,4}字以内\)")
"""What a form says is to be written in a cell: ……(100字以内)."""
POINTS: Final = re.compile(r"\s*[(（]\s*\d{1,3}(?:\.\d+)?\s*分?\s*[)）]\s*$")
"""The points of a branch behind its name: 产出指标（50分）."""
NOTHING: Final = re.compile(r"[-/—–―一]+|")
MONITORING: Final = re.compile(r"监控")


def role_of(text: str, wordings: Headings) -> str | None:
    """The role of a label, by its whole wording; a colon at its end says nothing."""
    words = comparable(text).rstrip(":")
    return next((role for role, pattern in wordings.items() if pattern.fullmatch(words)), None)
