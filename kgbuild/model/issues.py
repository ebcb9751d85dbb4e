"""What could not be read, or is doubtful: data that travels with the records, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kgbuild.model.table import Span


class Severity(StrEnum):
    """提示 · 疑似 · 确定, in rising order of weight."""

    INFO = "info"
    WARNING = "warning"
    VIOLATION = "violation"

    @property
    def rank(self) -> int:
        """0 for info, 2 for violation."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Issue:
    """One doubt at one cell. `text` is what is printed there; codes are listed in docs/issues.md."""

    code: str
    severity: Severity
    zh: str
    en: str
    span: Span | None = None
    text: str = ""
