"""SARIF 2.1.0 (OASIS): the report for code-review tools.

Places are characters of the decoded text, from 0, with line and column from 1, all in code points. A workbook has no
running text: its results name sheet and cell as logical locations.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

import kgbuild
from kgbuild.model.issues import Severity
from kgbuild.reporting import identity
from kgbuild.reporting.accepted import Accepted
from kgbuild.reporting.baseline import Known
from kgbuild.reporting.located import Located, Shown
from kgbuild.reporting.machine import record
from kgbuild.reporting.report import Report
from kgbuild.reporting.words import Language, said, status
from kgbuild.rules import Rule, rule_called
from kgbuild.vocab import SARIF_SCHEMA

_LEVEL: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(report: Report, language: Language = "both") -> str:
    """One SARIF log with one run."""
    rules = _rules(report)
    index = {rule.id: number for number, rule in enumerate(rules)}
    results = [_result(one, index, language) for one in report.findings]
    results += [_accepted(one, index, language) for one in report.accepted]
    results += [_gone(one, index, language) for one in report.gone or ()]
    driver = {
        "name": "kgbuild",
        "version": kgbuild.__version__,
        "semanticVersion": kgbuild.__version__,
        "language": "en-US" if language == "en" else "zh-CN",
        "rules": [_rule(rule, language) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": "en-US" if language == "en" else "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not report.unreadable, **_notifications(report)}],
        "artifacts": [
            {"location": {"uri": _uri(one.name)}, "hashes": {"sha-256": one.sha256}} for one in report.sources
        ],
        "results": results,
        "properties": {"tallies": [asdict(one) for one in report.tallies]},
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rules(report: Report) -> list[Rule]:
    """The rules of all results, those that are gone too."""
    known = {rule.id: rule for rule in report.rules()}
    for one in report.gone or ():
        known.setdefault(one.rule, rule_called(one.rule))
    return [known[name] for name in sorted(known)]


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    name = said((rule.name_zh, rule.name_en), language)
    full = said((rule.message_zh or rule.name_zh, rule.message_en or rule.name_en), language)
    remedy = said((rule.remedy_zh, rule.remedy_en), language)
    basis = "; ".join(rule.sources)
    shown: dict[str, Any] = {
        "id": rule.id,
        "name": rule.shapes[0].rpartition("/")[2] or rule.id,
        "shortDescription": {"text": name or rule.id},
        "fullDescription": {"text": full or rule.id},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {
            "group": said((rule.group_zh, rule.group_en), language),
            "sources": list(rule.sources),
            "status": rule.status,
            "tags": [tag for tag in ("budget-performance", rule.status) if tag],
        },
    }
    help_lines = [remedy, basis, said(status(rule.status), language) if rule.status else ""]
    if any(help_lines):
        shown["help"] = {"text": "\n".join(line for line in help_lines if line)}
    return shown


def _result(one: Located, index: dict[str, int], language: Language) -> dict[str, Any]:
    found = one.finding
    more = {
        key: value for key, value in record(one).items() if value not in (None, "") and key not in ("rule", "state")
    }
    result: dict[str, Any] = {
        "ruleId": one.rule.id,
        "ruleIndex": index[one.rule.id],
        "level": _LEVEL[found.severity],
        "kind": "fail",
        "message": {"text": said((found.zh, found.en), language) or one.rule.id},
        "locations": [_location(one, shown) for shown in one.shown[:1]] or list(_file(one)),
        "partialFingerprints": {identity.VERSION: one.fingerprint},
        "properties": more,
    }
    if one.shown[1:]:
        result["relatedLocations"] = [
            {"id": number, **_location(one, shown)} for number, shown in enumerate(one.shown[1:], 1)
        ]
    if one.state:
        result["baselineState"] = one.state
    return result


def _accepted(one: Accepted, index: dict[str, int], language: Language) -> dict[str, Any]:
    suppression = {"kind": "external", "status": "accepted", "justification": one.entry.reason}
    return {**_result(one.located, index, language), "suppressions": [suppression]}


def _gone(one: Known, index: dict[str, int], language: Language) -> dict[str, Any]:
    return {
        "ruleId": one.rule,
        "ruleIndex": index[one.rule],
        "level": _LEVEL[Severity(one.severity)],
        "kind": "fail",
        "message": {"text": said((one.zh, one.en), language) or one.rule},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(one.file)}}}] if one.file else [],
        "partialFingerprints": {identity.VERSION: one.fingerprint},
        "baselineState": "absent",
    }


def _file(one: Located) -> Iterator[dict[str, Any]]:
    if one.file:
        yield {"physicalLocation": {"artifactLocation": {"uri": _uri(one.file)}}, **_logical(one)}


def _location(one: Located, shown: Shown) -> dict[str, Any]:
    artifact: dict[str, Any] = {"artifactLocation": {"uri": _uri(shown.file)}}
    place = shown.place
    if shown.begin and shown.end:
        artifact["region"] = {
            "startLine": shown.begin[0],
            "startColumn": shown.begin[1],
            "endLine": shown.end[0],
            "endColumn": shown.end[1],
            "charOffset": place.start,
            "charLength": place.end - place.start,
            "snippet": {"text": place.exact},
        }
    return {"physicalLocation": artifact, **_logical(one, shown)}


def _logical(one: Located, shown: Shown | None = None) -> dict[str, Any]:
    """Project and thing, and the cell as table, row and column."""
    names = [named.label for named in one.trail]
    logical: list[dict[str, Any]] = []
    if names:
        logical.append({"name": names[-1], "fullyQualifiedName": " / ".join(names), "kind": "element"})
    if shown:
        place = shown.place
        address = shown.address or f"{place.table}:{place.row}:{place.column}"
        logical.append({"name": address, "kind": "cell"})
    return {"logicalLocations": logical} if logical else {}


def _notifications(report: Report) -> dict[str, Any]:
    told = [
        {
            "level": "error",
            "message": {"text": reason},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(name)}}}],
        }
        for name, reason in report.unreadable
    ]
    told += [
        {"level": "warning", "message": {"text": f"suppression {one.entry.number} ({one.entry.rule}) does nothing"}}
        for one in report.idle
    ]
    return {"toolExecutionNotifications": told} if told else {}


def _uri(name: str) -> str:
    """A file name as a relative URI reference, an absolute path as a file URI."""
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), safe="/")
