"""Signs in a column of their own whose heading nobody knows: taken for the one value, or the value is not read."""

import pytest

from tests.robust.documents import graves, issues, record
from tests.robust.formats import as_csv

LEVELS = ["一级指标", "二级指标", "三级指标"]
BRANCH = ["产出指标", "数量指标"]
SHEET = [
    ["2026年项目支出绩效目标表"],
    ["部门：甲市乙局", "", "单位：万元"],
    ["项目名称", "堤坝加固", "年度目标", "加固堤坝"],
]


def values(*table):
    found = record(as_csv([*SHEET, *table]), "表.csv")
    return [(one["annual_value"], one["period_value"]) for one in found["projects"][0]["indicators"]], found


@pytest.mark.parametrize("heading", ["绩效指标性质", "增减", "取值方式", "", "备注", "指标描述"])
def test_one_sign_beside_one_value_is_its_sign(heading):
    read, found = values([*LEVELS, heading, "指标值", "单位"], [*BRANCH, "加固堤坝", "≥", "1200", "米"])
    assert read == [("≥1200米", None)]
    assert not graves(found)


def test_a_sign_is_not_taken_twice():
    read, _ = values([*LEVELS, "增减", "指标值"], [*BRANCH, "加固堤坝", "≥", "≥1200米"])
    assert read == [("≥1200米", None)]


def test_a_sign_beside_two_values_is_of_neither():
    read, found = values(
        [*LEVELS, "增减", "实施期指标值", "年度指标值"], [*BRANCH, "加固堤坝", "≥", "3600米", "1200米"]
    )
    assert read == [(None, None)]
    assert issues(found).count("L054") == 2


def test_two_signs_beside_one_value_are_not_guessed_at():
    read, found = values([*LEVELS, "甲", "乙", "指标值"], [*BRANCH, "加固堤坝", "≥", "≤", "1200米"])
    assert read == [(None, None)]
    assert "L054" in graves(found)


def test_two_sets_of_columns_have_signs_and_units_of_their_own():
    columns = ["三级指标", "指标性质", "指标值", "单位"]
    read, found = values(
        ["一级指标", "二级指标", *columns, *columns],
        [*BRANCH, "加固堤坝", "≥", "3600", "米", "加固堤坝", "=", "1200", "延米"],
    )
    assert read == [("=1200延米", "≥3600米")]
    assert not graves(found)


def test_a_result_table_does_not_lose_its_signs():
    found = record(
        as_csv(
            [
                ["项目支出绩效自评表（2026年度）"],
                ["项目名称", "堤坝加固", "主管部门", "甲市乙局"],
                [*LEVELS, "增减", "年度指标值", "实际完成值", "分值", "得分"],
                [*BRANCH, "加固堤坝", "≥", "1200米", "1350米", "10", "10"],
            ]
        ),
        "表.csv",
    )
    (one,) = found["projects"][0]["indicators"]
    assert (one["annual_value"], one["actual"]) == ("≥1200米", "1350米")


TWO = [*BRANCH, "加固堤坝"]


@pytest.mark.parametrize(
    ("columns", "row", "annual", "period"),
    [
        (["指标性质", "实施期指标值", "年度指标值", "单位"], ["≥", "3600", "1200", "米"], "≥1200米", "≥3600米"),
        (["实施期指标值", "单位", "指标性质", "年度指标值"], ["3600", "米", "≥", "1200"], "≥1200", "3600米"),
        (
            ["指标性质", "实施期指标值", "单位", "指标性质", "年度指标值", "单位"],
            ["≥", "3600", "米", "=", "1200", "延米"],
            "=1200延米",
            "≥3600米",
        ),
        (
            ["年度指标值", "", "", "中期指标值", "", ""],
            ["=", "1200", "延米", "≥", "3600", "米"],
            "=1200延米",
            "≥3600米",
        ),
    ],
)
def test_signs_and_units_beside_a_value_of_the_period(columns, row, annual, period):
    read, found = values([*LEVELS, *columns], [*TWO, *row])
    assert read == [(annual, period)]
    assert not graves(found)


@pytest.mark.parametrize(("first", "second"), [("实施期指标值", "年度指标值"), ("年度指标值", "中期指标值")])
def test_sign_number_and_unit_below_two_headings(first, second):
    parts = ["符号", "值", "单位"]
    heads = [[*LEVELS, first, "", "", second, "", ""], ["", "", "", *parts, *parts]]
    read, found = values(*heads, [*TWO, "≥", "3600", "米", "=", "1200", "延米"])
    expected = ("=1200延米", "≥3600米") if first == "实施期指标值" else ("≥3600米", "=1200延米")
    assert read == [expected]
    assert not graves(found)


def test_the_office_of_a_project_is_no_unit_of_a_value():
    columns = ["单位", "项目名称", *LEVELS, "指标值"]
    table = [columns, ["甲市乙局", "渡口改造", *TWO[:2], "改造渡口", "95"]]
    found = record(as_csv([*SHEET[:2], *table]), "表.csv")
    (project,) = found["projects"]
    assert (project["spending_unit"], project["indicators"][0]["annual_value"]) == ("甲市乙局", "95")


@pytest.mark.parametrize("other", ["上年指标值", "前年完成值", "半年指标值", "实施期指标值"])
def test_what_stands_below_the_value_of_another_time_is_not_of_the_year(other):
    parts = ["符号", "值", "单位"]
    heads = [[*LEVELS, other, "", "", "年度指标值", "", ""], ["", "", "", *parts, *parts]]
    read, _ = values(*heads, [*TWO, "≤", "3600", "里", "≥", "1200", "米"])
    assert read[0][0] == "≥1200米"


def test_a_result_in_three_cells():
    columns = [*LEVELS, "年度指标值", "", "", "实际完成值", "", "", "分值", "得分"]
    top = [["项目支出绩效自评表（2026年度）"], ["项目名称", "堤坝加固", "主管部门", "甲市乙局"]]
    found = record(as_csv([*top, columns, [*TWO, "≥", "600", "米", "=", "650", "米", "10", "9"]]), "表.csv")
    (one,) = found["projects"][0]["indicators"]
    assert (one["annual_value"], one["actual"], one["weight"], one["score"]) == ("≥600米", "650米", "10", "9")


def test_a_number_beside_a_number_is_no_unit():
    read, found = values([*LEVELS, "指标值", "", "完成时限"], [*TWO, "1200", "15", "年底"])
    assert read == [("1200", None)]
    assert "15" in {issue["text"] for issue in found["issues"]}


def test_the_sign_of_last_year_is_not_put_before_words():
    heads = [[*LEVELS, "上年指标值", "", "", "年度指标值"], ["", "", "", "符号", "值", "单位", ""]]
    read, _ = values(*heads, [*TWO, "≥", "3600", "米", "明显改善"])
    assert read == [("明显改善", None)]
