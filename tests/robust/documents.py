"""Small documents written by hand, and what a careful reader reads in them."""

import json
from typing import NamedTuple

from kgbuild.cli import main
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


# --- what many documents hold ------------------------------------------------------------------------

OUTPUT, EFFECT, PLEASED, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
GOAL = "做好2024年各项工作。"
TRAINING = "1、产出指标：培训次数，年度指标值：5次。2、效益指标：参训人数，年度指标值：≥200人次。"
TRAINED = [Indicator(1, OUTPUT, "培训次数", "5次"), Indicator(2, EFFECT, "参训人数", "≥200人次")]
MEETING = "1、产出指标：会议次数，年度指标值：3次。"
MET = [Indicator(1, OUTPUT, "会议次数", "3次")]


def row(*cells):
    """A row of tab-separated cells."""
    return "\t".join(cells)


def wide(name, total, goal, text):
    """A row of the table with money."""
    return row(name, total, total, "", "", goal, text)


def one_cell(text):
    """The record of a document whose only project has these indicators, and those indicators."""
    read = record(lines(row("甲经费", GOAL, text)))
    assert names(read) == ["甲经费"]
    return read, indicators(read["projects"][0])


def coded(ordinal, level1, level2, name, value, end="。"):
    """One indicator in the notation with codes."""
    return f"{ordinal}、{level1};{level2};{name};实施周期指标值:{value};年度指标值:{value}{end}"


GOOD = lines(
    "甲经费\t做好2024年各项工作。\t1、产出指标：培训次数，年度指标值：5次。2、效益指标：满意率，年度指标值：≥90%。"
)
OTHER = lines("乙经费\t办好2024年会议。\t1、产出指标：会议次数，年度指标值：3次。")
UTF8 = GOOD.encode()


def built(folder, out, capsys):
    """Exit code, manifest and messages (on one line) of a build of the folder."""
    code = main(["build", str(folder), "--out", str(out), "--jobs", "1"])
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    return code, manifest, capsys.readouterr().err.replace("\n", "")
