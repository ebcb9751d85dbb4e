"""The pieces of a flattened table, and how they are told apart: by bars, by lines, or by spaces alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from kgbuild.model.table import Row, Table, Text

MOST_PIECES: Final = 50_000
"""Pieces of one document: some two hundred tables. A longer text is left as it is."""
_WORD: Final = re.compile(r"\S+")
_BAR: Final = re.compile(r" \|| \| |\|\s*$|^\s*\|")


class Cut(Enum):
    """How the cells of a flattened table are told apart."""

    ROWS = "bars between the cells of a row, a row a line"
    CELLS = "a bar behind each cell, a cell a line"
    LINES = "a cell a line"
    SPACES = "spaces alone"


@dataclass(frozen=True, slots=True)
class Flat:
    """The pieces line by line. Only the cuts with bars know of empty cells."""

    cut: Cut
    lines: list[list[Text]]

    @property
    def empties(self) -> bool:
        """Whether empty cells are pieces."""
        return self.cut in (Cut.ROWS, Cut.CELLS)


def flat(table: Table, is_header: Callable[[list[Text]], bool]) -> Flat | None:
    """The pieces of a table of single-cell rows; None if it has rows of several cells, or no header in its lines."""
    if any(sum(map(bool, row.texts)) > 1 for row in table.rows):
        return None
    texts = [_whole(row) for row in table.rows]
    if sum(text.string.count(" ") + text.string.count("|") + 1 for text in texts) > MOST_PIECES:
        return None
    if sum(bool(_BAR.search(text.string)) for text in texts) * 2 > len(texts):
        lines = [list(_by_bars(text)) for text in texts]
        over_two = [above + line for above, line in pairwise(lines) if len(above) > 2 and len(line) > 2]
        if any(map(is_header, lines + over_two)):
            return Flat(Cut.ROWS, lines)
        return Flat(Cut.CELLS, lines) if is_header([piece for line in lines for piece in line if piece]) else None
    words = [[text[match.start() : match.end()] for match in _WORD.finditer(text.string)] for text in texts]
    if any(is_header(line) for line in words):
        return Flat(Cut.SPACES, words)
    if is_header(texts):
        return Flat(Cut.LINES, [[text] for text in texts])
    if is_header([word for line in words for word in line]):
        return Flat(Cut.SPACES, words)
    return None


def _whole(row: Row) -> Text:
    return next((text for text in row.texts if text), row.texts[0])


def _by_bars(text: Text) -> Iterator[Text]:
    """The cells of a line, without the empty ones at its end that only fill it up (one is kept if it is all)."""
    bounds = [match.start() for match in re.finditer(r"\|", text.string)]
    pieces = [
        text[begin:end].stripped()
        for begin, end in zip([0, *(at + 1 for at in bounds)], [*bounds, len(text)], strict=True)
    ]
    while len(pieces) > 1 and not pieces[-1]:
        pieces.pop()
    yield from pieces
