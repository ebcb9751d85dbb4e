"""All that a build makes of one document, ready to be written: lines of N-Quads, Turtle, findings, counts.

This is what runs in worker processes; it depends on the document alone.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from kgbuild import printed
from kgbuild.auditing import derive
from kgbuild.auditing.places import PRINTED_IN
from kgbuild.errors import UnreadableInput
from kgbuild.linking.digest import digest
from kgbuild.model.issues import Severity
from kgbuild.model.records import Reading
from kgbuild.profiles import Profile
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.notation import sorted_lines, turtle_body
from kgbuild.rdf.stated import Stated
from kgbuild.rdf.statements import state
from kgbuild.readers import line_starts
from kgbuild.reading import read_with_tables
from kgbuild.tagging import tagged
from kgbuild.tallies import tallied
from kgbuild.terms import Said, Statement, statements
from kgbuild.validate import Finding, Tally, judge_document, reading_findings
from kgbuild.vocab import iri

_CELLS_OF = ("prov:wasDerivedFrom", "kgb:evidence")
_HOLDER = {iri(path).value: holder for path, holder in PRINTED_IN.items()}
_ASKED = {iri(name) for name in (*_CELLS_OF, *PRINTED_IN.values())}
_NOWHERE: Mapping[tuple[str, str], tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """The files of one document. `summary` is its entry in the manifest."""

    sha256: str
    nquads: bytes
    turtle: bytes
    findings: bytes
    digest: bytes
    printed: bytes
    summary: dict[str, Any]


def build_document(path: Path, name: str, sha256: str, base: str, numbers: Profile | None = None) -> BuiltDocument:
    """Read, state and judge one document, by the numbers of an audit profile.

    Raises:
        UnreadableInput: see `kgbuild.readers.read`; also when the file changed since it was listed.
    """
    data = path.read_bytes()
    with uncollected():
        return _build(data, name, sha256, base, numbers)


@contextmanager
def uncollected() -> Iterator[None]:
    """No cyclic garbage collection while one document is built, or all are linked: the objects live as long as that.

    The collector would walk all of them again and again; switching it off saves a third of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _build(data: bytes, name: str, sha256: str, base: str, numbers: Profile | None) -> BuiltDocument:
    if hashlib.sha256(data).hexdigest() != sha256:
        raise UnreadableInput(name, "the file changed while it was being read; build again")
    document, reading = read_with_tables(data, name)
    reading = tagged(reading)
    stated = state(reading, Minter(base))
    audit = audited(stated, reading, Minter(base), numbers)
    return BuiltDocument(
        sha256=sha256,
        nquads=b"".join(sorted_lines(audit.quads)),
        turtle=_titled(audit.quads, name, base),
        findings=_held(audit),
        digest=digest(stated, sha256).encode(),
        printed=printed.as_json(printed.printed_of(document, line_starts(data, name), audit.quads)).encode(),
        summary=summary(reading, audit.quads, audit.findings),
    )


@dataclass(frozen=True, slots=True)
class Audit:
    """All quads of one document, the derived ones too, with what was found in them."""

    quads: list[Statement]
    findings: list[Finding]
    tallies: list[Tally]


def audited(stated: Stated, reading: Reading, minter: Minter, numbers: Profile | None = None) -> Audit:
    """Audit facts, findings of shapes and reading issues at their cells, and how each rule came out."""
    derived = derive(stated, reading, minter, numbers)
    quads = [*stated.quads, *derived.quads]
    graphs = {minter.graph("doc", reading.sha256), minter.graph("derived", reading.sha256)}
    facts = [quad for quad in quads if quad.graph_name in graphs]
    found = judge_document(facts, reading.sha256, numbers)
    findings = [*at_cells(found, quads, derived.places), *reading_findings(quads, reading.sha256)]
    return Audit(quads, findings, tallied(facts, found, derived.unchecked, reading.sha256))


