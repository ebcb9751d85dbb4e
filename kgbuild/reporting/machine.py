"""The report for programs: JSON (docs/report.md) and CSV, one flat record a finding."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

import kgbuild
from kgbuild.reporting.accepted import Idle
from kgbuild.reporting.baseline import Known
from kgbuild.reporting.located import Located
from kgbuild.reporting.report import Report
from kgbuild.rules import Rule
from kgbuild.spreadsheets import harmless

FORMAT: Final = "kgbuild-report"
VERSION: Final = 1
"""Raised when a field changes its meaning or goes; new fields do not raise it."""


def as_json(report: Report) -> str:
    """One JSON object."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "kgbuild": kgbuild.__version__,
        "counts": report.counts,
        "documents": [
            {
                "name": one.name,
                "sha256": one.sha256,
                "department": one.department,
                "fiscal_year": one.fiscal_year,
                **{key: one.entry[key] for key in ("forms", "records", "cells")},
            }
            for one in report.sources
        ],
        "rules": [_rule(rule) for rule in report.rules()],
        "findings": [record(one) for one in report.findings],
        "suppressed": [
            {**record(one.located), "reason": one.entry.reason, "until": _day(one.entry.until)}
            for one in report.accepted
        ],
        "idle_suppressions": [_idle(one) for one in report.idle],
        "tallies": [asdict(one) for one in report.tallies],
        "baseline": _baseline(report),
        "unreadable": [{"name": name, "reason": reason} for name, reason in report.unreadable],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def record(one: Located) -> dict[str, Any]:
    """A finding as a flat record; the first cell stands for the others."""
    found, place = one.finding, one.place
    where = (place.table, place.row, place.column, place.start, place.end) if place else (None,) * 5
    return {
        "severity": found.severity.value,
        "rule": one.rule.id,
        "shape": found.shape.rpartition("/")[2],
        "file": one.file,
        "project": one.undertaking,
        **dict(zip(("table", "row", "column", "start", "end"), where, strict=True)),
        "message_zh": found.zh,
        "message_en": found.en,
        "label": one.label,
        "value": found.value,
        "printed": place.exact if place else None,
        "state": one.state,
        "fingerprint": one.fingerprint,
        "document": one.document,
        "focus": found.focus,
        "path": found.path,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {**asdict(rule), "severity": rule.severity.value}


def _day(day: object) -> str | None:
    return str(day) if day else None


def _idle(one: Idle) -> dict[str, Any]:
    return {**asdict(one.entry), "until": _day(one.entry.until), "expired": one.expired}


def _baseline(report: Report) -> dict[str, Any] | None:
    if report.gone is None:
        return None
    open_and_accepted = [*report.findings, *(one.located for one in report.accepted)]
    states = [one.state for one in open_and_accepted]
    return {
        "new": states.count("new"),
        "unchanged": states.count("unchanged"),
        "gone": [_gone(one) for one in report.gone],
    }


def _gone(one: Known) -> dict[str, Any]:
    return {
        "severity": one.severity,
        "rule": one.rule,
        "file": one.file,
        "project": one.undertaking,
        "label": one.label,
        "message_zh": one.zh,
        "message_en": one.en,
        "fingerprint": one.fingerprint,
    }


COLUMNS: Final = (
    "severity", "rule", "shape", "file", "project", "table", "row", "column", "start", "end", "message_zh",
    "message_en", "label", "value", "printed", "state", "reason", "fingerprint", "document", "focus", "path",
)  # fmt: skip
"""The columns of the CSV form (docs/report.md)."""


def as_csv(report: Report) -> str:
    """CSV with a byte order mark; open findings, then accepted ones, then those that are gone.

    A text that a spreadsheet would take for a formula is preceded by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows({key: harmless(value) for key, value in row.items()} for row in _rows(report))
    return "\ufeff" + out.getvalue()


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    for one in report.findings:
        yield record(one)
    for accepted in report.accepted:
        yield {**record(accepted.located), "state": "accepted", "reason": accepted.entry.reason}
    for known in report.gone or ():
        yield {**_gone(known), "state": "gone"}
