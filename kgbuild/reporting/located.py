"""Findings with what they speak of: the rule, the thing and its project, the cells, the printed rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kgbuild.printed import Printed, PrintedRow
from kgbuild.reporting.identity import Occurrences, identity
from kgbuild.rules import Rule, described, remedy_of
from kgbuild.validate import Finding
from kgbuild.whereabouts import Named, Place, Whereabouts


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


@dataclass(frozen=True, slots=True)
class Placed:
    """Findings of one document, or of those between documents, with where they stand."""

    findings: Sequence[Finding]
    whereabouts: Whereabouts


def locate(placed: Iterable[Placed], sources: Iterable[Source], rows: Rows) -> list[Located]:
    """Findings at their places; the gravest first, then file by file in the order of the page."""
    known = {source.sha256: source for source in sources}
    found = sorted(
        (_found(one, batch.whereabouts, known, rows) for batch in placed for one in batch.findings), key=_order
    )
    occurrences = Occurrences()
    return [
        Located(
            one.finding, one.rule, one.file, one.document, one.trail, one.places, one.shown,
            occurrences.next(identity(one.finding, one.trail, one.scope)),
        )
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    finding: Finding
    rule: Rule
    file: str
    document: str
    scope: str
    trail: tuple[Named, ...]
    places: tuple[Place, ...]
    shown: tuple[Shown, ...]


def _found(finding: Finding, where: Whereabouts, sources: dict[str, Source], rows: Rows) -> _Found:
    places = tuple(sorted(where.places[cell] for cell in finding.cells if cell in where.places))
    first = {place.document: place for place in reversed(places)}
    shown = tuple(
        sorted((_shown(place, sources, rows) for place in first.values()), key=lambda one: (one.file, one.place))
    )
    document = shown[0].place.document if shown else finding.document
    source = sources.get(document)
    trail = where.trails.get(finding.focus, ())
    if not trail and shown and (row := shown[0].row) and row.undertaking:
        trail = where.trails.get(row.undertaking, ())
    name, scope = (source.name, source.scope) if source else ("", "")
    return _Found(finding, described(finding.shape), name, document, scope, trail, places, shown)


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


def _order(one: _Found) -> tuple[object, ...]:
    place = one.shown[0].place if one.shown else None
    where = (place.table, place.row, place.column, place.start) if place else (0, 0, 0, 0)
    return (one.finding.severity_rank, one.file, where, one.finding)