def at_cells(
    findings: Iterable[Finding], quads: Iterable[Said], places: Mapping[tuple[str, str], tuple[str, ...]] = _NOWHERE
) -> list[Finding]:
    """Findings with the cells of the words at fault.

    They are those that the fact itself names (`places`), else of the value that is judged, else of the focus node.
    """
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for subject, predicate, value in statements(quads):
        if predicate in _ASKED:
            said[subject.value, predicate.value].append(value.value)
    return [replace(one, cells=places.get((one.focus, one.path)) or _cells_of(one, said)) for one in findings]


def _cells_of(one: Finding, said: Mapping[tuple[str, str], list[str]]) -> tuple[str, ...]:
    def of(thing: str, *names: str) -> list[str]:
        return [value for name in names for value in said.get((thing, iri(name).value), ())]

    def cells(*things: str) -> tuple[str, ...]:
        return tuple(sorted({cell for thing in things for cell in of(thing, *_CELLS_OF)}))

    judged = of(one.focus, _HOLDER[one.path]) if one.path in _HOLDER else []
    return cells(*judged) or cells(one.focus)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=0).encode()


def _titled(quads: list[Statement], name: str, base: str) -> bytes:
    """Turtle without its prefix lines, under a line that names the document."""
    title = "".join(char if char.isprintable() else "?" for char in name)
    return f"\n# ──── {title}\n\n".encode() + turtle_body(quads, base)


def summary(reading: Reading, quads: list[Statement], findings: list[Finding]) -> dict[str, Any]:
    """The entry of a document in the manifest (docs/manifest.md)."""
    distinct = set(quads)
    types = Counter(
        quad.object.value.rpartition("#")[2]
        for quad in distinct
        if quad.predicate == iri("rdf:type") and isinstance(quad.object, NamedNode)
    )
    heading = reading.sections[0].heading if reading.sections else None
    coverage = reading.coverage
    return {
        "name": reading.name,
        "sha256": reading.sha256,
        "forms": sorted({section.form.value for section in reading.sections}),
        "department": heading.department.string if heading and heading.department else None,
        "fiscal_year": heading.fiscal_year if heading else None,
        "fiscal_year_basis": heading.fiscal_year_basis if heading else None,
        "scopes": sorted({_scope(section.heading) for section in reading.sections}),
        "records": {kind: types[kind] for kind in RECORDS if types[kind]},
        "quads": len(distinct),
        "cells": {
            "used": coverage.used,
            "ignored": coverage.ignored,
            "unexplained": coverage.unexplained,
            "ignored_because": coverage.reasons,
        },
        "issues": len(reading.issues),
        "findings": {
            severity.value: sum(1 for one in findings if one.severity is severity) for severity in reversed(Severity)
        },
    }


RECORDS = (
    "Project",
    "DepartmentPlan",
    "Task",
    "Goal",
    "Indicator",
    "Target",
    "Actual",
    "Funding",
    "IndustryTag",
    "Cell",
)


def _scope(heading: Any) -> str:
    """Documents of one scope may print the same things; others never do."""
    owner = heading.department.string if heading.department else ""
    return hashlib.sha256(f"{owner}\x1f{heading.fiscal_year}".encode()).hexdigest()[:16]


def _held(audit: Audit) -> bytes:
    return _json(
        {"findings": [asdict(one) for one in audit.findings], "tallies": [asdict(one) for one in audit.tallies]}
    )


def findings_from(text: bytes) -> list[Finding]:
    """Findings as `BuiltDocument.findings` stores them."""
    return [
        Finding(**{**one, "severity": Severity(one["severity"]), "cells": tuple(one["cells"])})
        for one in json.loads(text)["findings"]
    ]


def tallies_from(text: bytes) -> list[Tally]:
    """Tallies as `BuiltDocument.findings` stores them."""
    return [Tally(**one) for one in json.loads(text)["tallies"]]
