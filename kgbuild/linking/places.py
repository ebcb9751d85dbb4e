"""Where in a document something is printed, small enough to be stored by the thousand, and as a kgb:Cell again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pyoxigraph import NamedNode

from kgbuild.model.table import Text
from kgbuild.rdf.graphs import cell_statements
from kgbuild.rdf.iris import Minter
from kgbuild.terms import Statement
from kgbuild.vocab import iri


class Place(NamedTuple):
    """A piece of a cell. `exact` is its text, given where no other graph describes the cell."""

    sha256: str
    table: int
    row: int
    column: int
    start: int
    end: int
    exact: str = ""

    @property
    def stored(self) -> list[Any]:
        """As it is stored in the digest of its document."""
        return list(self[1:] if self.exact else self[1:-1])

    @classmethod
    def of(cls, sha256: str, stored: list[Any]) -> Place:
        """The inverse of `stored`."""
        return cls(sha256, *stored)


def places_of(text: Text | None, sha256: str, *, printed: bool = False) -> tuple[Place, ...]:
    """The places of a text; with their characters if `printed`."""
    return tuple(
        Place(sha256, one.table, one.row, one.column, one.start, one.end, one.exact if printed else "")
        for one in (text.spans() if text else ())
    )


def evidence(subject: NamedNode, places: Iterable[Place], graph: NamedNode, minter: Minter) -> Iterator[Statement]:
    """`subject` rests on these places; a place that no document's graph describes is described here."""
    for place in sorted(set(places)):
        document = minter.document(place.sha256)
        numbers = place[1:6]
        cell = minter.place("cell", document, numbers)
        yield Statement(subject, iri("kgb:evidence"), cell, graph)
        if place.exact:
            yield from cell_statements(cell, document, numbers, place.exact, graph)
