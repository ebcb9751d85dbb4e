"""Findings that somebody has accepted, in a TOML file. They are shown with the reason, never hidden, and do not count.

[[accept]]
rule = "R13"                       # id, shape name or reading code
thing = "https://…/indicator-…"    # the IRI of the thing, or …
document = "2025.csv"              # … the file name, and with label the name of the thing or of its project
label = "举办活动"
reason = "agreed with the finance bureau"
until = 2026-12-31                 # optional: the last day on which this holds
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Final

from kgbuild.errors import UnreadableInput, UsageError
from kgbuild.reporting.located import Located
from kgbuild.rules import find_rule
from kgbuild.text import comparable

_KEYS: Final = frozenset({"rule", "thing", "document", "label", "fingerprint", "reason", "until"})
_TARGETS: Final = ("thing", "document", "fingerprint")


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted finding. `number` is its position in the file, from 1."""

    number: int
    rule: str
    reason: str
    thing: str = ""
    document: str = ""
    label: str = ""
    fingerprint: str = ""
    until: date | None = None

    def covers(self, one: Located) -> bool:
        """Whether it speaks of this finding."""
        if one.rule.id != self.rule or (self.fingerprint and self.fingerprint != one.fingerprint):
            return False
        if self.thing and self.thing not in {one.finding.focus, *(named.iri for named in one.trail)}:
            return False
        if self.document and self.document not in (one.file, PurePosixPath(one.file).name):
            return False
        return not self.label or comparable(self.label) in {comparable(named.label) for named in one.trail}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding and the entry that accepts it."""

    located: Located
    entry: Entry


@dataclass(frozen=True, slots=True)
class Idle:
    """An entry that does nothing: it is past its date, or no finding is like that."""

    entry: Entry
    expired: bool


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The entries of one file, as of one day."""

    entries: tuple[Entry, ...]
    today: date

    def sort(self, located: Iterable[Located]) -> tuple[tuple[Accepted, ...], tuple[Idle, ...]]:
        """The findings that are accepted, each by the first entry that covers it, and the entries that did nothing."""
        live: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if not self._expired(entry):
                live[entry.rule].append(entry)
        accepted: list[Accepted] = []
        used: set[int] = set()
        for one in located:
            covering = [entry for entry in live.get(one.rule.id, ()) if entry.covers(one)]
            used |= {entry.number for entry in covering}
            if covering:
                accepted.append(Accepted(one, covering[0]))
        idle = [Idle(entry, self._expired(entry)) for entry in self.entries if entry.number not in used]
        return tuple(accepted), tuple(idle)

    def _expired(self, entry: Entry) -> bool:
        return entry.until is not None and entry.until < self.today


def read_acceptance(path: Path, today: date) -> Acceptance:
    """The entries of a TOML file.

    Raises:
        UnreadableInput: there is no such file.
        UsageError: it is not TOML, or an entry lacks its rule, its thing or its reason.
    """
    try:
        known = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or str(error)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not a TOML file in UTF-8: {error}") from None
    entries = known.pop("accept", [])
    if known or not isinstance(entries, list):
        raise UsageError(f"{path}: expected [[accept]] entries only, found: {', '.join(sorted(known)) or 'accept'}")
    return Acceptance(tuple(_entry(path, number, one) for number, one in enumerate(entries, 1)), today)


def _entry(path: Path, number: int, said: Any) -> Entry:
    def wrong(what: str) -> UsageError:
        return UsageError(f"{path}: entry {number} of [[accept]]: {what}")

    if not isinstance(said, dict):
        raise wrong("not a table")
    if unknown := sorted(said.keys() - _KEYS):
        raise wrong(f"unknown keys {', '.join(unknown)}; known are {', '.join(sorted(_KEYS))}")
    texts = {key: value for key, value in said.items() if key != "until"}
    if any(not isinstance(value, str) or not value.strip() for value in texts.values()):
        raise wrong("every value but until is a text, and none is empty")
    if "reason" not in said or "rule" not in said:
        raise wrong("rule and reason are required")
    if not any(key in said for key in _TARGETS):
        raise wrong("say what is accepted: thing (an IRI), document (with label, if it is one thing), or fingerprint")
    until = said.get("until")
    if until is not None and type(until) is not date:
        raise wrong("until is a date without quotes, such as 2026-12-31")
    try:
        rule = find_rule(said["rule"]).id
    except UsageError as error:
        raise wrong(str(error)) from None
    return Entry(number, **{**texts, "rule": rule}, until=until)
