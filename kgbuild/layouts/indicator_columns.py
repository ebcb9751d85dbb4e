"""Indicators in columns: 一级指标 · 二级指标 · 三级指标 · 指标值, one indicator a row.

Three kinds of table are printed so: a list of many projects (with a project column), a sheet for one project or its
self-evaluation (项目名称, 主管部门, 资金, 目标 as labelled cells above the columns), and the plan of a whole department
(部门整体支出). A label that is printed once for several rows holds for all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.columns import MONEY, PROJECT_GOALS, find_columns, headings
from kgbuild.layouts.completion import completed, funding_of, report_missing
from kgbuild.layouts.execution import evaluation_of, money_unit, printed_execution
from kgbuild.layouts.fragments import join_prose
from kgbuild.layouts.goals import read_goal
from kgbuild.layouts.layout import Columns, Layout
from kgbuild.model.issues import Severity
from kgbuild.model.records import Category, Form, Goal, Heading, Indicator, Plan, Project, Section
from kgbuild.model.table import Row, Text
from kgbuild.text import comparable, same_length_folded

_INDICATORS: Final = headings(
    level1=r"一级指标(?:名称)?|一级",
    level2=r"二级指标(?:名称)?|二级",
    indicator=r"三级指标(?:名称|内容)?|三级",
    period=r"(?:实施周期|项目周期|总体|中期|中长期)(?:绩效)?(?:指标|目标)值",
    annual=r"(?:年度|本?年度?|年初|当年|全年|预期|计划|设定|20\d\d年度?)*(?:绩效)?(?:指标|目标)值(?:\(.*\))?|预期值|计划值|指标目标值",
    comparator=r"指标(?:性质|符号|方向)|运算符号?|比较符号?|计算符号|符号|目标值符号",
    unit=r"(?:计量|度量|指标|目标值)?单位",
    weight=r"(?:指标)?(?:权重|分值|标准分值?|满分)(?:\(.*\))?",
    actual=r"(?:全年|年度|实际|年末|自评)*(?:完成|实现|执行)(?:值|情况|指标值)(?:\(.*\))?|实际值",
    score=r"(?:自评|评价|指标|实际)?得分",
    explanation=r"(?:未完成|偏差|差异|扣分).*(?:原因|分析|措施|说明).*|原因分析.*|改进措施|备注|指标(?:解释|说明).*",
)
_NAME: Final = headings(indicator=r"指标名称|绩效指标名称|指标内容|绩效指标|指标")
_LIST: Final = {role: pattern for role, pattern in PROJECT_GOALS.items() if role not in ("indicators", *MONEY)}
_LABELS: Final = headings(
    name=r"(?:预算|支出)?项目(?:支出)?名称",
    department=r"(?:主管|预算|填报|牵头)部门(?:名称)?(?:及代码)?|部门名称",
    unit=r"(?:实施|项目|用款|资金使用|预算)单位(?:名称)?",
    goal=r"(?:年度|项目|总体|年度总体|预期|整体|部门|实施期)*(?:绩效)?(?:总体)?目标(?:\(.*\))?",
    total=r"(?:项目资金|年度资金|资金|预算|项目预算|年度预算)*(?:总额|总计|合计|金额)(?:\([万亿]?元\))?|预算资金(?:\([万亿]?元\))?",
    fiscal=r"(?:其中:)?(?:当年|本年|年度)?(?:财政拨款|财政资金|一般公共预算(?:拨款|资金)?)(?:\([万亿]?元\))?",
    special_account=r"财政专户(?:管理)?(?:拨款|资金)",
    other=r"其他资金|其它资金|单位资金|自有资金|自筹资金",
)
_EXPECTED_GOAL: Final = re.compile(r"预期目标|年初设定目标|年度目标")
_TOTAL_ROW: Final = re.compile(r"(?:总分|合计|总计|得分合计)(?:值)?")
_BOUND: Final = re.compile(r"[≥≤><=＝]|大于等于|小于等于|大于|小于|等于|不低于|不超过|不少于")
_MONEY_TEXT: Final = re.compile(r"-?[\d,， ]+(?:\.\d+)?(?:万元|元)?")
_WHOLE_DEPARTMENT: Final = re.compile(r"部门整体|整体支出|单位整体")
_CARRIED: Final = ("level1", "level2")


def matches(row: Row) -> Columns | None:
    """The columns, if the row is the header of such a table."""
    columns = {**find_columns(row, _NAME), **find_columns(row, _INDICATORS)}
    if not {"indicator", "annual"} <= columns.keys() or not ({"level1", "level2"} & columns.keys()):
        return None
    taken = set(columns.values())
    others = {**find_columns(row, _LIST), **find_columns(row, MONEY)}
    listed = {role: column for role, column in others.items() if column not in taken}
    if "name" in listed:
        return {**columns, **{f"project.{role}": column for role, column in listed.items()}}
    return columns


def begins_form(row: Row) -> bool:
    """Whether the row opens the sheet of another project: 项目名称 as the first label."""
    first = next((text for text in row.texts if text), None)
    return first is not None and bool(_LABELS["name"].fullmatch(comparable(first.string).rstrip(":")))


@dataclass(slots=True)
class _Sheet:
    """One project (or the plan of a department) in the making."""

    name: Text | None = None
    department: Text | None = None
    unit: Text | None = None
    goal: list[Text] = field(default_factory=list)
    amounts: dict[str, Text] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    execution: dict[str, Text] = field(default_factory=dict)
    points: Text | None = None
    full_points: Text | None = None


def read_section(rows: list[tuple[Row, Columns]], above: list[Row], heading: Heading, account: Account) -> Section:
    """The projects of one table. `above` are the rows between the title and the columns."""
    results = any("actual" in columns for _, columns in rows)
    first = _labelled(above, account)
    if heading.department is None and first.department:
        heading = replace(heading, department=first.department)
    if heading.money_unit is None:
        heading = replace(heading, money_unit=money_unit(above))
    sheets = [sheet for sheet in _sheets(rows, first, account) if sheet.name or sheet.indicators]
    form = Form.PROJECT_RESULTS if results else Form.PROJECT_GOALS
    title = heading.title.string if heading.title else ""
    if _WHOLE_DEPARTMENT.search(title) and len(sheets) == 1 and sheets[0].name is None:
        plan = Plan(goal=_goal(sheets[0], account), indicators=tuple(sheets[0].indicators))
        return Section(
            form=Form.DEPARTMENT_RESULTS,
            heading=completed(heading, [], plan, None, account),
            plan=plan,
        )
    seen: Counter[tuple[str, str]] = Counter()
    projects = tuple(_project(sheet, heading, seen, account) for sheet in sheets if sheet.name is not None)
    for sheet in sheets:
        if sheet.name is None:
            account.report(
                "L051", Severity.VIOLATION,
                "这些指标之前没有项目名称", "no project name stands above these indicators",
                sheet.indicators[0].name,
            )  # fmt: skip
    return Section(form=form, heading=completed(heading, list(projects), None, None, account), projects=projects)


# --- labelled cells above the columns ---------------------------------------------------------------


def _labelled(rows: list[Row], account: Account) -> _Sheet:
    sheet = _Sheet(execution=printed_execution(rows, account))
    expected: int | None = None
    for row in rows:
        texts = [(cell.column, text) for cell, text in zip(row.cells, row.texts, strict=True) if text]
        if expected is not None:
            goals = [text for column, text in texts if column == expected]
            sheet.goal += goals
            account.use(*goals)
            expected = None
            continue
        headed = [column for column, text in texts if _EXPECTED_GOAL.fullmatch(comparable(text.string))]
        if headed and len(texts) > 1:
            expected = headed[-1]
            continue
        for (_, label), (_, value) in pairwise(texts):
            _take(label, value, sheet, account)
        account.ignore(row, "labelled cell that no record has a place for")
    return sheet


def _take(label: Text, value: Text, sheet: _Sheet, account: Account) -> None:
    words = comparable(label.string).rstrip(":")
    role = next((role for role, pattern in _LABELS.items() if pattern.fullmatch(words)), None)
    if role is None or _is_label(value):
        return
    if role in MONEY:
        if role in sheet.amounts or not _MONEY_TEXT.fullmatch(value.string):
            return
        sheet.amounts[role] = value
    elif role == "goal":
        sheet.goal.append(value)
    elif role == "name":
        sheet.name = sheet.name or value
    elif role == "department":
        sheet.department = sheet.department or value
    else:
        sheet.unit = sheet.unit or value
    account.use(label, value)


def _is_label(text: Text) -> bool:
    words = comparable(text.string).rstrip(":")
    return any(pattern.fullmatch(words) for pattern in _LABELS.values())


# --- rows of indicators -----------------------------------------------------------------------------


def _sheets(rows: list[tuple[Row, Columns]], first: _Sheet, account: Account) -> Iterator[_Sheet]:
    sheet = first
    carried: dict[str, Text] = {}
    for row, columns in rows:
        cells = {
            role: text
            for role, column in columns.items()
            for cell, text in zip(row.cells, row.texts, strict=True)
            if cell.column == column and text
        }
        if any(_TOTAL_ROW.fullmatch(comparable(text.string)) for text in row.texts[:2]):
            sheet.points = cells.get("score") or sheet.points
            sheet.full_points = cells.get("weight") or sheet.full_points
            account.use(sheet.points, sheet.full_points)
            account.ignore(row, "total of points")
            continue
        name = cells.get("project.name")
        if name and (sheet.name is None or comparable(name.string) != comparable(sheet.name.string)):
            if sheet.name or sheet.indicators:
                yield sheet
            sheet, carried = _Sheet(name=name, unit=cells.get("project.unit")), {}
        _fill(sheet, cells)
        if "level1" in cells:
            carried.pop("level2", None)
        carried |= {role: cells[role] for role in _CARRIED if role in cells}
        account.use(*cells.values())
        if "indicator" in cells:
            sheet.indicators.append(_indicator(cells, carried, len(sheet.indicators) + 1, account))
    yield sheet


def _fill(sheet: _Sheet, cells: dict[str, Text]) -> None:
    """Goal and money stand once, in the first row of a project."""
    if "project.goal" in cells:
        sheet.goal.append(cells["project.goal"])
    for role in MONEY:
        if f"project.{role}" in cells:
            sheet.amounts.setdefault(role, cells[f"project.{role}"])


def _indicator(cells: dict[str, Text], carried: dict[str, Text], ordinal: int, account: Account) -> Indicator:
    name = cells["indicator"]
    annual = _with_bound_and_unit(cells)
    if annual is None:
        account.report(
            "L017", Severity.VIOLATION,
            "指标缺少名称或年度指标值", "the indicator lacks its name or its annual value", name,
        )  # fmt: skip
    return Indicator(
        group=1,
        ordinal=ordinal,
        numbered=False,
        level1=_category(carried.get("level1")),
        level2=_category(carried.get("level2")),
        name=name,
        period=cells.get("period"),
        annual=annual,
        actual=cells.get("actual"),
        explanation=cells.get("explanation"),
        weight=cells.get("weight"),
        score=cells.get("score"),
        whole=name,
    )


def _with_bound_and_unit(cells: dict[str, Text]) -> Text | None:
    """指标性质 · 指标值 · 单位 in three cells are one value: ≥ 95 %."""
    value, bound, unit = cells.get("annual"), cells.get("comparator"), cells.get("unit")
    if value is None:
        return None
    if (
        bound
        and _BOUND.fullmatch(same_length_folded(bound.string))
        and not _BOUND.match(same_length_folded(value.string))
    ):
        value = bound + value
    if unit and value.string[-1].isdigit():
        value = value + unit
    return value


def _category(text: Text | None) -> Category | None:
    if text is None:
        return None
    match = re.match(r"(?:(?P<code>\d{1,2})\s*[-.、]\s*)?(?P<name>.+)", text.string)
    return Category(name=match["name"], code=match["code"], printed=text) if match else None


# --- sheets to records ------------------------------------------------------------------------------


def _goal(sheet: _Sheet, account: Account) -> Goal | None:
    return read_goal(join_prose(sheet.goal, account)) if sheet.goal else None


def _project(sheet: _Sheet, heading: Heading, seen: Counter[tuple[str, str]], account: Account) -> Project:
    assert sheet.name is not None  # noqa: S101
    key = (comparable(sheet.unit.string if sheet.unit else ""), comparable(sheet.name.string))
    seen[key] += 1
    goal = _goal(sheet, account)
    report_missing(sheet.name, goal, bool(sheet.indicators), seen[key], account)
    scale = heading.money_unit or "万元"
    return Project(
        name=sheet.name,
        spending_unit=sheet.unit,
        goal=goal,
        funding=funding_of(sheet.amounts, scale, account),
        indicators=tuple(sheet.indicators),
        evaluation=evaluation_of(sheet.execution, sheet.points, sheet.full_points, scale),
        occurrence=seen[key],
    )


LAYOUT = Layout(matches=matches, read_section=read_section, opens=begins_form, is_data=lambda _: False)
