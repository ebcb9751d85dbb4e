"""Projects, tasks and department plans: all that has goals and indicators, with its money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import NamedNode

from kgbuild.flat.schema import IRI, SOURCE, Cell, Column, Row, Table, Type
from kgbuild.flat.things import Thing, Things, labels

YUAN = "元"
_KINDS = {"kgb:Project": "Project", "kgb:Task": "Task", "kgb:DepartmentPlan": "DepartmentPlan"}
_SOURCES = {
    "Total": "total",
    "FiscalAppropriation": "fiscal",
    "SpecialAccount": "special_account",
    "OtherFunds": "other",
    "CarriedOver": "carried_over",
    "TransferredFunds": "transferred",
    "LocalFunds": "local",
}

OWNER = (
    Column("undertaking", Type.IRI, "事项标识", "IRI of the project, task or plan that it belongs to"),
    Column("undertaking_name", Type.TEXT, "事项名称", "its name"),
    Column("undertaking_kind", Type.CODE, "事项类别", "Project, Task or DepartmentPlan"),
    Column("department", Type.TEXT, "部门", "its department"),
    Column("fiscal_year", Type.INTEGER, "年度", "its fiscal year"),
)
"""Whose row it is, for every table below projects."""

_COLUMNS = (
    IRI,
    Column("kind", Type.CODE, "类别", "Project, Task or DepartmentPlan"),
    Column("name", Type.TEXT, "名称", "name as printed"),
    Column("department", Type.TEXT, "部门", "department that draws up the budget"),
    Column("department_iri", Type.IRI, "部门标识", "its IRI"),
    Column("area_code", Type.TEXT, "行政区划代码", "code of the department's area (GB/T 2260)"),
    Column("spending_unit", Type.TEXT, "资金使用单位", "body that spends the money"),
    Column("spending_unit_iri", Type.IRI, "资金使用单位标识", "its IRI"),
    Column("fiscal_year", Type.INTEGER, "年度", "fiscal year"),
    Column("part_of", Type.IRI, "所属整体支出", "IRI of the department plan that a task belongs to"),
    Column("ordinal", Type.INTEGER, "序号", "number of a task in its plan"),
    Column("amount_total", Type.DECIMAL, "预算总额", "money in all", YUAN),
    Column("amount_fiscal", Type.DECIMAL, "财政拨款", "fiscal appropriation", YUAN),
    Column("amount_special_account", Type.DECIMAL, "财政专户拨款", "from special accounts", YUAN),
    Column("amount_other", Type.DECIMAL, "其他资金", "other funds", YUAN),
    Column("amount_carried_over", Type.DECIMAL, "上年结转资金", "carried over from the year before", YUAN),
    Column("amount_transferred", Type.DECIMAL, "上级补助", "transferred by a higher government", YUAN),
    Column("amount_local", Type.DECIMAL, "地方资金", "local share of a transfer", YUAN),
    Column("goal", Type.TEXT, "绩效目标", "the goal as printed"),
    Column("goal_iri", Type.IRI, "绩效目标标识", "IRI of the goal, the thing of its rows in discrepancies"),
    Column("goal_items", Type.INTEGER, "目标分项数", "numbered items of the goal"),
    Column("indicators", Type.INTEGER, "指标数", "indicators"),
    Column("industries", Type.LIST, "涉及产业", "industries that it is about (tags of role Focus)"),
    Column("mentioned_industries", Type.LIST, "提及产业", "industries that it only names"),
    Column("discrepancies", Type.INTEGER, "差异数", "fields of its own that documents print differently"),
    *SOURCE,
)


def undertakings(things: Things) -> Iterator[Thing]:
    """Projects, tasks and plans, document after document, in the order of the page."""
    return things.stated("kgb:Undertaking")


def owner(things: Things, undertaking: Thing) -> dict[str, Cell]:
    """The columns of `OWNER`."""
    return {
        "undertaking": undertaking.iri,
        "undertaking_name": undertaking.text("rdfs:label"),
        "undertaking_kind": kind(undertaking),
        "department": things.label(undertaking.node_of("kgb:department")),
        "fiscal_year": undertaking.integer("kgb:fiscalYear"),
    }


def kind(thing: Thing) -> str | None:
    """What an undertaking is."""
    return next((name for one, name in _KINDS.items() if one in thing.classes()), None)


def amounts(things: Things, undertaking: Thing) -> dict[str, Decimal | None]:
    """Source → amount in 元; of two documents that differ, the first one's."""
    found: dict[str, Decimal | None] = {}
    for node in undertaking.nodes("kgb:funding"):
        funding = things.thing(node)
        source = funding.code("kgb:fundingSource")
        found.setdefault(_SOURCES[source or "Total"], funding.decimal("kgb:amount"))
    return found


def source(things: Things, thing: Thing) -> dict[str, Cell]:
    """The columns of `SOURCE`."""
    place = things.place(thing)
    return dict(place.as_row()) if place else {}


def _rows(things: Things) -> Iterator[Row]:
    for one in undertakings(things):
        yield _row(things, one)


def _row(things: Things, one: Thing) -> Row:
    department, unit = one.node_of("kgb:department"), one.node_of("kgb:spendingUnit")
    goal = _goal(things, one.node_of("kgb:goal"))
    plan = one.node_of("kgb:partOf")
    return {
        "iri": one.iri,
        "kind": kind(one),
        "name": one.text("rdfs:label"),
        "department": things.label(department),
        "department_iri": department.value if department else None,
        "area_code": things.known(department).text("kgb:areaCode") if department else None,
        "spending_unit": things.label(unit),
        "spending_unit_iri": unit.value if unit else None,
        "fiscal_year": one.integer("kgb:fiscalYear"),
        "part_of": plan.value if plan else None,
        "ordinal": one.integer("kgb:ordinal"),
        **{f"amount_{name}": amount for name, amount in amounts(things, one).items()},
        "goal": goal.text("kgb:text") if goal else None,
        "goal_iri": goal.iri if goal else None,
        "goal_items": len(goal.nodes("kgb:item")) if goal else 0,
        "indicators": len(one.nodes("kgb:indicator")),
        "industries": labels(things, one.nodes("kgb:industry")),
        "mentioned_industries": labels(things, one.nodes("kgb:mentionsIndustry")),
        "discrepancies": things.how_many("kgb:thing", one.node)
        + (things.how_many("kgb:thing", goal.node) if goal else 0),
        **source(things, one),
    }


def _goal(things: Things, node: NamedNode | None) -> Thing | None:
    return things.thing(node) if node else None


PROJECTS = Table("projects", "项目、任务与部门整体支出", "projects, tasks and department plans", _COLUMNS, _rows)
