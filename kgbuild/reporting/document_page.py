"""The page of one document, and its figures for the index: made of what is kept of the document, and of nothing else.

So pages are made in parallel, and only those of changed documents are made again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from kgbuild.kept import Kept
from kgbuild.printed import Printed
from kgbuild.reporting.located import Placed, Source, locate
from kgbuild.reporting.page import as_page
from kgbuild.reporting.report import Report, report_on
from kgbuild.validate import Tally

FOLDER: Final = "report"
"""Where pages lie, beside the index."""
HOME: Final = "report.html"
"""The index, or the page of a small graph."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Open findings by severity and by rule, and how each rule came out."""

    counts: dict[str, int]
    rules: dict[str, int]
    tallies: tuple[Tally, ...]

    @property
    def stored(self) -> bytes:
        """As they are kept."""
        tallies = [asdict(one) for one in self.tallies]
        return json.dumps({"counts": self.counts, "rules": self.rules, "tallies": tallies}, ensure_ascii=False).encode()

    @classmethod
    def of(cls, stored: bytes) -> Figures:
        """The inverse of `stored`."""
        known: dict[str, Any] = json.loads(stored)
        return cls(known["counts"], known["rules"], tuple(Tally(**one) for one in known["tallies"]))


def page_name(sha256: str) -> str:
    """The file name of a document's page; no name of a document gets into a path."""
    return f"{sha256[:16]}.html"


def document_page(source: Source, kept: Kept, printed: Printed) -> tuple[str, Figures]:
    """The page of a document, with its figures."""
    return _page([source], kept, {source.sha256: printed})


def page_across(sources: Iterable[Source], kept: Kept, printed: Mapping[str, Printed]) -> tuple[str, Figures]:
    """The page of what stands between documents; `printed` gives the rows of those that it speaks of."""
    return _page(sources, kept, printed)


def _page(sources: Iterable[Source], kept: Kept, printed: Mapping[str, Printed]) -> tuple[str, Figures]:
    known = tuple(sources)
    located = locate([Placed(kept.findings, kept.whereabouts)], known, lambda sha256: printed.get(sha256) or Printed())
    report = report_on(known, located, tallies=kept.tallies)
    return as_page(report, home=f"../{HOME}"), _figures(report)


def _figures(report: Report) -> Figures:
    rules = Counter(one.rule.id for one in report.findings)
    return Figures(report.counts, dict(sorted(rules.items())), report.tallies)
