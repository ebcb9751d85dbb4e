"""The one list of formats that a report can be written in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kgbuild.reporting.machine import as_csv, as_json
from kgbuild.reporting.page import as_page
from kgbuild.reporting.report import Report
from kgbuild.reporting.sarif import as_sarif
from kgbuild.reporting.text import Terminal, as_text
from kgbuild.reporting.turtle import as_turtle
from kgbuild.reporting.words import Language
from kgbuild.vocab import DEFAULT_BASE


@dataclass(frozen=True, slots=True)
class Style:
    """What a format may need beside the report. Without a language, each format has its own: the page is in Chinese."""

    language: Language | None = None
    terminal: Terminal = field(default_factory=Terminal)
    base: str = DEFAULT_BASE


FORMATS: Final[dict[str, Callable[[Report, Style], str]]] = {
    "text": lambda report, style: as_text(report, style.language or "both", style.terminal),
    "json": lambda report, _: as_json(report),
    "csv": lambda report, _: as_csv(report),
    "sarif": lambda report, style: as_sarif(report, style.language or "both"),
    "turtle": lambda report, style: as_turtle(report, style.base),
    "html": lambda report, style: as_page(report, style.language or "zh"),
}
"""Name → the report as text (docs/report.md)."""
