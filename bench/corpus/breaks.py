"""Page ends that cut rows: one row of a goal table becomes the pieces that two or three pages print.

Every cut leaves a document that a careful reader can put together again, by what is cut, by the numbering, or
by what is printed twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bench.corpus.draw import Draw
from bench.corpus.printing import Printed

Piece = list[str]
"""The cells of one printed row."""
Place = Callable[[Draw, "Row"], int | None]
"""Where a cut may fall: characters from the start of the indicators."""
Cut = Callable[[Draw, "Row"], list[Piece] | None]
"""None where the cut does not fit the row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row before it is cut; `money` has four cells in a coded table and none in a plain one."""

    name: str
    money: list[str]
    goal: str
    items: list[Printed]

    @property
    def indicators(self) -> str:
        """The text of the indicator cell."""
        return "".join(item.text for item in self.items)

    def piece(self, name: str, goal: str, indicators: str, *, money: bool = False) -> Piece:
        """One printed row of this table."""
        return [name, *(self.money if money else [""] * len(self.money)), goal, indicators]

    @property
    def whole(self) -> Piece:
        """The row as it is printed when no page ends in it."""
        return self.piece(self.name, self.goal, self.indicators, money=True)


def cut(draw: Draw, row: Row) -> list[Piece]:
    """The pieces of a row; whole where the cut that was drawn does not fit it."""
    return draw.choice(CUTS)(draw, row) or [row.whole]


# --- where to cut -----------------------------------------------------------------------------------


def place(draw: Draw, text: str, begin: int = 1, end: int | None = None) -> int | None:
    """A place between two characters where the rest does not look like a repeat of what is before."""
    end = len(text) - 1 if end is None else min(end, len(text) - 1)
    for _ in range(8):
        if end <= begin:
            return None
        at = draw.randint(begin, end)
        if not (text[at - 1].isspace() or text[at].isspace() or _repeats(text[:at], text[at:])):
            return at
    return None


def _repeats(before: str, after: str) -> bool:
    return before.endswith((after, after[:8])) or any(before.endswith(after[:size]) for size in range(8, 40))


def _inside(draw: Draw, row: Row, part: str) -> int | None:
    """A place inside the ordinal, level, name, label or value of some indicator but the first's ordinal."""
    at = draw.randrange(len(row.items))
    begin, end = getattr(row.items[at], part)
    if end - begin < 2 or (at == 0 and part == "ordinal"):
        return None
    inside = draw.randint(begin + 1, end - 1)
    trap = _trap(part, row.items[at].text[begin:end], inside - begin)
    if trap and not draw.trap(trap):
        return None
    return sum(len(item.text) for item in row.items[:at]) + inside


def _trap(part: str, text: str, at: int) -> str:
    """What makes this cut hard to see, if anything does."""
    if part == "value" and text.isdigit():
        return "a bare number cut"
    if part == "value" and re.search(r"[,.]\d+$", text[:at]):
        return "a number cut behind its comma or point"
    if part == "name" and text.startswith("1."):
        return "a numbered name cut"
    return ""


def _between(draw: Draw, row: Row) -> int | None:
    if len(row.items) < 2:
        return None
    return sum(len(item.text) for item in row.items[: draw.randrange(1, len(row.items))])


# --- cuts -------------------------------------------------------------------------------------------


def _goal(draw: Draw, row: Row) -> list[Piece] | None:
    at = place(draw, row.goal)
    if at is None:
        return None
    return [row.piece(row.name, row.goal[:at], row.indicators, money=True), row.piece("", row.goal[at:], "")]


def _indicators(where: Place, trap: str = "") -> Cut:
    def make(draw: Draw, row: Row) -> list[Piece] | None:
        at = where(draw, row)
        if at is None or (trap and not draw.trap(trap)):
            return None
        text = row.indicators
        goal_at = place(draw, row.goal) if draw.random() < 0.3 else None
        goal_at = len(row.goal) if goal_at is None else goal_at
        return [
            row.piece(row.name, row.goal[:goal_at], text[:at], money=True),
            row.piece("", row.goal[goal_at:], text[at:]),
        ]

    return make


