"""What linking needs to know of one indicator: its name, what was planned and reached, and where that is printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from kgbuild.linking.places import Place, places_of
from kgbuild.model.records import Indicator
from kgbuild.model.table import Text
from kgbuild.model.values import Comparator, Direction, Kind, Value
from kgbuild.text import comparable
from kgbuild.values.numerals import canonical

_KIND: Final = "indicator-"


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator as one document prints it.

    `role` is the property that holds the target (kgb:annualTarget or kgb:periodTarget); the texts of target and actual
    are those of their values. `category` is the first level (产出指标 …), empty where none is printed.
    """

    iri: str
    name: str
    category: str
    direction: Direction | None
    role: str
    target: Value | None
    actual: Value | None
    result: bool
    cells: tuple[Place, ...]


def measure_row(one: Indicator, iri: str) -> list[Any]:
    """An indicator as it is stored."""
    annual = one.annual is not None and one.annual_value is not None
    text, value = (one.annual, one.annual_value) if annual else (one.period, one.period_value)
    return [
        iri.rpartition(_KIND)[2],
        one.name.string,
        comparable(one.level1.name) if one.level1 else "",
        one.direction.value if one.direction else "",
        int(annual),
        _value_row(text, value),
        _value_row(one.actual, one.actual_value),
        [place.stored for place in places_of(one.whole, "")],
    ]


def read_measure(row: list[Any], result: bool, sha256: str, base: str) -> Measure:
    """The inverse of `measure_row`, for indicators under this base."""
    iri, name, category, direction, annual, target, actual, cells = row
    return Measure(
        iri=f"{base}{_KIND}{iri}",
        name=name,
        category=category,
        direction=Direction(direction) if direction else None,
        role="kgb:annualTarget" if annual else "kgb:periodTarget",
        target=_read_value(target),
        actual=_read_value(actual),
        result=result,
        cells=tuple(Place.of(sha256, stored) for stored in cells),
    )


def _value_row(text: Text | None, value: Value | None) -> list[Any]:
    """Text, kind and, of one measure, comparator, number, upper number, unit, date."""
    if not text or value is None:
        return []
    if value.kind is not Kind.QUANTITATIVE:
        return [text.string, value.kind.value]
    numbers = (canonical(one) if one is not None else "" for one in (value.number, value.upper_number))
    comparator = value.comparator.value if value.comparator else ""
    return [text.string, value.kind.value, comparator, *numbers, value.unit or "", value.date or ""]


def _read_value(row: list[Any]) -> Value | None:
    if not row:
        return None
    text, kind, *rest = row
    comparator, number, upper, unit, date = rest or [""] * 5
    return Value(
        text=text,
        kind=Kind(kind),
        comparator=Comparator(comparator) if comparator else None,
        number=Decimal(number) if number else None,
        upper_number=Decimal(upper) if upper else None,
        unit=unit or None,
        date=date or None,
    )
