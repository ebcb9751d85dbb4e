"""The things of a graph one by one, with everything that is said of them and the document that says it.

Where documents state different things, the first one by name speaks: the order of the manifest. Each thing is looked up
once, so a table takes time in proportion to its rows, and no more memory than one document needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kgbuild.rdf.iris import Minter
from kgbuild.store import KnowledgeGraph
from kgbuild.terms import Value, statements
from kgbuild.vocab import curie, iri

_FULL_DATE: Final = "xsd:date"
_ACROSS: Final = -1
"""The rank of graphs that belong to no document."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one document says: its rank (place in the manifest), the value."""

    rank: int
    value: Value


@dataclass(frozen=True, slots=True)
class Place:
    """The first piece of a cell that prints a thing, and how many pieces and documents there are."""

    file: str
    table: int
    row: int
    column: int
    start: int
    end: int
    cells: int
    documents: int

    def as_row(self, prefix: str = "source_") -> dict[str, str | int]:
        """As the columns of `schema.SOURCE`."""
        fields = ("file", "table", "row", "column", "start", "end", "cells")
        return {f"{prefix}{name}": getattr(self, name) for name in fields} | {"documents": self.documents}


class Thing:
    """One node with its statements, those of the first document first."""

    __slots__ = ("node", "said")

    def __init__(self, node: NamedNode, said: dict[str, list[Statement]]) -> None:
        self.node = node
        self.said = said

    @property
    def iri(self) -> str:
        """Its IRI."""
        return self.node.value

    def all(self, name: str) -> list[Value]:
        """Every value of a property, once; those of the first document first."""
        return list(dict.fromkeys(one.value for one in self.said.get(name, ())))

    def nodes(self, name: str) -> list[NamedNode]:
        """Every thing that a property leads to."""
        return [value for value in self.all(name) if isinstance(value, NamedNode)]

    def node_of(self, name: str) -> NamedNode | None:
        """The thing that a property leads to, as the first document has it."""
        return next(iter(self.nodes(name)), None)

    def text(self, name: str, language: str | None = None) -> str | None:
        """The text of a property, as the first document has it."""
        found = (one for one in self.all(name) if isinstance(one, Literal) and language in (None, one.language))
        return next((one.value for one in found), None)

    def integer(self, name: str) -> int | None:
        """A whole number."""
        text = self.text(name)
        return int(text) if text is not None else None

    def decimal(self, name: str) -> Decimal | None:
        """An exact number."""
        text = self.text(name)
        return Decimal(text) if text is not None else None

    def day(self, name: str) -> date | None:
        """A date, if it is a full day that the calendar of Python knows."""
        found = next(iter(self.all(name)), None)
        if not isinstance(found, Literal) or found.datatype != iri(_FULL_DATE):
            return None
        try:
            return date.fromisoformat(found.value)
        except ValueError:
            return None

    def code(self, name: str) -> str | None:
        """The local name of an individual of a closed list: `AtLeast`."""
        node = self.node_of(name)
        return curie(node).rpartition(":")[2] if node else None

    def classes(self) -> set[str]:
        """The short forms of its classes."""
        return {curie(node) for node in self.nodes("rdf:type")}


