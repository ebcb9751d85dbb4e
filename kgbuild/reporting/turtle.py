"""The report as a sh:ValidationReport in Turtle, without blank nodes."""

from __future__ import annotations

from kgbuild.rdf.iris import Minter
from kgbuild.rdf.notation import turtle
from kgbuild.reporting.report import Report
from kgbuild.validate import report_quads


def as_turtle(report: Report, base: str) -> str:
    """All results that are asked for; accepted ones carry `kgb:acceptedReason`. `sh:conforms` heeds the open ones."""
    minter = Minter(base)
    reasons = {one.located.finding: one.entry.reason for one in report.accepted}
    reasons |= {one.located.finding: reasons[one.into.finding] for one in report.folded if one.into.finding in reasons}
    open_ones = [*report.findings, *(one.located for one in report.folded)]
    findings = [*(one.finding for one in open_ones if one.finding not in reasons), *reasons]
    return turtle(report_quads(findings, minter, report.tallies, reasons), base).decode()
