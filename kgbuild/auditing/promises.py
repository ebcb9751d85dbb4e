"""What the goal promises, number by number, and what no indicator carries (R26).

A promise is a quantity in a clause of the goal, with the words that say what it counts. It is carried where an indicator
has the number, or is about the same thing: it shares half of the words, or some of them and the way of counting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kgbuild.auditing.facts import LONGEST, Audited, Fact, measures, name_of
from kgbuild.auditing.measures import Measure, bare, given
from kgbuild.auditing.words import pairs, share
from kgbuild.model.records import Indicator
from kgbuild.model.table import Text, joined
from kgbuild.model.values import Value
from kgbuild.rdf.stated import StatedUndertaking
from kgbuild.text import comparable
from kgbuild.understanding import value_reader

_CLAUSE: Final = re.compile(r"(?:[^。；;，,、\n]|(?<=\d),(?=\d{3}))+")
_SCOPE: Final = re.compile(
    r"全[区市县省国镇街]|辖[区内]|[我本][区市县省]|现有|原有|目前|截至|已[建完有经]|累计|去年|上年|往年|每|各|其中|覆盖|涉及|不含|共有|约有|以来|历年|"
    r"下达|安排|资金|经费|预算|(?<!高)标准(?!化|厂房)|按照|根据|拨付|支付|缴|工资|津贴|编制|在职|退休|人员\d"
)
"""Words of clauses whose numbers say how things are, not what will be done."""
_MONEY_PROMISED: Final = re.compile(r"投资|产值|收入|营收|税收|销售|成交|交易|节约|增加值|融资|贷款")
_FAMILIES: Final = ("人名位人次", "次场次期批次班次轮", "家户个间所", "份篇本册套", "件台套辆", "个项处座")
_HALF: Final = Decimal("0.5")
_LOOSE: Final = frozenset({"安全", "生产", "管理", "技术", "全市", "全区", "全县", "重点", "人员", "组织"})
"""Words that two different things may share."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A quantity in the goal. `pairs` are pairs of Han characters of its clause."""

    words: Text
    number: Decimal
    unit: str
    pairs: frozenset[str]


def facts(document: Audited) -> Iterator[Fact]:
    """How many quantities a goal promises, how many of them no indicator carries, and where those stand."""
    for one in document.undertakings:
        if not one.goal or not one.record.goal or not one.indicators:
            continue
        promised = list(promises(one.record.goal.text))
        if not promised:
            continue
        missing = [promise for promise in promised if not _carried(promise, one)]
        for promise in promised:
            yield from _contradicted(promise, one)
        yield Fact(one.node, "kgb:promises", len(promised))
        yield Fact(
            one.node, "kgb:uncarriedPromises", len(missing), joined(promise.words for promise in missing) or None
        )


def promises(goal: Text) -> Iterator[Promise]:
    """The quantities that a goal promises, each once."""
    seen: set[tuple[Decimal, str]] = set()
    for match in _CLAUSE.finditer(goal.string[:LONGEST]):
        clause = comparable(match.group())
        if _SCOPE.search(clause):
            continue
        for part in measures(value_reader().read(match.group(), None)):
            if part.number is None or not part.unit or not _counts(part, clause) or (part.number, part.unit) in seen:
                continue
            seen.add((part.number, part.unit))
            yield Promise(goal[match.start() : match.end()], part.number, part.unit, frozenset(pairs(clause)))


def _counts(part: Value, clause: str) -> bool:
    kind = given(part)
    if kind is Measure.MONEY:
        return bool(_MONEY_PROMISED.search(clause))
    return kind in (Measure.COUNT, Measure.RATE, Measure.EXTENT) and bool(part.number and part.number >= 1)


def _carried(promise: Promise, one: StatedUndertaking) -> bool:
    return any(_carries(stated.record, promise) for stated in one.indicators)


def _carries(one: Indicator, promise: Promise) -> bool:
    amounts = list(_numbers(one))
    if any(promise.number == number for number, _ in amounts):
        return True
    own = pairs(comparable(name_of(one) + (one.annual.string if one.annual else "")))
    common = promise.pairs & own
    if promise.pairs and share(promise.pairs, own) >= _HALF:
        return True
    return bool(common - _LOOSE) and any(_of_one_kind(unit, promise.unit) for _, unit in amounts)


def _contradicted(promise: Promise, one: StatedUndertaking) -> Iterator[Fact]:
    """1.2万亩 in the goal, ≥0.9万亩 in the one indicator of the same thing; where several share it out, none is wrong."""
    assert one.goal  # noqa: S101
    same = [stated.record for stated in one.indicators if _of_same_thing(stated.record, promise)]
    numbers = {number for record in same for number, _ in _numbers(record)}
    if len(same) == 1 and "/" not in promise.words.string and promise.number not in numbers and numbers:
        yield Fact(
            one.goal, "kgb:promiseContradicted", f"{promise.words.string.strip()} / {_printed(same[0])}", promise.words
        )


def _of_same_thing(one: Indicator, promise: Promise) -> bool:
    own = pairs(bare(name_of(one)))
    alike = own & promise.pairs
    units = [part.unit or "" for part in measures(one.annual_value) if part.number is not None]
    told = len(alike) >= _TELLING and share(own, promise.pairs) >= _MOSTLY
    return told and bool(units) and all(unit == promise.unit for unit in units)


_TELLING: Final = 2
_MOSTLY: Final = Decimal("0.6")


def _printed(one: Indicator) -> str:
    return f"{name_of(one)} {one.annual.string if one.annual else ''}".strip()


def _of_one_kind(unit: str, other: str) -> bool:
    return unit == other or any(unit in family and other in family for family in _FAMILIES if unit)


def _numbers(one: Indicator) -> Iterator[tuple[Decimal, str]]:
    values: tuple[Value | None, ...] = (one.annual_value, one.period_value, one.actual_value)
    for value in values:
        for part in measures(value):
            for number in (part.number, part.upper_number):
                if number is not None:
                    yield number, part.unit or ""
