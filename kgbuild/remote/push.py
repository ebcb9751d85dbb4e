"""Push: a built graph into a remote store, graph by graph.

The remote store gets our named graphs, their union as one more graph (`…/graph/all`, each triple once: it is the
default graph of our queries), and the ledger. Graphs that are complete and equal there are passed over, graphs of
ours that we no longer have are removed, and graphs of others are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode

from kgbuild.errors import RemoteError
from kgbuild.remote.asking import Asker
from kgbuild.remote.endpoint import Endpoint
from kgbuild.remote.ledger import Ledger, Mark, digest_of
from kgbuild.remote.reading_back import Change, Fact, changes, is_equal
from kgbuild.remote.transport import Transport
from kgbuild.remote.writing import Writer, writer
from kgbuild.store import KnowledgeGraph
from kgbuild.terms import statements

Progress = Callable[[int, int, str], None]
"""Called with (graphs done, graphs in all, name of the next one)."""
_PAGE: Final = 50_000
"""Triples that are read back at a time, where the store gives so many."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: names of graphs, and the triples that the store holds otherwise than we sent them."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    triples: int
    changes: tuple[Change, ...]


def push(
    graph: KnowledgeGraph,
    endpoint: Endpoint,
    *,
    again: bool = False,
    verify: bool = True,
    progress: Progress | None = None,
) -> Pushed:
    """Make the store hold this graph; after an error, a second push goes on where the first one ended.

    Args:
        graph: the built graph.
        endpoint: the store; with `graph_store` it is written by the Graph Store Protocol, else by SPARQL Update.
        again: write every graph, also those that are complete and equal.
        verify: read every written graph back and compare the values (else only the numbers of triples).
        progress: is told what is being written.

    Raises:
        RemoteError: the store does not answer, refuses, or has lost triples.
    """
    with closing(Transport(endpoint)) as transport:
        return _Push(graph, Asker(transport, page=_PAGE), verify).run(again, progress or (lambda *_: None))


class _Push:
    def __init__(self, graph: KnowledgeGraph, asker: Asker, verify: bool) -> None:
        self._graph = graph
        self._asker = asker
        self._verify = verify
        self._writer: Writer = writer(asker)
        self._ledger = Ledger(graph.manifest["base"], asker)

    def run(self, again: bool, progress: Progress) -> Pushed:
        there = self._ledger.read()
        ours = {name: digest_of(self._lines(name)) for name in self._names()}
        gone = sorted(there.keys() - ours.keys())
        kept = {name: mark for name, mark in there.items() if not again and self._is_there(name, mark, ours.get(name))}
        stale = [name for name in ours if name not in kept]
        if gone or stale:
            self._ledger.write(self._writer, {**dict.fromkeys([*stale, *gone]), **kept})
        for name in gone:
            self._writer.drop(name)
        found: list[Change] = []
        for done, name in enumerate(stale):
            progress(done, len(stale), name)
            found += self._write(name, ours[name])
        if gone:
            marks = self._ledger.read()
            self._ledger.write(self._writer, {name: mark for name, mark in marks.items() if name in ours})
        written = sum(ours[name].count for name in stale)
        return Pushed(tuple(stale), tuple(sorted(kept)), tuple(gone), written, tuple(sorted(found)))

    def _is_there(self, name: str, there: Mark | None, ours: Mark | None) -> bool:
        """Whether the store holds the graph, complete and equal, as far as digest and number of triples tell."""
        if there is None or ours is None or there.digest != ours.digest:
            return False
        return self._asker.count(name) == there.count

    def _write(self, name: str, ours: Mark) -> list[Change]:
        self._writer.replace(name, self._lines(name))
        count = self._asker.count(name)
        found: list[Change] = []
        if self._verify and not is_equal(self._asker, name, self._statements(name)):
            found = list(changes(self._asker, name, self._statements(name)))
        lost = sum(not change.found for change in found) if found else ours.count - count
        if lost > 0 or (not found and count != ours.count):
            raise RemoteError(
                f"{self._asker.transport.endpoint.query}: graph {name} should hold {ours.count} triples and holds "
                f"{count}; push again, and if that does not help look into the log of the store"
            )
        self._ledger.complete(self._writer, name, Mark(ours.digest, count))
        return found

    # --- what we have ---

    def _names(self) -> list[str]:
        """Our named graphs, and the union behind them."""
        return [*sorted(name.value for name in self._graph.store.named_graphs()), self._ledger.union]

    def _statements(self, name: str) -> Iterator[Fact]:
        where = DefaultGraph() if name == self._ledger.union else NamedNode(name)
        return statements(self._graph.store.quads_for_pattern(None, None, None, where))

    def _lines(self, name: str) -> Iterator[str]:
        return (f"{subject} {predicate} {value} ." for subject, predicate, value in self._statements(name))
