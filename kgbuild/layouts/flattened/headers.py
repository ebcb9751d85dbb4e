"""The headings of a flattened table of indicators: pieces one after the other that name its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kgbuild.layouts import indicator_headings, results
from kgbuild.layouts.flattened.pieces import Parting, Piece, Placed, row_of
from kgbuild.layouts.flattened.words import LEVEL1, is_heading, result_role, words_of
from kgbuild.layouts.indicator_headings import GROUP_HEAD, INDICATORS, NAMES, OF_THE_PERIOD
from kgbuild.layouts.layout import Columns
from kgbuild.layouts.results.rows import FURTHER
from kgbuild.layouts.results.wordings import INDICATOR_BLOCK, MARKS

_FEWEST: Final = 3
_MOST: Final = 60
"""Headings one after the other; more are no header."""
_MOST_LINES: Final = 3
"""Over how many lines headings go on that spaces or bars part."""


@dataclass(frozen=True, slots=True)
class Header:
    """Headings between two pieces: those of the columns, with what the cells below are, and `over` those over others."""

    start: int
    end: int
    columns: Placed
    over: tuple[Piece, ...]
    roles: tuple[str, ...]
    of_results: bool

    @property
    def pieces(self) -> list[Piece]:
        """All headings."""
        return [*(piece for _, piece in self.columns), *self.over]

    @property
    def words(self) -> set[str]:
        """The words of all headings."""
        return {words_of(piece.text) for piece in self.pieces}

    @property
    def lists_projects(self) -> bool:
        """Whether the projects stand in a column of their own."""
        return "project.name" in self.roles

    @property
    def width(self) -> int:
        """The last column that the row of headings takes."""
        return len(self.roles) + len(self.over) * self.of_results

    @property
    def headings(self) -> list[str]:
        """The words over each column."""
        placed = dict(self.columns)
        return [words_of(placed[at].text) if at in placed else "" for at in range(1, len(self.roles) + 1)]

    def rows(self) -> list[Placed]:
        """The row of headings. Those over others stand behind it, or, where they would be taken for more columns, above."""
        if self.of_results:
            return [[*self.columns, *enumerate(self.over, len(self.roles) + 1)]]
        return [*([(1, piece)] for piece in self.over), self.columns]


def headers(pieces: Sequence[Piece], parting: Parting) -> Iterator[Header]:
    """The headers among the pieces, in order."""
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and _goes_on(pieces, at, end, parting):
            end += 1
        is_run = _FEWEST <= end - at <= _MOST and _is_of(parting, pieces, at, end)
        header = _header(pieces, at, end) if is_run else None
        if header and (parting is not Parting.NOTHING or _ends_with_a_value(header, pieces)):
            yield header
        at = max(end, at + 1)


def _goes_on(pieces: Sequence[Piece], start: int, at: int, parting: Parting) -> bool:
    piece = pieces[at]
    is_near = parting.of_cells or piece.line - pieces[start].line <= _MOST_LINES
    return bool(piece.string) and is_near and is_heading(piece.text)


def _is_of(parting: Parting, pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether the headings stand as this parting has them: each in a line of its own, or several in one."""
    run = pieces[start:end]
    lines = len({piece.line for piece in run})
    if not parting.of_cells:
        return lines * 2 <= len(run)
    barred = sum("|" in piece.text.runs[0].cell.raw for piece in run)
    return lines == len(run) and (parting is Parting.LINES or barred * 2 > len(run))


def _ends_with_a_value(header: Header, pieces: Sequence[Piece]) -> bool:
    """Of cells that run together only name and value can be told apart; a third column could not be told from the value."""
    inner = {role for role in header.roles if not role.startswith(("aside.", "level"))}
    behind = pieces[header.end : header.end + 1]
    return inner == {"indicator", "annual"} and bool(behind) and LEVEL1.fullmatch(words_of(behind[0].text)) is not None


def _header(pieces: Sequence[Piece], start: int, end: int) -> Header | None:
    if start and INDICATOR_BLOCK.fullmatch(words_of(pieces[start - 1].text)):
        start -= 1  # 绩效指标（90分）, which stands beside the table
    run = list(pieces[start:end])
    kept = [piece for piece in run if not _is_over_others(piece, run)]
    of_results = _as_result_columns(kept)
    placed = list(enumerate(of_results, 1))
    columns = results.matches(row_of(placed)) if placed else None
    if columns is None:
        placed = list(_as_goal_columns(kept))
        columns = indicator_headings.matches(row_of(placed)) if placed else None
        of_results = []
    if columns is None or any(role.startswith("group.") for role in columns):
        return None
    taken = [piece for _, piece in placed]
    over = tuple(piece for piece in run if piece not in taken)
    width = max([column for column, _ in placed] + list(columns.values()))
    roles = tuple(_role(at, columns) for at in range(1, width + 1))
    return Header(start, end, placed, over, roles, bool(of_results))


def _role(column: int, columns: Columns) -> str:
    return next((role for role, at in columns.items() if at == column), f"aside.{column}")


def _is_over_others(piece: Piece, run: Sequence[Piece]) -> bool:
    """Whether a heading only stands over others: 绩效指标 over 三级指标, 指标值 over 前年."""
    words = words_of(piece.text)
    if OF_THE_PERIOD.fullmatch(words):
        return False  # it marks the whole table
    if not is_heading(piece.text):
        return True
    others = [words_of(other.text) for other in run if other is not piece]
    if GROUP_HEAD.fullmatch(words) and "指标" in words and any(map(_names_indicators, others)):
        return True
    behind = [words_of(other.text) for other in run[run.index(piece) + 1 :][:1]]
    return words == "年度绩效目标表" or (words == "指标值" and behind in (["前年"], ["上年"]))


def _names_indicators(words: str) -> bool:
    patterns = (INDICATORS["indicator"], NAMES[0]["indicator"])
    return words == "指标" or any(pattern.fullmatch(words) for pattern in patterns)


def _as_goal_columns(run: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    column = 0
    for piece in run:
        column += 1
        yield column, piece
        if words_of(piece.text) == "评价内容":
            column += 1  # 投入 and 时效目标 stand below one heading


def _as_result_columns(run: Sequence[Piece]) -> list[Piece]:
    """The headings of a result table from left to right, though a page may print two rows of them one after the other."""
    kept = list(run)
    marks = next((at for at, piece in enumerate(kept) if _is_of_marks(kept[at:])), len(kept))
    kept, second = kept[:marks], kept[marks:]
    roles = [result_role(piece.string) for piece in kept]
    kept = [
        piece for at, piece in enumerate(kept) if roles[at] in (None, *FURTHER) or roles[at] not in roles[at + 1 :]
    ]  # of two the later one counts: 指标值 below 年度指标值
    left = next((at for at, piece in enumerate(kept) if result_role(piece.string) == "level1"), 0)
    return _with_marks(kept[left:] + kept[:left], second)


def _is_of_marks(run: Sequence[Piece]) -> bool:
    return len(run) > 1 and all(MARKS["mark"].fullmatch(words_of(piece.text)) for piece in run[:2])


def _with_marks(first: list[Piece], second: list[Piece]) -> list[Piece]:
    """Below 偏差原因分析 stand the kinds of cause and 原因说明, below 完成目标可能性 how likely it is."""
    causes = [at for at, piece in enumerate(second) if result_role(piece.string) == "explanation"]
    if not causes:
        return [*first, *second]
    below = {"explanation": second[: causes[0] + 1], "mark": second[causes[0] + 1 :]}
    return [one for piece in first for one in below.get(result_role(piece.string) or "", [piece])]
