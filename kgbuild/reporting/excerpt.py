"""The printed row around a finding, cut to a width, with the words that it is about marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild.printed import PrintedCell
from kgbuild.reporting.located import Located, Shown
from kgbuild.whereabouts import Place

GAP = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a cell; marked if the finding is about them."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """One cell of an excerpt."""

    column: int
    heading: str
    pieces: tuple[Piece, ...]

    @property
    def has_mark(self) -> bool:
        """Whether the finding is about words of this cell."""
        return any(piece.marked for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A row, or what the graph holds of it where the row was not kept."""

    place: Place
    windows: tuple[Window, ...]


def excerpts(one: Located, *, marked: int, around: int, others: int) -> list[Excerpt]:
    """The row of the first place in each document.

    At most so many characters: `marked` of each stretch that the finding is about, `around` it on each side, `others`
    of cells that it does not speak of.
    """
    return [_excerpt(shown, one.places, marked, around, others) for shown in one.shown]


def _excerpt(shown: Shown, places: Sequence[Place], marked: int, around: int, others: int) -> Excerpt:
    place = shown.place
    if shown.row is None:
        piece = Piece(_shortened(" ".join(place.exact.split()), marked), marked=True)
        return Excerpt(place, (Window(place.column, "", (piece,)),))
    here = [one for one in places if (one.document, one.table, one.row) == (place.document, place.table, place.row)]
    windows = []
    for cell in shown.row.cells:
        marks = _merged([cell.shown(one.start, one.end) for one in here if one.column == cell.column])
        pieces = _pieces(cell, marks, marked, around) if marks else (Piece(_clipped(cell.text, others)),)
        windows.append(Window(cell.column, shown.headings.get(cell.column, ""), tuple(pieces)))
    return Excerpt(place, tuple(windows))


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, none empty, none overlapping."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(one for one in ranges if one[0] < one[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _pieces(cell: PrintedCell, marks: list[tuple[int, int]], marked: int, around: int) -> list[Piece]:
    """The marks and the text beside them."""
    text, pieces, at = cell.text, [], 0
    for start, end in marks:
        between = text[at:start]
        if at and len(between) > 2 * around:
            between = between[:around] + GAP + between[-around:]
        elif not at and len(between) > around:
            between = GAP + between[-around:]
        pieces += [Piece(between), Piece(_shortened(text[start:end], marked), marked=True)]
        at = end
    rest = text[at:]
    pieces.append(Piece(rest if len(rest) <= around else rest[:around] + GAP))
    return [piece for piece in pieces if piece.text]


def _shortened(text: str, length: int) -> str:
    """Beginning and end: an indicator begins with its name and ends with its value."""
    if len(text) <= length:
        return text
    tail = (length - 1) // 2
    return text[: length - 1 - tail] + GAP + text[len(text) - tail :]


def _clipped(text: str, length: int) -> str:
    return text if len(text) <= length else text[: max(length - 1, 1)] + GAP
