"""Rows of new cells out of pieces: each cell knows where it stands now, and the characters it was printed with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kgbuild.model.table import Cell, Row, Run, Text


@dataclass(slots=True)
class Writer:
    """The new rows, with cells that know where they stand and what they were printed with."""

    table: int
    rows: list[Row] = field(default_factory=list)

    def write(self, *texts: Text | None) -> None:
        """One row; None is a cell that prints nothing."""
        number = len(self.rows) + 1
        cells: list[Cell] = []
        placed: list[Text] = []
        for column, text in enumerate(texts, 1):
            if not text:
                continue
            moved = _moved(text, self.table, number, column)
            cells.append(moved.runs[0].cell)
            placed.append(moved)
        if cells:
            self.rows.append(Row(number, tuple(cells), tuple(placed)))


def _moved(text: Text, table: int, row: int, column: int) -> Text:
    """The text in a cell of its own; one for each stretch of an old cell."""
    runs: list[Run] = []
    group: list[Run] = []
    for run in text.runs:
        if group and group[-1].cell is not run.cell:
            runs += _in_new_cell(group, table, row, column)
            group = []
        group.append(run)
    return Text(text.string, (*runs, *_in_new_cell(group, table, row, column)))


def _in_new_cell(group: list[Run], table: int, row: int, column: int) -> list[Run]:
    old = group[0].cell
    start, end = group[0].start, group[-1].start + group[-1].source_length
    cell = Cell(table, row, column, old.raw[start - old.origin : end - old.origin], start)
    return [Run(run.at, run.length, run.start, run.source_length, cell) for run in group]


def joined_piece(pieces: list[Text], span: tuple[int, int]) -> Text:
    """The pieces of one cell as one text; a space that stood between them in one cell stays."""
    whole, *rest = [piece for piece in pieces[slice(*span)] if piece] or [Text("")]
    for piece in rest:
        before, after = whole.runs[-1], piece.runs[0]
        gap = after.start - before.start - before.source_length
        if before.cell is after.cell and gap == 1 and not _is_wrapped(whole, piece):
            whole = whole + Text(" ", (Run(0, 1, after.start - 1, 1, after.cell),))
        whole = whole + piece
    return whole


def _is_wrapped(before: Text, after: Text) -> bool:
    return bool(re.match(r"[\u4e00-\u9fff]", after.string) and re.search(r"[\u4e00-\u9fff]$", before.string))
