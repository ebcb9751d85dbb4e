"""Records as plain JSON values: what `inspect --stage records` prints (docs/records.md)."""

from __future__ import annotations

from typing import Any

from kgbuild.model.issues import Issue
from kgbuild.model.records import (
    Category,
    Evaluation,
    Funding,
    FundingSource,
    Goal,
    Indicator,
    Plan,
    Project,
    Reading,
    Section,
)
from kgbuild.model.table import Span, Text
from kgbuild.model.values import Value
from kgbuild.values.numerals import canonical

Json = dict[str, Any]


def as_record(reading: Reading) -> Json:
    """One document as one JSON object. A document with several tables lists the further ones in `sections`."""
    sections = [_section(section) for section in reading.sections]
    head = sections[0] if sections else _nothing()
    document = {"name": reading.name, "sha256": reading.sha256, **head.pop("heading")}
    coverage = reading.coverage
    record: Json = {
        "document": document,
        **head,
        "issues": [_issue(issue) for issue in reading.issues],
        "coverage": {
            "used": coverage.used,
            "ignored": coverage.ignored,
            "unexplained": coverage.unexplained,
            "ignored_because": coverage.reasons,
        },
    }
    if len(sections) > 1:
        record["sections"] = sections[1:]
    return record


def _nothing() -> Json:
    fields = ("title", "form", "department", "fiscal_year", "fiscal_year_basis", "money_unit")
    return {"heading": dict.fromkeys(fields), "projects": [], "plan": None, "totals": None, "unit_totals": []}


def _section(section: Section) -> Json:
    heading = section.heading
    return {
        "heading": {
            "title": _string(heading.title),
            "form": section.form.value,
            "department": _string(heading.department),
            "fiscal_year": heading.fiscal_year,
            "fiscal_year_basis": heading.fiscal_year_basis,
            "money_unit": heading.money_unit,
        },
        "projects": [_project(project) for project in section.projects],
        "plan": _plan(section.plan) if section.plan else None,
        "totals": _amounts(section.totals),
        "unit_totals": [
            {"spending_unit": name.string, "amounts": _amounts(funding)}
            for name, funding in section.unit_totals
            if funding
        ],
    }


def _project(project: Project) -> Json:
    goal = project.goal
    evaluation = {"evaluation": _evaluation(project.evaluation)} if project.evaluation else {}
    return {
        "name": project.name.string,
        "spending_unit": _string(project.spending_unit),
        "amounts": _amounts(project.funding),
        "goal": goal.text.string if goal else None,
        "goal_items": _items(goal),
        "indicators": [_indicator(one) for one in project.indicators],
        **evaluation,
        "cell": _cell(project.name),
    }


def _evaluation(one: Evaluation) -> Json:
    """Amounts in 万元, the rest as printed."""
    return {
        "adjusted": f"{one.adjusted.wan:f}" if one.adjusted and one.adjusted.wan is not None else None,
        "spent": f"{one.spent.wan:f}" if one.spent and one.spent.wan is not None else None,
        "rate": _string(one.rate),
        "weight": _string(one.weight),
        "score": _string(one.score),
        "total": _string(one.total),
        "total_weight": _string(one.full),
        "grade": _string(one.grade),
    }


def _plan(plan: Plan) -> Json:
    return {
        "overall_goal": plan.goal.text.string if plan.goal else None,
        "indicators": [_indicator(one) for one in plan.indicators],
        "tasks": [
            {
                "ordinal": task.ordinal,
                "name": task.name.string,
                "goal": task.goal.text.string if task.goal else None,
                "measures": _items(task.goal),
                "indicators": [_indicator(one) for one in task.indicators],
                "cell": _cell(task.name),
            }
            for task in plan.tasks
        ],
    }


def _items(goal: Goal | None) -> list[str]:
    return [item.text.string for item in goal.items] if goal else []


def _amounts(funding: tuple[Funding, ...]) -> Json | None:
    if not funding:
        return None
    printed = {one.source: one.wan for one in funding}
    return {
        source.value: f"{amount:f}" if (amount := printed.get(source)) is not None else None for source in FundingSource
    }


def _indicator(one: Indicator) -> Json:
    record: Json = {
        "group": one.group,
        "ordinal": one.ordinal,
        **_category("level1", one.level1),
        **_category("level2", one.level2),
        "name": one.name.string,
        "period_value": _string(one.period),
        "annual_value": _string(one.annual),
        "actual": _string(one.actual),
        "explanation": _string(one.explanation),
        "weight": _string(one.weight),
        "score": _string(one.score),
        "target": value_json(one.annual_value),
        "period_target": value_json(one.period_value),
        "actual_value": value_json(one.actual_value),
        "achievement": one.verdict.achievement.value if one.verdict else None,
        "achievement_reason": one.verdict.en if one.verdict else None,
        "cell": _cell(one.whole),
    }
    further = one.whole.spans()[1:]
    if further:
        record["further_cells"] = [_span(span) for span in further]
    return record


def _category(level: str, category: Category | None) -> Json:
    return {
        level: category.name if category else None,
        f"{level}_code": category.code if category else None,
    }


def value_json(value: Value | None) -> Json | None:
    """A parsed value; parts carry their own text."""
    if value is None:
        return None
    return {
        "kind": value.kind.value,
        "comparator": value.comparator.value if value.comparator else None,
        "number": canonical(value.number) if value.number is not None else None,
        "upper_number": canonical(value.upper_number) if value.upper_number is not None else None,
        "unit": value.unit,
        "date": value.date,
        "parts": [{"text": part.text, **(value_json(part) or {})} for part in value.parts],
    }


def _issue(issue: Issue) -> Json:
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "message": issue.en,
        "message_zh": issue.zh,
        "cell": _span(issue.span) if issue.span else None,
        "text": issue.text,
    }


def _string(text: Text | None) -> str | None:
    return text.string if text else None


def _cell(text: Text) -> Json | None:
    spans = text.spans()
    return _span(spans[0]) if spans else None


def _span(span: Span) -> Json:
    return {
        "table": span.table,
        "row": span.row,
        "column": span.column,
        "start": span.start,
        "end": span.end,
    }
