"""Indicators in columns: 一级指标 · 二级指标 · 三级指标 · 指标值, one indicator a row.

Three kinds of table are printed so: a list of many projects (with a project column), a sheet for one project or its
self-evaluation (项目名称, 主管部门, 资金, 目标 as labelled cells above the columns), and the plan of a whole department
(部门整体支出). A label that is printed once for several rows holds for all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.columns import MONEY
from kgbuild.layouts.completion import completed, funding_of, report_missing
from kgbuild.layouts.execution import evaluation_of, money_unit
from kgbuild.layouts.fragments import join_prose
from kgbuild.layouts.goals import read_goal
from kgbuild.layouts.heading import names_organisation
from kgbuild.layouts.indicator_headings import EXECUTION, cells_of, matches, more_columns
from kgbuild.layouts.layout import Columns, Layout
from kgbuild.layouts.sheet_labels import Sheet, label_of, labelled_sheet
from kgbuild.model.issues import Severity
from kgbuild.model.records import Category, Form, Funding, Goal, Heading, Indicator, Plan, Project, Section, Task
from kgbuild.model.table import Row, Text
from kgbuild.text import comparable, same_length_folded

_TOTAL_ROW: Final = re.compile(r"(?:总分|合计|总计|得分合计)(?:值)?")
_BOUND: Final = re.compile(r"[≥≤><=＝]=?|大于等于|小于等于|大于|小于|等于|不低于|不超过|不少于")
_WHOLE_DEPARTMENT: Final = re.compile(r"部门整体|整体支出|单位整体|整体绩效")
_CODED: Final = re.compile(
    r"(?:(?P<code>\d{1,2})\s*[-.、]\s*)?(?P<name>.+?)\s*(?:[(（]?\d+(?:\s*[-~—]\s*\d+)?\s*分?\s*[)）]?\s*分?)?$",
    re.DOTALL,
)
"""A category with its code (11-数量指标), without the points that it is worth (产出指标（40-50）分)."""
_YEAR: Final = re.compile(r"(?P<year>20\d\d)年?度?")
_TABLE_NUMBER: Final = re.compile(r"(?:公开|附)?表[\d一二三四五六七八九十-]{1,6}|附件?\d*:?")
_CATEGORY: Final = re.compile(r".{0,20}(?:指标|目标)(?:\(.{0,8}\))?分?|投入|产出|效益|效果|满意度|过程|管理|成本")
_NOTE: Final = re.compile(
    r"\*?(?:备?注|说明|填表|审核|联系|填报|财政部门|主管部门(?:审核)?意见|财务部门|保障|其他(?:需要?)?说明|打印|关闭|下载|分享|扫一扫|版权|主办|附件|相关)"
    r".*|.*(?:意见|签字|盖章|负责人)[:(].*|[\[【]?(?:打印|关闭|下载).*"
)
_CARRIED: Final = ("level1", "level2")


def begins_form(row: Row) -> bool:
    """Whether the row opens the sheet of another project: 项目名称 as a label, with the name behind it."""
    filled = [text for text in row.texts if text]
    labels = [label_of(text) for text in filled]
    return (
        any(label == "name" and following is None for label, following in pairwise([*labels, None]))
        and len(filled) <= 6
    )


def read_section(rows: list[tuple[Row, Columns]], above: list[Row], heading: Heading, account: Account) -> Section:
    """The projects of one table. `above` are the rows between the title and the columns."""
    first = labelled_sheet(above, account)
    if heading.department is None and first.department:
        heading = replace(heading, department=first.department)
    if heading.money_unit is None:
        heading = replace(heading, money_unit=money_unit(above))
    reader = _RowReader(first, heading.money_unit or "万元", account)
    for row, columns in rows:
        reader.read(row, columns)
    heading = reader.completed(heading)
    sheets = reader.finished()
    results = any("actual" in columns for _, columns in rows)
    form = Form.PROJECT_RESULTS if results else Form.PROJECT_GOALS
    if _is_plan(heading, sheets):
        plan = _plan(sheets[0], heading, account)
        heading = completed(heading, [], plan, None, account)
        whole = Form.DEPARTMENT_RESULTS if results else Form.DEPARTMENT_GOALS
        return Section(form=whole, heading=heading, plan=plan)
    seen: Counter[tuple[str, str]] = Counter()
    projects = tuple(_project(sheet, heading, seen, account) for sheet in sheets if sheet.name is not None)
    for sheet in sheets:
        if sheet.name is None:
            account.report(
                "L051", Severity.VIOLATION,
                "这些指标之前没有项目名称", "no project name stands above these indicators",
                sheet.indicators[0].name,
            )  # fmt: skip
    owner = reader.unit_totals[0][0] if reader.unit_totals else None
    return Section(
        form=form,
        heading=completed(heading, list(projects), None, owner, account),
        projects=projects,
        totals=reader.totals,
        unit_totals=tuple(reader.unit_totals),
    )


def _is_plan(heading: Heading, sheets: list[Sheet]) -> bool:
    if len(sheets) != 1 or sheets[0].name is not None:
        return False
    return bool(sheets[0].tasks or (heading.title and _WHOLE_DEPARTMENT.search(heading.title.string)))


# --- rows of indicators -----------------------------------------------------------------------------


class _RowReader:
    """Reads row after row into the sheet of a project; what is printed once holds for the rows below."""

    def __init__(self, first: Sheet, scale: str, account: Account) -> None:
        self.sheet = first
        self.done: list[Sheet] = []
        self.totals: tuple[Funding, ...] = ()
        self.unit_totals: list[tuple[Text, tuple[Funding, ...]]] = []
        self._scale = scale
        self._account = account
        self._carried: dict[str, Text] = {}
        self._unit: Text | None = None
        self._below: list[Row] = []  # lines behind the last indicator so far
        self._departments: dict[str, Text] = {}
        self._years: dict[str, list[Text]] = {}

    def finished(self) -> list[Sheet]:
        """All sheets; lines that no indicator followed stand below the table."""
        for row in self._below:
            self._account.ignore(row, "text below the table")
        return [sheet for sheet in [*self.done, self.sheet] if sheet.name or sheet.indicators]

    def completed(self, heading: Heading) -> Heading:
        """The heading with what columns say instead: the one department, the one year."""
        if heading.department is None and len(self._departments) == 1:
            heading = replace(heading, department=next(iter(self._departments.values())))
        year = next(iter(self._years), "") if len(self._years) == 1 else ""
        if heading.fiscal_year in (None, int(year or 0)) and year:
            self._account.use(*self._years[year])
            heading = replace(heading, fiscal_year=int(year), fiscal_year_basis="printed")
        return heading

    def read(self, row: Row, columns: Columns) -> None:
        cells = cells_of(row, {role: at for role, at in columns.items() if role != "phase.period"})
        if reason := _says_nothing(row, cells):
            self._account.ignore(row, reason)
            return
        leads = [*[text for text in row.texts if text][:2], *(cells[role] for role in _CARRIED if role in cells)]
        if any(_TOTAL_ROW.fullmatch(comparable(text.string)) for text in leads):
            self._read_total(row, cells)
            return
        if self._is_unit(cells):
            self._read_unit(cells)
            return
        if _stands_apart(row, cells):
            self._below.append(row)
            return
        self._below.clear()  # between indicators it is not explained
        self._read_owner(cells)
        self._open_project(cells)
        self._put_aside(cells)
        self._fill(cells)
        self._read_indicators(cells, of_period=bool({"phase.period", "later.indicator"} & columns.keys()))
        self._account.use(*cells.values())

    def _read_total(self, row: Row, cells: dict[str, Text]) -> None:
        self.sheet.points = cells.get("score") or self.sheet.points
        self.sheet.full_points = cells.get("weight") or self.sheet.full_points
        self._account.use(self.sheet.points, self.sheet.full_points)
        if amounts := _money(cells):
            self.totals = self.totals or funding_of(amounts, self._scale, self._account)
            self._account.use(*amounts.values())
        self._account.ignore(row, "total of points")

    def _is_unit(self, cells: dict[str, Text]) -> bool:
        """A row that names a department or unit, perhaps with its money, and nothing else."""
        said = {role for role in cells if not role.startswith("aside.")} - {f"project.{role}" for role in MONEY}
        name = cells.get("project.name")
        if name is None:
            return said == {"project.unit"} and bool(_money(cells))
        return said <= {"project.name", "project.unit", "project.serial"} and names_organisation(name.string)

    def _read_unit(self, cells: dict[str, Text]) -> None:
        self._unit = cells.get("project.name") or cells["project.unit"]
        self.unit_totals.append((self._unit, funding_of(_money(cells), self._scale, self._account)))
        self._put_aside(cells)
        self._account.use(*cells.values())

    def _read_owner(self, cells: dict[str, Text]) -> None:
        """主管部门 and 年度 in columns of their own."""
        if department := cells.get("project.department"):
            self._departments.setdefault(comparable(department.string), department)
            cells.setdefault("project.unit", department)
        if (year := cells.pop("project.year", None)) and (match := _YEAR.fullmatch(comparable(year.string))):
            self._years.setdefault(match["year"], []).append(year)

    def _open_project(self, cells: dict[str, Text]) -> None:
        self._unit = cells.get("project.unit") or self._unit
        name = cells.get("project.name")
        sheet = self.sheet
        if name and (sheet.name is None or comparable(name.string) != comparable(sheet.name.string)):
            if sheet.name or sheet.indicators:
                self.done.append(sheet)
            self.sheet, self._carried = Sheet(name=name, unit=self._unit), {}

    def _put_aside(self, cells: dict[str, Text]) -> None:
        for role in [role for role in cells if role.startswith("aside.")]:
            self._account.ignore_text(cells.pop(role), "standard, source or remark that no record has a place for")
        if "project.serial" in cells:
            self._account.ignore_text(cells.pop("project.serial"), "serial number")

    def _fill(self, cells: dict[str, Text]) -> None:
        """Goal and money stand once, in the first row of a project, or again in each."""
        goal = cells.get("project.goal")
        if goal and not (self.sheet.goal and comparable(goal.string) == comparable(self.sheet.goal[-1].string)):
            self.sheet.goal.append(goal)
        for role, amount in _money(cells).items():
            self.sheet.amounts.setdefault(role, amount)
        for role in EXECUTION:
            if said := cells.get(f"project.execution.{role}"):
                self.sheet.execution.setdefault(role, said)

    def _read_indicators(self, cells: dict[str, Text], *, of_period: bool) -> None:
        _name_in_level(cells)
        if "annual" in cells and "indicator" not in cells:
            self._account.report(
                "L017", Severity.VIOLATION,
                "指标缺少名称或年度指标值", "the indicator lacks its name or its annual value", cells["annual"],
            )  # fmt: skip
        if "level1" in cells:
            self._carried.pop("level2", None)
        self._carried |= {role: cells[role] for role in _CARRIED if role in cells}
        for indicator in _indicators(cells, self._carried, of_period=of_period, account=self._account):
            self.sheet.indicators.append(indicator)


def _money(cells: dict[str, Text]) -> dict[str, Text]:
    return {role: cells[f"project.{role}"] for role in MONEY if f"project.{role}" in cells}


def _says_nothing(row: Row, cells: dict[str, Text]) -> str | None:
    """Why the row is none of indicators: it numbers the columns, or stands below the table."""
    filled = [text for text in row.texts if text]
    if len(filled) > 3 and [text.string for text in filled] == [str(number) for number in range(1, len(filled) + 1)]:
        return "numbers of the columns"
    lead = comparable(filled[0].string) if filled else ""
    if len(filled) == 1 and _TABLE_NUMBER.fullmatch(lead):
        return "number of the next table"
    if _NOTE.fullmatch(lead) and not {"indicator", "annual", "project.name"} & cells.keys():
        return "note below the table"
    return None


def _stands_apart(row: Row, cells: dict[str, Text]) -> bool:
    """Whether the row is a line of text: one cell, which names no category."""
    filled = [text for text in row.texts if text]
    return len(filled) == 1 and cells.keys() <= {"level1"} and not _CATEGORY.fullmatch(comparable(filled[0].string))


def _name_in_level(cells: dict[str, Text]) -> None:
    """满意度指标 | 学生满意度 | ≥92%: the name stands in the column of a 二级指标 that is not printed."""
    if "annual" in cells and "indicator" not in cells and "level2" in cells:
        cells["indicator"] = cells.pop("level2")


def _indicators(
    cells: dict[str, Text], carried: dict[str, Text], *, of_period: bool, account: Account
) -> Iterator[Indicator]:
    """The indicators of one row: one, or one for the period and one for the year, or one of each category."""
    groups = sorted({role.split(".")[1] for role in cells if role.startswith("group.")})
    for group in groups:
        name, annual = cells.get(f"group.{group}.indicator"), cells.get(f"group.{group}.annual")
        if name:
            part = {"indicator": name} | ({"annual": annual} if annual else {})
            yield _indicator(part, Category(name=group), None, account)
    level1, level2 = _category(carried.get("level1")), _category(carried.get("level2"))
    later = {role.removeprefix("later."): text for role, text in cells.items() if role.startswith("later.")}
    if "indicator" in cells:
        if of_period:
            yield _of_period(cells, level1, level2)
        else:
            yield _indicator(cells, level1, level2, account)
    if "indicator" in later:
        yield _indicator(later, level1, _category(later.get("level2")) or level2, account)


def _of_period(cells: dict[str, Text], level1: Category | None, level2: Category | None) -> Indicator:
    """A target of several years (实施期, 长期) stands without one of the year."""
    name = cells["indicator"]
    value = _with_bound_and_unit(cells)
    return Indicator(
        group=1, ordinal=0, numbered=False, level1=level1, level2=level2, name=name, period=value,
        weight=cells.get("weight"), whole=name,
    )  # fmt: skip


def _indicator(cells: dict[str, Text], level1: Category | None, level2: Category | None, account: Account) -> Indicator:
    name = cells["indicator"]
    annual = _with_bound_and_unit(cells)
    if annual is None:
        account.report(
            "L017", Severity.VIOLATION,
            "指标缺少名称或年度指标值", "the indicator lacks its name or its annual value", name,
        )  # fmt: skip
    return Indicator(
        group=1,
        ordinal=0,
        numbered=False,
        level1=level1,
        level2=level2,
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
    """指标性质 · 指标值 · 单位 in three cells are one value: ≥ 95 %. The bound may stand under 指标方向 or 指标值类型."""
    value, unit = cells.get("annual"), cells.get("unit")
    if value is None:
        return None
    for role in ("comparator", "direction", "kind"):
        bound = cells.get(role)
        if bound and _BOUND.fullmatch(same_length_folded(bound.string)):
            if not _BOUND.match(same_length_folded(value.string)):
                value = bound + value
            break
    if unit and value.string[-1].isdigit() and unit.string != cells["annual"].string:
        value = value + unit
    return value


def _category(text: Text | None) -> Category | None:
    if text is None:
        return None
    match = _CODED.match(text.string)
    return Category(name=match["name"], code=match["code"], printed=text) if match else None


# --- sheets to records ------------------------------------------------------------------------------


def _with_periods(indicators: list[Indicator], account: Account) -> tuple[Indicator, ...]:
    """The indicators of the year, numbered in the order of print; one that is printed for the period too has both values.

    One that has a value for the period alone is none of the year's.
    """
    of_period = {_key(one): one for one in indicators if not one.annual and one.period}
    kept: list[Indicator] = []
    for one in indicators:
        if one.period and not one.annual:
            continue
        twin = None if one.period else of_period.pop(_key(one), None)
        kept.append(replace(one, ordinal=len(kept) + 1, period=twin.period if twin else one.period))
    for one in of_period.values():
        account.report(
            "L019", Severity.INFO,
            "指标只有整个实施期的指标值，未计入年度指标",
            "the indicator has a value for the whole period alone; it is not counted among those of the year", one.name,
        )  # fmt: skip
    return tuple(kept)


def _key(one: Indicator) -> tuple[str, str, str]:
    level1, level2 = (comparable(level.name) if level else "" for level in (one.level1, one.level2))
    return level1, level2, comparable(one.name.string)


def _goal(sheet: Sheet, account: Account) -> Goal | None:
    return read_goal(join_prose(sheet.goal, account)) if sheet.goal else None


def _plan(sheet: Sheet, heading: Heading, account: Account) -> Plan:
    return Plan(
        goal=_goal(sheet, account),
        funding=funding_of(sheet.amounts, heading.money_unit or "万元", account),
        indicators=_with_periods(sheet.indicators, account),
        tasks=tuple(
            Task(ordinal=at, name=name, goal=read_goal(content) if content else None)
            for at, (name, content) in enumerate(sheet.tasks, 1)
        ),
    )


def _project(sheet: Sheet, heading: Heading, seen: Counter[tuple[str, str]], account: Account) -> Project:
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
        indicators=_with_periods(sheet.indicators, account),
        evaluation=evaluation_of(sheet.execution, sheet.points, sheet.full_points, scale),
        occurrence=seen[key],
    )


LAYOUT = Layout(
    matches=matches,
    read_section=read_section,
    more_columns=more_columns,
    opens=begins_form,
    is_data=lambda _: False,
)
