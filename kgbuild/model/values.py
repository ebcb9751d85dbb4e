"""A printed value as understood: what kind it is, what it measures, how it is compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """Whether a value is one measure, several, or words."""

    QUANTITATIVE = "quantitative"
    COMPOUND = "compound"
    QUALITATIVE = "qualitative"


class Comparator(StrEnum):
    """How a result is held against the number."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EXACTLY = "="
    ABOUT = "~"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """`text` as printed. A quantitative value has a number or a date; a compound one has parts.

    `date` is ISO 8601 as precise as printed: 2025-12-31, 2023-12, --12-31 (no year printed).
    `doubts` are issue codes that the reading itself raises (a lost unit, 00 %).
    """

    text: str
    kind: Kind
    comparator: Comparator | None = None
    number: Decimal | None = None
    upper_number: Decimal | None = None
    unit: str | None = None
    date: str | None = None
    parts: tuple[Value, ...] = ()
    doubts: tuple[str, ...] = ()


class Achievement(StrEnum):
    """Our verdict on expected against actual."""

    EXCEEDED = "exceeded"
    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An achievement with its reason in one line."""

    achievement: Achievement
    zh: str
    en: str
