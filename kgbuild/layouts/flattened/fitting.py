"""Which piece of a flattened table is which cell: the cheapest way to deal pieces out to the columns, row after row.

A page that prints a table as text loses what merged cells and empty cells said. What a piece may be still shows: points
are numbers up to 100, a target begins with ≥ or holds a number, 产出指标 is a category. Every choice has a price; the
cheapest dealing is found exactly (a shortest path over pieces and columns, linear in the pieces). A row whose dealing is
dear, or no cheaper than another one, is not sure: nobody should read numbers out of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import Final

from kgbuild.layouts.results.wordings import FILLER
from kgbuild.model.table import Text
from kgbuild.text import comparable

_SURE: Final = 3.5
"""What a row may cost at most to be read."""
_LONGEST: Final = 4
"""How many pieces one cell may have been cut into."""
MOST_PIECES: Final = 5000
"""Pieces of one table of indicators; beyond, it is prose that no table ends, and is not dealt out."""
_ROW: Final = 0.1
_CATEGORY_ALONE: Final = 1.0

_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d+)?分?")
_VALUE: Final = re.compile(r"[≥≤><=]|.*\d")
_BARE: Final = re.compile(r"[≥≤><=]*[\d.,]+(?:%|[^\d]{0,4})|[-/—.]+")
_BOUND: Final = re.compile(r"[≥≤><=]{1,2}|大于等于|小于等于|大于|小于|等于|定性|定量|正向|反向")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_NONE: Final = re.compile(r"[-/—无]+|0|不适用")
_MARK: Final = re.compile(r"[√✓✔○●vx×是]")
_POINTS: Final = r"(?:\(\d{1,3}分?\))?"
_LEVEL1: Final = re.compile(
    rf"(?:项目|部门)?(?:产出|效益|效果|满意度|成本|投入|过程|决策|管理|投入管理|绩效|履职效能|运行成本|管理效率|社会效应|可持续发展能力)"
    rf"(?:类)?(?:指标)?{_POINTS}"
)
_LEVEL2: Final = re.compile(
    rf"(?:(?:产出|工作)?(?:数量|质量|时效|进度|成本)|(?:经济|社会|生态(?:环境)?|环境)(?:成本|效益)|可持续(?:影响|发展)|"
    rf"(?:社会公众或|社会公众及)?(?:服务|受益)?(?:对象)?满意度?|(?:预算|资金|资产|财务|组织|业务|投入)(?:和财务)?(?:配置|执行|管理|编制)|"
    rf"(?:项目|绩效)?(?:立项|目标|资金投入)|职责履行|履职效益|工作目标管理|重点工作任务完成){_POINTS}(?:类)?(?:指标)?{_POINTS}"
)
_DOUBTFUL_LEVEL2: Final = re.compile(rf"满意度指标{_POINTS}")

_SKIP: Final = {
    "level1": 0.0, "level2": 0.0, "indicator": inf, "revised": 0.5, "annual": 6.0, "actual": 4.0, "weight": 4.0,
    "score": 4.0, "comparator": 5.0, "unit": 2.0, "coefficient": 3.0, "forecast": 4.0, "method": 1.0,
    "explanation": 0.0, "remark": 0.2, "mark": 0.1,
    "branch": 0.0,
}  # fmt: skip
"""What it costs that a cell of this column is not there."""
_EMPTY: Final = {"level1": 2.0, "level2": 2.0, "indicator": 1.0, "annual": 0.5, "weight": 0.5, "score": 0.5}
"""What it costs that a cell of this column is there and empty."""
_CUT: Final = {"explanation": 1.0, "method": 1.0, "level1": 0.2, "level2": 0.2}


@dataclass(frozen=True, slots=True)
class Fitted:
    """One row: the pieces of each column (by its place in the header), its price, and whether another one is as cheap."""

    cells: dict[int, tuple[int, int]]  # place of the column → first piece, piece behind the last
    begin: int
    end: int
    cost: float
    tied: bool

    @property
    def sure(self) -> bool:
        """Whether numbers may be read out of the row."""
        return self.cost <= _SURE and not self.tied


def fit(pieces: list[Text], roles: list[str], *, empties: bool) -> list[Fitted]:
    """The rows that the pieces make. With `empties` an empty cell is an empty piece, and no cell is cut."""
    if len(pieces) > MOST_PIECES:
        return [Fitted({}, 0, len(pieces), inf, tied=False)]
    table = _Table(
        pieces, ["branch" if role.startswith("weight#") else role.partition("#")[0] for role in roles], empties
    )
    return table.rows()


class _Table:
    """Shortest paths: `best[at][place]` is the least price of all from piece `at` on, from column `place` of a row on."""

    def __init__(self, pieces: list[Text], roles: list[str], empties: bool) -> None:
        self.pieces = pieces
        self.words = [comparable(piece.string) for piece in pieces]
        self.roles = roles
        self.empties = empties
        width, length = len(roles), len(pieces)
        self.best = [[inf] * (width + 1) for _ in range(length + 1)]
        self.step: list[list[tuple[int, int]]] = [[(0, 0)] * (width + 1) for _ in range(length + 1)]
        self.tied = [[False] * (width + 1) for _ in range(length + 1)]
        self.name = roles.index("indicator")
        self.levels = [place for place, role in enumerate(roles) if role in ("level1", "level2")]
        for at in range(length, -1, -1):
            self._price_all(at)

    def _price_all(self, at: int) -> None:
        width = len(self.roles)
        best = self.best[at]
        best[width] = 0.0 if at == len(self.pieces) else inf
        for place in range(self.name, -1, -1):
            self._choose(at, place, self._ways(at, place))
        if at < len(self.pieces):
            best[width], self.step[at][width] = best[0] + _ROW, (at, 0)
        for place in range(width - 1, self.name, -1):  # behind the name a row may end where it stands
            self._choose(at, place, self._ways(at, place))
        if self.levels and not self.empties:
            alone = self.levels[-1] + 1
            for place in range(alone, 0, -1):  # once more, since now the row that follows has its price
                more = [(_CATEGORY_ALONE + best[width], (at, width))] if place == alone else []
                self._choose(at, place, self._ways(at, place) + more)

    def _ways(self, at: int, place: int) -> list[tuple[float, tuple[int, int]]]:
        """(price of all that follows, (piece, column) to go on with) for each choice at this column."""
        role = self.roles[place]
        ways: list[tuple[float, tuple[int, int]]] = []
        for behind in range(at + 1, min(at + (1 if self.empties else _LONGEST), len(self.pieces)) + 1):
            price = self._price(role, at, behind)
            if price < inf:
                ways.append((price + self.best[behind][place + 1], (behind, place + 1)))
        skipped = self._skip(role, at, place)
        if skipped < inf:
            ways.append((skipped + self.best[at][place + 1], (at, place + 1)))
        return ways

    def _skip(self, role: str, at: int, place: int) -> float:
        if self.empties and at < len(self.pieces):
            return {"level1": 0.0, "level2": 0.0, "branch": 0.0, "method": 1.5}.get(role, inf)
        return _SKIP.get(role, 1.0)

    def _choose(self, at: int, place: int, ways: list[tuple[float, tuple[int, int]]]) -> None:
        if not ways:
            return
        ways.sort()
        self.best[at][place], self.step[at][place] = ways[0]
        self.tied[at][place] = (
            self.roles[place] != "mark" and len(ways) > 1 and ways[1][0] < inf and ways[1][0] - ways[0][0] < 0.05
        )

    def _price(self, role: str, at: int, behind: int) -> float:
        word = "".join(self.words[at:behind])
        if not word:
            return _EMPTY.get(role, 0.0)
        if behind == at + 1:
            return price(role, word)
        if role in ("level1", "level2") and not _is_category(word):
            return inf
        categories = sum(map(_is_category, self.words[at:behind]))
        return price(role, word) + (behind - at - 1) * _CUT.get(role, 1.5) + 4.0 * categories

    def rows(self) -> list[Fitted]:
        found: list[Fitted] = []
        at, width = 0, len(self.roles)
        while at < len(self.pieces) and self.best[at][0] < inf:
            begin, place, cells, tied = at, 0, dict[int, tuple[int, int]](), False
            while place < width:
                tied = tied or self.tied[at][place]
                behind, following = self.step[at][place]
                if behind > at:
                    cells[place] = (at, behind)
                at, place = behind, following
            cost = self.best[begin][0] - (self.best[at][width] if at < len(self.pieces) else 0.0)
            if at == begin:
                break
            found.append(Fitted(cells, begin, at, cost, tied))
        if at < len(self.pieces):
            found.append(Fitted({}, at, len(self.pieces), inf, tied=False))
        return found


def price(role: str, word: str) -> float:
    """What it costs to take a word (in its comparable form, not empty) for a cell of this column."""
    is_category = _is_category(word)
    match role:
        case "level1":
            return 0.3 * bool(_LEVEL2.fullmatch(word)) if _LEVEL1.fullmatch(word) else 4.0
        case "level2":
            return (0.9 if _DOUBTFUL_LEVEL2.fullmatch(word) else 0.0) if _LEVEL2.fullmatch(word) else 4.0
        case "indicator":
            return (
                0.5
                if FILLER.fullmatch(word)
                else inf
                if _BARE.fullmatch(word) or not _HAN.search(word)
                else 4.0 * is_category + _looks_like_value(word)
            )
        case "mark":
            return 0.0 if _MARK.fullmatch(word) else inf
        case "weight" | "score" | "branch":
            return (
                0.0
                if _NUMBER.fullmatch(word) and float(word.rstrip("分")) <= 100
                else 1.5
                if _NONE.fullmatch(word)
                else inf
            )
        case "comparator":
            return 0.0 if _BOUND.fullmatch(word) else inf
        case "unit":
            return inf if _VALUE.match(word) else 0.1 * max(0, len(word) - 3)
        case "annual" | "actual" | "revised" | "forecast":
            return 4.0 * is_category + (0.0 if _VALUE.match(word) else 0.4)
        case "coefficient":
            return 0.0 if _VALUE.match(word) else 4.0
        case _:
            return 4.0 * is_category + (0.0 if _HAN.search(word) or _NONE.fullmatch(word) else 3.0)


def _is_category(word: str) -> bool:
    return bool(_LEVEL1.fullmatch(word) or _LEVEL2.fullmatch(word))


def _looks_like_value(word: str) -> float:
    return 3.0 if re.match(r"[≥≤><=]|\d", word) else 0.0
