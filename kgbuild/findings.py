"""Findings with the places they speak of, and the ways to print them: text, JSON, CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Quad

from kgbuild.model.issues import Severity
from kgbuild.terms import statements
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
    """A finding, the name of the thing it is about, and its first cell (None for a whole document)."""

    finding: Finding
    file: str
    label: str
    place: Place | None


def places(quads: Iterable[Quad]) -> dict[str, Place]:
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


def labels(quads: Iterable[Quad]) -> dict[str, str]:
    """Thing IRI → its label or printed text."""
    wanted = [iri(name) for name in ("kgb:text", "rdfs:label", "skos:prefLabel")]
    found: dict[str, tuple[int, str]] = {}
    for subject, predicate, value in statements(quads):
        if predicate in wanted:
            candidate = (wanted.index(predicate), value.value)
            found[subject.value] = max(candidate, found.get(subject.value, (-1, "")))
    return {thing: label for thing, (_, label) in found.items()}


def locate(
    findings: Iterable[Finding],
    files: dict[str, str],
    cells: dict[str, Place],
    names: dict[str, str],
) -> list[Located]:
    """Findings with file names, labels and places; the gravest first, then in the order of the document."""
    located = [
        Located(
            finding=one,
            file=files.get(one.document, ""),
            label=names.get(one.focus, ""),
            place=min(
                (cells[cell] for cell in one.cells if cell in cells),
                key=lambda place: (place.document, place.table, place.row, place.column, place.start),
                default=None,
            ),
        )
        for one in findings
    ]
    return sorted(located, key=_order)


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
        if place:
            lines.append(f"    | {' '.join(place.exact.split())[:160]}")
    return "\n".join(lines) + "\n"


def as_rows(located: list[Located]) -> list[dict[str, object]]:
    """One flat record a finding (docs/findings.md)."""
    return [
        {
            "severity": one.finding.severity.value,
            "shape": one.finding.shape.rpartition("/")[2],
            "file": one.file,
            "table": one.place.table if one.place else None,
            "row": one.place.row if one.place else None,
            "column": one.place.column if one.place else None,
            "start": one.place.start if one.place else None,
            "end": one.place.end if one.place else None,
            "message_zh": one.finding.zh,
            "message_en": one.finding.en,
            "label": one.label,
            "value": one.finding.value,
            "printed": one.place.exact if one.place else None,
            "focus": one.finding.focus,
        }
        for one in located
    ]


def as_json(located: list[Located]) -> str:
    """A JSON array of the flat records."""
    return json.dumps(as_rows(located), ensure_ascii=False, indent=1) + "\n"


def as_csv(located: list[Located]) -> str:
    """CSV with a byte order mark; a cell that a spreadsheet would take for a formula is quoted."""
    rows = as_rows(located)
    out = io.StringIO()
    columns = list(rows[0]) if rows else ["severity", "shape", "file", "message_zh", "message_en"]
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: harmless(value) for key, value in row.items()} for row in rows)
    return "\ufeff" + out.getvalue()


def harmless(value: object) -> object:
    """A text that no spreadsheet evaluates."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
