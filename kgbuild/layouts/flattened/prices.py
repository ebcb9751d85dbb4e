"""What it costs to take a piece for a cell of a column, and to leave a cell out. 0 is a perfect fit; `NEVER` cannot be.

Points are numbers up to 100, a target begins with ≥ or holds a number, 产出指标 is a category: what a piece may be shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from math import inf
from typing import Final

from kgbuild.layouts.flattened.words import LEVEL1, LEVEL2, is_category, words
from kgbuild.layouts.results.wordings import FILLER, NOTHING

NEVER: Final = inf
MISFIT: Final = 3.0
"""A piece that costs so much is not believed to be what its column says."""
_CATEGORY: Final = 8.0
"""A category in another column; `_NO_CATEGORY`: something else in a column of categories."""
_NO_CATEGORY: Final = 4.0
_INSIDE: Final = 4.0

_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_DIGIT: Final = re.compile(r"\d")
_POINTS: Final = re.compile(r"\d{1,3}(?:\.\d+)?(?:分|%)?")
_NUMBER: Final = re.compile(r"-?[\d,]+(?:\.\d+)?%?")
_MONEY: Final = re.compile(r"-?[\d,]+(?:\.\d+)?(?:万元|元|%)?|[-/]")
_CODE: Final = re.compile(r"[\da-z.-]{1,24}")
_VALUE: Final = re.compile(r"[≥≤><=]|.*\d|[一二三四五六七八九十]+(?:个|次|场|人|天|年|月|日|家)")
_BARE: Final = re.compile(r"[≥≤><=]*[\d.,]+(?:%|[^\d]{0,4})|[-/.]+")
_QUANTITY: Final = re.compile(r"[≥≤><=]?\d[\d.,]*[^\d,;.]{0,4}")
_SIGN: Final = re.compile(r"[≥≤><=]{1,2}|大于等于|小于等于|大于|小于|等于|定性|定量|正向|反向")
_KIND: Final = re.compile(r"定[性量](?:指标)?|[正反](?:向)?(?:指标)?|[正反]向|[≥≤><=]=?")
_BOUNDED: Final = re.compile(r"[≥≤><=]|不少于|不低于|不超过")
_NONE: Final = re.compile(r"[-/无]+|0|不适用")
_MARK: Final = re.compile(r"[√✓✔○●vx×是]")
_ORGANISATION: Final = re.compile(
    r"(?:\d+-?)?.*(?:局|委|办|中心|站|院|所|校|园|镇|乡|街道|政府|部门|本级|馆|厅|处|会|集团|公司)(?:\(.*\))?"
)
_DOUBTFUL_LEVEL2: Final = re.compile(r"满意度指标(?:\(.*\))?")

MONEY: Final = ("total", "fiscal", "special_account", "other", "adjusted", "spent", "rate")
_CARRIED: Final = ("level1", "level2", "branch", "phase")
"""What hangs down from the rows above."""
_LEFT_OUT: Final = {
    "level1": 0.3, "level2": 0.3, "branch": 0.0, "indicator": NEVER, "revised": 0.5, "annual": 6.0, "period": 1.5,
    "actual": 4.0, "weight": 4.0, "score": 4.0, "comparator": 5.0, "direction": 0.8, "kind": 0.8, "unit": 2.0,
    "coefficient": 3.0, "forecast": 4.0, "method": 1.0, "explanation": 0.0, "remark": 0.2, "mark": 0.1, "number": 1.0,
    "aside": 0.6, "project": 0.8, "phase": 0.0,
}  # fmt: skip
_LEFT_OUT_OF_GOALS: Final = {
    "annual": 5.0,
    "weight": 1.5,
    "score": 1.5,
    "comparator": 1.2,
    "unit": 0.7,
    "explanation": 0.4,
}
_LEFT_OUT_OF_TWO: Final = {"indicator": 0.6, "annual": 0.3}
"""Where a table prints two sets of columns, one of them may stand empty."""
_EMPTY: Final = {"level1": 2.0, "level2": 2.0, "indicator": 1.0, "annual": 0.5, "weight": 0.5, "score": 0.5}
_EMPTY_IN_GOALS: Final = {"indicator": 1.0}
_CUT: Final = {
    "project.name": 3.5,
    "project.goal": 2.5,
    "explanation": 1.0,
    "method": 1.0,
    "remark": 1.0,
    "aside": 1.0,
    "indicator": 1.5,
}
_VALUES: Final = ("annual", "actual", "revised", "forecast", "period")
_WORDS: Final = (*_VALUES, "indicator", "explanation", "method", "remark", "aside", "project.name", "project.goal")


def kind_of(role: str) -> str:
    """The role of a column without its number and its set: `later.annual` is `annual`, `weight#2` the points of a branch."""
    role, _, further = role.removeprefix("later.").partition("#")
    if role == "phase.period":
        return "phase"
    if role == "weight" and further:
        return "branch"
    return "aside" if role.startswith("aside.") else role


def left_out(kind: str, *, of_results: bool, is_first: bool, keeps_empty: bool, two_sets: bool) -> float:
    """What it costs that a cell is not printed: nothing for what hangs down, before the first of a row."""
    if two_sets and kind in _LEFT_OUT_OF_TWO:
        return _LEFT_OUT_OF_TWO[kind]
    is_project = kind.startswith("project.")
    if is_first and (kind in _CARRIED or is_project):
        return 0.0 if kind not in ("project.goal", "project.total") else 0.02
    if keeps_empty:
        if is_first and kind in ("aside", "number"):
            return 0.1
        return {"method": 1.5, "explanation": 1.5, "remark": 1.5, "aside": 1.5, "level1": 0.3, "level2": 0.3}.get(
            kind, 0.0 if kind == "branch" else 0.8 if is_project else NEVER
        )
    known = _LEFT_OUT["project" if is_project else kind]
    return known if of_results else _LEFT_OUT_OF_GOALS.get(kind, known)


def begin(kind: str) -> float:
    """What it costs that a row begins with this column: a project begins with its name."""
    if kind in ("aside", "number"):
        return 2.0
    return (
        _INSIDE
        if kind.startswith("project.") and kind not in ("project.name", "project.unit", "project.serial")
        else 0.0
    )


def alone(kind: str, string: str) -> float:
    """What it costs that a row ends behind this cell, the columns behind it left out."""
    if kind in ("level1", "level2"):
        return 1.0
    if kind == "indicator" and is_filler(words(string)):
        return 0.3
    if kind in ("project.name", "project.unit") and is_organisation(words(string)):
        return 0.5
    return 1.5 if kind.startswith("project.") else NEVER


def empty(kind: str, *, of_results: bool) -> float:
    """What it costs that a cell is there and empty."""
    return (_EMPTY if of_results else _EMPTY_IN_GOALS).get(kind, 0.0)


def may_be_cut(kind: str) -> bool:
    """Whether spaces and line ends may have cut a cell of this column."""
    return kind in _WORDS


def is_sign(part: str) -> bool:
    """Whether a piece is a sign that a value goes on from: ≥."""
    return _SIGN.fullmatch(words(part)) is not None


def cut(kind: str, first: str, part: str) -> float:
    """What it costs to take a piece for more of the cell that another began; a value with its number is whole."""
    found = words(part)
    if is_category(found) or is_category(words(first)) or is_filler(found):
        return _CATEGORY
    if kind in _VALUES and _DIGIT.search(first):
        return MISFIT
    return _CUT.get(kind, 2.0) + (0.0 if _HAN.search(found) else 1.5)


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
        return NEVER if kind in _EXACT else _CATEGORY
    if kind in _EXACT:
        return _EXACT[kind](found)
    if kind.startswith("project."):
        return _project_price(kind.removeprefix("project."), found)
    if kind == "indicator":
        return _name_price(found)
    if kind in _VALUES:
        if _SIGN.fullmatch(found):
            return _NO_CATEGORY
        return 0.0 if _VALUE.match(found) else 0.4 if len(found) <= 24 else 1.0
    if is_filler(found):
        return MISFIT
    if _HAN.search(found) or _NONE.fullmatch(found):
        return 1.0 * bool(_SIGN.fullmatch(found)) or 0.5 * (kind == "explanation" and bool(_QUANTITY.fullmatch(found)))
    return 0.5 if kind == "aside" else MISFIT


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


def _points_price(found: str) -> float:
    if _POINTS.fullmatch(found) and float(found.rstrip("分%")) <= 100:
        return 0.5 * found.endswith("%")
    return 1.5 if _NONE.fullmatch(found) else NEVER


def _unit_price(found: str) -> float:
    if _NUMBER.fullmatch(found):
        return 2.5  # a date that a spreadsheet printed as a number, once more as its unit
    if _SIGN.fullmatch(found) or _BOUNDED.match(found) or len(found) > 8:
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
