"""What a document prints, kept beside its graph: the rows, as a person sees them, and where each character came from.

A finding names a cell by its characters. To show it in its row, long after the file was read, a report needs the row;
the graph holds only the pieces that carry records. Private names are masked here as everywhere.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kgbuild.layouts import LAYOUTS
from kgbuild.model.table import Document, Row, Text
from kgbuild.terms import Said, Value, statements
from kgbuild.vocab import iri

Run = tuple[int, int, int, int]
"""Characters `at … at+length` of the shown text are `start … start+source_length` of the source."""

_PARTS: Final = ("kgb:goal", "kgb:indicator", "kgb:funding")


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell as shown: no tags, entities resolved."""

    column: int
    text: str
    runs: tuple[Run, ...]

    def shown(self, start: int, end: int) -> tuple[int, int]:
        """The shown characters between two source offsets; an empty range if none is."""
        hits = [run for run in self.runs if run[2] < end and start < run[2] + run[3]]
        if not hits:
            return 0, 0
        return _into(hits[0], start, first=True), _into(hits[-1], end, first=False)


def _into(run: Run, offset: int, *, first: bool) -> int:
    """A source offset as a shown one; a run that was printed otherwise is taken whole."""
    at, length, start, source_length = run
    if length != source_length:
        return at if first else at + length
    return at + min(max(offset - start, 0), length)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row. `undertaking` is the IRI of the project, task or plan that it speaks of, if any."""

    table: int
    number: int
    undertaking: str
    is_heading: bool
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True)
class Printed:
    """The rows of one document; where its lines begin (none for a workbook); the names of its sheets."""

    rows: dict[tuple[int, int], PrintedRow] = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    sheets: dict[int, str] = field(default_factory=dict)

    def headings_of(self, row: PrintedRow) -> dict[int, str]:
        """Column → what the nearest heading row above prints there; a table goes on over pages and sheets."""
        above = bisect_left(self._headings, (row.table, row.number), key=lambda one: (one.table, one.number))
        return {cell.column: cell.text for cell in self._headings[above - 1].cells if cell.text} if above else {}

    @cached_property
    def _headings(self) -> list[PrintedRow]:
        """The heading rows, from the top."""
        return [row for row in self.rows.values() if row.is_heading]

    def line_and_column(self, offset: int) -> tuple[int, int] | None:
        """Line and column, from 1, of a character of a text file."""
        if not self.lines:
            return None
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1


def printed_of(document: Document, lines: tuple[int, ...], quads: Iterable[Said]) -> Printed:
    """The rows of a document and, from its quads, the undertaking of each."""
    owners = _undertakings(quads)
    rows = {
        (row.cells[0].table, row.number): PrintedRow(
            row.cells[0].table,
            row.number,
            owners.get((row.cells[0].table, row.number), ""),
            _is_heading(row),
            _cells(row),
        )
        for table in document.tables
        for row in table.rows
    }
    return Printed(rows, lines, {table.number: table.name for table in document.tables if table.name})


def _is_heading(row: Row) -> bool:
    return any(layout.matches(row) for layout in LAYOUTS.values())


def _cells(row: Row) -> tuple[PrintedCell, ...]:
    return tuple(
        PrintedCell(cell.column, text.string, _runs(text)) for cell, text in zip(row.cells, row.texts, strict=True)
    )


def _runs(text: Text) -> tuple[Run, ...]:
    return tuple((run.at, run.length, run.start, run.source_length) for run in text.runs)


def _undertakings(quads: Iterable[Said]) -> dict[tuple[int, int], str]:
    """(table, row) → the undertaking that was read there; a project or task before the plan of the whole department."""
    said = _said(quads)
    undertakings = {node for node, kind in said["rdf:type"] if kind == iri("kgb:Undertaking")}
    plans = {node for node, kind in said["rdf:type"] if kind == iri("kgb:DepartmentPlan")}
    owners = {part: owner for name in _PARTS for owner, part in said[name]}
    tables, rows = dict(said["kgb:table"]), dict(said["kgb:row"])
    claims: dict[tuple[int, int], set[tuple[bool, str]]] = defaultdict(set)
    for thing, cell in said["prov:wasDerivedFrom"]:
        node = owners.get(thing, thing)
        if node in undertakings and cell in rows:
            claims[int(tables[cell].value), int(rows[cell].value)].add((node in plans, node.value))
    return {place: min(claimed)[1] for place, claimed in claims.items()}


def _said(quads: Iterable[Said]) -> dict[str, list[tuple[Value, Value]]]:
    names = {iri(name): name for name in (*_PARTS, "rdf:type", "prov:wasDerivedFrom", "kgb:table", "kgb:row")}
    said: dict[str, list[tuple[Value, Value]]] = defaultdict(list)
    for subject, predicate, value in statements(quads):
        if predicate in names:
            said[names[predicate]].append((subject, value))
    return said


def as_json(printed: Printed) -> str:
    """One line of JSON."""
    rows = [
        [
            row.table,
            row.number,
            row.undertaking,
            int(row.is_heading),
            [[c.column, c.text, _folded(c)] for c in row.cells],
        ]
        for row in printed.rows.values()
    ]
    return json.dumps(
        {"rows": rows, "lines": printed.lines, "sheets": printed.sheets}, ensure_ascii=False, separators=(",", ":")
    )


def _folded(cell: PrintedCell) -> int | tuple[Run, ...]:
    """The runs of a cell; just its offset where the text stands in the source as it is shown."""
    if len(cell.runs) == 1 and cell.runs[0][:2] == (0, len(cell.text)) and cell.runs[0][3] == len(cell.text):
        return cell.runs[0][2]
    return cell.runs


def from_json(text: str) -> Printed:
    """What `as_json` wrote."""
    known = json.loads(text)
    rows = (
        PrintedRow(table, number, thing, bool(heading), tuple(_unfolded(*cell) for cell in cells))
        for table, number, thing, heading, cells in known["rows"]
    )
    return Printed(
        {(row.table, row.number): row for row in rows},
        tuple(known["lines"]),
        {int(number): name for number, name in known["sheets"].items()},
    )


def _unfolded(column: int, text: str, runs: int | list[list[int]]) -> PrintedCell:
    if isinstance(runs, int):
        return PrintedCell(column, text, ((0, len(text), runs, len(text)),))
    return PrintedCell(column, text, tuple((run[0], run[1], run[2], run[3]) for run in runs))
