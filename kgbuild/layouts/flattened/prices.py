"""What it costs that a cell is left out, empty or cut, that a row begins or ends at a column. 0 costs nothing."""

from __future__ import annotations

from typing import Final

from kgbuild.layouts.flattened.fitting import CATEGORY, MISFIT, NEVER, VALUES, has_han, is_filler, is_organisation
from kgbuild.layouts.flattened.words import is_category, words
from kgbuild.layouts.split_values import OF_PERIOD

_INSIDE: Final = 4.0
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
_WORDS: Final = (*VALUES, "indicator", "explanation", "method", "remark", "aside", "project.name", "project.goal")


def kind_of(role: str) -> str:
    """The role of a column without its number and its set: `later.annual` is `annual`, `weight#2` the points of a branch."""
    role, _, further = role.removeprefix("later.").removeprefix(OF_PERIOD).partition("#")
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


def cut(kind: str, first: str, part: str) -> float:
    """What it costs to take a piece for more of the cell that another began; a value with its number is whole."""
    found = words(part)
    if is_category(found) or is_category(words(first)) or is_filler(found):
        return CATEGORY
    if kind in VALUES and any(map(str.isdigit, first)):
        return MISFIT
    return _CUT.get(kind, 2.0) + (0.0 if has_han(found) else 1.5)
