"""Findings with what they speak of: the rule, the thing and its project, the cells, the printed rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from pyoxigraph import Literal, NamedNode, Store

from kgbuild.printed import Printed, PrintedRow
from kgbuild.reporting.identity import Occurrences, identity
from kgbuild.rules import Rule, described, remedy_of
from kgbuild.validate import Finding
from kgbuild.vocab import iri

_CELL: Final = ("kgb:document", "kgb:table", "kgb:row", "kgb:column", "oa:start", "oa:end", "oa:exact")
_LABELS: Final = ("skos:prefLabel", "rdfs:label", "kgb:text")
"""What a thing is called, the best first."""
_OWNERSHIP: Final = frozenset(
    iri(f"kgb:{name}")
    for name in ("goal", "item", "indicator", "annualTarget", "periodTarget", "actual", "part", "funding")
)
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


@dataclass(frozen=True, slots=True)
class Source:
    """One document of a report, as its manifest entry has it (docs/manifest.md), and its printed rows."""

    name: str
    sha256: str
    department: str | None
    fiscal_year: int | None
    entry: Mapping[str, Any]

    @property
    def scope(self) -> str:
        """What stays when the file is edited or scanned again: department and year, or at least the name."""
        return f"{self.department}|{self.fiscal_year}" if self.department and self.fiscal_year else self.name


class Rows(Protocol):
    """Gives the printed rows of a document."""

    def __call__(self, sha256: str, /) -> Printed:
        """The rows of the document with this digest."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A place in its printed row (None if the row was not kept), with the headings of its columns.

    `begin` and `end` are line and column, from 1, in a text file; `sheet` is the name of the sheet in a workbook.
    """

    file: str
    place: Place
    row: PrintedRow | None
    headings: Mapping[int, str]
    begin: tuple[int, int] | None
    end: tuple[int, int] | None
    sheet: str

    @property
    def address(self) -> str:
        """The cell as a spreadsheet names it (`Sheet1!D5`); empty for other files."""
        return f"{self.sheet}!{_letters(self.place.column)}{self.place.row}" if self.sheet else ""


@dataclass(frozen=True, slots=True)
class Located:
    """A finding that can be shown.

    `trail` leads from the project (task, plan), if there is one, down to the thing; it is empty where the whole
    document is meant and no row says more. `places` are all cells, `shown` the first one in each document with its row.
    """

    finding: Finding
    rule: Rule
    file: str
    document: str
    trail: tuple[Named, ...]
    places: tuple[Place, ...]
    shown: tuple[Shown, ...]
    fingerprint: str
    state: str = ""

    @property
    def place(self) -> Place | None:
        """The first place."""
        return self.shown[0].place if self.shown else None

    @property
    def undertaking(self) -> str:
        """The name of the project, task or plan."""
        return self.trail[0].label if self.trail and self.trail[0].is_undertaking else ""

    @property
    def inner(self) -> tuple[Named, ...]:
        """The trail inside the project."""
        return self.trail[1:] if self.undertaking else self.trail

    @property
    def label(self) -> str:
        """The name or the printed text of the thing."""
        return self.trail[-1].label if self.trail else ""

    @property
    def remedy(self) -> tuple[str, str]:
        """What to do about it, in Chinese and English."""
        return remedy_of(self.finding.shape)


def _letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def source_of(entry: Mapping[str, Any], name: str | None = None) -> Source:
    """The source that a manifest entry describes."""
    return Source(name or entry["name"], entry["sha256"], entry["department"], entry["fiscal_year"], entry)


def locate(findings: Iterable[Finding], store: Store, sources: Iterable[Source], rows: Rows) -> list[Located]:
    """Findings at their places; the gravest first, then file by file in the order of the page."""
    facts = _Facts(store)
    known = {source.sha256: source for source in sources}
    found = sorted((_placed(one, facts, known, rows) for one in findings), key=_order)
    occurrences = Occurrences()
    return [
        Located(
            one.finding, one.rule, one.file, one.document, one.trail, one.places, one.shown,
            occurrences.next(identity(one.finding, one.trail, one.scope)),
        )
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Placed:
    finding: Finding
    rule: Rule
    file: str
    document: str
    scope: str
    trail: tuple[Named, ...]
    places: tuple[Place, ...]
    shown: tuple[Shown, ...]


def _placed(finding: Finding, facts: _Facts, sources: dict[str, Source], rows: Rows) -> _Placed:
    places = tuple(sorted(place for cell in finding.cells if (place := facts.place(cell))))
    first = {place.document: place for place in reversed(places)}
    shown = tuple(
        sorted((_shown(place, sources, rows) for place in first.values()), key=lambda one: (one.file, one.place))
    )
    document = shown[0].place.document if shown else finding.document
    source = sources.get(document)
    trail = facts.trail(finding.focus)
    if not trail and shown and (row := shown[0].row) and row.undertaking:
        trail = facts.trail(row.undertaking)
    name, scope = (source.name, source.scope) if source else ("", "")
    return _Placed(finding, described(finding.shape), name, document, scope, trail, places, shown)


def _shown(place: Place, sources: dict[str, Source], rows: Rows) -> Shown:
    source, printed = sources.get(place.document), rows(place.document)
    row = printed.rows.get((place.table, place.row))
    return Shown(
        source.name if source else "",
        place,
        row,
        printed.headings_of(row) if row else {},
        printed.line_and_column(place.start),
        printed.line_and_column(place.end),
        printed.sheets.get(place.table, ""),
    )


def _order(one: _Placed) -> tuple[object, ...]:
    place = one.shown[0].place if one.shown else None
    where = (place.table, place.row, place.column, place.start) if place else (0, 0, 0, 0)
    return (one.finding.severity_rank, one.file, where, one.finding)


class _Facts:
    """Look-ups in the graph; every answer is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._places: dict[str, Place | None] = {}
        self._trails: dict[str, tuple[Named, ...]] = {}

    def place(self, cell: str) -> Place | None:
        """Where a cell stands; None if the graph does not say all of it."""
        if cell not in self._places:
            said = self._said(cell)
            values = [said.get(name) for name in _CELL]
            if all(values):
                document, table, row, column, start, end, exact = (value[0] for value in values if value)
                self._places[cell] = Place(
                    document.rpartition("-")[2], int(table), int(row), int(column), int(start), int(end), exact
                )
            else:
                self._places[cell] = None
        return self._places[cell]

    def label(self, thing: str) -> str:
        """What a thing is called; of several printings the first in the order of characters."""
        said = self._said(thing)
        return next((min(said[name]) for name in _LABELS if name in said), "")

    def trail(self, thing: str) -> tuple[Named, ...]:
        """From the undertaking down to a thing; empty for a document."""
        if thing not in self._trails:
            self._trails[thing] = tuple(reversed(list(self._upwards(thing))))
        return self._trails[thing]

    def _upwards(self, thing: str) -> Iterator[Named]:
        said, field = self._said(thing), ""
        if "kgb:thing" in said:  # a difference between documents is about what they print differently
            thing, field = said["kgb:thing"][0], "".join(said["kgb:field"])
            said = self._said(thing)
        if iri("kgb:Document").value in said.get("rdf:type", ()):
            return
        for _ in range(_MAX_DEPTH):
            owner, role = self._owner(thing)
            label = self.label(thing)
            if label:
                yield Named(thing, label, field or role, iri("kgb:Undertaking").value in self._said(thing)["rdf:type"])
            if not owner:
                return
            thing, field = owner, ""

    def _owner(self, thing: str) -> tuple[str, str]:
        """Who holds a thing, and with which property."""
        holders = {
            (quad.subject.value, "kgb:" + quad.predicate.value.rpartition("#")[2])
            for quad in self._store.quads_for_pattern(None, None, NamedNode(thing), None)
            if quad.predicate in _OWNERSHIP and isinstance(quad.subject, NamedNode)
        }
        return min(holders, default=("", ""))

    def _said(self, thing: str) -> dict[str, list[str]]:
        said: dict[str, list[str]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(NamedNode(thing), None, None, None):
            name = _NAMES.get(quad.predicate)
            if name and isinstance(quad.object, NamedNode | Literal):
                said[name].append(quad.object.value)
        return said


_NAMES: Final = {iri(name): name for name in (*_CELL, *_LABELS, "kgb:thing", "kgb:field", "rdf:type")}
