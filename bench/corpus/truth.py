"""What the generator knows to be true of a document: the records that a careful reader finds in it.

Numbers and amounts are decimal strings; amounts are in 万元. `None` says that the document does not print the thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Value:
    """A value as printed (without the mark that ends it), and what it means. Dates are ISO 8601."""

    printed: str
    kind: str = "qualitative"
    comparator: str | None = None
    number: str | None = None
    upper: str | None = None
    unit: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One 绩效指标; `achievement` only where expected and actual leave no doubt."""

    name: str
    annual: Value
    group: int = 1
    ordinal: int = 1
    level1: str | None = None
    level1_code: str | None = None
    level2: str | None = None
    level2_code: str | None = None
    period: Value | None = None
    actual: Value | None = None
    explanation: str | None = None
    achievement: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """绩效目标 as a whole, and its numbered items."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project row; `amounts` maps total, fiscal, special_account, other to 万元."""

    name: str
    unit: str | None
    goal: Goal
    indicators: tuple[Indicator, ...]
    amounts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One 任务/政策 of a table of results."""

    ordinal: int
    name: str
    goal: Goal
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file: its bytes, and the records in them."""

    name: str
    data: bytes
    form: str
    title: str
    department: str
    year: int
    money_unit: str | None = None
    projects: tuple[Project, ...] = ()
    totals: dict[str, str] = field(default_factory=dict)
    goal: Goal | None = None
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def all_indicators(self) -> list[Indicator]:
        """Every indicator of the document, in order."""
        held = [*(one.indicators for one in self.projects), *(one.indicators for one in self.tasks)]
        return [*self.indicators, *(one for indicators in held for one in indicators)]
