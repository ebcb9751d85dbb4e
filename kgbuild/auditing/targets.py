"""What a target carries: numbers, measures, an operator, a percentage, a bound (R12, R13, R17, R19, R20)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.auditing.facts import Audited, Fact, measures, name_of
from kgbuild.auditing.measures import bare
from kgbuild.model.records import Indicator
from kgbuild.model.values import Comparator, Direction, Value
from kgbuild.text import comparable

_EQUALS: Final = re.compile(r"(?:=|等于|达到?|为)\d|[≥≤<>]=?-\d")
_ITEM: Final = re.compile(r"(?<!\d)(?P<number>\d)[.,、)](?=[\u4e00-\u9fff])")
_CHANGES: Final = re.compile(r"增|升|降|减|涨|提高|下浮|上浮|幅|同比|环比|节约|回报|收益|杠杆|倍|溢价|偏差|变化")
_BAD: Final = re.compile(
    r"投诉|事故|违法|违规|违纪|隐患|差错|失误|泄[密露漏]|损失|舆情|风险|死亡|伤亡|故障|逾期|拖欠|欠[薪款]|信访|案件|感染|扣分|处罚|负面|问题|不良|"
    r"中断|复发|返工|退[货库]|排放|污染|浪费|闲置|挪用|超支|债务|赤字|等待|挂起|积压|失败|缺陷|漏"
)
_BAD_RATE: Final = re.compile(
    r"(?:发生|投诉|事故|流失|差错|失误|故障|死亡|逾期|违规|违约|不良|返工|超支|失败|漏检|误报)率$"
)
_BAD_COUNT: Final = re.compile(
    r"(?:投诉|事故|违法|违规|隐患|差错|失误|泄密|死亡|伤亡)(?:行为|事件|情况|案件)?(?:发生)?(?:次数|数量|件数|人数|数|起数|控制)?$"
)

_COST: Final = re.compile(r"(?:成本|单价|造价)(?:控制)?(?:数|额|标准)?$")
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
        if one.level2 and "数量" in one.level2.name:
            yield Fact(node, "kgb:numbersInValue", len(parts))
        if parts:
            yield Fact(node, "kgb:measureCount", max(len(parts), _listed(name_of(one))))
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
        if part.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
            yield Fact(
                node, "kgb:operatorFitsDirection", not any(bad.search(core) for bad in (_BAD_RATE, _BAD_COUNT, _COST))
            )
        if part.comparator in (Comparator.EXACTLY, Comparator.AT_LEAST) and part.unit != "%":
            asks_nothing = part.number == 0 and not _BAD.search(words) and one.direction is not Direction.LOWER
            yield Fact(node, "kgb:asksSomething", not asks_nothing)
