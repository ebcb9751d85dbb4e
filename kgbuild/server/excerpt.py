"""A row of the printed table put together again from the pieces that were read, with the words in question marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

_AROUND: Final = 120
"""Characters kept on each side of a mark, and of the beginning of a column without one."""


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """Characters of one column that were read: where they begin and end in the source text, and what they are."""

    column: int
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row: marked, plain, or (no text) left out."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the row."""

    number: int
    runs: tuple[Run, ...]


def columns(pieces: Iterable[Piece], marked: Iterable[Piece]) -> list[Column]:
    """The columns of a row, left to right."""
    marks = set(marked)
    ordered = sorted({*pieces, *marks})
    return [
        Column(number, tuple(_runs(list(group), marks)))
        for number, group in groupby(ordered, key=lambda piece: piece.column)
    ]


def _runs(pieces: list[Piece], marks: set[Piece]) -> Iterator[Run]:
    letters: dict[int, str] = {}
    for piece in pieces:
        letters.update(zip(range(piece.start, piece.end), piece.exact, strict=False))
    lit = {place for piece in pieces if piece in marks for place in range(piece.start, piece.end)}
    kept = sorted(_kept(letters, [piece for piece in pieces if piece in marks]))
    if kept and kept[0] != min(letters):
        yield Run("")
    for position, (_, group) in enumerate(groupby(enumerate(kept), key=lambda pair: pair[1] - pair[0])):
        if position:
            yield Run("")
        places = [place for _, place in group]
        for is_lit, part in groupby(places, key=lit.__contains__):
            yield Run("".join(letters[place] for place in part), is_lit)
    if kept and kept[-1] != max(letters):
        yield Run("")


def _kept(letters: dict[int, str], marks: list[Piece]) -> set[int]:
    """The places that are shown: what is marked and what stands around it."""
    if not marks:
        first = min(letters, default=0)
        return {place for place in letters if place < first + _AROUND}
    windows = [(mark.start - _AROUND, mark.end + _AROUND) for mark in marks]
    return {place for place in letters if any(first <= place < last for first, last in windows)}
