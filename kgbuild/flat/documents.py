"""The documents: what was read, of whom, with which counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kgbuild.flat.schema import IRI, Column, Row, Table, Type
from kgbuild.flat.things import Thing, Things, labels

_COLUMNS = (
    IRI,
    Column("file", Type.TEXT, "文件", "name of the file"),
    Column("sha256", Type.TEXT, "摘要", "SHA-256 of its bytes"),
    Column("title", Type.LIST, "标题", "titles of its tables"),
    Column(
        "form",
        Type.LIST,
        "表式",
        "forms: ProjectGoals, ProjectResults, ProjectMonitoring, DepartmentGoals, DepartmentResults",
    ),
    Column("department", Type.LIST, "部门", "departments that publish it"),
    Column("department_iri", Type.LIST, "部门标识", "their IRIs"),
    Column("fiscal_year", Type.INTEGER, "年度", "fiscal year of its first table"),
    Column("fiscal_year_basis", Type.LIST, "年度依据", "printed, or what the year was inferred from"),
    Column("money_unit", Type.LIST, "金额单位", "unit of money as printed"),
    *(
        Column(name, Type.INTEGER, zh, f"{en} that this document prints")
        for name, zh, en in (
            ("projects", "项目数", "projects"),
            ("tasks", "任务数", "tasks"),
            ("plans", "部门整体数", "department plans"),
            ("indicators", "指标数", "indicators"),
        )
    ),
    Column("cells_used", Type.INTEGER, "已用单元格数", "cells with text that were used"),
    Column("cells_ignored", Type.INTEGER, "忽略单元格数", "cells left out for a named reason"),
    Column("cells_unexplained", Type.INTEGER, "未解释单元格数", "cells that no layout explains"),
    Column("violations", Type.INTEGER, "确定问题数", "findings of severity violation"),
    Column("warnings", Type.INTEGER, "疑似问题数", "findings of severity warning"),
    Column("infos", Type.INTEGER, "提示数", "findings of severity info"),
)
_RECORDS = {"projects": "Project", "tasks": "Task", "plans": "DepartmentPlan", "indicators": "Indicator"}
_FINDINGS = {"violations": "violation", "warnings": "warning", "infos": "info"}


def _rows(things: Things) -> Iterator[Row]:
    entries = {entry["sha256"]: entry for entry in things.manifest["documents"]}
    for document in things.stated("kgb:Document"):
        yield _row(things, document, entries[document.text("kgb:sha256") or ""])


def _row(things: Things, document: Thing, entry: dict[str, Any]) -> Row:
    publishers = document.nodes("dcterms:publisher")
    return {
        "iri": document.iri,
        "file": entry["name"],
        "sha256": entry["sha256"],
        "title": _texts(document, "dcterms:title"),
        "form": tuple(sorted(node.value.rpartition("#")[2] for node in document.nodes("kgb:form"))),
        "department": labels(things, publishers),
        "department_iri": tuple(sorted(node.value for node in publishers)),
        "fiscal_year": entry["fiscal_year"],
        "fiscal_year_basis": _texts(document, "kgb:fiscalYearBasis"),
        "money_unit": _texts(document, "kgb:moneyUnit"),
        **{name: entry["records"].get(kind, 0) for name, kind in _RECORDS.items()},
        **{f"cells_{name}": entry["cells"][name] for name in ("used", "ignored", "unexplained")},
        **{name: entry["findings"].get(severity, 0) for name, severity in _FINDINGS.items()},
    }


def _texts(thing: Thing, name: str) -> tuple[str, ...]:
    return tuple(sorted(value.value for value in thing.all(name)))


DOCUMENTS = Table("documents", "文件", "what was read", _COLUMNS, _rows)
