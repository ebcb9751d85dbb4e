"""What an older report knew: so that only what is new needs attention."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgbuild.errors import UnreadableInput, UsageError
from kgbuild.model.issues import Severity
from kgbuild.reporting.located import Located


@dataclass(frozen=True, slots=True)
class Known:
    """A finding of an older report."""

    fingerprint: str
    rule: str
    severity: str
    file: str
    undertaking: str
    label: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """All findings of an older report, accepted ones too."""

    known: tuple[Known, ...]
    fingerprints: frozenset[str]

    def __contains__(self, fingerprint: str) -> bool:
        return fingerprint in self.fingerprints


def baseline_of(known: Iterable[Known]) -> Baseline:
    """A baseline out of findings."""
    kept = tuple(known)
    return Baseline(kept, frozenset(one.fingerprint for one in kept))


def known_of(located: Iterable[Located]) -> Iterator[Known]:
    """Findings as a later report will remember them."""
    for one in located:
        found = one.finding
        yield Known(
            one.fingerprint, one.rule.id, found.severity.value, one.file, one.undertaking, one.label, found.zh, found.en
        )


def read_baseline(path: Path) -> Baseline:
    """The findings of a JSON report.

    Raises:
        UnreadableInput: there is no such file.
        UsageError: it is no report of ours.
    """
    try:
        report = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or str(error)) from None
    except (ValueError, RecursionError):
        report = None
    if not isinstance(report, dict) or report.get("format") != "kgbuild-report":
        raise UsageError(f"{path}: expected a graph folder, or a report that --format json wrote")
    try:
        return baseline_of([_known(one) for one in (*report["findings"], *report["suppressed"])])
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{path}: this report is damaged: {error!r}") from None


def _known(one: dict[str, Any]) -> Known:
    return Known(
        fingerprint=_text(one, "fingerprint"),
        rule=_text(one, "rule"),
        severity=Severity(_text(one, "severity")).value,
        file=_text(one, "file"),
        undertaking=_text(one, "project"),
        label=_text(one, "label"),
        zh=_text(one, "message_zh"),
        en=_text(one, "message_en"),
    )


def _text(one: dict[str, Any], field: str) -> str:
    value = one[field]
    if not isinstance(value, str):
        raise TypeError(f"{field} is no text")
    return value
