"""The records of a corpus as ready CSV: the easy half of the work, done for the peers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from bench.corpus import Document
from bench.corpus.truth import Goal, Indicator, Value

Row = tuple[object, ...]

HEADINGS = {
    "undertakings": ("id", "kind", "label", "department", "unit", "year", "part_of"),
    "goals": ("id", "owner", "relation", "ordinal", "text"),
    "indicators": ("id", "owner", "label", "group", "ordinal", "category", "explanation"),
    "values": ("id", "indicator", "role", "class", "text", "kind", "comparator", "number", "upper", "unit", "date"),
    "fundings": ("id", "owner", "source", "amount", "text"),
}
_COMPARATORS = {
    ">=": "AtLeast", ">": "MoreThan", "<=": "AtMost", "<": "LessThan", "=": "Exactly", "~": "About",
    "between": "Between",
}  # fmt: skip
_SOURCES = {
    "total": "Total",
    "fiscal": "FiscalAppropriation",
    "special_account": "SpecialAccount",
    "other": "OtherFunds",
}

_CODES = {"产出指标": "1", "效益指标": "2", "满意度指标": "3"}


def tidied(documents: Iterable[Document], folder: Path) -> None:
    """Write one CSV a kind of record. Ids are opaque and unique; amounts are in 元."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") for name in HEADINGS}
    try:
        writers = {name: csv.writer(file) for name, file in files.items()}
        for name, headings in HEADINGS.items():
            writers[name].writerow(headings)
        for document in documents:
            for name, row in _rows(document):
                writers[name].writerow(row)
    finally:
        for file in files.values():
            file.close()


def _rows(document: Document) -> Iterator[tuple[str, Row]]:
    number = document.name.removesuffix(".txt")
    for at, project in enumerate(document.projects):
        node = f"project-{number}-{at}"
        yield "undertakings", (node, "Project", project.name, document.department, project.unit, document.year, "")
        yield from _holds(node, project.goal, project.indicators)
        for source, amount in project.amounts.items():
            yield "fundings", (f"funding-{node}-{source}", node, _SOURCES[source], Decimal(amount) * 10_000, amount)
    if document.goal:
        plan = f"plan-{number}"
        yield "undertakings", (plan, "DepartmentPlan", document.title, document.department, "", document.year, "")
        yield from _holds(plan, document.goal, document.indicators)
        for task in document.tasks:
            node = f"task-{number}-{task.ordinal}"
            yield "undertakings", (node, "Task", task.name, document.department, "", document.year, plan)
            yield from _holds(node, task.goal, task.indicators)


def _holds(owner: str, goal: Goal, indicators: Iterable[Indicator]) -> Iterator[tuple[str, Row]]:
    yield "goals", (f"goal-{owner}", owner, "goal", "", goal.text)
    for at, item in enumerate(goal.items, 1):
        yield "goals", (f"goal-{owner}-{at}", f"goal-{owner}", "item", at, item)
    for one in indicators:
        node = f"indicator-{owner}-{one.group}-{one.ordinal}"
        category = one.level2_code or _CODES.get(one.level1 or "", "")
        yield "indicators", (node, owner, one.name, one.group, one.ordinal, category, one.explanation)
        for role, value in (("annualTarget", one.annual), ("periodTarget", one.period), ("actual", one.actual)):
            if value:
                yield "values", _value(node, role, value)


def _value(indicator: str, role: str, value: Value) -> Row:
    return (
        f"value-{indicator}-{role}", indicator, role, "Actual" if role == "actual" else "Target", value.printed,
        value.kind.capitalize(), _COMPARATORS.get(value.comparator or "", ""), value.number, value.upper,
        value.unit, value.date,
    )  # fmt: skip
