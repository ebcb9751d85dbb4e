"""A flattened table whose pieces follow each other without rows: what begins a row shows by its words."""

from __future__ import annotations

from kgbuild.layouts.flattened.fitting import fit
from kgbuild.layouts.flattened.headings import Headers, header_of, headings_at, role_at
from kgbuild.layouts.flattened.landmarks import (
    block_at,
    ends_table,
    goal_at,
    is_amount,
    is_money,
    is_of_total,
    no_record_at,
    source_at,
    total_at,
    total_row,
)
from kgbuild.layouts.flattened.writing import Writer, joined_piece
from kgbuild.layouts.results.wordings import AMOUNTS, LABELS, MONEY
from kgbuild.model.table import Text


class Stream:
    """Pieces without rows: what begins a row shows by its words."""

    def __init__(self, pieces: list[Text], writer: Writer, *, empties: bool) -> None:
        self.pieces = pieces
        self.writer = writer
        self.empties = empties
        self.at = 0
        self.roles: list[str] = []

    def read(self) -> None:
        """Write the rows of all pieces."""
        while self.at < len(self.pieces):
            if header := header_of(self.pieces, self.at):
                self._read_indicators(header)
            elif is_money(found := headings_at(self.pieces, self.at, MONEY)):
                self._read_money(found)
            elif goal := goal_at(self.pieces, self.at):
                self._read_goal(goal)
            else:
                self._read_label()

    def _take(self, behind: int) -> Text:
        text = joined_piece(self.pieces, (self.at, behind))
        self.at = behind
        return text

    def _landmark(self, start: int) -> int:
        """The next piece from `start` on that begins something else."""
        at = start
        while at < len(self.pieces) and not self._begins(at):
            at += 1
        return at

    def _begins(self, at: int) -> bool:
        pieces = self.pieces
        if not pieces[at] or len(pieces[at]) > 40:
            return False
        return bool(
            role_at(pieces, at, LABELS)
            or header_of(pieces, at)
            or is_money(headings_at(pieces, at, MONEY))
            or goal_at(pieces, at)
            or block_at(pieces, at)
            or no_record_at(pieces, at)
            or ends_table(pieces, at)
        )

    def _read_label(self) -> None:
        """A label with its value; anything else is a row of its own."""
        pieces = self.pieces
        label = role_at(pieces, self.at, LABELS) or no_record_at(pieces, self.at)
        if (block := block_at(pieces, self.at)) and (label is None or block >= label[1]):
            self.writer.write(self._take(block))
            return
        if self.roles and (total := total_at(pieces, self.at)):
            self._read_total(total)
            return
        if label is None:
            end = self._landmark(self.at + 1) if ends_table(pieces, self.at) else self.at + 1
            self.writer.write(*[piece for piece in pieces[self.at : end] if piece])
            self.at = end
            return
        text = self._take(label[1])
        one = self.empties or label[0] in ("total", "rate", "adjusted", "spent", "grade")
        end = min(self.at + 1, len(pieces)) if one else self._landmark(self.at)
        if end == self.at or not any(pieces[self.at : end]):
            self.writer.write(text)
            self.at = end
        else:
            self.writer.write(text, self._take(end))

    def _read_goal(self, spans: list[tuple[int, int]]) -> None:
        end = spans[-1][1]
        for piece in self.pieces[self.at : spans[0][0]]:
            self.writer.write(piece)
        self.writer.write(*(joined_piece(self.pieces, span) for span in spans))
        self.at = end
        behind = min(end + len(spans), len(self.pieces)) if self.empties else self._landmark(end)
        values = self.pieces[end:behind]
        self.at = behind
        if len(values) == len(spans):
            self.writer.write(*values)
        else:
            for value in values:
                self.writer.write(None, None, None, None, value)

    def _read_money(self, found: Headers) -> None:
        pieces = self.pieces
        for span in found.others:
            self.writer.write(joined_piece(pieces, span))
        self.writer.write(None, *(joined_piece(pieces, span) for span in found.roles.values()))
        self.at = found.end
        roles = list(found.roles)
        while self.at < len(pieces):
            label = source_at(pieces, self.at)
            if label is None:
                note = next((at for at in range(self.at, min(self.at + 3, len(pieces))) if source_at(pieces, at)), None)
                if note is None or any(self._begins(at) for at in range(self.at, note)):
                    return
                self.writer.write(*(None for _ in range(len(roles) + 1)), *pieces[self.at : note])
                self.at = note
                continue
            text = self._take(label)
            values, self.at = self._amounts(roles)
            self.writer.write(text, *values)

    def _amounts(self, roles: list[str]) -> tuple[list[Text | None], int]:
        """The amounts of one row, each below its heading; where that cannot be told, behind all columns."""
        pieces, at = self.pieces, self.at
        if self.empties:
            end = at
            while end < min(at + len(roles), len(pieces)) and not source_at(pieces, end) and not self._begins(end):
                end += 1
            return list(pieces[at:end]), end
        end = at
        while end < len(pieces) and end - at < len(roles) and is_amount(pieces[end]):
            end += 1
        values = pieces[at:end]
        cells: list[Text | None] = [None] * len(roles)
        for places in _ways_to_place(roles, values):
            if len(values) == len(places):
                for place, value in zip(places, values, strict=True):
                    cells[place] = value
                return cells, end
        return [*cells, *values], end

    def _read_indicators(self, header: Headers) -> None:
        pieces = self.pieces
        roles = self.roles = list(header.roles)
        self.writer.write(
            *(joined_piece(pieces, span) for span in header.roles.values()),
            *(joined_piece(pieces, span) for span in header.others),
        )
        self.at = header.end
        end = self.at
        while end < len(pieces) and not ends_table(pieces, end) and not header_of(pieces, end):
            end += 1
        region = pieces[self.at : end]
        for row in fit(region, roles, empties=self.empties):
            if row.sure:
                self.writer.write(
                    *(
                        joined_piece(region, row.cells[place]) if place in row.cells else None
                        for place in range(len(roles))
                    )
                )
            else:
                self.writer.write(*(None for _ in roles), *region[row.begin : row.end])
        self.at = end

    def _read_total(self, behind_label: int) -> None:
        pieces, end = self.pieces, behind_label
        while (
            end < len(pieces) and (not pieces[end] or is_of_total(pieces[end])) and end - behind_label < len(self.roles)
        ):
            end += 1
        self.writer.write(*total_row(pieces, (self.at, behind_label), end, self.roles))
        self.at = end


def _ways_to_place(roles: list[str], values: list[Text]) -> list[list[int]]:
    """The columns that values may fill when empty cells are lost: all, all but notes, the amounts, these with the rate."""
    ways = [
        list(range(len(roles))),
        [place for place, role in enumerate(roles) if role != "method"],
        [place for place, role in enumerate(roles) if role in AMOUNTS],
    ]
    if values and values[-1].string.endswith("%"):
        ways.append([place for place, role in enumerate(roles) if role in (*AMOUNTS, "rate")])
    return ways
