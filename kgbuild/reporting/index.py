"""The index of a large report: the rules, and a line for each document that leads to its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kgbuild.reporting.document_page import FOLDER, Figures, page_name
from kgbuild.reporting.located import Source
from kgbuild.reporting.page import rendered, rule_groups
from kgbuild.reporting.summary import Totals, found_in_words, read_in_words
from kgbuild.reporting.words import Language

WHOLE: Final = 2000
"""Findings that one page still shows well. What has more gets an index."""
ACROSS: Final = "across"
"""Stands for the digest of a document, in the name of the page of what is between documents."""


@dataclass(frozen=True, slots=True)
class Row:
    """One document in the index; without a source: what stands between documents.

    `unchecked` is how many rules could be checked on nothing in it.
    """

    source: Source | None
    page: str
    counts: dict[str, int]
    rules: dict[str, int]
    unchecked: int

    @property
    def findings(self) -> int:
        """All of them."""
        return sum(self.counts.values())


class Index:
    """Gathers figures document by document; writes the page at the end."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._totals = Totals()
        self._counts: Counter[str] = Counter()
        self._spread: Counter[str] = Counter()

    def add(self, source: Source | None, figures: Figures) -> None:
        """One more document, in the order of the page."""
        unchecked = sum(1 for one in figures.tallies if one.not_checkable and not one.passed)
        page = f"{FOLDER}/{page_name(source.sha256 if source else ACROSS)}"
        self._rows.append(Row(source, page, figures.counts, figures.rules, unchecked))
        self._totals.add(figures.rules, figures.tallies, {})
        self._counts.update(figures.counts)
        self._spread.update(figures.rules.keys())

    @property
    def findings(self) -> int:
        """Open findings of all documents."""
        return sum(self._counts.values())

    def write(self, path: Path, unreadable: Iterable[tuple[str, str]], language: Language = "zh") -> None:
        """The page as a file."""
        lines = self._totals.lines()
        sources = [row.source for row in self._rows if row.source]
        known = {
            "language": language,
            "rows": self._rows,
            "years": sorted({one.fiscal_year for one in sources if one.fiscal_year}),
            "counts": dict(self._counts),
            "closing": [read_in_words(sources), found_in_words(self._counts)],
            "unreadable": tuple(unreadable),
            "lines": lines,
            "rule_groups": rule_groups(lines),
            "places": {line.rule.id: () for line in lines},
            "spread": self._spread,
        }
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(rendered("index.html.jinja", known, "index.js"))
