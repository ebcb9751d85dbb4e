"""The report for a terminal or a pipe: findings under their project, the printed row with the words underlined.

    my.csv:5:4: 疑似 warning [V001] 万/亿之后没有计量单位 · 万 or 亿 without a unit behind it
        │ 甲经费 │ 做好2024年各项工作。 │ …增收，年度指标值：≥3000万。
        │                                                    ^^^^^^^
        = 写明是元、户还是人次。 · Say of what: 元, 户, 人次.

Every character of a document that could steer a terminal is shown as a middle dot.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kgbuild.model.issues import Severity
from kgbuild.reporting.accepted import Accepted, Idle
from kgbuild.reporting.baseline import Known
from kgbuild.reporting.excerpt import Excerpt, excerpts
from kgbuild.reporting.grouping import Group, Project, by_document
from kgbuild.reporting.located import Located
from kgbuild.reporting.report import NEW, Report
from kgbuild.reporting.summary import Line, closing, silent, summary
from kgbuild.reporting.words import SEVERITY, Language, said

if TYPE_CHECKING:
    from rich.text import Text

_COLOUR: Final = {Severity.VIOLATION: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_HINT: Final = (
    "规则的含义、依据和处理：kgbuild check --explain 规则",
    "what a rule means: kgbuild check --explain RULE",
)
_BAR: Final = " │ "
_INDENT: Final = "    "
_IN_FULL: Final = 5
"""So many findings of one rule in one project are shown in full. Most tables repeat a slip in every indicator."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """How wide the output may be, in columns of a terminal, and whether it may be coloured."""

    width: int = 100
    colour: bool = False


def as_text(report: Report, language: Language, terminal: Terminal) -> str:
    """The whole report."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out, width=max(terminal.width, 40), force_terminal=terminal.colour, no_color=not terminal.colour,
        color_system="standard" if terminal.colour else None, highlight=False, markup=False, emoji=False,
        legacy_windows=False,
    )  # fmt: skip
    for line in _Lines(report, language, terminal.width).all():
        console.print(line, soft_wrap=True)
    return out.getvalue()


