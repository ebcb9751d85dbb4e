"""What it costs to take a piece for a cell of a column: 0 is a perfect fit, `NEVER` cannot be.

Points are numbers up to 100, a target begins with ≥ or holds a number, 产出指标 is a category: what a piece may be shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from math import inf
from typing import Final

from kgbuild.layouts.flattened.words import LEVEL1, LEVEL2, is_category, words
from kgbuild.layouts.indicator_names import FILLER
from kgbuild.layouts.results.wordings import NOTHING

NEVER: Final = inf
MISFIT: Final = 3.0
"""A piece that costs so much is not believed to be what its column says."""
CATEGORY: Final = 8.0
"""A category in another column; `_NO_CATEGORY`: something else in a column of categories."""
_NO_CATEGORY: Final = 4.0

_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_DIGIT: Final = re.compile(r"\d")
_POINTS: Final = re.compile(r"\d{1,3}(?:\.\d+)?(?:分|%)?")
_NUMBER: Final = re.compile(r"-?[\d,]+(?:\.\d+)?%?")
_MONEY: Final = re.compile(r"-?[\d,]+(?:\.\d+)?(?:万元|元|%)?|[-/]")
_CODE: Final = re.compile(r"[\da-z.-]{1,24}")
_VALUE: Final = re.compile(r"[≥≤><=]|.*\d|[一二三四五六七八九十]+(?:个|次|场|人|天|年|月|日|家)")
_BARE: Final = re.compile(r"[≥≤><=]*[\d.,]+(?:%|[^\d]{0,4})|[-/.]+")
_SENTENCE: Final = re.compile(r"(?!\d).{5,}\.")
_QUANTITY: Final = re.compile(r"[≥≤><=]?\d[\d.,]*[^\d,;.]{0,4}")
_SIGN: Final = re.compile(r"[≥≤><=]{1,2}|大于等于|小于等于|大于|小于|等于|定性|定量|正向|反向")
_KIND: Final = re.compile(r"定[性量](?:指标)?|[正反](?:向)?(?:指标)?|[正反]向|[≥≤><=]=?")
_NO_UNIT: Final = re.compile(rf"{_SIGN.pattern}|不少于|不低于|不超过")
_BOUNDED: Final = re.compile(r"[≥≤><=]|不少于|不低于|不超过")
_NONE: Final = re.compile(r"[-/无]+|0|不适用")
_MARK: Final = re.compile(r"[√✓✔○●vx×是]")
_ORGANISATION: Final = re.compile(
    r"(?:\d+-?)?.*(?:局|委|办|中心|站|院|所|校|园|镇|乡|街道|政府|部门|本级|馆|厅|处|会|集团|公司)(?:\(.*\))?"
)
_DOUBTFUL_LEVEL2: Final = re.compile(r"满意度指标(?:\(.*\))?")

MONEY: Final = ("total", "fiscal", "special_account", "other", "adjusted", "spent", "rate")
VALUES: Final = ("annual", "actual", "revised", "forecast", "period")
"""Columns of values."""


def has_han(found: str) -> bool:
    """Whether a word holds a Han character."""
    return _HAN.search(found) is not None


def is_sign(part: str) -> bool:
    """Whether a piece is a sign that a value goes on from: ≥."""
    return _SIGN.fullmatch(words(part)) is not None


def is_sentence(string: str) -> bool:
    """Whether a piece is a sentence, which a column of notes holds sooner than one of values."""
    return _SENTENCE.fullmatch(words(string)) is not None


def is_organisation(found: str) -> bool:
    """Whether a word names an office."""
    return _ORGANISATION.fullmatch(found) is not None


def is_filler(found: str) -> bool:
    """Whether a word is what a form prints in a line that nobody filled in: …… and the like."""
    return FILLER.fullmatch(found) is not None and NOTHING.fullmatch(found) is None


@lru_cache(maxsize=65536)
def price(kind: str, string: str) -> float:
    """What it costs to take a piece for a cell of this kind of column."""
    found = words(string)
    if kind == "phase":
        return NEVER
    if kind in ("level1", "level2"):
        return _category_price(kind, found)
    if is_category(found):
        return NEVER if kind in _EXACT else CATEGORY
    if kind in _EXACT:
        return _EXACT[kind](found)
    if kind.startswith("project."):
        return _project_price(kind.removeprefix("project."), found)
    if kind == "indicator":
        return _name_price(found)
    if is_filler(found):
        return MISFIT
    return _value_price(found) if kind in VALUES else _prose_price(kind, found)


def _category_price(kind: str, found: str) -> float:
    if kind == "level1":
        return 0.3 * bool(LEVEL2.fullmatch(found)) if LEVEL1.fullmatch(found) else _NO_CATEGORY
    if LEVEL2.fullmatch(found):
        return 0.9 if _DOUBTFUL_LEVEL2.fullmatch(found) else 0.0
    return 1.5 if found.endswith(("指标", "目标")) and not is_category(found) else _NO_CATEGORY


def _name_price(found: str) -> float:
    if FILLER.fullmatch(found):
        return 0.5
    if _BARE.fullmatch(found) or not _HAN.search(found):
        return NEVER
    if _SIGN.fullmatch(found) or _KIND.fullmatch(found):
        return NEVER
    return MISFIT if _BOUNDED.match(found) else 1.5 * bool(_DIGIT.match(found))


def _value_price(found: str) -> float:
    if _SIGN.fullmatch(found) or found in ("%", "‰"):
        return MISFIT
    return 0.0 if _VALUE.match(found) else 0.4 if len(found) <= 24 else 1.0


def _prose_price(kind: str, found: str) -> float:
    if not (_HAN.search(found) or _NONE.fullmatch(found)):
        return 0.5 if kind == "aside" else MISFIT
    return 1.0 * bool(_SIGN.fullmatch(found)) or 0.5 * (kind == "explanation" and bool(_QUANTITY.fullmatch(found)))


def _points_price(found: str) -> float:
    if _POINTS.fullmatch(found) and float(found.rstrip("分%")) <= 100:
        return 0.5 * found.endswith("%")
    return 1.5 if _NONE.fullmatch(found) else NEVER


def _unit_price(found: str) -> float:
    if _NUMBER.fullmatch(found):
        return 2.5  # a date that a spreadsheet printed as a number, once more as its unit
    if _NO_UNIT.match(found) or len(found) > 8:
        return NEVER
    return 1.0 * bool(_DIGIT.search(found)) + 0.1 * max(0, len(found) - 3)


_EXACT: Final[dict[str, Callable[[str], float]]] = {
    "weight": _points_price,
    "score": _points_price,
    "branch": _points_price,
    "comparator": lambda found: 0.0 if _SIGN.fullmatch(found) else NEVER,
    "direction": lambda found: 0.0 if _KIND.fullmatch(found) else 1.0 if _SIGN.fullmatch(found) else NEVER,
    "kind": lambda found: 0.0 if _KIND.fullmatch(found) else 1.0 if _SIGN.fullmatch(found) else NEVER,
    "unit": _unit_price,
    "coefficient": lambda found: 0.0 if _VALUE.match(found) else 4.0,
    "number": lambda found: 0.0 if _NUMBER.fullmatch(found) else 1.0,
    "mark": lambda found: 0.0 if _MARK.fullmatch(found) else NEVER,
}
"""Columns that hold one kind of thing."""


def _project_price(kind: str, found: str) -> float:
    kind = kind.removeprefix("execution.")
    if kind in MONEY:
        return 0.0 if _MONEY.fullmatch(found) else NEVER
    if kind == "serial":
        return 0.0 if _CODE.fullmatch(found) else NEVER
    if kind == "year":
        return 0.0 if _DIGIT.match(found) and len(found) <= 6 else NEVER
    if not _HAN.search(found):
        return NEVER
    if kind in ("unit", "department"):
        return 0.0 if is_organisation(found) else 2.5
    if kind == "goal":
        return 0.5 * (len(found) < 8) + 1.0 * (is_organisation(found) and len(found) < 24)
    return 1.0 * is_organisation(found) if len(found) <= 60 else MISFIT
