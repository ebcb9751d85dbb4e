"""What is known of the grid that a page lost: its columns, and what the page still tells of cells and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild.layouts.flattened.pieces import Parting, Piece


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table, by what their cells hold."""

    roles: tuple[str, ...]
    kinds: tuple[str, ...]
    of_results: bool
    satisfaction_is_level1: bool = False

    @property
    def money(self) -> list[int]:
        """The columns of money of a list of projects."""
        of_year = {f"project.{role}" for role in ("total", "fiscal", "special_account", "other")}
        return [at for at, role in enumerate(self.roles) if role in of_year]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page tells of cells and rows: whether empty cells are printed, whether rows begin only where lines do."""

    keeps_empty: bool
    rows_are_lines: bool


def pages_of(parting: Parting, pieces: Sequence[Piece]) -> list[Page]:
    """The kinds of page that the rows may come from, the likeliest first; rows go on in the line of their headings, or not."""
    lines = not parting.of_cells and all(piece.opens for piece in pieces[:1])
    pages = [Page(keeps_empty, lines) for keeps_empty in ((True, False) if parting.keeps_empty else (False,))]
    if lines and any(piece.goes_on for piece in pieces):
        pages.append(Page(keeps_empty=False, rows_are_lines=False))
    return pages


Placing = tuple[int, tuple[Piece, ...]]
"""The place of a column, and the pieces of its cell."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """One row: its cells, and the pieces that nobody can place."""

    cells: tuple[Placing, ...]
    loose: tuple[Piece, ...] = ()
