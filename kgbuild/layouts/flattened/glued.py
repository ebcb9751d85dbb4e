"""Lines whose cells run together (`数量指标新建校舍12间`): cut at the words of the form, and before a value at the end.

Where name and value cannot be told apart (two numbers without a sign, a value in words), the piece stays whole: it is
then an indicator without a value, which is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kgbuild.layouts.flattened.pieces import Cut
from kgbuild.model.table import Text
from kgbuild.text import same_length_folded

_HEADINGS: Final = r"(?:年度|长期|中期|实施期)?绩效指标(?=一级指标)|[一二三]级指标(?:名称)?|指标内容|指标名称|(?:年度|绩效)?(?:指标|目标)值(?:\(.{1,8}\))?"
_CATEGORIES: Final = (
    r"(?:社会公众(?:或|及))?(?:服务|受益)对象满意度(?:指标)?|(?:数量|质量|时效|(?:经济|社会|生态环境)?成本|(?:经济|社会|生态|环境)效益|可持续影响)指标"
    r"|(?:产出|效益|效果|满意度|成本)指标"
)
_LABELS: Final = (
    r"(?:预算|支出)?项目名称|(?:项目|业务|地方|省级|中央|市级)?主管部门(?:及其?(?:代码|编码)|编码)?|(?:项目)?(?:实施|执行|承担)单位|资金使用单位|项目单位|项目属性"
    r"|项目(?:类别|类型|性质)|项目负责人|联系电话|项目(?:编码|代码|总预算|当年预算|起止时间|期|周期|概况)|立项依据|立项情况|(?:项目|年度)?资金(?:情况|申请)?\([万亿]?元\)|资金情况"
    r"|(?:年度|实施期|项目)?资金总额:?|(?:其中:)?(?<![\u4e00-\u9fff])(?:财政拨款|上级资金|中央补助|地方资金|其他资金|自有资金):?|总体目标|(?:年度|实施期|长期|中期)(?:总体|绩效)*目标"
    r"|(?:填报|申报)单位(?:\(.{1,4}\))?:|\(20\d\d年度?\)"
)
_WORD: Final = re.compile(f"{_HEADINGS}|{_CATEGORIES}|{_LABELS}")
_SIGNED: Final = re.compile(r"[≥≤><=~]=?|不少于|不低于|不超过|不高于|大于|小于|等于")
_VALUE: Final = re.compile(
    r"(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日|[底末])?(?:之?前|以前)?|\d[\d.,]*(?:[-~至]\d[\d.]*)?[万亿]?(?:[%‰]|[^\d,。;:]{0,6})(?:以上|以下|以内|左右)?"
)
_DIGIT: Final = re.compile(r"(?<![\d.,年月])\d")


def by_words(text: Text) -> Iterator[Cut]:
    """The pieces of a line: words of the form, and what stands between them."""
    folded = same_length_folded(text.string)
    words = list(_WORD.finditer(folded))
    begin = 0
    for word in words:
        yield from _name_and_value(text, folded, begin, word.start())
        yield text, word.start(), word.end()
        begin = word.end()
    yield from _name_and_value(text, folded, begin, len(text))


def _name_and_value(text: Text, folded: str, begin: int, end: int) -> Iterator[Cut]:
    if not folded[begin:end].strip(" :|"):
        return
    signed = list(_SIGNED.finditer(folded, begin, end))
    starts = [match.start() for match in _DIGIT.finditer(folded, begin, end)]
    cut = signed[-1].start() if signed else starts[0] if len(starts) == 1 else begin
    plain = folded[cut:end].strip()
    if cut > begin and (signed or _VALUE.fullmatch(plain)):
        yield text, begin, cut
        yield text, cut, end
    else:
        yield text, begin, end
