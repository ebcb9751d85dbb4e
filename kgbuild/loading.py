"""The embedded store of a new graph, filled a piece at a time in a thread while other files are still being made.

The store's named graphs are those of kg.nq; its default graph is their union out of kg.ttl, each triple once. (A union
made at query time repeats a triple that two documents state, and counts would count it twice.) What is loaded are the
parts of these two files, in any order: a store has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from pyoxigraph import RdfFormat, Store

from kgbuild.graph_files import Change
from kgbuild.rdf.notation import prefix_lines

_TURTLE_PIECE: Final = 8 << 20
"""Bytes. The bulk loader sorts what it gets in memory: a hundred times as much as this takes as much more of it."""
_LINES_PIECE: Final = 4 * _TURTLE_PIECE
"""About as many statements: a line repeats what Turtle says once."""


class Loader:
    """Makes `folder/store`. Leave the `with` block only after `finished`, or to give up."""

    old = None
    """The `kg.nq` from which it goes on; a store that is filled goes on from none, and no line is replaced."""
    replaced = 0

    def __init__(self, folder: Path, base: str) -> None:
        self._store = Store(str(folder / "store"))
        self._prefixes = prefix_lines(base)
        self._thread = ThreadPoolExecutor(1, "loader")
        self._asked: list[Future[None]] = []
        self._lines: list[bytes] = []
        self._turtle: list[bytes] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def add(self, lines: Path | bytes, *turtle: Path | bytes) -> None:
        """Load N-Quads and, into the union, the same as Turtle without its prefixes. Files must stay until the end."""
        self._asked.append(self._thread.submit(self._load, lines, turtle))

    def replace(self, change: Change) -> None:
        """There is none."""

    def finished(self) -> Store:
        """The store with all that was added. It is the caller's alone: dropping it closes it.

        Raises:
            OSError: it could not be written.
        """
        for one in self._asked:
            one.result()
        self._load_lines(0)
        self._load_turtle(0)
        store = self._store
        del self._store
        store.flush()
        store.optimize()
        return store

    def _load(self, lines: Path | bytes, turtle: tuple[Path | bytes, ...]) -> None:
        with _opened(lines) as file:
            while some := file.readlines(_LINES_PIECE):
                self._lines.append(b"".join(some))
                self._load_lines(_LINES_PIECE)
        for part in turtle:
            with _opened(part) as file:
                for piece in _statements(file):
                    self._turtle.append(piece)
                    self._load_turtle(_TURTLE_PIECE)

    def _load_lines(self, least: int) -> None:
        if self._lines and sum(map(len, self._lines)) >= least:
            load(self._store, b"".join(self._lines), RdfFormat.N_QUADS)
            self._lines.clear()

    def _load_turtle(self, least: int) -> None:
        if self._turtle and sum(map(len, self._turtle)) >= least:
            load(self._store, b"".join([self._prefixes, *self._turtle]), RdfFormat.TURTLE)
            self._turtle.clear()


def load(store: Store, piece: bytes, form: RdfFormat) -> None:
    """One piece, written by us."""
    store.bulk_load(piece, format=form, lenient=True)


def _opened(part: Path | bytes) -> BinaryIO:
    return BytesIO(part) if isinstance(part, bytes) else part.open("rb")


def _statements(file: BinaryIO) -> Iterator[bytes]:
    """Pieces of whole statements. A line end behind a dot ends one, since literals hold none."""
    while lines := file.readlines(_TURTLE_PIECE):
        while not lines[-1].endswith(b" .\n") and (line := file.readline()):
            lines.append(line)
        yield b"".join(lines)
