"""What became of a target: raised, lowered, kept, given in another unit, or restated so that it cannot be compared.

Raised is stricter in the good direction of the indicator. A target of a later year is also held against what had
already been reached before: to plan less than that is what an auditor looks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final

from kgbuild.knowledge import knowledge, vocabulary
from kgbuild.model.values import Comparator, Direction, Kind, Value
from kgbuild.terms import statements
from kgbuild.text import comparable
from kgbuild.vocab import iri

_OTHER_COUNTS: Final = (
    frozenset({"enterprise", "enterprise-visit", "household", "household-visit"}),
    frozenset({"person", "person-time"}),
    frozenset({"event", "occasion", "issue-or-course", "batch", "class-held", "round", "edition"}),
    frozenset({"copy", "article", "volume", "piece"}),
)
"""Things that are counted in each other's place: 家 and 家次, 人 and 人次, 场 and 次, 份 and 篇."""
_ANY_THING: Final = frozenset({"个", "项"})
"""Counting words for anything."""


class Change(StrEnum):
    """The types of links between indicators."""

    RAISED = "kgb:TargetRaised"
    LOWERED = "kgb:TargetLowered"
    KEPT = "kgb:TargetKept"
    RESTATED = "kgb:TargetRestated"
    UNIT = "kgb:UnitChanged"
    MEASURE = "kgb:MeasureChanged"


class Standing(StrEnum):
    """A later target against an earlier result."""

    ABOVE = "kgb:PlannedAboveReached"
    AT = "kgb:PlannedAtReached"
    BELOW = "kgb:PlannedBelowReached"


@dataclass(frozen=True, slots=True)
class Dated:
    """A value and the fiscal year it was set for, so that 2023-12-31 of 2023 is 2024-12-31 of 2024."""

    value: Value
    year: int | None


def change(older: Dated, newer: Dated, direction: Direction | None) -> Change:
    """What became of the target."""
    one, other = older.value, newer.value
    if one.kind is not Kind.QUANTITATIVE or other.kind is not Kind.QUANTITATIVE:
        return Change.KEPT if comparable(one.text) == comparable(other.text) else Change.RESTATED
    if one.date or other.date:
        return _dates(older, newer)
    if not same_unit(one.unit, other.unit):
        return Change.UNIT
    order = _order(one, other)
    if order == 0:
        return Change.KEPT
    if direction is None or order is None:
        return Change.RESTATED
    return Change.RAISED if (order > 0) == (direction is Direction.HIGHER) else Change.LOWERED


def standing(reached: Value, target: Value, direction: Direction | None) -> Standing | None:
    """The later target against the earlier result; None where they cannot be compared."""
    measurable = reached.kind is target.kind is Kind.QUANTITATIVE and not (reached.date or target.date)
    if not measurable or direction is None or not same_unit(reached.unit, target.unit):
        return None
    if reached.number is None or target.number is None:
        return None
    if reached.number == target.number:
        return Standing.AT
    return Standing.ABOVE if (target.number > reached.number) == (direction is Direction.HIGHER) else Standing.BELOW


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether numbers in the two units may be compared; a unit left out is taken for the other."""
    return not one or not other or _count(one) == _count(other)


def interchangeable(one: Value | None, other: Value | None) -> bool:
    """Whether two values may be of one measure given in two units: 家 and 家次, but not 家 and 人."""
    if one is None or other is None or one.kind is not Kind.QUANTITATIVE or other.kind is not Kind.QUANTITATIVE:
        return True
    if one.date or other.date:
        return bool(one.date) == bool(other.date)
    words = comparable(one.unit or ""), comparable(other.unit or "")
    first, second = map(_count, words)
    if first == second or "" in words:
        return True
    if _ANY_THING & {*words}:
        return {first, second} <= {*_counts().values(), *map(_count, _ANY_THING)}
    return any({first, second} <= family for family in _OTHER_COUNTS)


def _order(one: Value, other: Value) -> int | None:
    """-1, 0, 1 as the second number is smaller, equal or greater."""
    first, second = _bounds(one), _bounds(other)
    if first is None or second is None:
        return None
    return (second > first) - (second < first)


def _bounds(value: Value) -> tuple[Decimal, Decimal] | None:
    if value.number is None:
        return None
    upper = value.upper_number if value.comparator is Comparator.BETWEEN else None
    return value.number, upper if upper is not None else value.number


def _dates(older: Dated, newer: Dated) -> Change:
    """An earlier day of its own year is stricter; dates are compared as far as both are printed."""
    one, other = _in_year(older), _in_year(newer)
    if one is None or other is None:
        return Change.RESTATED
    length = min(len(one), len(other))
    if one[:length] == other[:length]:
        return Change.KEPT
    return Change.RAISED if other[:length] < one[:length] else Change.LOWERED


def _in_year(dated: Dated) -> tuple[int, ...] | None:
    date = (dated.value.date or "").partition("/")[0]
    if not date:
        return None
    if date.startswith("--"):
        return (0, *map(int, date[2:].split("-")))
    year, *rest = map(int, date.split("-"))
    return (year - dated.year, *rest) if dated.year else None


def _count(unit: str) -> str:
    """What a unit counts, or the unit itself."""
    word = comparable(unit)
    known = knowledge().units.get(word, "")
    return _counts().get(known, known or word)


@cache
def _counts() -> dict[str, str]:
    """Unit → the thing that it counts."""
    counted = iri("kgb:countOf")
    return {thing.value: word.value for thing, predicate, word in statements(vocabulary()) if predicate == counted}
