"""The report as a sh:ValidationReport in Turtle, without blank nodes: document by document, as `kg/report.ttl` is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from kgbuild.document_build import report_title, titled
from kgbuild.model.issues import Severity
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.notation import prefix_lines
from kgbuild.reporting.report import Report
from kgbuild.validate import Finding, Tally, report_head, report_quads

One = TypeVar("One", Finding, Tally)

ACROSS = "across documents"
"""What stands above the findings between documents, and the report itself."""


def as_turtle(report: Report, base: str) -> str:
    """All results that are asked for; accepted ones carry `kgb:acceptedReason`. `sh:conforms` heeds the open ones."""
    minter = Minter(base)
    reasons = {one.located.finding: one.entry.reason for one in report.accepted}
    reasons |= {one.located.finding: reasons[one.into.finding] for one in report.folded if one.into.finding in reasons}
    findings = {
        *(one.finding for one in report.findings),
        *(one.located.finding for one in report.folded),
        *reasons,
    }
    results, tallies = _by_document(findings), _by_document(report.tallies)
    parts = [
        titled(
            report_quads(results[one.sha256], minter, tallies[one.sha256], reasons), report_title(one.name), minter.base
        )
        for one in report.sources
    ]
    known = {one.sha256 for one in report.sources}
    conforms = not any(one.severity is Severity.VIOLATION for one in findings if one not in reasons)
    across = [one for sha256, group in results.items() if sha256 not in known for one in group]
    return b"".join([prefix_lines(base), *parts, across_part(across, minter, reasons, conforms=conforms)]).decode()


def across_part(
    findings: list[Finding], minter: Minter, accepted: Mapping[Finding, str] | None = None, *, conforms: bool
) -> bytes:
    """The report itself, and its results that are of no one document."""
    quads = [*report_head(minter, conforms=conforms), *report_quads(findings, minter, (), accepted or {})]
    return titled(quads, ACROSS, minter.base)


def _by_document(said: Iterable[One]) -> dict[str, list[One]]:
    groups: defaultdict[str, list[One]] = defaultdict(list)
    for one in said:
        groups[one.document].append(one)
    return groups
