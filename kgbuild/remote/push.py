"""Push: a built graph into a remote store, graph by graph.

The remote store gets our named graphs, their union as one more graph (`…/graph/all`, each triple once: it is the
default graph of our queries), and the ledger. Graphs that are complete and equal there are passed over; of one that
was complete and changed, and of the union, only the difference is sent, where that is less. Graphs of ours that we no
longer have are removed, and graphs of others are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kgbuild.errors import RemoteError
from kgbuild.remote.asking import Asker
from kgbuild.remote.difference import Difference, difference
from kgbuild.remote.endpoint import Endpoint
from kgbuild.remote.ledger import Ledger, Mark, digest_of
from kgbuild.remote.reading_back import Change, Fact, changes, facts_of, is_equal
from kgbuild.remote.transport import Refused, Transport
from kgbuild.remote.writing import UpdateWriter, Writer, writer
from kgbuild.store import KnowledgeGraph
from kgbuild.terms import statements

Progress = Callable[[int, int, str], None]
"""Called with (graphs done, graphs in all, name of the next one)."""
_PAGE: Final = 50_000
"""Triples that are read back at a time, where the store gives so many."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: names of graphs, how many triples it sent, and those that the store holds otherwise."""

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


@dataclass(frozen=True, slots=True)
class _Sending:
    """What makes a graph of the store ours: triples to take out, triples to put in, and how many both are."""

    gone: tuple[Fact, ...]
    fresh: Callable[[], Iterator[Fact]]
    size: int


class _Push:
    def __init__(self, graph: KnowledgeGraph, asker: Asker, verify: bool) -> None:
        self._graph = graph
        self._asker = asker
        self._verify = verify
        self._writer: Writer = writer(asker)
        self._ledger = Ledger(graph.manifest["base"], asker)
        self._whole: dict[str, Mark] = {}
        self._differences: dict[str, Difference] = {}
        self._sent = 0

    def run(self, again: bool, progress: Progress) -> Pushed:
        there = self._ledger.read()
        ours = {name: digest_of(self._lines(name)) for name in self._names()}
        self._whole = {} if again else dict(self._complete(there))
        kept = {name: mark for name, mark in self._whole.items() if name in ours and ours[name].digest == mark.digest}
        gone = sorted(there.keys() - ours.keys())
        stale = [name for name in ours if name not in kept]
        if gone or stale:
            self._ledger.write(self._writer, {**dict.fromkeys([*stale, *gone]), **kept})
        if not all(name in self._whole or name not in there for name in [*stale, *gone]):
            self._whole.pop(self._ledger.union, None)  # what it holds of a broken graph is not known
        for name in gone:
            self._compare(name, ())
            self._writer.drop(name)
        found: list[Change] = []
        for done, name in enumerate(stale):
            progress(done, len(stale), name)
            found += self._renew(name, ours[name])
        if gone:
            marks = self._ledger.read()
            self._ledger.write(self._writer, {name: mark for name, mark in marks.items() if name in ours})
        return Pushed(tuple(stale), tuple(sorted(kept)), tuple(gone), self._sent, tuple(sorted(found)))

    def _complete(self, there: Mapping[str, Mark | None]) -> Iterator[tuple[str, Mark]]:
        """The graphs that the store holds as the ledger says, as far as their number of triples tells."""
        for name, mark in there.items():
            if mark and self._asker.count(name) == mark.count:
                yield name, mark

    def _renew(self, name: str, ours: Mark) -> list[Change]:
        """Send what is different, or all of it where that is not less, or did not do."""
        if name == self._ledger.union:
            change = self._of_the_union() if name in self._whole else None
        else:
            change = self._of_a_graph(name)
        found = None
        if change and change.size * 2 < ours.count:
            found = self._change(name, change, ours)
        return self._write(name, ours) if found is None else found

    # --- what is different ---

    def _of_a_graph(self, name: str) -> _Sending | None:
        self._compare(name, self._statements(name))
        known = self._differences.get(name)
        if known is None or name not in self._whole:
            return None
        return _Sending(known.gone, lambda: known.fresh(self._statements(name)), known.size)

    def _compare(self, name: str, ours: Iterable[Fact]) -> None:
        """Find the difference, where the graph or the union can be brought up to date by it."""
        if name in self._whole or self._ledger.union in self._whole:
            stored = facts_of(self._asker, name) if name in self._whole else ()
            self._differences[name] = difference(stored, ours)

    def _of_the_union(self) -> _Sending:
        """What the graphs have lost and nobody states any more, and what they have gained."""
        known = self._differences
        gone = {fact for one in known.values() for fact in one.gone}
        left = tuple(fact for fact in gone if Quad(*fact, DefaultGraph()) not in self._graph.store)
        return _Sending(
            left,
            lambda: (fact for name, one in known.items() if one.missing for fact in one.fresh(self._statements(name))),
            len(left) + sum(len(one.missing) for one in known.values()),
        )

    # --- what is sent ---

    def _change(self, name: str, change: _Sending, ours: Mark) -> list[Change] | None:
        """Send a difference; None when the store then holds something else than it should."""
        try:
            UpdateWriter(self._asker).remove(name, _lines(change.gone))
            self._writer.add(name, _lines(change.fresh()))
        except Refused:
            return None
        found = list(changes(self._asker, name, change.fresh())) if self._verify else []
        if self._asker.count(name) != ours.count or not all(one.found for one in found):
            return None
        self._sent += change.size
        self._ledger.complete(self._writer, name, ours)
        return found

    def _write(self, name: str, ours: Mark) -> list[Change]:
        """Send a whole graph in place of what is there."""
        self._writer.replace(name, self._lines(name))
        self._sent += ours.count
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
        return _lines(self._statements(name))


def _lines(facts: Iterable[Fact]) -> Iterator[str]:
    return (f"{subject} {predicate} {value} ." for subject, predicate, value in facts)