def _three_pages(draw: Draw, row: Row) -> list[Piece] | None:
    first, second = sorted((_inside(draw, row, "name") or 0, _inside(draw, row, "value") or 0))
    text = row.indicators
    if not 0 < first < second:
        return None
    return [
        row.piece(row.name, row.goal, text[:first], money=True),
        row.piece("", "", text[first:second]),
        row.piece("", "", text[second:]),
    ]


def _before(draw: Draw, row: Row) -> list[Piece] | None:
    """The upper part stands before the row that carries the name; its rest goes on inside the numbering."""
    goal_at, at = place(draw, row.goal), _inside(draw, row, "name")
    if goal_at is None or at is None or at < len(row.items[0].text):
        return None
    text = row.indicators
    return [
        row.piece("", row.goal[:goal_at], text[:at]),
        row.piece(row.name, row.goal[goal_at:], text[at:], money=True),
    ]


def _reprinted(draw: Draw, row: Row) -> list[Piece] | None:
    """The next page prints the last indicators of the page before again."""
    if len(row.items) < 4:
        return None
    at = draw.randrange(3, len(row.items))
    again = at - draw.randint(1, 2)
    run = [item.truth for item in row.items[again:at]]
    if run[0].ordinal < 2 or len({one.group for one in run}) > 1:
        return None
    restarts = row.items[-1].truth.group > run[-1].group
    if restarts and not draw.trap("a restart behind a reprint"):
        return None
    texts = [item.text for item in row.items]
    return [
        row.piece(row.name, row.goal, "".join(texts[:at]), money=True),
        row.piece("", "", "".join(texts[again:])),
    ]


def _tail_again(_draw: Draw, row: Row) -> list[Piece] | None:
    last = row.items[-1]
    return [row.whole, row.piece("", "", last.text[last.label[0] + 1 :])]


def _name(draw: Draw, row: Row) -> list[Piece] | None:
    """The name is cut too: each column goes on where it stopped."""
    at, goal_at, indicators_at = place(draw, row.name, 2), place(draw, row.goal), _inside(draw, row, "name")
    if at is None or goal_at is None or indicators_at is None or indicators_at < len(row.items[0].text):
        return None
    if not draw.trap(f"a project's name cut, {'with' if row.money else 'without'} money"):
        return None
    text = row.indicators
    return [
        row.piece(row.name[:at], row.goal[:goal_at], text[:indicators_at], money=True),
        row.piece(row.name[at:], row.goal[goal_at:], text[indicators_at:]),
    ]


def _one_column_left(_draw: Draw, row: Row) -> list[Piece] | None:
    """A table of money whose empty last amount was lost: goal and indicators stand one column to the left."""
    if not row.money or row.money[3]:
        return None
    return [[row.name, *row.money[:3], row.goal, row.indicators, ""]]


def _fewer_cells(draw: Draw, row: Row) -> list[Piece] | None:
    """The rest of the goal in a row of five cells."""
    at = place(draw, row.goal)
    if not row.money or at is None:
        return None
    first = row.piece(row.name, row.goal[:at], row.indicators, money=True)
    return [first, ["", "", "", "", row.goal[at:]]]


def _part(part: str) -> Place:
    return lambda draw, row: _inside(draw, row, part)


CUTS: tuple[Cut, ...] = (
    _goal, _indicators(_between), *(_indicators(_part(part)) for part in ("name", "label", "value")),
    _indicators(_part("ordinal"), "the ordinal cut"), _indicators(_part("level"), "the level cut"),
    _three_pages, _before, _reprinted, _tail_again, _name, _one_column_left, _fewer_cells,
)  # fmt: skip
