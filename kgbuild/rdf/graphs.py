"""The named graphs of one document, and what every statement needs: the fact itself, and the cells it was read from."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from kgbuild.model.records import Reading
from kgbuild.model.table import Span, Text
from kgbuild.rdf.iris import Minter
from kgbuild.terms import Statement, Value
from kgbuild.vocab import iri


@lru_cache(maxsize=65536)
def integer(number: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(number), datatype=iri("xsd:integer"))


_PLACE: Final = tuple(map(iri, ("kgb:table", "kgb:row", "kgb:column", "oa:start", "oa:end")))
_TYPE, _CELL, _OF, _EXACT, _FROM = map(iri, ("rdf:type", "kgb:Cell", "kgb:document", "oa:exact", "prov:wasDerivedFrom"))


class DocumentGraphs:
    """Quads of one document in the making: `say` facts, `note` provenance, `tag` what we think of it."""

    def __init__(self, reading: Reading, minter: Minter) -> None:
        self.mint = minter
        self.sha256 = reading.sha256
        self.document = minter.document(reading.sha256)
        self.quads: list[Statement] = []
        self._facts = minter.graph("doc", reading.sha256)
        self._cells = minter.graph("prov", reading.sha256)
        self._tags = minter.graph("tags", reading.sha256)
        self._known_cells: dict[Span, NamedNode] = {}

    def say(self, subject: NamedNode, predicate: str, value: Value | None) -> None:
        """The document says so. Nothing is said where there is no value."""
        if value is not None:
            self.quads.append(Statement(subject, iri(predicate), value, self._facts))

    def note(self, subject: NamedNode, predicate: str, value: Value) -> None:
        """Where and how it was read."""
        self.quads.append(Statement(subject, iri(predicate), value, self._cells))

    def tag(self, subject: NamedNode, predicate: str, value: Value) -> None:
        """What we, not the document, say of it."""
        self.quads.append(Statement(subject, iri(predicate), value, self._tags))

    def derived(self, thing: NamedNode, *texts: Text | None) -> None:
        """`thing` was read from the cells behind these texts."""
        for text in texts:
            for span in text.spans() if text else ():
                self.quads.append(Statement(thing, _FROM, self.cell(span), self._cells))

    def cell(self, span: Span) -> NamedNode:
        """The node of a piece of a cell."""
        known = self._known_cells.get(span)
        if known:
            return known
        place = (span.table, span.row, span.column, span.start, span.end)
        cell = self.mint.place("cell", self.document, place)
        self._known_cells[span] = cell
        self.quads += cell_statements(cell, self.document, place, span.exact, self._cells)
        return cell


def cell_statements(
    cell: NamedNode, document: NamedNode, place: tuple[int, ...], exact: str, graph: NamedNode
) -> list[Statement]:
    """What is said of a piece of a cell; `place` is table, row, column, start, end."""
    # more than half of all statements are made here: no calls that can be saved
    return [
        Statement(cell, _TYPE, _CELL, graph),
        Statement(cell, _OF, document, graph),
        *[Statement(cell, name, integer(number), graph) for name, number in zip(_PLACE, place, strict=True)],
        Statement(cell, _EXACT, Literal(exact), graph),
    ]
