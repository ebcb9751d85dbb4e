"""Where a finding stands and what it speaks of: cells as places, and the way from a project down to a thing.

A document's findings are placed by what the document itself says, and their places are kept beside them: so neither a
page nor a report opens the graph again, and what another document prints changes nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from pyoxigraph import Literal, NamedNode, Store

from kgbuild.terms import Said, statements
from kgbuild.validate import Finding
from kgbuild.vocab import iri

_CELL: Final = ("kgb:document", "kgb:table", "kgb:row", "kgb:column", "oa:start", "oa:end", "oa:exact")
_LABELS: Final = ("skos:prefLabel", "rdfs:label", "kgb:text")
"""What a thing is called, the best first."""
_NAMES: Final = {iri(name): name for name in (*_CELL, *_LABELS, "kgb:thing", "kgb:field", "rdf:type")}
_OWNERSHIP: Final = {
    iri(name): name
    for name in (
        "kgb:goal", "kgb:item", "kgb:indicator", "kgb:annualTarget", "kgb:periodTarget", "kgb:actual", "kgb:part",
        "kgb:funding",
    )
}  # fmt: skip
_MAX_DEPTH: Final = 6


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a piece of a cell stands, and what is printed there. `document` is a SHA-256."""

    document: str
    table: int
    row: int
    column: int
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Named:
    """A thing and what it is called. `role` is the property that its owner holds it with (`kgb:annualTarget`).

    For what two documents print differently, `role` is the IRI of the field that differs.
    """

    iri: str
    label: str
    role: str = ""
    is_undertaking: bool = False


Trail = tuple[Named, ...]
"""From the undertaking down to a thing; empty for a document."""


@dataclass(frozen=True)
class Whereabouts:
    """Places of cells and trails of things, by their IRIs."""

    places: Mapping[str, Place] = field(default_factory=dict)
    trails: Mapping[str, Trail] = field(default_factory=dict)

    @property
    def stored(self) -> dict[str, Any]:
        """As it is kept, ready for JSON."""
        return {
            "places": {
                cell: [one.document, one.table, one.row, one.column, one.start, one.end, one.exact]
                for cell, one in self.places.items()
            },
            "trails": {
                thing: [[one.iri, one.label, one.role, int(one.is_undertaking)] for one in trail]
                for thing, trail in self.trails.items()
            },
        }

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Whereabouts:
        """The inverse of `stored`."""
        return cls(
            {cell: Place(*place) for cell, place in stored["places"].items()},
            {
                thing: tuple(Named(node, label, role, bool(top)) for node, label, role, top in trail)
                for thing, trail in stored["trails"].items()
            },
        )


def whereabouts(findings: Iterable[Finding], facts: Facts, owners: Mapping[tuple[int, int], str]) -> Whereabouts:
    """The places and trails of findings; `owners` gives the undertaking of a (table, row), for what has no trail."""
    walk = _Walk(facts)
    places: dict[str, Place] = {}
    trails: dict[str, Trail] = {}
    for one in findings:
        places |= {cell: place for cell in one.cells if (place := walk.place(cell))}
        trails[one.focus] = walk.trail(one.focus)
        if not trails[one.focus]:
            rows = {owners.get((places[cell].table, places[cell].row), "") for cell in one.cells if cell in places}
            trails |= {thing: walk.trail(thing) for thing in rows - {""}}
    return Whereabouts(dict(sorted(places.items())), {thing: trail for thing, trail in sorted(trails.items()) if trail})


class Facts(Protocol):
    """What is said of a thing (curie → values), and who holds it with which property."""

    def said(self, thing: str) -> Mapping[str, list[str]]:
        """Only what places and names need."""

    def holders(self, thing: str) -> Iterable[tuple[str, str]]:
        """(holder, curie)."""


class StatedFacts:
    """The facts of one document, out of its statements."""

    def __init__(self, quads: Iterable[Said]) -> None:
        self._said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._holders: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for subject, predicate, value in statements(quads):
            if name := _NAMES.get(predicate):
                self._said[subject.value][name].append(value.value)
            elif role := _OWNERSHIP.get(predicate):
                self._holders[value.value].add((subject.value, role))

    def said(self, thing: str) -> Mapping[str, list[str]]:
        """See `Facts`."""
        return self._said.get(thing, {})

    def holders(self, thing: str) -> Iterable[tuple[str, str]]:
        """See `Facts`."""
        return self._holders.get(thing, ())


class StoredFacts:
    """The facts of all documents, for the few findings between them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def said(self, thing: str) -> Mapping[str, list[str]]:
        """See `Facts`."""
        said: defaultdict[str, list[str]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(NamedNode(thing), None, None, None):
            name = _NAMES.get(quad.predicate)
            if name and isinstance(quad.object, NamedNode | Literal):
                said[name].append(quad.object.value)
        return said

    def holders(self, thing: str) -> Iterable[tuple[str, str]]:
        """See `Facts`."""
        return {
            (quad.subject.value, _OWNERSHIP[quad.predicate])
            for quad in self._store.quads_for_pattern(None, None, NamedNode(thing), None)
            if quad.predicate in _OWNERSHIP and isinstance(quad.subject, NamedNode)
        }


class _Walk:
    """From things to their places, and up to what holds them; every answer is kept."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._places: dict[str, Place | None] = {}
        self._trails: dict[str, Trail] = {}

    def place(self, cell: str) -> Place | None:
        """Where a cell stands; None if the graph does not say all of it."""
        if cell not in self._places:
            said = self._facts.said(cell)
            values = [said.get(name) for name in _CELL]
            if all(values):
                document, table, row, column, start, end, exact = (value[0] for value in values if value)
                self._places[cell] = Place(
                    document.rpartition("-")[2], int(table), int(row), int(column), int(start), int(end), exact
                )
            else:
                self._places[cell] = None
        return self._places[cell]

    def trail(self, thing: str) -> Trail:
        """From the undertaking down to a thing; empty for a document."""
        if thing not in self._trails:
            self._trails[thing] = tuple(reversed(list(self._upwards(thing))))
        return self._trails[thing]

    def _upwards(self, thing: str) -> Iterator[Named]:
        said, differing = self._facts.said(thing), ""
        if "kgb:thing" in said:  # a difference between documents is about what they print differently
            thing, differing = said["kgb:thing"][0], "".join(said.get("kgb:field", ()))
            said = self._facts.said(thing)
        if iri("kgb:Document").value in said.get("rdf:type", ()):
            return
        for _ in range(_MAX_DEPTH):
            owner, role = min(self._facts.holders(thing), default=("", ""))
            said = self._facts.said(thing)
            label = next((min(said[name]) for name in _LABELS if name in said), "")
            if label:
                is_undertaking = iri("kgb:Undertaking").value in said.get("rdf:type", ())
                yield Named(thing, label, differing or role, is_undertaking)
            if not owner:
                return
            thing, differing = owner, ""
