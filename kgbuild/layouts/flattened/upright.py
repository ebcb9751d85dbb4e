"""Labels that stand upright beside a table (绩效指标, 年度总体目标, a character or two a line): a page prints them among the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kgbuild.layouts.flattened.pieces import Piece, together
from kgbuild.layouts.flattened.words import words_of

_LABELS: Final = ("年度绩效指标", "绩效指标", "年度总体目标", "年度绩效目标", "总体目标")
_STROKES: Final = tuple(
    tuple(label[at : at + size] for at in range(0, len(label), size)) for size in (1, 2) for label in _LABELS
)
"""A label as it is cut: 绩 · 效 · 指 · 标 or 绩效 · 指标."""
_MOST_BETWEEN: Final = 150
"""Pieces from the first character to the last: half a page of rows."""


def without_upright(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces without upright labels, and these labels, each whole again."""
    taken: set[int] = set()
    labels: list[Piece] = []
    for at, piece in enumerate(pieces):
        if at not in taken and piece.opens and (found := _label(pieces, at)):
            taken.update(found)
            labels.append(together(pieces[one] for one in found))
    return [piece for at, piece in enumerate(pieces) if at not in taken], labels


def _label(pieces: Sequence[Piece], at: int) -> list[int]:
    """Where the parts of a label stand that begins at a piece; nothing if it is none."""
    words = words_of(pieces[at].text)
    return next((found for strokes in _STROKES if strokes[0] == words and (found := _places(pieces, at, strokes))), [])


def _places(pieces: Sequence[Piece], at: int, strokes: Sequence[str]) -> list[int]:
    """The same for one way of cutting; the parts stand at the beginnings of lines, the second perhaps beside the first."""
    found = [at]
    for place in range(at + 1, min(at + 1 + _MOST_BETWEEN, len(pieces))):
        if not pieces[place].opens and place != at + 1:
            continue
        words = words_of(pieces[place].text)
        if words == strokes[len(found)]:
            found.append(place)
            if len(found) == len(strokes):
                return found
        elif words == strokes[0]:
            break  # the next label begins before this one has ended
    return []
