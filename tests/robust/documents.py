"""Small documents written by hand, and what a careful reader reads in them."""

from typing import NamedTuple

from kgbuild.reading import read_document
from kgbuild.records_json import as_record

TITLE = "项目支出绩效目标表"
DEPARTMENT = "部门名称：甲市乙局"
UNIT = "单位：万元"
SHORT = "项目名称（资金使用单位）\t绩效目标\t绩效指标"
WIDE = "项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标"


def lines(*parts, title=TITLE, department=DEPARTMENT, unit=UNIT, header=SHORT):
    """A document as scanners leave it; a heading line that is None is left out."""
    return "\n".join(line for line in (title, department, unit, header, *parts) if line is not None) + "\n"


def record(text, name="表.txt"):
    """The record of a document given as text or bytes."""
    data = text.encode() if isinstance(text, str) else text
    return as_record(read_document(data, name))


class Indicator(NamedTuple):
    """One indicator as a reader would note it down."""

    ordinal: int
    level1: str | None
    name: str
    annual: str | None
    level2: str | None = None
    period: str | None = None
    group: int = 1


def indicators(owner):
    """The indicators of a project, plan or task of a record."""
    return [
        Indicator(
            one["ordinal"], one["level1"], one["name"], one["annual_value"],
            level2=one["level2"], period=one["period_value"], group=one["group"],
        )
        for one in owner["indicators"]
    ]  # fmt: skip


def names(read):
    """The projects' names."""
    return [project["name"] for project in read["projects"]]


def issues(read):
    """The codes of the issues, sorted."""
    return sorted(issue["code"] for issue in read["issues"])


def graves(read):
    """The codes of the issues that say something could not be read as it should."""
    return sorted(issue["code"] for issue in read["issues"] if issue["severity"] == "violation")
