"""Questions to a remote store: SPARQLWrapper words the request, `Transport` sends it, rows come in pages.

Stores cut results without saying so (Virtuoso at 10 000 rows, for example). So rows are asked for until a page is
empty, or the store itself says that there are no more.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from kgbuild.errors import RemoteError, UsageError
from kgbuild.remote.outline import Outline, outline
from kgbuild.remote.template import made, selected
from kgbuild.remote.transport import Answer, Call, Refused, Transport
from kgbuild.remote.values import Row, rows_of, sort_key
from kgbuild.remote.virtuoso import ASK_COLUMN, Dialect, translated

PAGE: Final = 10_000
"""Rows that are asked for at a time."""
_TRIPLES: Final = "application/n-triples"
_CUT, _STOPPED = "x-sparql-maxrows", "x-sql-state"
"""Headers of Virtuoso: not all rows; stopped at a time limit of its own, with what it had."""
Warn = Callable[[str], None]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Dataset:
    """Which graphs a query is asked of: the default graph, and those that GRAPH sees. Empty: the store decides."""

    default: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sorting:
    """Whether rows are sorted here, and whether all of them must be, before LIMIT and OFFSET cut them."""

    here: bool
    of_all: bool


@dataclass(slots=True)
class Asker:
    """Asks one store."""

    transport: Transport
    page: int = PAGE
    warn: Warn = lambda _: None
    _is_virtuoso: bool | None = field(default=None, init=False)
    _doubted: str = field(default="", init=False)

    @property
    def is_virtuoso(self) -> bool:
        """Whether Virtuoso answers, also behind a server of another name: it says yes to an ASK in its own way."""
        if self._is_virtuoso is None:
            answer = self.transport.send(self._worded("ASK {}", "ASK", Dataset(), writes=False))
            self._is_virtuoso = ASK_COLUMN in answer.body
        return self._is_virtuoso

    def rows(self, text: str) -> list[Row]:
        """All rows of a SELECT that names its graphs itself."""
        return self.rows_in_pages(outline(text), Dataset())[1]

    def rows_in_pages(self, query: Outline, dataset: Dataset) -> tuple[tuple[str, ...], list[Row]]:
        """Columns and all rows of a SELECT, in the order that it asks for."""
        sorting = self._sorting(query)
        columns: tuple[str, ...] = query.columns
        rows: list[Row] = []
        pages = self.pages(replace(query, limit=None, offset=0) if sorting.of_all else query, dataset)
        for number, (found, page) in enumerate(pages, start=1):
            columns = columns or found
            places = [found.index(name) if name in found else -1 for name in columns]
            rows += [tuple(row[at] if at >= 0 else None for at in places) for row in page]
            if number == 2 and page and not query.is_ordered:
                self.warn("the answer comes in pages and the query has no ORDER BY: rows may be missing or twice")
        if self.is_virtuoso and query.is_distinct and (sorting.of_all or query.limit is None):
            rows = list(dict.fromkeys(rows))
        if sorting.here:
            rows = _in_order(rows, query, columns)
        if sorting.of_all:
            rows = rows[query.offset : None if query.limit is None else query.offset + query.limit]
        return columns, rows

    def _sorting(self, query: Outline) -> _Sorting:
        """Virtuoso sorts plain keys rightly in the words of its dialect, but not behind GROUP BY."""
        if not self.is_virtuoso or not query.keys:
            return _Sorting(here=False, of_all=False)
        here = all(key.variable in query.columns for key in query.keys)
        if query.is_grouped and not here:
            self.warn("Virtuoso sorts longer strings wrongly: ORDER BY selected variables, or write ORDER BY STR(?x)")
        return _Sorting(here, here and query.is_grouped)

    def pages(self, query: Outline, dataset: Dataset) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
        """Columns and rows of one page after the other, until the store has no more."""
        count = 0
        while query.limit is None or count < query.limit:
            size = self.page if query.limit is None else min(self.page, query.limit - count)
            answer, dialect = self._ask(self._page(query, size, query.offset + count), query, dataset)
            columns, rows = _read(rows_of, answer)
            count += len(rows)
            yield columns, [dialect.restored(row) for row in rows]
            if not rows or self._is_whole(answer, len(rows), size):
                return

    def boolean(self, query: Outline, dataset: Dataset) -> bool:
        """The answer to an ASK; Virtuoso gives a row with a 1, or no row."""
        answer, _ = self._ask(query.whole, query, dataset)
        if self.is_virtuoso and ASK_COLUMN in answer.body:
            _, rows = _read(rows_of, answer)
            return any(getattr(row[0], "value", "0") != "0" for row in rows)
        return _read(_yes_or_no, answer)

    def triples(self, query: Outline, dataset: Dataset) -> set[Triple]:
        """The graph of a CONSTRUCT, made here from all of its solutions, or of a DESCRIBE, as the store gives it."""
        if query.form == "CONSTRUCT":
            construct, asked = selected(query)
            return made(construct, *self.rows_in_pages(asked, dataset))
        answer, _ = self._ask(query.whole, query, dataset)
        return set(_read(_triples, answer))

    def count(self, graph: str) -> int:
        """How many triples a graph holds in the store."""
        rows = self.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        return int(getattr(rows[0][0], "value", "0")) if rows else 0

    def update(self, text: str) -> None:
        """Run an update that may be repeated."""
        self.transport.send(self._worded(text, "INSERT", Dataset(), writes=True))

    # --- one request ---

    def _page(self, query: Outline, size: int, start: int) -> str:
        """Virtuoso refuses to sort beyond 10 000 rows, except inside a sub-query."""
        if self.is_virtuoso and query.form == "SELECT" and query.is_ordered:
            return query.inside(size, start)
        return query.window(size, start)

    def _ask(self, text: str, query: Outline, dataset: Dataset) -> tuple[Answer, Dialect]:
        dialect = translated(text) if self.is_virtuoso else Dialect(text)
        for doubt in dialect.doubts if self._doubted != query.body else ():
            self.warn(doubt)
        self._doubted = query.body  # said once a query, not once a page
        try:
            answer = self.transport.send(self._worded(dialect.text, query.form, dataset, writes=False))
        except Refused as error:
            if error.status == 400:
                raise UsageError(f"{self.transport.endpoint.query} does not take the query: {error.said}") from None
            raise
        if _STOPPED in answer.headers:
            raise RemoteError(f"{answer.url}: the store stopped at its own time limit and gave a part; ask for less")
        return answer, dialect

    def _worded(self, text: str, form: str, dataset: Dataset, *, writes: bool) -> Call:
        """The request in the words of SPARQLWrapper. Its own sending follows redirections, with the password."""
        endpoint = self.transport.endpoint
        wrapper = SPARQLWrapper(endpoint.query, endpoint.update or endpoint.query)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it guesses the form of the query; we know it
            wrapper.setQuery(text)
        wrapper.queryType = form
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(TURTLE if form in ("CONSTRUCT", "DESCRIBE") else JSON)
        if form in ("CONSTRUCT", "DESCRIBE"):
            wrapper.addCustomHttpHeader("Accept", _TRIPLES)
        for parameter, graphs in (("default-graph-uri", [dataset.default]), ("named-graph-uri", dataset.named)):
            for graph in filter(None, graphs):
                wrapper.addParameter(parameter, graph)
        request = wrapper._createRequest()
        headers = {name: value for name, value in request.header_items() if name.lower() != "user-agent"}
        content = request.data if isinstance(request.data, bytes) else b""
        return Call("POST", request.full_url, content, headers, writes=writes)

    # --- whole or cut ---

    def _is_whole(self, answer: Answer, rows: int, asked: int) -> bool:
        """Whether the store itself says that these are all rows."""
        return self.is_virtuoso and rows < asked and _CUT not in answer.headers


def _in_order(rows: list[Row], query: Outline, columns: tuple[str, ...]) -> list[Row]:
    for key in reversed(query.keys or ()):
        at = columns.index(key.variable)
        rows = sorted(rows, key=lambda row, at=at: sort_key(row[at]), reverse=key.descending)  # type: ignore[misc]
    return rows


# --- reading an answer ---


def _read(reader: Callable[[bytes], _T], answer: Answer) -> _T:
    """The answer as `reader` reads it. Raises RemoteError when it is something else, a web page for example."""
    try:
        return reader(answer.body)
    except (ValueError, SyntaxError) as error:
        kind = answer.media_type or "something without a media type"
        raise RemoteError(
            f"{answer.url}: answers with {kind}, no SPARQL results are in it ({error}); "
            "is this the address of the SPARQL endpoint?"
        ) from None


def _yes_or_no(body: bytes) -> bool:
    found = parse_query_results(body, format=QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return bool(found)
    raise ValueError("rows where a yes or no is due")


def _triples(body: bytes) -> list[Triple]:
    return [quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES)]
