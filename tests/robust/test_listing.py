"""Indicators listed in one cell behind the names of their categories, without numbers."""

import pytest

from tests.robust.documents import (
    COST,
    EFFECT,
    GOAL,
    OUTPUT,
    PLEASED,
    WIDE,
    Indicator,
    indicators,
    issues,
    lines,
    names,
    row,
    wide,
)
from tests.robust.documents import record as read
from tests.robust.formats import as_html, as_xlsx

TREES = "产出指标：数量指标：栽种行道树≥600株；质量指标：成活率：95%；效益指标：生态效益指标：绿化覆盖率不低于38%。"
PLANTED = [
    Indicator(1, OUTPUT, "栽种行道树", "≥600株", level2="数量指标"),
    Indicator(2, OUTPUT, "成活率", "95%", level2="质量指标"),
    Indicator(3, EFFECT, "绿化覆盖率", "不低于38%", level2="生态效益指标"),
]


def listed(cell):
    """The one project with such a cell of indicators."""
    return read(lines(wide("街道绿化", "80.00", GOAL, cell), header=WIDE))


@pytest.mark.parametrize(
    "cell",
    [
        TREES,
        TREES.replace("；", ";").replace("：", ":"),
        TREES.replace("；", "；<br>").replace("产出指标：", "<b>产出指标</b>：<br/>"),
        TREES.replace("数量指标：", "1.数量指标：").replace("质量指标：", "2.质量指标：").replace("产出", "（一）产出"),
        "".join(f"<p>{part}</p>" for part in TREES.replace("指标：", "指标：|").split("|")),
    ],
    ids=["one line", "half width", "lines", "numbers before the second level", "paragraphs"],
)
def test_a_list_behind_the_names_of_categories(cell):
    found = listed(cell)
    (project,) = found["projects"]
    assert indicators(project) == PLANTED
    assert issues(found) == []


def test_several_indicators_of_one_category():
    found = listed("产出指标：数量指标：①补种树苗≥90株；②修剪乔木：1200株。满意度指标：居民满意度≥85%")
    (project,) = found["projects"]
    assert indicators(project) == [
        Indicator(1, OUTPUT, "补种树苗", "≥90株", level2="数量指标"),
        Indicator(2, OUTPUT, "修剪乔木", "1200株", level2="数量指标"),
        Indicator(3, PLEASED, "居民满意度", "≥85%"),
    ]


@pytest.mark.parametrize(
    ("cell", "levels"),
    [
        ("产出指标：数量指标：补种≥9株；成本指标：单株造价≤80元", [(OUTPUT, "数量指标"), (OUTPUT, COST)]),
        (
            "成本指标：经济成本指标：单株造价≤80元；产出指标：数量指标：补种≥9株",
            [(COST, "经济成本指标"), (OUTPUT, "数量指标")],
        ),
        ("成本指标：单株造价≤80元；产出指标：数量指标：补种≥9株", [(COST, None), (OUTPUT, "数量指标")]),
        ("数量指标：补种≥9株；成本指标：单株造价≤80元", [(None, "数量指标"), (None, COST)]),
    ],
)
def test_cost_is_of_the_level_that_its_place_says(cell, levels):
    (project,) = listed(cell)["projects"]
    assert [(one["level1"], one["level2"]) for one in project["indicators"]] == levels


@pytest.mark.parametrize(
    "words",
    ["成活率95%以上", "补种≥9株，修剪≥5株", "补种：乔木：9株", "≤80元", "补种3≤株数≤5"],
    ids=["no mark", "two bounds", "two colons", "no name", "bounds on both sides"],
)
def test_name_and_value_that_cannot_be_told_apart_are_reported(words):
    found = listed(f"产出指标：数量指标：{words}；质量指标：成活率：95%")
    (project,) = found["projects"]
    first, second = indicators(project)
    assert (first.name, first.annual) == (words, None)
    assert second.annual == "95%"
    assert issues(found) == ["L017"]


def test_words_before_the_list_are_reported():
    found = listed("本项目按季考核，产出指标：数量指标：补种≥9株")
    assert issues(found) == ["L016"]
    assert len(found["projects"][0]["indicators"]) == 1


def test_a_table_without_money_keeps_its_projects_apart():
    text = lines(row("街道绿化", GOAL, TREES.rstrip("。")), row("公园养护", GOAL, TREES))
    assert names(read(text)) == ["街道绿化", "公园养护"]


# --- the columns beside ------------------------------------------------------------------------------

ABOVE = [["重点项目绩效目标表"], ["部门名称：甲市乙局"], ["2024年度", "单位：万元"]]


@pytest.mark.parametrize(("write", "name"), [(as_html, "表.html"), (as_xlsx, "表.xlsx")])
def test_a_sum_below_serial_numbers_is_no_money_of_the_last_project(write, name):
    rows = [
        *ABOVE,
        ["序号", "项目名称", "合计", "财政拨款", "其他资金", "绩效目标", "绩效指标"],
        ["1", "街道绿化", "80.00", "50.00", "30.00", GOAL, TREES],
        ["2", "公园养护", "20.00", "20.00", "", GOAL, TREES],
        ["合 计", "", "100.00", "70.00", "30.00", "", ""],
    ]
    found = read(write(rows), name)
    assert names(found) == ["街道绿化", "公园养护"]
    assert found["projects"][1]["amounts"]["other"] is None
    assert (found["totals"]["total"], found["totals"]["other"]) == ("100.00", "30.00")
    assert issues(found) == []


@pytest.mark.parametrize(("write", "name"), [(as_html, "表.html"), (as_xlsx, "表.xlsx")])
def test_beside_a_first_level_the_second_is_the_project(write, name):
    rows = [
        *ABOVE,
        ["一级项目", "二级项目", "合计", "绩效目标", "绩效指标"],
        ["总计", "", "130.00", "", ""],
        ["绿化", "", "100.00", "", ""],
        ["绿化", "街道绿化", "80.00", GOAL, TREES],
        ["绿化", "公园养护", "20.00", GOAL, TREES],
        ["古树保护", "", "30.00", GOAL, TREES],
    ]
    found = read(write(rows), name)
    assert [(one["name"], one["amounts"]["total"]) for one in found["projects"]] == [
        ("街道绿化", "80.00"),
        ("公园养护", "20.00"),
        ("古树保护", "30.00"),
    ]
    assert found["totals"]["total"] == "130.00"
    assert issues(found) == []
