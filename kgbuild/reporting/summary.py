"""What the report comes to: a line for each rule, and the sentences at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.model.issues import Severity
from kgbuild.reporting.report import NEW, UNCHANGED, Report
from kgbuild.reporting.words import SEVERITY
from kgbuild.rules import Rule, rule_called


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: how often it failed, passed, could not be checked. None where nobody counted (core shapes, reading)."""

    rule: Rule
    failed: int
    passed: int | None
    not_checkable: int | None
    accepted: int = 0
    reasons: tuple[tuple[str, str], ...] = ()

    @property
    def group(self) -> tuple[str, str]:
        """The group of an audit rule, in Chinese and English; empty for other rules."""
        return (self.rule.group_zh, self.rule.group_en)


def summary(report: Report) -> list[Line]:
    """A line for each rule that found something or was counted: audit rules by group and id, then the others."""
    failed = Counter(one.rule.id for one in report.findings)
    accepted = Counter(one.located.rule.id for one in report.accepted)
    passed: Counter[str] = Counter()
    unchecked: Counter[str] = Counter()
    reasons: dict[str, set[tuple[str, str]]] = {}
    for tally in report.tallies:
        passed[tally.rule] += tally.passed
        unchecked[tally.rule] += tally.not_checkable
        if tally.not_checkable and (tally.reason_zh or tally.reason_en):
            reasons.setdefault(tally.rule, set()).add((tally.reason_zh, tally.reason_en))
    counted = {tally.rule for tally in report.tallies}
    known = {rule.id: rule for rule in report.rules()}
    lines = []
    for name in failed.keys() | accepted.keys() | counted:
        rule = known.get(name) or rule_called(name)
        was_counted = name in counted
        lines.append(
            Line(
                rule,
                failed[name],
                passed[name] if was_counted else None,
                unchecked[name] if was_counted else None,
                accepted[name],
                tuple(sorted(reasons.get(name, ()))),
            )
        )
    return sorted(lines, key=lambda line: (not line.rule.group, line.group, line.rule.id))


def silent(lines: list[Line]) -> tuple[str, str] | None:
    """One sentence for the rules that found nothing. That nothing could be checked is told, for it is no praise."""
    if not lines:
        return None
    unchecked = sum(1 for line in lines if line.not_checkable and not line.passed)
    zh, en = f"其余 {len(lines)} 条规则没有发现问题", f"{_plural(len(lines), 'other rule')} found nothing"
    if unchecked:
        zh, en = (
            f"{zh}，其中 {unchecked} 条在这里无法核对",
            f"{en}, {unchecked} of them because nothing could be checked",
        )
    return zh, en


def closing(report: Report) -> Iterator[tuple[str, str]]:
    """The last sentences, in both languages: what was read, what was found."""
    read = [source.entry["records"] for source in report.sources]
    things = {kind: sum(records.get(kind, 0) for records in read) for kind in ("Project", "Task", "Indicator")}
    if report.sources:
        zh = "、".join(f"{things[kind]} {word}" for kind, word in _THINGS_ZH if things[kind]) or "没有项目和指标"
        en = ", ".join(_plural(things[kind], kind.lower()) for kind, _ in _THINGS_ZH if things[kind]) or "no project"
        yield f"读了 {len(report.sources)} 份文件：{zh}", f"{_plural(len(report.sources), 'document')} read: {en}"
    counts = report.counts
    if not report.findings:
        yield "没有发现问题", "nothing found"
    else:
        parts = [(*SEVERITY[severity], counts[severity.value]) for severity in reversed(Severity)]
        zh = "、".join(f"{name} {count}" for name, _, count in parts if count)
        en = ", ".join(
            str(count) + " info" if name == "info" else _plural(count, name) for _, name, count in parts if count
        )
        yield f"发现 {len(report.findings)} 处：{zh}", f"{_plural(len(report.findings), 'finding')}: {en}"
    if report.accepted:
        yield f"另有 {len(report.accepted)} 处已接受，不计", f"{len(report.accepted)} more accepted, not counted"
    if report.gone is not None:
        states = Counter(one.state for one in report.findings)
        new, same, gone = states[NEW], states[UNCHANGED], len(report.gone)
        yield (
            f"与基线相比：新增 {new}，仍在 {same}，消除 {gone}",
            f"against the baseline: {new} new, {same} unchanged, {gone} gone",
        )


_THINGS_ZH = (("Project", "个项目"), ("Task", "项任务"), ("Indicator", "条指标"))


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
