"""Tables of several years and tables of one year, one below the other, each below a line of its own."""

import pytest

from tests.robust.documents import names, record
from tests.robust.formats import as_csv

TOP = [["2026年项目绩效目标表"], ["填报单位：甲市乙局"], ["单位：万元"]]
SHEET = [["项目名称", "堤坝加固"], ["当年预算", "30"]]
COLUMNS = ["一级指标", "二级指标", "三级指标", "指标值"]
LONG = ["产出指标", "数量指标", "加固堤坝", "3600米"]
LONG_RATE = ["产出指标", "质量指标", "验收合格率", "100%"]
YEAR = ["产出指标", "数量指标", "加固堤坝", "1200米"]


def values(*table):
    found = record(as_csv([*TOP, *SHEET, *table]), "表.csv")
    assert names(found) == ["堤坝加固"]
    return [(one["name"], one["annual_value"], one["period_value"]) for one in found["projects"][0]["indicators"]]


@pytest.mark.parametrize("long", ["长期绩效目标表", "（一）实施期绩效指标", "中期指标"])
@pytest.mark.parametrize("year", ["年度绩效目标表", "（二）年度绩效指标", "当年绩效指标表"])
def test_a_line_above_the_columns_says_of_when_they_are(long, year):
    read = values([long], COLUMNS, LONG, LONG_RATE, [year], COLUMNS, YEAR)
    assert read == [("加固堤坝", "1200米", "3600米")]


def test_columns_printed_again_are_of_the_same_time():
    read = values(["长期绩效目标表"], COLUMNS, LONG, COLUMNS, LONG_RATE, ["年度绩效目标表"], COLUMNS, YEAR)
    assert read == [("加固堤坝", "1200米", "3600米")]


def test_the_next_project_begins_anew():
    first = [
        ["长期绩效目标表"],
        COLUMNS,
        LONG,
        ["年度绩效目标表"],
        COLUMNS,
        YEAR,
        ["长期绩效目标表"],
        COLUMNS,
        LONG_RATE,
    ]
    second = [["项目名称", "渡口改造"], ["当年预算", "20"], COLUMNS, ["产出指标", "数量指标", "改造渡口", "4处"]]
    found = record(as_csv([*TOP, *SHEET, *first, *second]), "表.csv")
    (one,) = found["sections"][0]["projects"][0]["indicators"]
    assert (one["annual_value"], one["period_value"]) == ("4处", None)


def test_numbered_goals_are_goals_and_no_amounts():
    goals = [["年度绩效目标1", "加固堤坝"], ["年度绩效目标2", "通过验收"], ["长期绩效目标1", "永久安澜"]]
    found = record(as_csv([*TOP, *SHEET, *goals, COLUMNS, YEAR]), "表.csv")
    goal = found["projects"][0]["goal"]
    assert "加固堤坝" in goal
    assert "通过验收" in goal
    assert "安澜" not in goal
