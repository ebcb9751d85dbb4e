"""A list of self-evaluated projects, one a row, without indicators: 项目支出绩效自评结果汇总表.

序号 | 项目名称 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 自评得分 | 自评等级 | 备注
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from kgbuild.layouts.account import Account
from kgbuild.layouts.codes import body_name, project_name
from kgbuild.layouts.columns import PROJECT_GOALS, find_columns, headings
from kgbuild.layouts.completion import completed
from kgbuild.layouts.layout import Columns, Layout
from kgbuild.layouts.results.money import amount_of
from kgbuild.layouts.results.wordings import MONEY, NOTHING, TOTAL_ROW
from kgbuild.model.issues import Severity
from kgbuild.model.records import Evaluation, Form, Funding, Heading, Project, Section
from kgbuild.model.table import Row, Text
from kgbuild.text import comparable

_HEADINGS: Final = headings(
    serial=r"序号|编号",
    name=PROJECT_GOALS["name"].pattern,
    unit=r"(?:实施|项目|用款|预算|主管)(?:单位|部门)(?:名称)?|单位名称",
    total=r"(?:自评|评价|绩效自评)?(?:得分|总分|分数|分值)(?:\(.*\))?|自评分",
    grade=r"(?:自评|评价|绩效|绩效自评|评定)?(?:等级|等次|结果|结论)",
    remark=r"备注|说明|.*原因.*|存在问题|改进措施",
    **{role: MONEY[role].pattern for role in ("initial", "adjusted", "spent", "rate")},
)


def matches(row: Row) -> Columns | None:
    """The columns, if the row is the header of such a list."""
    columns = find_columns(row, _HEADINGS)
    has_budget = bool({"initial", "adjusted"} & columns.keys())
    return (
        columns if {"name", "spent"} <= columns.keys() and has_budget and {"rate", "total"} & columns.keys() else None
    )


def read_section(rows: list[tuple[Row, Columns]], above: list[Row], heading: Heading, account: Account) -> Section:
    """The projects of one list, and its row of sums."""
    scale = heading.money_unit or "万元"
    projects: list[Project] = []
    totals: tuple[Funding, ...] = ()
    seen: Counter[tuple[str, str]] = Counter()
    for row, columns in rows:
        at = {cell.column: text for cell, text in zip(row.cells, row.texts, strict=True) if text}
        cells = {role: at[column] for role, column in columns.items() if column in at}
        for role, reason in (("serial", "serial number"), ("remark", "remark")):
            if role in cells and not TOTAL_ROW.fullmatch(comparable(cells[role].string)):
                account.ignore_text(cells.pop(role), reason)
        if any(TOTAL_ROW.fullmatch(comparable(text.string)) for text in row.texts[:2]):
            totals = totals or _budget(cells, scale, account)
            account.ignore(row, "row of sums")
        elif name := cells.get("name"):
            account.use(*cells.values())
            unit = body_name(cells["unit"]) if "unit" in cells else None
            name = project_name(name)
            key = (comparable(unit.string) if unit else "", comparable(name.string))
            seen[key] += 1
            projects.append(_project(name, unit, cells, seen[key], scale, account))
        elif len(at) > 1:
            _report(cells, account)
        else:
            account.ignore(row, "note below the list")
    heading = completed(heading, projects, None, None, account)
    return Section(form=Form.PROJECT_RESULTS, heading=heading, projects=tuple(projects), totals=totals)


def _budget(cells: dict[str, Text], scale: str, account: Account) -> tuple[Funding, ...]:
    text = cells.get("initial") or cells.get("adjusted")
    if text is None or NOTHING.fullmatch(comparable(text.string)):
        return ()
    account.use(text)
    return (amount_of("total", text, scale, account),)


def _project(
    name: Text, unit: Text | None, cells: dict[str, Text], occurrence: int, scale: str, account: Account
) -> Project:
    amounts = {
        role: amount_of("total", cells[role], scale, account)
        for role in ("adjusted", "spent")
        if role in cells and not NOTHING.fullmatch(comparable(cells[role].string))
    }
    return Project(
        name=name,
        spending_unit=unit,
        goal=None,
        funding=_budget(cells, scale, account),
        evaluation=Evaluation(
            adjusted=amounts.get("adjusted"),
            spent=amounts.get("spent"),
            rate=cells.get("rate"),
            total=cells.get("total"),
            grade=cells.get("grade"),
        ),
        occurrence=occurrence,
    )


def _report(cells: dict[str, Text], account: Account) -> None:
    for text in cells.values():
        account.report(
            "L011", Severity.VIOLATION,
            "此片段前后都没有可归属的项目", "this fragment belongs to no project before or after it", text,
        )  # fmt: skip


LAYOUT = Layout(matches=matches, read_section=read_section)
