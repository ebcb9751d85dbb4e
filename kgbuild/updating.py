"""The embedded store of the graph in place, brought up to date instead of being filled anew.

Oxigraph makes a copy of a store by hard links, for its files of data are never written twice: the store in place stays
as it is for whoever reads it. In the copy is then done what tells the old `kg.nq` from the new one. What a store holds
is told by a note inside it, so a store that does not belong to its `kg.nq` is never gone on with.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kgbuild.errors import StoreError
from kgbuild.graph_files import Change

_NOTE: Final = Path("store", "holds.json")
_MOST_REPLACED: Final = 0.5
"""Of the bytes of `kg.nq`: Oxigraph keeps the words of removed statements, so a store is filled anew at last."""


class Update:
    """Makes `folder/store` out of that of the graph `old`, in the steps of a `Loader`.

    Raises:
        OSError, RuntimeError: the store in place cannot be opened, or is damaged.
    """

    def __init__(self, old: Path, folder: Path) -> None:
        Store.read_only(str(old / "store")).backup(str(folder / "store"))
        self._store = Store(str(folder / "store"))
        self.old = old / "kg.nq"
        self.replaced = _note(old).get("replaced", 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is left running."""

    def add(self, lines: Path | bytes, *turtle: Path | bytes) -> None:
        """Nothing to do: what is new is seen in `kg.nq`."""

    def replace(self, change: Change) -> None:
        """Do in the store what was done in `kg.nq`.

        Raises:
            StoreError: the store in place is damaged where it was not yet looked at.
        """
        self.replaced += sum(map(len, change.gone))
        try:
            apply(change, self._store)
        except RuntimeError as error:
            where = self.old.parent
            raise StoreError(f"{where}/store is damaged ({error}); remove {where} and build again") from None

    def finished(self) -> Store:
        """The store, after all changes. It is the caller's alone: dropping it closes it.

        Raises:
            OSError: it could not be written.
        """
        store = self._store
        del self._store
        store.flush()
        return store


def apply(change: Change, store: Store) -> None:
    """Change the named graphs of a store, and its default graph, which is their union.

    A triple leaves the union if no named graph states it any more; the last change that names it decides.
    """
    removed, added = _quads(change.gone), _quads([*change.come, *_said_of_the_same(change)])
    for quad in removed:
        store.remove(quad)
    store.extend([*added, *map(_in_union, added)])
    for quad in set(map(_in_union, removed)):
        stated = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if all(one.graph_name == DefaultGraph() for one in stated):
            store.remove(quad)
    for graph in {quad.graph_name for quad in removed}:
        if isinstance(graph, NamedNode) and next(store.quads_for_pattern(None, None, None, graph), None) is None:
            store.remove_graph(graph)


def _quads(lines: Iterable[bytes]) -> list[Quad]:
    return list(parse(b"".join(lines), format=RdfFormat.N_QUADS, lenient=True))


def _in_union(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object)


def _said_of_the_same(change: Change) -> Iterator[bytes]:
    """Lines with subject and predicate of a number that goes: to the store 1.0 and 1 are one, and one may stay."""
    for start in {b" ".join(line.split(b" ", 2)[:2]) + b" " for line in change.gone if b'"^^<' in line}:
        at = bisect_left(change.all, start)
        while at < len(change.all) and change.all[at].startswith(start):
            yield change.all[at]
            at += 1


# --- what a store holds -----------------------------------------------------------------------------


def note(folder: Path, replaced: int) -> None:
    """Write into the store of a graph that it holds the `kg.nq` beside it.

    `replaced` counts the bytes of all lines that were removed from it since it was filled.
    """
    said = {"pyoxigraph": pyoxigraph.__version__, "kg.nq": _sha256(folder / "kg.nq"), "replaced": replaced}
    (folder / _NOTE).write_text(json.dumps(said), encoding="utf-8")


def is_of_its_graph(folder: Path) -> bool:
    """Whether the store of a graph opens, holds what its `kg.nq` says, and was written by this Oxigraph."""
    known = _note(folder)
    try:
        Store.read_only(str(folder / "store"))
        return known.get("pyoxigraph") == pyoxigraph.__version__ and known.get("kg.nq") == _sha256(folder / "kg.nq")
    except (OSError, RuntimeError):  # the latter for what is damaged
        return False


def is_worth_going_on(folder: Path) -> bool:
    """Whether that is so, and most of the store is as it was filled."""
    if not is_of_its_graph(folder):
        return False
    replaced: int = _note(folder).get("replaced", 0)
    return replaced < _MOST_REPLACED * (folder / "kg.nq").stat().st_size


def _note(folder: Path) -> dict[str, Any]:
    try:
        known = json.loads((folder / _NOTE).read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