class Things:
    """The things of one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._store = graph.store
        self.manifest = graph.manifest
        self._minter = Minter(self.manifest["base"])
        digests = [entry["sha256"] for entry in self.manifest["documents"]]
        self.files: list[str] = [entry["name"] for entry in self.manifest["documents"]]
        self.facts = [self._minter.graph("doc", digest) for digest in digests]
        self._cells = [self._minter.graph("prov", digest) for digest in digests]
        tags = [self._minter.graph("tags", digest) for digest in digests]
        self._ranks = {node: rank for group in (self.facts, self._cells, tags) for rank, node in enumerate(group)}
        self.tag_graphs = tags
        self._known = lru_cache(maxsize=4096)(self.thing)

    def thing(self, node: NamedNode) -> Thing:
        """A thing with all that is said of it in any document."""
        said: dict[str, list[Statement]] = {}
        for quad in self._store.quads_for_pattern(node, None, None, None):
            if isinstance(quad.graph_name, NamedNode) and isinstance(quad.object, Value):
                rank = self._ranks.get(quad.graph_name, _ACROSS)
                said.setdefault(_short(quad.predicate), []).append(Statement(rank, quad.object))
        for found in said.values():
            found.sort(key=lambda one: (one.rank, str(one.value)))
        return Thing(node, said)

    def known(self, node: NamedNode) -> Thing:
        """The same, for things that come up again and again: departments, units, industries, categories."""
        return self._known(node)

    def label(self, node: NamedNode | None, language: str = "zh") -> str | None:
        """The name of a thing, its department, unit or concept."""
        if node is None:
            return None
        thing = self.known(node)
        return thing.text("skos:prefLabel", language) or thing.text("rdfs:label") or thing.text("skos:prefLabel")

    def across(self, kind: str) -> Iterator[Thing]:
        """The things of a class that belong to no document (links, findings), by their IRIs."""
        for name in ("links", "report"):
            yield from self.of_graph(kind, self._minter.graph(name))

    def stated(self, kind: str) -> Iterator[Thing]:
        """The things of a class, document after document, each once, in the order of the page."""
        seen: set[NamedNode] = set()
        for rank, graph in enumerate(self.facts):
            fresh = [one for one in self.of_graph(kind, graph) if one.node not in seen]
            seen.update(one.node for one in fresh)
            yield from sorted(fresh, key=lambda one: (self._order(one, rank), one.iri))

    def of_graph(self, kind: str, graph: NamedNode) -> Iterator[Thing]:
        """The things of a class that one graph states, by their IRIs."""
        found = self._store.quads_for_pattern(None, iri("rdf:type"), iri(kind), graph)
        for node in sorted({subject for subject, _, _ in statements(found)}, key=lambda one: one.value):
            yield self.thing(node)

    def how_many(self, predicate: str, node: NamedNode) -> int:
        """How many things lead to this one by a property."""
        return sum(1 for _ in self._store.quads_for_pattern(None, iri(predicate), node, DefaultGraph()))

    # --- places ---

    def place(self, thing: Thing, name: str = "prov:wasDerivedFrom", rank: int | None = None) -> Place | None:
        """Where a thing was read: its first cell in the first document, or in the one with this rank."""
        cells = thing.said.get(name, ())
        ranks = {one.value: self._document_of(one) for one in cells if isinstance(one.value, NamedNode)}
        document_of = {cell: found for cell, found in ranks.items() if found != _ACROSS}
        if not document_of or rank not in (None, *document_of.values()):
            return None
        first = min(document_of.values()) if rank is None else rank
        places = sorted(self._numbers(cell, rank) for cell, rank in document_of.items() if rank == first)
        return Place(self.files[first], *places[0], cells=len(places), documents=len({*document_of.values()}))

    def _order(self, thing: Thing, rank: int) -> tuple[int, ...]:
        """Where a thing stands on the page of one document."""
        cells = [one.value for one in thing.said.get("prov:wasDerivedFrom", ()) if one.rank == rank]
        return min((self._numbers(cell, rank) for cell in cells if isinstance(cell, NamedNode)), default=())

    def _document_of(self, cell: Statement) -> int:
        """The rank of a cell's document, also where the statement stands in a graph across documents."""
        if cell.rank != _ACROSS or not isinstance(cell.value, NamedNode):
            return cell.rank
        found = self._store.quads_for_pattern(cell.value, iri("kgb:document"), None, None)
        graphs = (quad.graph_name for quad in found if isinstance(quad.graph_name, NamedNode))
        return max((self._ranks.get(graph, _ACROSS) for graph in graphs), default=_ACROSS)

    def _numbers(self, cell: NamedNode, rank: int) -> tuple[int, int, int, int, int]:
        """Table, row, column, start, end of a cell."""
        quads = self._store.quads_for_pattern(cell, None, None, self._cells[rank])
        numbers = {_short(predicate): value.value for _, predicate, value in statements(quads)}
        table, row, column, start, end = (int(numbers[name]) for name in _NUMBERS)
        return table, row, column, start, end


_NUMBERS: Final = ("kgb:table", "kgb:row", "kgb:column", "oa:start", "oa:end")


@cache
def _short(predicate: NamedNode) -> str:
    """The short form of a property; there are some dozens of them."""
    return curie(predicate)


def labels(things: Things, nodes: Iterable[NamedNode]) -> tuple[str, ...]:
    """The Chinese names of concepts, in order."""
    return tuple(sorted(things.label(node) or node.value for node in nodes))
