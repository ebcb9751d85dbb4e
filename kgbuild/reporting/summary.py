"""What the report comes to: a line for each rule, and the sentences at its end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kgbuild.model.issues import Severity
from kgbuild.reporting.located import Source
from kgbuild.reporting.report import NEW, UNCHANGED, Report
from kgbuild.reporting.words import SEVERITY
from kgbuild.rules import Rule, rule_called
from kgbuild.validate import Tally


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


class Totals:
    """How often each rule failed, passed and could not be checked, added up."""

    def __init__(self) -> None:
        self.failed: Counter[str] = Counter()
        self._accepted: Counter[str] = Counter()
        self._passed: Counter[str] = Counter()
        self._unchecked: Counter[str] = Counter()
        self._reasons: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)

    def add(self, failed: Mapping[str, int], tallies: Iterable[Tally], accepted: Mapping[str, int]) -> None:
        """Findings by rule, of which `accepted` are apart; and what was counted."""
        self.failed.update(failed)
        self._accepted.update(accepted)
        for tally in tallies:
            self._passed[tally.rule] += tally.passed
            self._unchecked[tally.rule] += tally.not_checkable
            if tally.not_checkable and (tally.reason_zh or tally.reason_en):
                self._reasons[tally.rule].add((tally.reason_zh, tally.reason_en))

    def lines(self, known: Mapping[str, Rule] = MappingProxyType({})) -> list[Line]:
        """A line for each rule that found something or was counted: audit rules by group and id, then the others."""
        counted = self._passed.keys()
        lines = [
            Line(
                known.get(name) or rule_called(name),
                self.failed[name],
                self._passed[name] if name in counted else None,
                self._unchecked[name] if name in counted else None,
                self._accepted[name],
                tuple(sorted(self._reasons.get(name, ()))),
            )
            for name in sorted(self.failed.keys() | self._accepted.keys() | counted)
        ]
        return sorted(lines, key=lambda line: (not line.rule.group, line.group, line.rule.id))


def summary(report: Report) -> list[Line]:
    """The lines of one report."""
    totals = Totals()
    totals.add(
        Counter(one.rule.id for one in report.findings),
        report.tallies,
        Counter(one.located.rule.id for one in report.accepted),
    )
    return totals.lines({rule.id: rule for rule in report.rules()})


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
    if report.sources:
        yield read_in_words(report.sources)
    yield found_in_words(report.counts)
    if report.accepted:
        yield f"另有 {len(report.accepted)} 处已接受，不计", f"{len(report.accepted)} more accepted, not counted"
    if report.gone is not None:
        states = Counter(one.state for one in report.findings)
        new, same, gone = states[NEW], states[UNCHANGED], len(report.gone)
        yield (
            f"与基线相比：新增 {new}，仍在 {same}，消除 {gone}",
            f"against the baseline: {new} new, {same} unchanged, {gone} gone",
        )


def read_in_words(sources: Sequence[Source]) -> tuple[str, str]:
    """How many documents were read, and what is in them."""
    read = [source.entry["records"] for source in sources]
    things = {kind: sum(records.get(kind, 0) for records in read) for kind in ("Project", "Task", "Indicator")}
    zh = "、".join(f"{things[kind]} {word}" for kind, word in _THINGS_ZH if things[kind]) or "没有项目和指标"
    en = ", ".join(_plural(things[kind], kind.lower()) for kind, _ in _THINGS_ZH if things[kind]) or "no project"
    return f"读了 {len(sources)} 份文件：{zh}", f"{_plural(len(sources), 'document')} read: {en}"


def found_in_words(counts: Mapping[str, int]) -> tuple[str, str]:
    """How many findings there are, by severity."""
    found = sum(counts.values())
    if not found:
        return "没有发现问题", "nothing found"
    parts = [(*SEVERITY[severity], counts[severity.value]) for severity in reversed(Severity)]
    zh = "、".join(f"{name} {count}" for name, _, count in parts if count)
    en = ", ".join(
        str(count) + " info" if name == "info" else _plural(count, name) for _, name, count in parts if count
    )
    return f"发现 {found} 处：{zh}", f"{_plural(found, 'finding')}: {en}"


_THINGS_ZH = (("Project", "个项目"), ("Task", "项任务"), ("Indicator", "条指标"))


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
