"""The rows of a table with one indicator a row: whose they are, what is printed once for several, what says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.codes import body_name, project_name
from kgbuild.layouts.columns import MONEY
from kgbuild.layouts.completion import funding_of
from kgbuild.layouts.heading import names_organisation
from kgbuild.layouts.indicator_headings import EXECUTION, cells_of
from kgbuild.layouts.indicator_names import category_and_name, is_unfilled, name_alone
from kgbuild.layouts.layout import Columns
from kgbuild.layouts.sheet_labels import Sheet
from kgbuild.layouts.split_values import OF_PERIOD, assembled, bound_of, gather, settle_bound
from kgbuild.model.issues import Severity
from kgbuild.model.records import Category, Funding, Heading, Indicator
from kgbuild.model.table import Row, Text
from kgbuild.text import comparable

_TOTAL_ROW: Final = re.compile(r"(?:总分|合计|总计|得分合计)(?:值)?")
_SUBTOTAL_ROW: Final = re.compile(r"(?:指标)?(?:得分|分值|自评)?小计")
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
_REMARK: Final = re.compile(r"(?:备?注|说明)\s*\d?[:.].*", re.DOTALL)
"""A line that begins as a note does; alone in its row it is no name, though it stands in the column of names."""
_SIGNATURE: Final = re.compile(
    r"\*?(?:项目|单位|部门)?(?:联系|填[报表]|填写|审核|复核|编制|编报|经办|制表|负责|分管)[^:]{0,8}?(?:人|人员|电话|日期|时间|领导|方式)(?:\([^()]*\))?:.*"
)
"""联系人：…, 填表日期：…: never the name of an indicator."""
_CARRIED: Final = ("level1", "level2")
_NAMES: Final = {
    "project.name": project_name,
    "project.parent": project_name,
    "project.unit": body_name,
    "project.department": body_name,
}


class RowReader:
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
        self._group: str | None = None  # the 一级项目 that the rows belong to
        self._open: tuple[str | None, str] | None = None  # group and name of the project that is being read

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
        """The next row; each of its cells is used, ignored for a reason, or left to be reported."""
        cells = cells_of(row, {role: at for role, at in columns.items() if role != "phase.period"})
        cells |= {role: name_of(cells[role]) for role, name_of in _NAMES.items() if role in cells}
        gather(cells)
        settle_bound(row, cells, columns, self._account)
        if reason := _says_nothing(row, cells):
            self._account.ignore(row, reason)
            return
        leads = [*[text for text in row.texts if text][:2], *(cells[role] for role in _CARRIED if role in cells)]
        if any(_SUBTOTAL_ROW.fullmatch(comparable(text.string)) for text in leads):
            self._account.ignore(row, "subtotal")
            return
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
        if self._enter_group(cells):
            self._account.ignore(row, "sum of a group of projects")
            return
        self._read_owner(cells)
        if "project.name" not in columns:
            self._open_department(cells)
        self._open_project(cells)
        self._put_aside(cells)
        self._fill(cells)
        self._read_indicators(cells, columns)
        self._account.use(*cells.values())

    def _read_total(self, row: Row, cells: dict[str, Text]) -> None:
        self.sheet.points = cells.get("score") or self.sheet.points
        self.sheet.full_points = cells.get("weight") or self.sheet.full_points
        self._account.use(self.sheet.points, self.sheet.full_points)
        of_all = "project.name" not in cells or _TOTAL_ROW.fullmatch(comparable(cells["project.name"].string))
        if of_all and (amounts := _money(cells)):
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
        self._unit = body_name(cells.get("project.name") or cells["project.unit"])
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

    def _enter_group(self, cells: dict[str, Text]) -> bool:
        """Take in which 一级项目 the row is; tell whether the row says nothing but that, and perhaps its sum.

        Without a 二级项目 beside it a 一级项目 is a project itself, if it has a goal or indicators.
        """
        parent = cells.pop("project.parent", None)
        if parent is None:
            return False
        begins, self._group = comparable(parent.string) != self._group, comparable(parent.string)
        is_project = "project.goal" in cells or ("indicator" in cells and _money(cells))
        if begins and is_project and "project.name" not in cells:
            cells["project.name"] = parent
        else:
            self._account.ignore_text(parent, "group of projects")
        return not {"project.name", "indicator", "annual", "project.goal"} & cells.keys()

    def _open_project(self, cells: dict[str, Text]) -> None:
        self._unit = cells.get("project.unit") or self._unit
        name = cells.get("project.name")
        sheet = self.sheet
        key = (self._group, comparable(name.string)) if name else self._open
        if name and (sheet.name is None or key != self._open):
            self._open = key
            if sheet.name or sheet.indicators:
                self.done.append(sheet)
            self.sheet, self._carried = Sheet(name=name, unit=self._unit), {}

    def _open_department(self, cells: dict[str, Text]) -> None:
        """单位名称 without a column of projects: the row of another unit begins another plan."""
        unit, last = cells.get("project.unit"), self._unit
        is_other = unit is not None and last is not None and comparable(unit.string) != comparable(last.string)
        if is_other and self.sheet.name is None and self.sheet.indicators:
            self.done.append(self.sheet)
            self.sheet, self._carried = Sheet(unit=unit), {}

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

    def _read_indicators(self, cells: dict[str, Text], columns: Columns) -> None:
        _name_in_level(cells)
        self._pass_over_blanks(cells)
        if "annual" in cells and "indicator" not in cells:
            self._account.report(
                "L017", Severity.VIOLATION,
                "指标缺少名称或年度指标值", "the indicator lacks its name or its annual value", cells["annual"],
            )  # fmt: skip
        if "level1" in cells:
            self._carried.pop("level2", None)
        self._carried |= {role: cells[role] for role in _CARRIED if role in cells}
        of_period = bool({"phase.period", "later.indicator"} & columns.keys())
        levels = dict(self._carried)
        if "level2" not in columns and "indicator" in cells:
            level2, cells["indicator"] = category_and_name(cells["indicator"])
            levels |= {"level2": level2} if level2 else {}
        for indicator in _indicators(cells, levels, of_period=of_period, account=self._account):
            self.sheet.indicators.append(indicator)

    def _pass_over_blanks(self, cells: dict[str, Text]) -> None:
        """指标2：, or ……, without a value: the form's own line, which nobody filled in. Its category holds for rows below."""
        printed = [role for role in cells if role not in _CARRIED and not role.startswith("project.")]
        others = [cells[role] for role in printed if role != "indicator"]
        if is_unfilled(cells.get("indicator"), others):
            for role in printed:
                self._account.ignore_text(cells.pop(role), "line of the form that is not filled in")


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
    if len(filled) == 1 and _REMARK.fullmatch(lead):
        return "note below the table"
    if _SIGNATURE.fullmatch(lead):
        return "note below the table"
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
        group=1, ordinal=0, numbered=False, level1=level1, level2=level2, name=name_alone(name), period=value,
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
        name=name_alone(name),
        period=_of_several_years(cells),
        annual=annual,
        actual=cells.get("actual"),
        explanation=cells.get("explanation"),
        weight=cells.get("weight"),
        score=cells.get("score"),
        whole=name,
    )


def _with_bound_and_unit(cells: dict[str, Text]) -> Text | None:
    """指标性质 · 指标值 · 单位 in three cells are one value: ≥ 95 %. The bound may stand under 指标方向 or 指标值类型."""
    value = cells.get("annual")
    if value is None:
        return None
    return assembled(value, bound_of(cells), cells.get("unit"))


def _of_several_years(cells: dict[str, Text]) -> Text | None:
    """The value of the period beside that of the year, with its own sign and unit, or with those that both share."""
    value = cells.get("period")
    return assembled(value, cells.get(f"{OF_PERIOD}comparator"), cells.get(f"{OF_PERIOD}unit")) if value else None


def _category(text: Text | None) -> Category | None:
    if text is None:
        return None
    match = _CODED.match(text.string)
    return Category(name=match["name"], code=match["code"], printed=text) if match else None
