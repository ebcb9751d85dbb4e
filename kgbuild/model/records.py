"""What a layout reads out of a table: documents, projects, goals, indicators, plans, tasks.

Every text is a `Text`, so each record can name the characters it was printed with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from kgbuild.model.evidence import IndustryTag
from kgbuild.model.issues import Issue
from kgbuild.model.table import Text
from kgbuild.model.values import Direction, Value, Verdict


class Form(StrEnum):
    """The forms of table that layouts know."""

    PROJECT_GOALS = "project_goals"  # 项目支出绩效目标表
    PROJECT_RESULTS = "project_results"  # 项目支出绩效自评表
    DEPARTMENT_RESULTS = "department_results"  # 部门整体绩效指标完成情况表


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """一级指标 or 二级指标 as printed, with the code when the table prints one; `printed` is where."""

    name: str
    code: str | None = None
    printed: Text | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One 绩效指标. `group` counts restarts of the numbering inside one project, from 1.

    In a result table `annual` is 预期实现值, `actual` is 年度完成值 and `explanation` 具体完成情况 or 偏差原因.
    `numbered` tells whether the ordinal is printed (then it is part of the identity) or counted.
    """

    group: int
    ordinal: int
    numbered: bool = True
    level1: Category | None = None
    level2: Category | None = None
    name: Text
    period: Text | None = None
    annual: Text | None = None
    actual: Text | None = None
    explanation: Text | None = None
    weight: Text | None = None
    score: Text | None = None
    whole: Text
    period_value: Value | None = None
    annual_value: Value | None = None
    actual_value: Value | None = None
    direction: Direction | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalItem:
    """A numbered sub-goal, or one 一是…二是… measure."""

    ordinal: int
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """绩效目标 as a whole, and its numbered items."""

    text: Text
    items: tuple[GoalItem, ...] = ()


class FundingSource(StrEnum):
    """The money columns."""

    TOTAL = "total"  # 总计
    FISCAL = "fiscal"  # 财政拨款
    SPECIAL_ACCOUNT = "special_account"  # 财政专户拨款
    OTHER = "other"  # 其他资金


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """One amount. `wan` is in 万元, the unit in which these tables count; None if it cannot be read."""

    source: FundingSource
    text: Text
    wan: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What a 自评表 says of the whole project; `weight` and `score` are the points of 预算执行率 alone."""

    adjusted: Funding | None = None  # 全年预算数
    spent: Funding | None = None  # 全年执行数
    rate: Text | None = None  # 执行率
    weight: Text | None = None
    score: Text | None = None
    total: Text | None = None  # 总分
    full: Text | None = None  # 分值 of the row of 总分, what all points together may be
    grade: Text | None = None  # 优, 良, 中, 差


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One row of a 项目支出绩效目标表. `occurrence` tells equal names of one unit apart (from 1)."""

    name: Text
    spending_unit: Text | None
    goal: Goal | None
    funding: tuple[Funding, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    evaluation: Evaluation | None = None
    occurrence: int = 1
    tags: tuple[IndustryTag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One 任务/政策 of a department's year, with its measures and indicators."""

    ordinal: int
    name: Text
    goal: Goal | None
    indicators: tuple[Indicator, ...] = ()
    tags: tuple[IndustryTag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """部门整体支出: the overall goal, its indicators, the tasks."""

    goal: Goal | None
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above the table: whose it is, of which year, in which unit of money."""

    title: Text | None = None
    department: Text | None = None
    fiscal_year: int | None = None
    fiscal_year_basis: str | None = None
    money_unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One table of one form inside a document (most documents hold one)."""

    form: Form
    heading: Heading
    projects: tuple[Project, ...] = ()
    plan: Plan | None = None
    totals: tuple[Funding, ...] = ()
    unit_totals: tuple[tuple[Text, tuple[Funding, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Non-empty cells of a document by what became of them."""

    used: int = 0
    ignored: int = 0
    unexplained: int = 0
    reasons: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read out of one document."""

    name: str
    sha256: str
    sections: tuple[Section, ...]
    issues: tuple[Issue, ...]
    coverage: Coverage
