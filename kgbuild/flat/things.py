"""The things of a graph one by one, with everything that is said of them.

Where documents state different things, the first one by name speaks: the order of the manifest. A thing is looked up
in the union of the graphs; which document says what is asked only where several things are said. So a table takes time
in proportion to its rows, and no more memory than one document needs.
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

_UNION: Final = DefaultGraph()
_NUMBERS: Final = ("kgb:table", "kgb:row", "kgb:column", "oa:start", "oa:end")


@dataclass(frozen=True, slots=True, order=True)
class _Cell:
    """A piece of a cell: the rank of its document, and where it stands there."""

    rank: int
    numbers: tuple[int, ...]


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
    """One node with what is said of it."""

    __slots__ = ("_things", "node", "said")

    def __init__(self, things: Things, node: NamedNode, said: dict[str, list[Value]]) -> None:
        self._things = things
        self.node = node
        self.said = said

    @property
    def iri(self) -> str:
        """Its IRI."""
        return self.node.value

    def all(self, name: str) -> list[Value]:
        """Every value of a property; of several, those of the first document first."""
        found = self.said.get(name, [])
        return found if len(found) < 2 else list(dict.fromkeys(value for _, value in self.readings(name)))

    def readings(self, name: str) -> list[tuple[int, Value]]:
        """(rank of the document, value) of a property, the first document first."""
        return self._things.readings(self.node, name)

    def nodes(self, name: str) -> list[NamedNode]:
        """Every thing that a property leads to."""
        return [value for value in self.all(name) if isinstance(value, NamedNode)]

    def node_of(self, name: str) -> NamedNode | None:
        """The thing that a property leads to, as the first document has it."""
        return next(iter(self.nodes(name)), None)

    def text(self, name: str, language: str | None = None) -> str | None:
        """The text of a property, as the first document has it."""
        found = (
            one for one in self.said.get(name, ()) if isinstance(one, Literal) and language in (None, one.language)
        )
        texts = [one.value for one in found]
        if len(texts) > 1:
            ordered = (one for one in self.all(name) if isinstance(one, Literal) and language in (None, one.language))
            texts = [one.value for one in ordered]
        return texts[0] if texts else None

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
        if not isinstance(found, Literal) or found.datatype != iri("xsd:date"):
            return None
        try:
            return date.fromisoformat(found.value)
        except ValueError:
            return None

    def code(self, name: str) -> str | None:
        """The local name of an individual of a closed list: `AtLeast`."""
        node = self.node_of(name)
        return _short(node).rpartition(":")[2] if node else None

    def classes(self) -> set[str]:
        """The short forms of its classes."""
        return {_short(node) for node in self.said.get("rdf:type", ()) if isinstance(node, NamedNode)}


class Things:
    """The things of one graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._store = graph.store
        self.manifest = graph.manifest
        self._minter = Minter(self.manifest["base"])
        digests = [entry["sha256"] for entry in self.manifest["documents"]]
        self._files: list[str] = [entry["name"] for entry in self.manifest["documents"]]
        self._documents = {self._minter.document(digest): rank for rank, digest in enumerate(digests)}
        self._facts, cells, self.tag_graphs = (
            [self._minter.graph(kind, digest) for digest in digests] for kind in ("doc", "prov", "tags")
        )
        self._ranks = {node: at for group in (self._facts, cells, self.tag_graphs) for at, node in enumerate(group)}
        self._known = lru_cache(maxsize=4096)(self.thing)
        self._cell = lru_cache(maxsize=4096)(self._look_up_cell)

    def thing(self, node: NamedNode) -> Thing:
        """A thing with all that is said of it in any document."""
        said: dict[str, list[Value]] = {}
        for _, predicate, value in statements(self._store.quads_for_pattern(node, None, None, _UNION)):
            said.setdefault(_short(predicate), []).append(value)
        return Thing(self, node, said)

    def known(self, node: NamedNode) -> Thing:
        """The same, for things that come up again and again: departments, units, industries, categories."""
        return self._known(node)

    def readings(self, node: NamedNode, name: str) -> list[tuple[int, Value]]:
        """(rank of the document, value) of a property; -1 for graphs that belong to no document."""
        found = [
            (self._ranks.get(quad.graph_name, -1) if isinstance(quad.graph_name, NamedNode) else -1, quad.object)
            for quad in self._store.quads_for_pattern(node, iri(name), None, None)
            if quad.graph_name != _UNION
        ]
        known = [(rank, value) for rank, value in found if isinstance(value, Value)]
        return sorted(known, key=lambda one: (one[0], str(one[1])))

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
        for rank, graph in enumerate(self._facts):
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
        return sum(1 for _ in self._store.quads_for_pattern(None, iri(predicate), node, _UNION))

    # --- places ---

    def place(self, thing: Thing, name: str = "prov:wasDerivedFrom", rank: int | None = None) -> Place | None:
        """Where a thing was read: its first cell in the first document, or in the one with this rank."""
        cells = sorted(self._cells(thing, name))
        ranks = [cell.rank for cell in cells]
        first = rank if rank is not None else min(ranks, default=None)
        here = [cell for cell in cells if cell.rank == first]
        if first is None or not here:
            return None
        table, row, column, start, end = here[0].numbers
        return Place(self._files[first], table, row, column, start, end, cells=len(here), documents=len({*ranks}))

    def _order(self, thing: Thing, rank: int) -> tuple[int, ...]:
        """Where a thing stands on the page of one document."""
        cells = self._cells(thing, "prov:wasDerivedFrom")
        return min((cell.numbers for cell in cells if cell.rank == rank), default=())

    def _cells(self, thing: Thing, name: str) -> Iterator[_Cell]:
        for node in thing.said.get(name, ()):
            if isinstance(node, NamedNode):
                yield self._cell(node)

    def _look_up_cell(self, node: NamedNode) -> _Cell:
        said = self.thing(node).said
        document = said["kgb:document"][0]
        numbers = tuple(int(said[name][0].value) for name in _NUMBERS)
        return _Cell(self._documents[document] if isinstance(document, NamedNode) else -1, numbers)


@cache
def _short(predicate: NamedNode) -> str:
    """The short form of a property; there are some dozens of them."""
    return curie(predicate)


def labels(things: Things, nodes: Iterable[NamedNode]) -> tuple[str, ...]:
    """The Chinese names of concepts, in order."""
    return tuple(sorted(things.label(node) or node.value for node in nodes))
