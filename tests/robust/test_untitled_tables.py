"""Sheets one after the other of which only the first prints a title, the year and the unit of money."""

from tests.robust.documents import issues, record
from tests.robust.formats import as_csv

TOP = [["项目支出绩效目标表（2026年度）"], ["部门：甲市乙局", "", "单位：元"]]
COLUMNS = ["一级指标", "二级指标", "三级指标", "指标值"]


def sheet(name, *money):
    return [
        ["项目名称", name],
        list(money),
        ["年度目标", "加固堤坝"],
        COLUMNS,
        ["产出指标", "数量指标", "加固堤坝", "1200米"],
    ]


def read(*rows):
    found = record(as_csv(list(rows)), "表.csv")
    parts = [found, *found.get("sections", [])]
    heads = [part.get("document") or part["heading"] for part in parts]
    totals = [float(project["amounts"]["total"]) for part in parts for project in part["projects"]]
    return totals, [(head["fiscal_year"], head["money_unit"]) for head in heads], found


def test_year_and_unit_hold_on():
    totals, heads, found = read(*TOP, *sheet("甲", "资金总额", "365,000"), *sheet("乙", "资金总额", "21,500"))
    assert totals == [36.5, 2.15]
    assert set(heads) == {(2026, "元")}
    assert "L032" not in issues(found)


def test_a_unit_of_its_own_goes_before():
    totals, heads, _ = read(*TOP, *sheet("甲", "资金总额", "365,000"), *sheet("乙", "资金总额（万元）", "21.5"))
    assert totals == [36.5, 21.5]
    assert [unit for _, unit in heads] == ["元", "万元"]


def test_a_title_begins_anew():
    again = [["项目支出绩效目标表"], ["部门：甲市乙局"]]
    _, heads, found = read(*TOP, *sheet("甲", "资金总额", "365,000"), *again, *sheet("乙", "资金总额", "21.5"))
    assert heads[1] == (None, None)
    assert {"L031", "L032"} <= set(issues(found))


def test_the_name_of_a_project_is_no_title():
    _, heads, found = read(
        *TOP, *sheet("甲", "资金总额", "365,000"), *sheet("2024年绩效目标编制经费", "资金总额", "21,500")
    )
    assert set(heads) == {(2026, "元")}
    assert found["sections"][0]["heading"]["title"] is None
