"""The report: what was judged, what counts, what is accepted, what changed since a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.model.issues import Severity
from kgbuild.reporting.accepted import Acceptance, Accepted, Idle
from kgbuild.reporting.baseline import Baseline, Known
from kgbuild.reporting.folding import Folded, fold
from kgbuild.reporting.located import Located, Source
from kgbuild.rules import Rule, find_rule
from kgbuild.validate import Tally

NEW: Final = "new"
UNCHANGED: Final = "unchanged"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which findings are asked for: rules by id (all if empty), and a least severity."""

    rules: frozenset[str] = frozenset()
    severity: Severity = Severity.INFO

    @classmethod
    def of(cls, names: str, severity: str) -> Selection:
        """From the options: names separated by commas.

        Raises:
            UsageError: a rule that does not exist.
        """
        chosen = frozenset(find_rule(name.strip()).id for name in names.split(",") if name.strip())
        return cls(chosen, Severity(severity))

    def takes(self, rule: str, severity: Severity) -> bool:
        """Whether a finding of this rule and severity is asked for."""
        return severity.rank >= self.severity.rank and (not self.rules or rule in self.rules)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the formats show.

    `findings` are open; `accepted` are the suppressed ones; `idle` are suppressions that did nothing; `gone` are
    findings of the baseline that are no more (None without a baseline); `folded` are open findings of the graph that
    another finding already tells: they are neither shown nor counted.
    """

    sources: tuple[Source, ...]
    findings: tuple[Located, ...]
    accepted: tuple[Accepted, ...] = ()
    idle: tuple[Idle, ...] = ()
    gone: tuple[Known, ...] | None = None
    tallies: tuple[Tally, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    folded: tuple[Folded, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Open findings by severity, the gravest first; none is 0."""
        found = Counter(one.finding.severity for one in self.findings)
        return {severity.value: found[severity] for severity in reversed(Severity)}

    @property
    def failing(self) -> dict[str, int]:
        """The findings that `--fail-on` counts: the open ones; with a baseline, only the new ones."""
        counted = [one for one in self.findings if one.state != UNCHANGED]
        return dict(Counter(one.finding.severity.value for one in counted))

    def rules(self) -> list[Rule]:
        """The rules of all findings, open and accepted, by id."""
        used = {one.rule.id: one.rule for one in (*self.findings, *(one.located for one in self.accepted))}
        return [used[name] for name in sorted(used)]


def report_on(
    sources: Iterable[Source],
    located: Iterable[Located],
    *,
    tallies: Iterable[Tally] = (),
    unreadable: Iterable[tuple[str, str]] = (),
    selection: Selection = Selection(),
    acceptance: Acceptance | None = None,
    baseline: Baseline | None = None,
) -> Report:
    """Judge located findings by what the caller accepts, knows and asks for."""
    chosen = [one for one in located if selection.takes(one.rule.id, one.finding.severity)]
    gone = None
    if baseline is not None:
        chosen = [replace(one, state=UNCHANGED if one.fingerprint in baseline else NEW) for one in chosen]
        present = {one.fingerprint for one in chosen}
        gone = tuple(one for one in baseline.known if one.fingerprint not in present and _asked(one, selection))
    accepted, idle = acceptance.sort(chosen) if acceptance else ((), ())
    hidden = {one.located.fingerprint for one in accepted}
    folded = tuple(one for one in fold(chosen) if one.located.fingerprint not in hidden)
    hidden |= {one.located.fingerprint for one in folded}
    return Report(
        sources=tuple(sorted(sources, key=lambda source: (source.name, source.sha256))),
        findings=tuple(one for one in chosen if one.fingerprint not in hidden),
        accepted=accepted,
        idle=tuple(one for one in idle if not selection.rules or one.entry.rule in selection.rules),
        gone=gone,
        tallies=tuple(sorted(one for one in tallies if not selection.rules or one.rule in selection.rules)),
        unreadable=tuple(unreadable),
        folded=folded,
    )


def _asked(known: Known, selection: Selection) -> bool:
    return selection.takes(known.rule, Severity(known.severity))


def reaches(counts: dict[str, int], level: str) -> bool:
    """Whether there are findings at or above the level (`never` is above all)."""
    if level == "never":
        return False
    floor = Severity(level).rank
    return any(count for name, count in counts.items() if count and Severity(name).rank >= floor)
