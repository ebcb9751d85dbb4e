"""Which piece of a flattened table stood in which column: the best reading of all pieces in order (Viterbi).

A piece is judged by what its column may hold (a category, a sign, a number, a unit, words); going on to a column left of
the last one begins a new row, and each column that is passed over has its price. A row that has no good reading is
marked as doubtful: its pieces are given no columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kgbuild.layouts.reflow.tokens import Mode, Token
from kgbuild.layouts.reflow.words import LEVEL1, LEVEL2
from kgbuild.text import comparable

_NEVER: Final = -1000.0
_DOUBTFUL: Final = -3.0
"""A piece that fits its column so badly, or a row that misses so much, is not believed."""
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_SIGN: Final = re.compile(r"[≥≤><=]=?|大于等于|小于等于|大于|小于|等于|定性|定量")
_KIND: Final = re.compile(r"定[性量](?:指标)?|[正反](?:向)?(?:指标)?|[正反]向|[≥≤><=]=?")
_NUMBER: Final = re.compile(r"-?[\d,]+(?:\.\d+)?%?")
_MONEY: Final = re.compile(r"-?[\d,]+(?:\.\d+)?(?:万元|元)?")
_CODE: Final = re.compile(r"[\da-z.-]{1,24}")
_MEASURE: Final = re.compile(
    r"[≥≤><=~]|\d|不少于|不低于|不超过|以上|以内|以下|[一二三四五六七八九十]+(?:个|次|场|人|天|年|月|日|家)"
)
_BOUNDED: Final = re.compile(r"[≥≤><=]|不少于|不低于|不超过")
_DIGIT: Final = re.compile(r"\d")
_ORGANISATION: Final = re.compile(
    r"(?:\d+-?)?.*(?:局|委|办|中心|站|院|所|校|园|镇|乡|街道|政府|部门|本级|馆|厅|处|会|集团|公司)(?:\(.*\))?"
)

_SATISFACTION: Final = re.compile(r"满意度?(?:类)?(?:指标|目标)?(?:\(?\d[\d-]*分?\)?分?)?")
_OF_NUMBERS: Final = re.compile(r"权重|率|比例|分值")

_SKIP: Final = {
    "indicator": -6.0, "annual": -5.0, "later.indicator": -6.0, "later.annual": -5.0, "period": -1.5, "comparator": -1.2,
    "direction": -0.8, "kind": -0.8, "unit": -0.7, "weight": -1.5, "number": -1.0, "explanation": -0.4,
}  # fmt: skip
_SKIP_ASIDE: Final = -0.6
_SKIP_PROJECT: Final = -0.8
_CARRIED: Final = ("level1", "level2")
_TEXTS: Final = ("indicator", "later.indicator", "explanation", "project.name", "project.goal", "annual")


_MONEY_ROLES: Final = ("project.total", "project.fiscal", "project.special_account", "project.other")

Row = list[tuple[int, list[Token]]]


@dataclass(frozen=True, slots=True)
class Aligned:
    """One row: pieces with the places of their columns, or, if `doubtful`, without a claim; so are those `unsure`."""

    pieces: tuple[tuple[int, tuple[Token, ...]], ...]
    unsure: tuple[Token, ...]
    doubtful: bool
    lacks_value: bool = False

    @property
    def flaws(self) -> int:
        """How bad the reading is, to choose between two."""
        return 2 * self.doubtful + self.lacks_value


def align(tokens: Sequence[Token], roles: Sequence[str], headings: Sequence[str], mode: Mode) -> list[Aligned]:
    """The rows of a table with columns of these roles and headings, in order. Linear in the number of pieces."""
    if not tokens:
        return []
    has_branch = any(_SATISFACTION.fullmatch(comparable(token.string)) for token in tokens)
    model = _Model(roles, headings, mode, satisfaction_is_level1=not has_branch)
    path = _best_path(tokens, model)
    return [model.judged(row) for row in _rows(tokens, path)]


@dataclass(frozen=True, slots=True)
class _Step:
    column: int
    opens: bool  # the piece begins a row
    glued: bool  # the piece goes on with the cell before


def _rows(tokens: Sequence[Token], path: Sequence[_Step]) -> list[Row]:
    rows: list[Row] = []
    for token, step in zip(tokens, path, strict=True):
        if step.glued:
            rows[-1][-1][1].append(token)
        elif step.opens or not rows:
            rows.append([(step.column, [token])])
        else:
            rows[-1].append((step.column, [token]))
    return rows


class _Model:
    """Prices of one table."""

    def __init__(
        self, roles: Sequence[str], headings: Sequence[str], mode: Mode, *, satisfaction_is_level1: bool
    ) -> None:
        self.roles = [
            "number" if role.startswith("aside.") and _OF_NUMBERS.search(heading) else role
            for role, heading in zip(roles, headings, strict=True)
        ]
        self._satisfaction_is_level1 = satisfaction_is_level1
        self.rows_are_lines = mode in (Mode.PIPED, Mode.SPACED)
        self.glues = mode not in (Mode.PIPED, Mode.BARRED, Mode.GLUED)
        self.keeps_empty = mode in (Mode.PIPED, Mode.BARRED)
        self._skips = [self._skip(role) for role in self.roles]

    def _skip(self, role: str) -> float:
        if role.startswith("aside."):
            return _SKIP_ASIDE
        if role.startswith("project."):
            return _SKIP_PROJECT
        return _SKIP.get(role, -2.5 if role in _CARRIED else -1.0)

    def between(self, before: int, after: int) -> float:
        return sum(self._skips[before + 1 : after])

    def start(self, column: int) -> float:
        """The price of a row that begins there: what hangs down from above is free, but a project begins with its name."""
        role = self.roles[column]
        inside = role.startswith("project.") and role not in ("project.name", "project.unit", "project.serial")
        return (-4.0 if inside else 0.0) + sum(
            -0.05 if role.startswith("project.") or role in _CARRIED else self._skips[at]
            for at, role in enumerate(self.roles[:column])
        )

    def end(self, column: int) -> float:
        """The price of a row that ends there."""
        role = self.roles[column]
        whole = sum(self._skips[column + 1 :])
        if role.startswith("project."):
            return max(whole, -3.0)
        return max(whole, -2.0) if role in _CARRIED else whole

    def fits(self, token: Token, column: int) -> float:
        if not token.string:
            return -0.3 if self.roles[column] != "indicator" else -2.0
        if self._satisfaction_is_level1 and self.roles[column] == "level2" and "满意" in token.string:
            return -6.0  # without a branch of its own it is the branch
        return _fit(self.roles[column].replace("later.level2", "level2"), token.string)

    def judged(self, row: Row) -> Aligned:
        held = {self.roles[column] for column, pieces in row if any(piece.string for piece in pieces)}
        doubtful = any(self.fits(piece, column) <= _DOUBTFUL for column, pieces in row for piece in pieces[:1])
        row, unsure = self._sure_money(row)
        if {"annual", "later.annual"} & held and not {"indicator", "later.indicator"} & held:
            doubtful = doubtful or not self._may_name(row)
        sets = {"indicator", "later.indicator"}
        told = self.keeps_empty or "later.level2" in held  # 二级指标 printed again parts the two
        if sets <= set(self.roles) and len(sets & held) == 1 and not told:
            doubtful = True  # which of the two sets of columns stood empty, nobody can tell
        pieces = tuple((column, tuple(piece for piece in found if piece.string)) for column, found in row)
        lacks_value = "indicator" in held and not {"annual", "later.annual"} & held
        return Aligned(tuple(part for part in pieces if part[1]), tuple(unsure), doubtful, lacks_value)

    def _sure_money(self, row: Row) -> tuple[Row, list[Token]]:
        """Fewer sums than columns of money, and no empty cells kept: only the first, the whole, is sure."""
        money = [at for at, role in enumerate(self.roles) if role in _MONEY_ROLES]
        held = [part for part in row if part[0] in money]
        if self.keeps_empty or not 1 < len(held) < len(money):
            return row, []
        unsure = [part for part in held if part[0] != money[0]]
        return [part for part in row if part not in unsure], [piece for _, pieces in unsure for piece in pieces]

    def _may_name(self, row: Row) -> bool:
        """An empty row of a category, or a name that stands under 二级指标."""
        return any(self.roles[column] == "level2" for column, _ in row)


@lru_cache(maxsize=16384)
def _fit(role: str, string: str) -> float:
    words = comparable(string)
    category = bool(LEVEL1.fullmatch(words) or LEVEL2.fullmatch(words))
    if role == "level1":
        return 6.0 if LEVEL1.fullmatch(words) else -6.0
    if role == "level2":
        return 6.0 if LEVEL2.fullmatch(words) else -1.5 if words.endswith(("指标", "目标")) else -6.0
    if category:
        return -6.0
    if role.startswith("project."):
        return _fit_project(role, words)
    return _fit_indicator(role.removeprefix("later."), words)


def _fit_project(role: str, words: str) -> float:
    if role in _MONEY_ROLES:
        return 3.0 if _MONEY.fullmatch(words) else -6.0
    if role == "project.serial":
        return 2.0 if _CODE.fullmatch(words) else -6.0
    if role == "project.unit":
        return 2.0 if _ORGANISATION.fullmatch(words) else -2.5
    if not _HAN.search(words):
        return -6.0
    if role == "project.goal":
        return 1.0 if len(words) >= 8 else 0.0
    return 1.0 if len(words) <= 60 else -2.0


def _fit_indicator(role: str, words: str) -> float:
    is_number = bool(_NUMBER.fullmatch(words))
    is_sign = bool(_SIGN.fullmatch(words) or _KIND.fullmatch(words))
    if role == "indicator":
        return (
            -6.0
            if is_sign or _BOUNDED.match(words) or not _HAN.search(words)
            else 1.0
            if not _MEASURE.match(words)
            else 0.0
        )
    if role in ("annual", "period"):
        return -4.0 if is_sign else 2.5 if _MEASURE.search(words) else 0.5 if len(words) <= 24 else -0.5
    if role in ("comparator", "direction", "kind"):
        pattern = _SIGN if role == "comparator" else _KIND
        return 4.0 if pattern.fullmatch(words) else 3.0 if is_sign else -6.0
    if role == "unit":
        if is_number:
            return -2.5  # a date that a spreadsheet printed as a number, once more as its unit
        if is_sign or len(words) > 6:
            return -6.0
        return 1.5 if not _DIGIT.search(words) else 0.0
    if role == "number":
        return 3.5 if is_number else 0.3
    if role in ("weight", "score"):
        return 3.0 if is_number and len(words) <= 5 else -6.0
    return -0.5 if is_sign else 0.3  # asides and explanations


def _best_path(tokens: Sequence[Token], model: _Model) -> list[_Step]:
    width = len(model.roles)
    starts = [model.start(column) for column in range(width)]
    ends = [model.end(column) for column in range(width)]
    scores = [starts[column] + model.fits(tokens[0], column) for column in range(width)]
    back: list[list[tuple[int, _Step]]] = []
    for token in tokens[1:]:
        forced = model.rows_are_lines and token.opens
        may_open = forced or not model.rows_are_lines
        opening = max(range(width), key=lambda at: scores[at] + ends[at])
        above = scores[opening] + ends[opening]
        fresh: list[float] = []
        steps: list[tuple[int, _Step]] = []
        for column in range(width):
            fit = model.fits(token, column)
            choices = [(above + starts[column] + fit, opening, _Step(column, True, False))] if may_open else []
            if not forced:
                choices += [
                    (scores[before] + model.between(before, column) + fit, before, _Step(column, False, False))
                    for before in range(column)
                ]
                choices.append((scores[column] + _glue(token, model, column), column, _Step(column, False, True)))
            best = max(choices, key=lambda choice: choice[0], default=(_NEVER, column, _Step(column, True, False)))
            fresh.append(best[0])
            steps.append((best[1], best[2]))
        scores = fresh
        back.append(steps)
    return _traced(scores, ends, starts, back)


def _glue(token: Token, model: _Model, column: int) -> float:
    """The price of going on with the cell before: only words do, and not where bars part the cells."""
    role = model.roles[column]
    if not model.glues or not (role in _TEXTS or role.startswith("aside.")):
        return _NEVER
    words = comparable(token.string)
    if LEVEL1.fullmatch(words) or LEVEL2.fullmatch(words) or _SIGN.fullmatch(words) or not _HAN.search(words):
        return _NEVER
    return -3.5


def _traced(
    scores: list[float], ends: list[float], starts: list[float], back: list[list[tuple[int, _Step]]]
) -> list[_Step]:
    at = max(range(len(starts)), key=lambda column: scores[column] + ends[column])
    path: list[_Step] = []
    for steps in reversed(back):
        before, step = steps[at]
        path.append(step)
        at = before
    path.append(_Step(at, True, False))
    return path[::-1]
