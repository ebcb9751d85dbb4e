"""What a target carries: numbers, measures, an operator, a percentage, a bound (R12, R13, R17, R19, R20)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.auditing.facts import Audited, Fact, is_placeholder, measures, name_of
from kgbuild.auditing.measures import Measure, asked, bare, given
from kgbuild.model.records import Indicator
from kgbuild.model.values import Comparator, Direction, Value
from kgbuild.text import comparable

_EQUALS: Final = re.compile(r"(?:=|等于|达到?|为)\d|[≥≤<>]=?-\d")
_ITEM: Final = re.compile(r"(?<!\d)(?P<number>\d)[.,、)](?=[\u4e00-\u9fff])")
_CHANGES: Final = re.compile(r"增|升|降|减|涨|提高|下浮|上浮|幅|同比|环比|节约|回报|收益|杠杆|倍|溢价|偏差|变化")
_BAD: Final = re.compile(
    r"投诉|事故|违法|违规|违纪|隐患|差错|失误|泄[密露漏]|损失|舆情|风险|死亡|伤亡|故障|逾期|拖欠|欠[薪款]|信访|案件|感染|扣分|处罚|负面|问题|不良|"
    r"中断|复发|返[工修]|溺|死|伤|害|灾|辍学|失学|旷|缺勤|断[档供电水]|退[货库]|排放|污染|浪费|闲置|挪用|超支|债务|赤字|等待|挂起|积压|失败|缺陷|漏"
)
_BAD_RATE: Final = re.compile(
    r"(?:发生|投诉|事故|流失|差错|失误|故障|死亡|逾期|违规|违约|不良|返工|超支|失败|漏检|误报)率$"
)
_BAD_COUNT: Final = re.compile(
    r"(?:投诉|事故|违法|违规|隐患|差错|失误|泄密|死亡|伤亡)(?:行为|事件|情况|案件)?(?:发生)?(?:次数|数量|件数|人数|数|起数|控制)?$"
)

_COST: Final = re.compile(r"(?:成本|单价|造价)(?:控制)?(?:数|额|标准)?$")
_SLOW: Final = re.compile(
    r"(?:响应|处置|处理|办理|办结|审批|受理|修复|恢复|到达|等待|等候|出警|反馈|抢修|维修|排队|等)\S{0,4}(?:时间|时长|时限|天数|周期|用时|耗时)$"
)
"""What should take little time."""
_GOOD_RATE: Final = re.compile(
    r"(?:满意|合格|达标|完成|覆盖|及时|准确|完好|成活|优良|知晓|参与|到位|就业|办结|处置|普及|出勤|签约|利用|受理|通过|达产|正常)[率度]$"
)
SHARES: Final = re.compile(
    r"(?:满意|合格|达标|覆盖|及时|准确|完好|成活|优良|知晓|到位|就业|办结|普及|出勤|通过|正常)[率度]$"
)
"""Names of shares of a whole, of which no result is above 100 %; a task may be completed by more (完成率)."""
_GOOD_COUNT: Final = re.compile(
    r"^(?:举办|开展|培训|培育|建成|建设|新建|改造|新增|服务|发放|引进|种植|救助|资助|惠及|受益|带动|组织|编制|采集|巡查|抽检)\S*"
    r"(?:场次|次数|人数|人次|户数|家数|个数|数量|期数|份数|面积|长度|里程|公里数)$"
)
_MAY_BE_LIMITED: Final = re.compile(r"会议|接待|差旅|出国|公务|公车|编制人|在编|用[纸电水能]|印刷")
_GIVEN: Final = re.compile(
    r"^(?:新增|新建|建成|建设|举办|开展|组织|完成|培训|培育|引进|发放|采购|购置|服务|改造|支持|资助|救助)"
)
"""Names of things of which none is no target."""
_WHOLE: Final = 100
_BELOW_ZERO: Final = re.compile(r"^[^\d]*(?<![\d\w])[-\u2212](?=\d)")
"""A minus before the first number; a hyphen between words or numbers is none."""


def facts(document: Audited) -> Iterator[Fact]:
    """How many numbers and measures; whether the operator is printed; percentages; whether a bound can be met."""
    for _, stated in document.indicators():
        one, node = stated.record, stated.node
        value = one.annual_value
        if value is None:
            continue
        parts = measures(value)
        if one.level2 and "数量" in one.level2.name and not is_placeholder(value.text):
            yield Fact(node, "kgb:numbersInValue", len(parts))
        if parts:
            yield Fact(node, "kgb:measureCount", max(len(parts), _listed(name_of(one))))
        if asked(name_of(one)) is Measure.TIME:
            parts = tuple(part for part in parts if part.unit != "月")  # 12月 for 完成时间 is a date
        if numbers := [part for part in parts if part.number is not None]:
            yield from _operators(one, node, numbers)
            yield from _percentages(one, node, numbers)
            yield from _bounds(one, node, numbers)


def _listed(name: str) -> int:
    """How many things a name lists by number (1.提升…2.保障…)."""
    numbers = [int(match["number"]) for match in _ITEM.finditer(comparable(name))]
    return len(numbers) if numbers[:2] == [1, 2] else 1


def _operators(one: Indicator, node: NamedNode, parts: list[Value]) -> Iterator[Fact]:
    """Whether the operator is printed; apart for 100% and for none of a bad thing, where nothing lies beyond."""
    words = comparable(name_of(one) + (one.annual.string if one.annual else ""))
    at_limit = [part for part in parts if _at_limit(part, words)]
    others = [part for part in parts if part not in at_limit]
    if at_limit:
        yield Fact(node, "kgb:limitOperatorPrinted", all(map(_operator_printed, at_limit)))
    if others:
        yield Fact(node, "kgb:operatorPrinted", all(map(_operator_printed, others)))


def _at_limit(part: Value, words: str) -> bool:
    if part.unit == "%":
        return part.number == _WHOLE and not _CHANGES.search(words)
    return part.number == 0


def _operator_printed(part: Value) -> bool:
    """Whether the page says how a result is held against the number (≥, 不少于, 以上, =, 达)."""
    return part.comparator is not Comparator.EXACTLY or bool(_EQUALS.search(comparable(part.text)))


def _percentages(one: Indicator, node: NamedNode, parts: list[Value]) -> Iterator[Fact]:
    words = comparable(name_of(one) + (one.annual.string if one.annual else ""))
    if _CHANGES.search(words):
        return
    for part in parts:
        harmless_zero = (
            part.number == 0 and not part.doubts and (one.direction is Direction.LOWER or _BAD.search(words))
        )
        if part.unit == "%" and part.number is not None and not harmless_zero:
            yield Fact(node, "kgb:percentage", part.number)
        if part.unit == "%" and part.upper_number is not None:
            yield Fact(node, "kgb:percentage", part.upper_number)


def _bounds(one: Indicator, node: NamedNode, parts: list[Value]) -> Iterator[Fact]:
    words = comparable(name_of(one) + (one.annual.string if one.annual else ""))
    core = bare(name_of(one))
    for part in parts:
        if part.number is None:
            continue
        if not _CHANGES.search(words):
            below_zero = (
                part.number < 0
                or bool(_BELOW_ZERO.search(comparable(part.text)))
                or (part.number == 0 and part.comparator is Comparator.LESS_THAN)
            )
            yield Fact(node, "kgb:attainable", not below_zero)
        if (fits := _fits(core, part)) is not None:
            yield Fact(node, "kgb:operatorFitsDirection", fits)
        if part.comparator in (Comparator.EXACTLY, Comparator.AT_LEAST) and part.unit != "%":
            asks_much = part.comparator is Comparator.AT_LEAST or bool(_GIVEN.search(core))
            asks_nothing = part.number == 0 and asks_much and not _BAD.search(words)
            yield Fact(node, "kgb:asksSomething", not asks_nothing or one.direction is Direction.LOWER)


def _fits(core: str, part: Value) -> bool | None:
    """Whether the printed bound is on the good side of what the name measures; None where there is no bound."""
    if part.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        slow = bool(_SLOW.search(core)) and given(part) is Measure.TIME
        return not slow and not any(bad.search(core) for bad in (_BAD_RATE, _BAD_COUNT, _COST))
    if part.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN) and not part.date:
        bad = _BAD.search(core) or _MAY_BE_LIMITED.search(core)
        good = _GOOD_RATE.search(core) if part.unit == "%" else _GOOD_COUNT.search(core)
        return not good or bool(bad)
    return None
