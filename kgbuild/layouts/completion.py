"""What all layouts do with what they read: amounts, missing parts, the department and year that only the table tells."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.heading import infer_year
from kgbuild.model.issues import Severity
from kgbuild.model.records import Funding, FundingSource, Goal, Heading, Indicator, Plan, Project
from kgbuild.model.table import Text
from kgbuild.values.money import read_money, wan_of

_WITH_UNIT: Final = re.compile(r"\s*(?P<number>.*\d)\s*(?P<unit>[万亿]元?|元)\s*")


def funding_of(amounts: dict[str, Text], scale: str, account: Account) -> tuple[Funding, ...]:
    """The money columns of one row, in 万元; `scale` is the unit that the table prints."""
    funding: list[Funding] = []
    for source in FundingSource:
        text = amounts.get(source.value)
        if text is None:
            continue
        printed, unit = _own_unit(text.string, scale)
        amount = read_money(printed)
        if amount is None:
            account.report("L020", Severity.VIOLATION, "金额无法识别", "the amount cannot be read", text)
        funding.append(Funding(source=source, text=text, wan=wan_of(amount, unit)))
    return tuple(funding)


def _own_unit(printed: str, scale: str) -> tuple[str, str]:
    """The number and its unit: the one printed behind it (36万), else that of the table."""
    match = _WITH_UNIT.fullmatch(printed)
    if not match:
        return printed, scale
    unit = match["unit"]
    return match["number"], unit if unit.endswith("元") else f"{unit}元"


def report_missing(name: Text, goal: Goal | None, has_indicators: bool, occurrence: int, account: Account) -> None:
    """Issues of a project without goal, without indicators, or with the name of another one."""
    if goal is None:
        account.report("L021", Severity.WARNING, "项目没有绩效目标", "the project has no goal", name)
    if not has_indicators:
        account.report("L022", Severity.WARNING, "项目没有绩效指标", "the project has no indicators", name)
    if occurrence > 1:
        account.report(
            "L023", Severity.INFO,
            f"同一单位第{occurrence}次出现同名项目", f"project of this name number {occurrence} of this unit", name,
        )  # fmt: skip


def completed(
    heading: Heading, projects: list[Project], plan: Plan | None, owner: Text | None, account: Account
) -> Heading:
    """The heading with a department taken from `owner` and a year inferred from the text, where none is printed."""
    if heading.department is None:
        account.report(
            "L030", Severity.WARNING,
            "缺少“部门名称”一行" + ("，采用首个单位行" if owner else ""),
            "no 部门名称 line" + ("; the first unit row is taken" if owner else ""),
            owner or heading.title or (projects[0].name if projects else None),
        )  # fmt: skip
        heading = replace(heading, department=owner)
    paid = next((funding.text for project in projects for funding in project.funding), None)
    if heading.money_unit is None and paid:
        account.report(
            "L032", Severity.WARNING,
            "未写明金额单位，按万元理解", "the unit of money is not printed; 万元 is taken", paid,
        )  # fmt: skip
    if heading.fiscal_year is None:
        year, basis = infer_year([project.name.string for project in projects], _texts(projects, plan))
        heading = replace(heading, fiscal_year=year, fiscal_year_basis=basis)
        if year is None:
            account.report(
                "L031", Severity.WARNING, "无法判断预算年度", "the fiscal year cannot be told",
                heading.title or heading.department,
            )  # fmt: skip
    return heading


def _texts(projects: list[Project], plan: Plan | None) -> list[str]:
    """Goals and indicators, in the order of print."""
    texts: list[Text | None] = []
    for project in projects:
        texts.append(project.goal.text if project.goal else None)
        texts += _indicator_texts(project.indicators)
    if plan:
        texts += _indicator_texts(plan.indicators)
        for task in plan.tasks:
            texts += _indicator_texts(task.indicators)
    return [text.string for text in texts if text]


def _indicator_texts(indicators: tuple[Indicator, ...]) -> list[Text | None]:
    return [text for one in indicators for text in (one.name, one.period, one.annual, one.actual, one.explanation)]
