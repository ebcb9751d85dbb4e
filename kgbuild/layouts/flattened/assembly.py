"""Rows out of the pieces of a flattened table, by the way it was cut."""

from __future__ import annotations

from kgbuild.layouts.flattened.lines import Lines
from kgbuild.layouts.flattened.pieces import Cut, Flat
from kgbuild.layouts.flattened.stream import Stream
from kgbuild.layouts.flattened.writing import Writer
from kgbuild.layouts.results.wordings import FILLER, NOTHING
from kgbuild.model.table import Row, Text
from kgbuild.text import comparable


def assembled(flat: Flat, table: int) -> list[Row]:
    """The rows, as a table with all its columns would have them."""
    writer = Writer(table)
    if flat.cut is Cut.ROWS:
        assembly = Lines(writer)
        for line in flat.lines:
            assembly.read(line)
    else:
        pieces = [piece for line in flat.lines for piece in line]
        if not flat.empties:
            pieces = [
                piece
                for piece in pieces
                if (piece and not FILLER.fullmatch(comparable(piece.string))) or _is_dash(piece)
            ]
        Stream(pieces, writer, empties=flat.empties).read()
    return writer.rows


def _is_dash(piece: Text) -> bool:
    return bool(NOTHING.fullmatch(comparable(piece.string)))
