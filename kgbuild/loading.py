"""The embedded store, filled from the files of a graph folder a piece at a time, so that memory stays flat.

The store's named graphs are those of kg.nq; its default graph is their union out of kg.ttl, each triple once. (A union
made at query time repeats a triple that two documents state, and counts would count it twice.)
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Store

_TURTLE_PIECE: Final = 8 << 20
"""Bytes. The bulk loader sorts what it gets in memory: a hundred times as much as this takes as much more of it."""
_LINES_PIECE: Final = 4 * _TURTLE_PIECE
"""About as many statements: a line repeats what Turtle says once."""


def load(folder: Path) -> Store:
    """Make `folder/store` from `folder/kg.nq` and `folder/kg.ttl`, both written by us."""
    store = Store(str(folder / "store"))
    for piece in _line_pieces(folder / "kg.nq"):
        store.bulk_load(piece, format=RdfFormat.N_QUADS, lenient=True)
    for piece in _turtle_pieces(folder / "kg.ttl"):
        store.bulk_load(piece, format=RdfFormat.TURTLE, lenient=True)
    store.flush()
    store.optimize()
    return store


def _line_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while lines := file.readlines(_LINES_PIECE):
            yield b"".join(lines)


def _turtle_pieces(path: Path) -> Iterator[bytes]:
    """Whole statements under the prefixes of the file. A line end behind a dot ends one, since literals hold none."""
    with path.open("rb") as file:
        prefixes = b""
        while lines := file.readlines(_TURTLE_PIECE):
            while not lines[-1].endswith(b" .\n") and (line := file.readline()):
                lines.append(line)
            piece = b"".join(lines)
            yield prefixes + piece
            prefixes = prefixes or b"".join(line for line in lines if line.startswith(b"@prefix "))
