"""Which piece of a flattened table is which cell: the cheapest way to deal the pieces out to the columns, row after row.

A page that prints a table as text loses what merged cells and empty cells said. Every choice has a price (`prices`); the
cheapest dealing of all pieces is found exactly, as a shortest path over pieces and columns, in time linear in the pieces.
A row whose dealing is dear, or no cheaper than another one, is not sure: nobody should read numbers out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf
from typing import Final

from kgbuild.layouts.flattened import fitting, prices
from kgbuild.layouts.flattened.grid import Columns, Dealt, Page, Placing
from kgbuild.layouts.flattened.pieces import Piece
from kgbuild.layouts.flattened.words import LEVEL1, LEVEL2, is_category, words

_LONGEST: Final = 6
"""How many pieces one cell may have been cut into."""
_ROW: Final = 0.1
_STRAY: Final = 5.0
_WRAPPED: Final = 1.0
_FULL_LINE: Final = 0.02
_NAME_ALONE: Final = 2.0
_LIKELY: Final = 1.5
_NUMBER_CUT: Final = re.compile(r"[\d.]\|[\d.%％]")
_TIE: Final = 0.05
_ASTRAY: Final = -1
_TAKE, _LEAVE, _END = 0, 1, 2
_NOTES: Final = ("explanation", "method", "remark")
_FURTHER_LEFT: Final = 0.06
_DEAR_RESULT: Final = 3.5
_DEAR_GOAL: Final = 6.5
"""What a row may cost at most to be read; a goal without a value is one, and is reported."""


def deal(pieces: Sequence[Piece], columns: Columns, pages: Sequence[Page]) -> list[Dealt]:
    """The rows that the pieces make, on the kind of page that leaves the fewest pieces loose (the first of equals)."""
    dealings = []
    for page in pages:
        filled = pieces if page.keeps_empty else [piece for piece in pieces if piece.string]
        dealings.append(list(_Paths(filled, columns, page).rows()))
    return min(dealings, key=lambda rows: sum(len(row.loose) for row in rows))


class _Paths:
    """Shortest paths: `best[at][place]` is the least price of all from a piece on, from a column of a row on."""

    def __init__(self, pieces: Sequence[Piece], columns: Columns, page: Page) -> None:
        self.pieces = pieces
        self.columns = columns
        self.page = page
        self.dear = _DEAR_RESULT if columns.of_results else _DEAR_GOAL
        width, length = len(columns.kinds), len(pieces)
        self.lead, self.gap = self._left_out(is_first=True), self._left_out(is_first=False)
        self.best = [[inf] * (width + 1) for _ in range(length + 1)]
        self.choice = [bytearray(width) for _ in range(length + 1)]
        self.count = [bytearray(width) for _ in range(length + 1)]  # how many pieces a cell takes here
        self.cut_number = [bytearray(width) for _ in range(length + 1)]  # it may be one number, or two
        self.tied = [bytearray(width + 1) for _ in range(length + 1)]
        self.begins = [_ASTRAY] * (length + 1)  # the first column of a row that begins at a piece
        for at in range(length, -1, -1):
            self._price_all(at)

    def _left_out(self, *, is_first: bool) -> list[float]:
        """What it costs that a cell is not there; of columns alike, the one further left is taken for it."""
        of_results, keeps_empty, kinds = self.columns.of_results, self.page.keeps_empty, self.columns.kinds
        two_sets = kinds.count("indicator") > 1
        return [
            prices.left_out(kind, of_results=of_results, is_first=is_first, keeps_empty=keeps_empty, two_sets=two_sets)
            + _FURTHER_LEFT * (kind in ("mark", "aside")) * kinds[at + 1 :].count(kind)
            for at, kind in enumerate(kinds)
        ]

    def _price_all(self, at: int) -> None:
        best, width = self.best[at], len(self.columns.kinds)
        taken = [self._price_of_taking(at, place) for place in range(width)]
        best[width] = self._price_of_a_row(at, taken)
        wrapped = self._price_of_a_line_end(at)
        for place in range(width - 1, -1, -1):
            ways = (
                (taken[place] + wrapped, _TAKE),
                (self.gap[place] + best[place + 1], _LEAVE),
                (self._price_of_ending(at, place) + best[width], _END),
            )
            best[place], self.choice[at][place] = min(ways)
            if place not in self.columns.money:  # of sums only the first is read if one is not there
                self.tied[at][place] = _is_tie([price for price, _ in ways])

    def _price_of_taking(self, at: int, place: int) -> float:
        """The price of all from here on if a cell of this column is here; `count` keeps how many pieces it takes."""
        kind, cheapest, string, more = self.columns.kinds[place], inf, "", 0.0
        for behind in range(at + 1, min(at + self._longest(kind), len(self.pieces)) + 1):
            piece = self.pieces[behind - 1]
            if behind == at + 1 or self._is_rest(piece) or fitting.is_sign(string):
                string += piece.string
                more += _FULL_LINE * (behind > at + 1)
            else:
                more += self._price_of_a_part(kind, self.pieces[at], piece)
            if more > self.dear:
                break  # such a row is never sure
            price = self._price(place, string) + more + self.best[behind][place + 1]
            if self._is_rest(piece) and _NUMBER_CUT.search(self.pieces[behind - 2].string + "|" + piece.string):
                self.cut_number[at][place] |= behind > at + 1 and abs(price - cheapest) < _LIKELY
            if price < cheapest:
                cheapest, self.count[at][place] = price, behind - at
        return cheapest

    def _longest(self, kind: str) -> int:
        if self.page.keeps_empty:
            return 1
        return _LONGEST if prices.may_be_cut(kind) else 2

    def _is_rest(self, piece: Piece) -> bool:
        """Whether a piece may be the rest of a cell that the end of a full line cut."""
        return piece.goes_on and not is_category(words(piece.string))

    def _price_of_a_part(self, kind: str, first: Piece, piece: Piece) -> float:
        if not prices.may_be_cut(kind):
            return inf
        return prices.cut(kind, first.string, piece.string) + _WRAPPED * (self.page.rows_are_lines and piece.opens)

    def _price(self, place: int, string: str) -> float:
        kind = self.columns.kinds[place]
        if not string:
            return self._price_of_empty(kind)
        if kind == "level2" and self.columns.satisfaction_is_level1 and "满意" in string:
            return fitting.MISFIT  # without a branch of its own it is the branch
        notes = self.columns.kinds[place + 1 : place + 2]
        if kind in fitting.VALUES and notes and notes[0] in _NOTES and fitting.is_sentence(string):
            return fitting.MISFIT  # whose value may be missing
        return fitting.price(kind, string)

    def _price_of_empty(self, kind: str) -> float:
        return prices.empty(kind, of_results=self.columns.of_results)

    def _price_of_a_row(self, at: int, taken: Sequence[float]) -> float:
        """The price of all from here on if a row begins here, or, dear, if the piece is in no row."""
        if at == len(self.pieces):
            return 0.0
        ways, lead = [(_STRAY + self.best[at + 1][-1], _ASTRAY)], 0.0
        if self.pieces[at].opens or not self.page.rows_are_lines:
            for place, price in enumerate(taken):
                ways.append((lead + prices.begin(self.columns.kinds[place]) + price, place))
                lead += self.lead[place]
        cheapest, self.begins[at] = min(ways)
        self.tied[at][-1] = _is_tie([price for price, _ in ways])
        return _ROW + cheapest

    def _price_of_a_line_end(self, at: int) -> float:
        if at == len(self.pieces) or not self.page.rows_are_lines or not self.pieces[at].opens:
            return 0.0
        if self.page.keeps_empty:
            return inf
        return _FULL_LINE if self.pieces[at].goes_on else _WRAPPED

    def _price_of_ending(self, at: int, place: int) -> float:
        """The price of a row that ends before its last columns: behind a category or a project, or with its line."""
        kinds = self.columns.kinds
        alone = prices.alone(kinds[place - 1], self.pieces[at - 1].string) if place and at else inf
        if not self.page.keeps_empty:
            return alone
        ends_line = self.page.rows_are_lines and (at == len(self.pieces) or self.pieces[at].opens)
        name_alone = _NAME_ALONE * (place > 0 and kinds[place - 1] == "indicator")
        return min(alone, name_alone + sum(map(self._price_of_empty, kinds[place:]))) if ends_line else inf

    # --- the way back -------------------------------------------------------------------------------------

    def rows(self) -> Iterator[Dealt]:
        """The rows of the cheapest dealing."""
        at = 0
        while at < len(self.pieces):
            if self.begins[at] == _ASTRAY:
                yield self._astray(self.pieces[at])
                at += 1
                continue
            cells, behind, is_sure = self._row(at)
            dear = self.best[at][-1] - self.best[behind][-1] > self.dear
            yield self._without_unsure_money(cells) if is_sure and not dear else self._only_categories(cells)
            at = behind

    def _row(self, at: int) -> tuple[list[Placing], int, bool]:
        """The cells of the row that begins at a piece, the piece behind it, and whether no other reading is as good."""
        cells: list[Placing] = []
        place, choice, is_sure = self.begins[at], _TAKE, not self.tied[at][-1]
        while choice != _END:
            if choice == _TAKE:
                behind = at + self.count[at][place]
                cells.append((place, tuple(self.pieces[at:behind])))
                is_sure &= not (self._is_misfit(*cells[-1]) or self.cut_number[at][place])
                at = behind
            place += 1
            if place == len(self.columns.kinds):
                break
            is_sure &= not self.tied[at][place]
            choice = self.choice[at][place]
        return [cell for cell in cells if any(piece.string for piece in cell[1])], at, is_sure

    def _astray(self, piece: Piece) -> Dealt:
        """A piece in no row; a category holds for the rows below even so."""
        found = words(piece.string)
        is_level = {"level1": LEVEL1.fullmatch(found) is not None, "level2": LEVEL2.fullmatch(found) is not None}
        for place, kind in enumerate(self.columns.kinds):
            if is_level.get(kind) and sum(is_level.values()) == 1:
                return Dealt(((place, (piece,)),))
        return Dealt((), (piece,))

    def _is_misfit(self, place: int, cell: Sequence[Piece]) -> bool:
        """Whether a cell, or a part of it, is not believed to be what its column says."""
        kind, string, parts = self.columns.kinds[place], cell[0].string, []
        if kind == "indicator" and not self.columns.of_results and fitting.is_filler(words(string)):
            return True  # the rows of result tables know such lines
        for piece in cell[1:]:
            if self._is_rest(piece) or fitting.is_sign(string):
                string += piece.string
            else:
                parts.append(prices.cut(kind, cell[0].string, piece.string))
        return max(self._price(place, string), *parts, 0.0) >= fitting.MISFIT

    def _only_categories(self, cells: Sequence[Placing]) -> Dealt:
        """A row that is not sure: its categories are, and hold for the rows below."""
        sure: list[Placing] = []
        for place, cell in cells:
            if self.columns.kinds[place] not in ("level1", "level2") or self._price(place, cell[0].string) > 1.0:
                break
            sure.append((place, cell))
        return Dealt(tuple(sure), tuple(piece for _, cell in cells[len(sure) :] for piece in cell if piece.string))

    def _without_unsure_money(self, cells: Sequence[Placing]) -> Dealt:
        """Fewer sums than columns of money, and no empty cells kept: only the first, the whole, is sure."""
        money = self.columns.money
        held = [cell for cell in cells if cell[0] in money]
        if self.page.keeps_empty or not 1 < len(held) < len(money):
            return Dealt(tuple(cells))
        unsure = [cell for cell in held if cell[0] != money[0]]
        return Dealt(
            tuple(cell for cell in cells if cell not in unsure), tuple(piece for _, cell in unsure for piece in cell)
        )


def _is_tie(ways: Sequence[float]) -> bool:
    """Whether another way is about as cheap as the cheapest."""
    cheapest, second = sorted(ways)[:2] if len(ways) > 1 else (inf, inf)
    return second < inf and second - cheapest < _TIE