class _Lines:
    """The lines of one report."""

    def __init__(self, report: Report, language: Language, width: int) -> None:
        from rich.text import Text

        self._text = Text
        self._report = report
        self._language = language
        self._width = width
        self._advised: set[str] = set()

    def all(self) -> Iterator[Text]:
        for group in by_document(self._report):
            yield from self._group(group)
        yield from self._accepted(self._report.accepted)
        yield from self._gone(self._report.gone)
        yield from self._idle(self._report.idle)
        yield from self._end()

    # --- findings ---

    def _group(self, group: Group) -> Iterator[Text]:
        source = group.source
        facts = [str(fact) for fact in (source.department, source.fiscal_year) if fact] if source else []
        name = group.file or self._say(("多份文件之间", "across documents"))
        yield self._styled(" · ".join([name, *facts]), "bold underline")
        for project in group.projects:
            if project.name:
                yield self._styled(f"▸ {project.name}", "bold")
            yield from self._project(project)
        yield self._text("")

    def _project(self, project: Project) -> Iterator[Text]:
        """Findings in full; from the sixth of one rule and message on, where and what they are about, a line each."""
        shown: Counter[tuple[str, str, str]] = Counter()
        more: dict[tuple[str, str, str], list[Located]] = {}
        for one in project.findings:
            same = (one.finding.shape, one.finding.zh, one.state)
            shown[same] += 1
            if shown[same] <= _IN_FULL:
                yield from self._finding(one)
            else:
                more.setdefault(same, []).append(one)
        for others in more.values():
            first = others[0]
            head = self._say((f"另有 {len(others)} 处 [{first.rule.id}]", f"{len(others)} more of [{first.rule.id}]"))
            state = f" {self._say(('新增', 'new'))}" if first.state == NEW else ""
            yield self._styled(f"{head}{state}: {self._say((first.finding.zh, first.finding.en))}", "dim")
            for one in others:
                place = f"{one.place.row}:{one.place.column} " if one.place else ""
                yield self._styled(f"{_INDENT}» {place}{' › '.join(named.label[:60] for named in one.inner)}", "dim")

    def _finding(self, one: Located) -> Iterator[Text]:
        found = one.finding
        place = f"{one.file}:{one.place.row}:{one.place.column}" if one.place else one.file or "—"
        head = self._text().append(_safe(f"{place}: "), "dim")
        head.append(self._level(found.severity), _COLOUR[found.severity])
        head.append(f" [{_safe(one.rule.id)}] ")
        if one.shown and one.shown[0].address:
            head.append(_safe(one.shown[0].address) + " ", "bold")
        if one.state == NEW:
            head.append(self._say(("新增", "new")) + " ", "bold magenta")
        head.append(_safe(self._say((found.zh, found.en))))
        yield head
        named = " › ".join(named.label[:60] for named in one.inner)
        if named:
            yield self._styled(f"{_INDENT}» {named}", "dim")
        for excerpt in self._excerpts(one):
            yield from self._excerpt(one, excerpt)
        remedy = self._say(one.remedy)
        if remedy and one.finding.shape not in self._advised:
            self._advised.add(one.finding.shape)
            yield self._styled(f"{_INDENT}= {remedy}", "green")

    def _level(self, severity: Severity) -> str:
        return said(SEVERITY[severity], self._language, " ")

    def _excerpts(self, one: Located) -> list[Excerpt]:
        """Rows that fit the width, counting two columns a character."""
        cells = max((len(shown.row.cells) for shown in one.shown if shown.row), default=1)
        others = 8 if cells <= 4 else 4
        room = max(self._width // 2 - (cells - 1) * (others + 2), 24)
        return excerpts(one, marked=room * 2 // 3, around=room // 6, others=others)

    def _excerpt(self, one: Located, excerpt: Excerpt) -> Iterator[Text]:
        from rich.cells import cell_len

        if one.place and excerpt.place.document != one.place.document:
            other = next(shown.file for shown in one.shown if shown.place == excerpt.place)
            yield self._styled(f"{_INDENT}{other}:{excerpt.place.row}:{excerpt.place.column}", "dim")
        row, marks = self._text().append(f"{_INDENT}│ ", "dim"), " " * len(_INDENT) + "│ "
        for number, window in enumerate(excerpt.windows):
            if number:
                row.append(_BAR, "dim")
                marks += " " * len(_BAR)
            for piece in window.pieces:
                shown = _safe(piece.text)
                row.append(shown, "bold" if piece.marked else "")
                marks += ("^" if piece.marked else " ") * cell_len(shown)
        yield row
        if "^" in marks:
            yield self._styled(marks.rstrip(), _COLOUR[one.finding.severity])

    # --- what is not open ---

    def _accepted(self, accepted: tuple[Accepted, ...]) -> Iterator[Text]:
        if accepted:
            yield self._styled(self._say(("已接受", "accepted")), "bold underline")
        for one in accepted:
            found, place = one.located.finding, one.located.place
            where = f"{one.located.file}:{place.row}:{place.column}" if place else one.located.file or "—"
            yield self._styled(f"{where}: [{one.located.rule.id}] {self._say((found.zh, found.en))}", "dim")
            until = f" ({self._say(('至', 'until'))} {one.entry.until})" if one.entry.until else ""
            yield self._styled(f"{_INDENT}= {one.entry.reason}{until}", "dim")
        if accepted:
            yield self._text("")

    def _gone(self, gone: tuple[Known, ...] | None) -> Iterator[Text]:
        if gone:
            yield self._styled(self._say(("较基线已消除", "gone since the baseline")), "bold underline")
            for one in gone:
                yield self._styled(f"{one.file or '—'}: [{one.rule}] {self._say((one.zh, one.en))}", "dim")
                if one.label:
                    yield self._styled(f"{_INDENT}» {one.label[:60]}", "dim")
            yield self._text("")

    def _idle(self, idle: tuple[Idle, ...]) -> Iterator[Text]:
        for one in idle:
            why = ("已过期", "is past its date") if one.expired else ("没有对应的问题", "matches no finding")
            entry = one.entry
            target = entry.thing or entry.fingerprint or " / ".join(filter(None, (entry.document, entry.label)))
            begin = self._say((f"接受条目 {entry.number}", f"suppression {entry.number}"))
            yield self._styled(f"{begin} [{entry.rule}] {target}: {self._say(why)}", "yellow")
        if idle:
            yield self._text("")

    # --- the end ---

    def _end(self) -> Iterator[Text]:
        lines = summary(self._report)
        telling = [line for line in lines if line.failed or line.accepted]
        if telling:
            yield from self._table(telling)
        if others := silent([line for line in lines if line not in telling]):
            yield self._styled(self._say(others), "dim")
        if lines:
            yield self._text("")
        for name, reason in self._report.unreadable:
            yield self._styled(f"{self._say(('未能读取', 'not read'))}: {name}: {reason}", "bold red")
        for line in closing(self._report):
            yield self._styled(self._say(line), "bold")
        if lines:
            yield self._styled(self._say(_HINT), "dim")

    def _table(self, lines: list[Line]) -> Iterator[Text]:
        """One line a rule. What nobody counted has no column, or a dash."""
        from rich.cells import cell_len, set_cell_size

        counted = any(line.passed is not None for line in lines)
        heads = [("规则", "rule"), ("级别", "severity"), ("未通过", "failed")]
        heads += [("通过", "passed"), ("无法核对", "not checkable")] if counted else []
        rows = [[self._say(head, " ") for head in heads], *(self._cells(line)[: len(heads)] for line in lines)]
        widths = [max(cell_len(row[column]) for row in rows) for column in range(len(heads))]
        names = ["", *(self._say((line.rule.name_zh, line.rule.name_en)) for line in lines)]
        for number, (row, name) in enumerate(zip(rows, names, strict=True)):
            cells = [set_cell_size(cell, width) for cell, width in zip(row[:2], widths, strict=False)]
            cells += [" " * (width - cell_len(cell)) + cell for cell, width in zip(row[2:], widths[2:], strict=True)]
            yield self._styled(f"{'  '.join(cells)}  {name}".rstrip(), "" if number else "bold")

    def _cells(self, line: Line) -> list[str]:
        counts = (line.failed, line.passed, line.not_checkable)
        return [
            _safe(line.rule.id),
            self._level(line.rule.severity),
            *("–" if one is None else str(one) for one in counts),
        ]

    def _say(self, pair: tuple[str, str], between: str = " · ") -> str:
        return said(pair, self._language, between)

    def _styled(self, text: str, style: str) -> Text:
        return self._text(_safe(text), style)


def _safe(text: str) -> str:
    """One line without control characters."""
    return "".join(char if char.isprintable() else " " if char.isspace() else "·" for char in text)
