"""Words of names and values: gradeable, repeated, too long, empty (R15, R16, R23, R24)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.auditing.facts import (
    LONGEST_NAME,
    Audited,
    Fact,
    branch_of,
    is_deferred,
    is_placeholder,
    measures,
    name_of,
    unbounded,
)
from kgbuild.auditing.measures import asked, bare
from kgbuild.auditing.words import neighbours
from kgbuild.knowledge import knowledge
from kgbuild.model.records import Indicator
from kgbuild.model.table import Text
from kgbuild.model.values import Kind
from kgbuild.text import comparable

_VAGUE: Final = re.compile(
    r"提升|提高|增强|增加|完善|改善|促进|推动|推进|优化|加强|加快|强化|助力|支撑|支持|保障|营造|打造|夯实|满足|丰富|降低|减少|缓解|维护|优于|"
    r"^(?:健全|规范|畅通|改进|增进|发展).|有力|有效|不断|逐步|稳步|切实|大力|全面(?!完成|覆盖|达标)|大幅|充分|更加|日益|拓展|创新|传播|成为|带动|引领|发挥|提供|展示|吸引|带来|稳定|扩大|深化|巩固|良好|持续|进一步|明显|显著|较好|较高|长期"
)
_CRITERION: Final = re.compile(
    r"(?:通过|完成|经)\S{0,6}(?:验收|考核|评审|审核|认定|测评|审计)|合格|达标|达优|优秀(?=$|[,;率以等级])|满意|等级|[一二三四甲乙丙]级|符合|合规|建成|按[时期]|按要求|"
    r"年度内|年内完成|零\S|得到解决|签订|出台|印发|发布|备案|上线|竣工|交付|投产|^是$|^否$|^有$|^完成$|^通过$|^达到$"
)
_YES: Final = re.compile(r"[是有能可]|已?完成|达到")
_CONTENT: Final = re.compile(r"(?:基本|比较|非常|较)?满意(?:/?(?:达优|优秀|良好))?|较?高|良好|优秀")
_SAID_OF_ALL: Final = frozenset({"发展", "促进", "推动", "提升", "提高", "我区", "我市", "进一", "一步"})
_MANY: Final = 8
"""Pairs of characters; a shorter value may answer in a word of its own (合格, 按时完成)."""
_LAST_YEAR: Final = re.compile(r"持平|略增|略有增|平均水平")
_CATEGORY_LIKE: Final = re.compile(
    r"(?:项目|工作|活动)?(?:社会|经济|生态|技术|环境|电磁环境|管理|可持续|综合|服务对象|成本|产出|效益|数量|质量|时效)\S{0,2}(?:效益|影响|指标|满意度指标)(?:情况)?"
    r"|(?:工作|任务|项目|活动|大会|会议|保障|服务|总体|整体|举办|开展|组织|完成|实施|宣传)?(?:完成|成效|效果|数量|质量|情况|活动|工作|任务)"
    r"|(?:工作|任务|项目|活动|服务)(?:完成|实施|开展)(?:质量|效果|情况|数量)(?:水平|程度)?|(?:组织|开展|举办)(?:专项|相关|各类|有关)(?:活动|工作|会议)(?:场次|次数|数量|情况)?"
)
_FULL_NAME: Final = 8
"""A name of more characters than this says what it is about, even if it ends like a category."""
_DIGITS: Final = re.compile(
    r"(?:≥|≤|>|<|=|不少于|不低于|超过|达)?\d+(?:\.\d+)?(?:%|万|亿|家|个|项|次|场|人|份|元)(?:以上|及以上|以内)?"
)
_NO_TARGETS: Final = frozenset({"年", "月", "日", "号", "级", "届", "期", "度", "分", "层", "楼", "号线", "周年"})
"""Units of numbers that name a thing and set no target, even at the end of a name."""
_NOT_A_VALUE: Final = re.compile(
    r"[(（][^()（）]*[)）]|20\d\d年?|第\d+|\d+g|前\d+|[规限]\S{0,3}\d+|超\d+\S{1,3}的|\d+(?:\.\d+)?(?:亿|万)元(?:以上|以下)?的?"
)
_MEASURE: Final = re.compile(
    r"\d[\d,.]*(?:-\d+)?(?:万亿|亿|万)?(?:人次|家次|场次|批次|平方米|公里|个工作日|个月|小时|分钟|[\u4e00-\u9fff])?"
)
"""A number with its unit."""
_PROPERTY: Final = re.compile(r"性|程度|度|情况")
"""What follows the value in a name that asks for it: 制度健全性 is answered by 健全."""
_NOISE: Final = re.compile(r"[\d.%≥≤<>=~]+|不少于|不低于|以上|以下|左右|及以|达到?|[,;.、\"'()]")
_WHOLLY: Final = re.compile(r"^(?:全部|完全|全面)(?=符合|满足|落实|到位|保障)")
_WORD: Final = 2
_PHRASE: Final = 5
_ALMOST: Final = Decimal("0.99")
"""Pairs in another order are no repeat."""


def facts(document: Audited) -> Iterator[Fact]:
    """Length and repeats of names; whether words can be graded; placeholders."""
    for _, stated in document.indicators():
        one, node = stated.record, stated.node
        yield Fact(node, "kgb:nameLength", len(comparable(name_of(one))))
        yield Fact(node, "kgb:specificName", not is_category_like(name_of(one)))
        yield Fact(node, "kgb:numberInName", number_in_name(name_of(one)))
        yield from _value_words(one, node)
        if one.actual and is_placeholder(one.actual.string[:LONGEST_NAME]):
            yield Fact(node, "kgb:placeholder", one.actual.string, one.actual)
    for undertaking in document.undertakings:
        if undertaking.goal and undertaking.record.goal:
            yield from _placeholders(undertaking.record.goal.text, undertaking.goal)


def _value_words(one: Indicator, node: NamedNode) -> Iterator[Fact]:
    if not one.annual or one.annual_value is None:
        return
    text = one.annual.string
    yield from _placeholders(one.annual, node)
    yield from _placeholders(one.name, node)
    measured = one.annual_value.kind is not Kind.QUALITATIVE
    overlap = overlapping(name_of(one), text, measured=measured or is_category_like(name_of(one)))
    yield Fact(node, "kgb:nameValueOverlap", overlap)
    if not measured and not one.annual_value.doubts and not _LAST_YEAR.search(text):
        yield Fact(node, "kgb:gradable", gradable(text, one))
    if (speaks := _speaks_of_name(one)) is not None:
        yield Fact(node, "kgb:speaksOfName", speaks)


def _placeholders(text: Text, node: NamedNode) -> Iterator[Fact]:
    printed = text.string[:LONGEST_NAME]
    if is_placeholder(printed):
        yield Fact(node, "kgb:placeholder", printed, text.stripped("≥≤＞＜><=＝ ") or text)
    elif is_deferred(printed):
        yield Fact(node, "kgb:deferredTarget", printed, text)


def gradable(text: str, one: Indicator | None = None) -> bool:
    """Whether words can be held against a result: 通过验收 can, 进一步提高 cannot; nor 是 of what grows, nor 满意 of a survey."""
    words = unbounded(text)
    name = comparable(name_of(one)) if one else ""
    if _YES.fullmatch(words):
        return not _VAGUE.search(name) or "是否" in name
    if one and branch_of(one) == "满意度" and _CONTENT.fullmatch(words):
        return False
    return bool(_CRITERION.search(words)) or not (_VAGUE.search(words) or _TREND.search(words))


_TREND: Final = re.compile(
    r"日[益臻渐趋见]|渐|愈|越来?越|趋|向[好上优]|有所|基本实现|成熟|好转|恢复|缓和|减轻|活跃|繁荣|浓厚|彰显|凸显|深入|上升|提速|壮大|升级|领先|先进|一流|"
    r"^(?:好|高|强|优|大|快|优良|优秀|出色|突出)$"
)
"""How things go, or that they are good: nobody can say from where on."""


def _speaks_of_name(one: Indicator) -> bool | None:
    """Whether a value of many words shares any with the name; None where it has few, or the name says nothing."""
    value = one.annual_value
    if not one.annual or value is None or any(part.date for part in measures(value)):
        return None
    name = bare(name_of(one))
    own = neighbours(name)
    if _BUILT.search(name) and not _built_said(name, comparable(one.annual.string[:LONGEST_NAME])):
        return False
    said = neighbours(comparable(one.annual.string[:LONGEST_NAME])) - _SAID_OF_ALL
    if is_category_like(name_of(one)) or _LAST_YEAR.search(one.annual.string) or len(said) < _MANY or len(own) < _WORD:
        return None
    if measures(value) and asked(name_of(one)) is None:
        return None  # numbers may tell of what the name only calls by name
    return bool(own & said)


_BUILT: Final = re.compile(r"^(?:组建|构建|建立|搭建|成立|打造|形成|编制|制定)\S{6,}")
_ENDING: Final = 4


def _built_said(name: str, value: str) -> bool:
    """Whether a value of many words has any of the end of a name that says what is to be built: 构建…体系, 组建…部队."""
    told = neighbours(_MEASURE.sub("", value))
    return len(told) < _MANY or bool(neighbours(name[-_ENDING:]) & told) or bool(_CRITERION.search(value))


def is_category_like(name: str) -> bool:
    """社会效益, 举办活动, 完成: a name that only repeats a category, or could name anything."""
    words = bare(name)
    known = words in knowledge().categories and "满意" not in words
    return known or (len(words) <= _FULL_NAME and bool(_CATEGORY_LIKE.fullmatch(words)))


def number_in_name(name: str) -> bool:
    """Whether the name prints a target number (总体验收合格率90%); years, editions and remarks are none."""
    words = _NOT_A_VALUE.sub("", comparable(name))
    return bool(_DIGITS.search(words) or _last_number().search(words))


@cache
def _last_number() -> re.Pattern[str]:
    """A number with any counting word, at the end of a name (建成观测站3座)."""
    units = sorted(unit for unit in knowledge().unit_words - _NO_TARGETS if _COUNTING.fullmatch(unit))
    return re.compile(rf"(?<!第)\d+(?:\.\d+)?(?:万|亿)?(?:{'|'.join(map(re.escape, units))})(?:以上|及以上|以内)?$")


_COUNTING: Final = re.compile("[\u4e00-\u9fff]{1,4}")


def overlapping(name: str, value: str, *, measured: bool) -> Decimal:
    """How much of the shorter of name and value stands in the other, 0 to 1, numbers and units left out.

    Beside a number a word of the name may stand again (9个业务系统); only longer repeats count there.
    """
    first = _NOISE.sub("", bare(name))
    second = _WHOLLY.sub("", _NOISE.sub("", _MEASURE.sub("", comparable(value[:LONGEST_NAME]))))
    if not first or len(second) < (_PHRASE if measured and first not in second else _WORD):
        return Decimal(0)
    shorter, longer = sorted((first, second), key=len)
    if _PROPERTY.fullmatch(first.rpartition(second)[2]) and second in first:
        return Decimal(0)
    if shorter in longer:
        return Decimal(1)
    if measured:
        return Decimal(0)
    parts = {shorter[at : at + 2] for at in range(len(shorter) - 1)}
    shared = Decimal(sum(1 for part in parts if part in longer)) / max(len(parts), 1)
    return min(shared, _ALMOST).quantize(Decimal("0.01"))
