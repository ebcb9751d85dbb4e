"""A flattened table with a row a line: only what hangs down from above is missing, so that its rows are too short."""

from __future__ import annotations

from math import inf
from typing import Final

from kgbuild.layouts.flattened.fitting import Fitted, fit
from kgbuild.layouts.flattened.headings import Headers, header_of, headings_at
from kgbuild.layouts.flattened.landmarks import begins_sheet, ends_table, is_money, is_source, total_row
from kgbuild.layouts.flattened.writing import Writer, joined_piece
from kgbuild.layouts.results.wordings import COMPLETION, GOAL, MONEY, TOTAL_ROW
from kgbuild.model.table import Text
from kgbuild.text import comparable

_HANGING: Final = 5
"""How many cells of a row may hang down from the rows above: categories, their points, how points are given."""


class Lines:
    """Rows that are whole lines: only what hangs down from above is missing, so that they are too short."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.roles: list[str] = []
        self.money: list[str] = []
        self.above: list[Text] = []

    def read(self, line: list[Text]) -> None:
        """Write the rows of one line."""
        above, self.above = self.above, line
        if self._read_header(line) or (len(above) > 2 and len(line) > 2 and self._read_header(above + line)):
            return
        if self._read_money(line) or self._read_goal(line):
            return
        if self.roles and not ends_table(line, 0):
            self._read_indicator(line)
        elif self.roles and TOTAL_ROW.fullmatch(comparable(line[0].string)):
            self.writer.write(*total_row(line, (0, 1), len(line), self.roles))
        else:
            if begins_sheet(line, 0):
                self.roles = []
            self.writer.write(*[piece for piece in line if piece])

    def _read_header(self, line: list[Text]) -> bool:
        """The headings of the indicators, in one line or in two."""
        header, at = next(((found, at) for at in range(len(line)) if (found := header_of(line, at))), (None, 0))
        if header is None or (header.end < len(line) and line[header.end]):
            return False
        self.roles, self.money = list(header.roles), []
        others = [*line[:at], *(joined_piece(line, span) for span in header.others)]
        self.writer.write(*(joined_piece(line, span) for span in header.roles.values()), *others)
        return True

    def _read_money(self, line: list[Text]) -> bool:
        for at in range(len(line)):
            found = headings_at(line, at, MONEY)
            if is_money(found):
                self._read_money_heading(line, at, found)
                return True
        label = next((at for at, piece in enumerate(line) if piece and is_source(line, at)), None)
        if not self.money or label is None:
            return False
        self.writer.write(*line[label:])
        return True

    def _read_money_heading(self, line: list[Text], at: int, found: Headers) -> None:
        """The headings take the columns behind a label's; labels of blocks go into rows of their own."""
        self.money = list(found.roles)
        for piece in (*line[:at], *(joined_piece(line, span) for span in found.others)):
            self.writer.write(piece)
        self.writer.write(None, *(joined_piece(line, span) for span in found.roles.values()), *line[found.end :])

    def _read_goal(self, line: list[Text]) -> bool:
        """The heading 预期目标 | 实际完成情况 takes the columns that its values get in the line below."""
        words = [comparable(piece.string) for piece in line]
        done = [at for at, word in enumerate(words) if COMPLETION.fullmatch(word)]
        aims = [at for at, word in enumerate(words) if GOAL.fullmatch(word) and done and at < done[-1]]
        if aims and not self.roles:
            for piece in line[: aims[-1]]:
                self.writer.write(piece)
            self.writer.write(*line[aims[-1] : done[-1] + 1])
            return True
        return False

    def _read_indicator(self, line: list[Text]) -> None:
        width = len(self.roles)
        padded = line + [Text("")] * (width - len(line))
        filled = max((at + 1 for at, piece in enumerate(padded) if piece), default=0)
        widths = range(max(filled, width - _HANGING), max(width, filled) + 1)
        best = min((fit(padded[:cut], self.roles, empties=True) for cut in widths), key=_fitness)
        one = best[0]
        if len(best) == 1 and one.sure:
            self.writer.write(*(padded[one.cells[place][0]] if place in one.cells else None for place in range(width)))
        else:
            self.writer.write(*(None for _ in range(width)), *[piece for piece in line if piece])


def _fitness(rows: list[Fitted]) -> tuple[int, float]:
    return len(rows) or 99, rows[0].cost if rows else inf
