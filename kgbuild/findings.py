"""Findings with the places they speak of, and the ways to print them: text, JSON, CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.model.issues import Severity
from kgbuild.terms import Said, statements
from kgbuild.validate import Finding
from kgbuild.vocab import iri

_NAMES = {Severity.VIOLATION: "确定", Severity.WARNING: "疑似", Severity.INFO: "提示"}
_CELL_FIELDS = (
    "kgb:document", "kgb:table", "kgb:row", "kgb:column", "oa:start", "oa:end", "oa:exact",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands, and what is printed there."""

    document: str
    table: int
    row: int
    column: int
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Located:
    """A finding, the name of the thing it is about, and its first cell in each document (none for a whole file)."""

    finding: Finding
    file: str
    label: str
    places: tuple[Place, ...]

    @property
    def place(self) -> Place | None:
        """The first place."""
        return self.places[0] if self.places else None


def places(quads: Iterable[Said]) -> dict[str, Place]:
    """Cell IRI → place, for the cells that these quads describe."""
    names = {iri(name): name for name in _CELL_FIELDS}
    fields: dict[str, dict[str, str]] = {}
    for subject, predicate, value in statements(quads):
        if predicate in names:
            fields.setdefault(subject.value, {})[names[predicate]] = value.value
    return {
        cell: Place(
            document=known["kgb:document"],
            table=int(known["kgb:table"]),
            row=int(known["kgb:row"]),
            column=int(known["kgb:column"]),
            start=int(known["oa:start"]),
            end=int(known["oa:end"]),
            exact=known["oa:exact"],
        )
        for cell, known in fields.items()
        if len(known) == len(names)
    }


def labels(quads: Iterable[Said]) -> dict[str, str]:
    """Thing IRI → its label or printed text."""
    wanted = [iri(name) for name in ("kgb:text", "rdfs:label", "skos:prefLabel")]
    found: dict[str, tuple[int, str]] = {}
    for subject, predicate, value in statements(quads):
        if predicate in wanted:
            candidate = (wanted.index(predicate), value.value)
            found[subject.value] = max(candidate, found.get(subject.value, (-1, "")))
    return {thing: label for thing, (_, label) in found.items()}


def locate(
    findings: Iterable[Finding], files: dict[str, str], cells: dict[str, Place], names: dict[str, str]
) -> list[Located]:
    """Findings with file names (by SHA-256), labels and places; the gravest first, then as the documents print them."""
    located = []
    for one in findings:
        found = _first_places([cells[cell] for cell in one.cells if cell in cells])
        document = found[0].document.rpartition("-")[2] if found else one.document
        located.append(Located(one, files.get(document, ""), names.get(one.focus, ""), found))
    return sorted(located, key=_order)


def _first_places(places: list[Place]) -> tuple[Place, ...]:
    """The first place in each document."""
    ordered = sorted(places, key=lambda place: (place.document, place.table, place.row, place.column, place.start))
    return tuple({place.document: place for place in reversed(ordered)}.values())[::-1]


def _order(one: Located) -> tuple[object, ...]:
    place = one.place
    where = (place.table, place.row, place.column, place.start) if place else (0, 0, 0, 0)
    return (one.finding.severity_rank, one.file, where, one.finding)


def reaches(counts: dict[str, int], level: str) -> bool:
    """Whether there are findings at or above the level (`never` is above all)."""
    if level == "never":
        return False
    floor = Severity(level).rank
    return any(count for name, count in counts.items() if count and Severity(name).rank >= floor)


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """Findings by severity."""
    counts: dict[str, int] = {}
    for one in findings:
        counts[one.severity.value] = counts.get(one.severity.value, 0) + 1
    return counts


def as_text(located: list[Located]) -> str:
    """One block a finding: where, how grave, what (zh and en), and what is printed there."""
    if not located:
        return "无问题 · no findings\n"
    lines: list[str] = []
    for one in located:
        finding, place = one.finding, one.place
        where = one.file or "—"
        if place:
            where += f":{place.row}:{place.column}"
        lines.append(
            f"{where}: [{_NAMES[finding.severity]} {finding.severity.value}] {finding.zh}"
            f" ({finding.shape.rpartition('/')[2]})"
        )
        lines.append(f"    {finding.en}")
        if one.label:
            lines.append(f"    » {one.label[:120]}")
        lines += [f"    | {' '.join(printed.exact.split())[:160]}" for printed in one.places]
    return "\n".join(lines) + "\n"


FIELDS = (
    "severity", "shape", "file", "table", "row", "column", "start", "end", "message_zh", "message_en", "label", "value",
    "printed", "focus",
)  # fmt: skip
"""The columns of the flat form (docs/findings.md)."""


def as_rows(located: list[Located]) -> list[dict[str, object]]:
    """One flat record a finding."""
    rows: list[dict[str, object]] = []
    for one in located:
        finding, place = one.finding, one.place
        where = (place.table, place.row, place.column, place.start, place.end) if place else (None,) * 5
        said = (finding.zh, finding.en, one.label, finding.value, place.exact if place else None, finding.focus)
        head = (finding.severity.value, finding.shape.rpartition("/")[2], one.file)
        rows.append(dict(zip(FIELDS, (*head, *where, *said), strict=True)))
    return rows


def as_json(located: list[Located]) -> str:
    """A JSON array of the flat records."""
    return json.dumps(as_rows(located), ensure_ascii=False, indent=1) + "\n"


def as_csv(located: list[Located]) -> str:
    """CSV with a byte order mark; a cell that a spreadsheet would take for a formula is quoted."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: harmless(value) for key, value in row.items()} for row in as_rows(located))
    return "\ufeff" + out.getvalue()


def harmless(value: object) -> object:
    """A text that no spreadsheet evaluates."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
