"""The account of a document's cells: each is used, ignored for a named reason, or an issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kgbuild.model.issues import Issue, Severity
from kgbuild.model.records import Coverage
from kgbuild.model.table import Cell, Document, Row, Text


class Account:
    """Collects what became of each cell, and the issues, of one document."""

    def __init__(self, document: Document) -> None:
        self._open: dict[Cell, Text] = {
            cell: text
            for table in document.tables
            for row in table.rows
            for cell, text in zip(row.cells, row.texts, strict=True)
            if text
        }
        self._used = 0
        self._ignored: Counter[str] = Counter()
        self.issues: list[Issue] = []

    def use(self, *texts: Text | None) -> None:
        """The cells behind these texts carry records."""
        for text in texts:
            for run in text.runs if text else ():
                if self._open.pop(run.cell, None):
                    self._used += 1

    def ignore(self, row: Row, reason: str) -> None:
        """The cells of a row that nothing has used yet say nothing about budgets."""
        for text in row.texts:
            self.ignore_text(text, reason)

    def ignore_all(self, rows: Iterable[Row], reason: str) -> None:
        """The same for several rows."""
        for row in rows:
            self.ignore(row, reason)

    def ignore_text(self, text: Text, reason: str) -> None:
        """The cells behind this text say nothing about budgets, for a reason of a few words."""
        for run in text.runs:
            if self._open.pop(run.cell, None):
                self._ignored[reason] += 1

    def report(self, code: str, severity: Severity, zh: str, en: str, text: Text | None = None) -> None:
        """Note an issue at the characters of `text`."""
        spans = text.spans() if text else []
        printed = text.string[:200] if text else ""
        self.issues.append(Issue(code, severity, zh, en, spans[0] if spans else None, printed))

    def close(self) -> Coverage:
        """Turn every cell that is left into an issue, and count."""
        unexplained = len(self._open)
        for text in list(self._open.values()):
            self.report(
                "L001", Severity.WARNING,
                "此单元格未能归入任何记录", "this cell belongs to no record", text,
            )  # fmt: skip
        self._open.clear()
        return Coverage(
            used=self._used,
            ignored=self._ignored.total(),
            unexplained=unexplained,
            reasons=dict(sorted(self._ignored.items())),
        )
