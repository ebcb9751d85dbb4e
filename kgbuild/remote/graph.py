"""A graph in a remote store, asked like the one in a folder."""

from __future__ import annotations

from types import TracebackType

from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QueryTriples, Store, parse_query_results

from kgbuild.errors import RemoteError
from kgbuild.remote.asking import PAGE, Asker, Dataset, Warn
from kgbuild.remote.endpoint import Endpoint
from kgbuild.remote.ledger import Ledger
from kgbuild.remote.outline import outline, with_prefixes
from kgbuild.remote.transport import Transport
from kgbuild.remote.values import solutions
from kgbuild.store import Result
from kgbuild.vocab import DEFAULT_BASE

_BOOLEANS = {True: b'{"head":{},"boolean":true}', False: b'{"head":{},"boolean":false}'}


class RemoteGraph:
    """The graph that `push` put into a store; `query` gives what `KnowledgeGraph.query` gives.

    A store without a pushed graph of this base is asked as it is: its own default graph, its own named graphs.
    """

    def __init__(
        self, endpoint: Endpoint | str, *, base: str = DEFAULT_BASE, page: int = PAGE, warn: Warn | None = None
    ) -> None:
        self.base = base
        self._transport = Transport(Endpoint(endpoint) if isinstance(endpoint, str) else endpoint)
        self._asker = Asker(self._transport, page=page, warn=warn or (lambda _: None))
        self._ledger = Ledger(base, self._asker)

    def __enter__(self) -> RemoteGraph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    def query(self, text: str) -> Result:
        """The result of a SPARQL query, all pages of it; our prefixes are known.

        Raises:
            UsageError: not a query, or the store does not take it.
            RemoteError: the store does not answer, or a push into it is not complete.
        """
        query = outline(with_prefixes(text, self.base))
        dataset = Dataset() if query.names_dataset else self._dataset(names_graphs=query.names_graphs)
        if query.form == "SELECT":
            return solutions(*self._asker.rows_in_pages(query, dataset))
        if query.form == "ASK":
            return _boolean(self._asker.boolean(query, dataset))
        store = Store()
        store.extend(Quad(one.subject, one.predicate, one.object) for one in self._asker.triples(query, dataset))
        triples = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
        assert isinstance(triples, QueryTriples)  # noqa: S101 - it is a CONSTRUCT
        return triples

    def _dataset(self, *, names_graphs: bool) -> Dataset:
        """The union that was pushed as the default graph; the graphs of ours for GRAPH."""
        marks = self._ledger.read()
        if not marks:
            self._asker.warn(f"no graph was pushed here under {self.base} (--base); the store is asked as it is")
            return Dataset()
        open_ones = sorted(graph for graph, mark in marks.items() if mark is None)
        if open_ones:
            raise RemoteError(
                f"{self._transport.endpoint.query}: a push is running or was broken off "
                f"({len(open_ones)} of {len(marks)} graphs are not complete); run kgbuild push again"
            )
        named = tuple(sorted(marks.keys() - {self._ledger.union})) if names_graphs else ()
        return Dataset(self._ledger.union, named)


def _boolean(answer: bool) -> QueryBoolean:
    found = parse_query_results(_BOOLEANS[answer], format=QueryResultsFormat.JSON)
    assert isinstance(found, QueryBoolean)  # noqa: S101 - we have just written it
    return found
