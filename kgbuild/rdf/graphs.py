"""The named graphs of one document, and what every statement needs: the fact itself, and the cells it was read from."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kgbuild.model.records import Reading
from kgbuild.model.table import Span, Text
from kgbuild.rdf.iris import Minter
from kgbuild.terms import Value
from kgbuild.vocab import iri


def integer(number: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(number), datatype=iri("xsd:integer"))


class DocumentGraphs:
    """Quads of one document in the making: `say` facts, `note` provenance, `tag` what we think of it."""

    def __init__(self, reading: Reading, minter: Minter) -> None:
        self.mint = minter
        self.sha256 = reading.sha256
        self.document = minter.document(reading.sha256)
        self.quads: list[Quad] = []
        self._facts = minter.graph("doc", reading.sha256)
        self._cells = minter.graph("prov", reading.sha256)
        self._tags = minter.graph("tags", reading.sha256)
        self._known_cells: dict[Span, NamedNode] = {}

    def say(self, subject: NamedNode, predicate: str, value: Value | None) -> None:
        """The document says so. Nothing is said where there is no value."""
        if value is not None:
            self.quads.append(Quad(subject, iri(predicate), value, self._facts))

    def note(self, subject: NamedNode, predicate: str, value: Value) -> None:
        """Where and how it was read."""
        self.quads.append(Quad(subject, iri(predicate), value, self._cells))

    def tag(self, subject: NamedNode, predicate: str, value: Value) -> None:
        """What we, not the document, say of it."""
        self.quads.append(Quad(subject, iri(predicate), value, self._tags))

    def derived(self, thing: NamedNode, *texts: Text | None) -> None:
        """`thing` was read from the cells behind these texts."""
        for text in texts:
            for span in text.spans() if text else ():
                self.note(thing, "prov:wasDerivedFrom", self.cell(span))

    def cell(self, span: Span) -> NamedNode:
        """The node of a piece of a cell."""
        known = self._known_cells.get(span)
        if known:
            return known
        place = (span.table, span.row, span.column, span.start, span.end)
        cell = self._known_cells[span] = cell_node(self.mint, self.document, place)
        for predicate, value in cell_statements(self.document, place, span.exact):
            self.quads.append(Quad(cell, predicate, value, self._cells))
        return cell


CellPlace = tuple[int, int, int, int, int]
"""Table, row, column, start, end."""


def cell_node(minter: Minter, document: NamedNode, place: CellPlace) -> NamedNode:
    """The IRI of a piece of a cell."""
    return minter.part("cell", document, *map(str, place))


def cell_statements(document: NamedNode, place: CellPlace, exact: str) -> Iterator[tuple[NamedNode, Value]]:
    """What is said of a piece of a cell."""
    yield iri("rdf:type"), iri("kgb:Cell")
    yield iri("kgb:document"), document
    for name, number in zip(("kgb:table", "kgb:row", "kgb:column", "oa:start", "oa:end"), place, strict=True):
        yield iri(name), integer(number)
    yield iri("oa:exact"), Literal(exact)
