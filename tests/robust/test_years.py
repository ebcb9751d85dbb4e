"""Which of the years above a table is that of the table."""

import pytest

from kgbuild.reading import read_with_tables

RESULTS = (
    "项目名称\t2019年学生资助\n主管部门\t甲市教育局\n"
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    "产出指标\t数量指标\t受助人数\t≥50人\t60人\t50\t50\n"
)
GOALS = (
    "项目名称\t2019年学生资助\n主管部门\t甲市教育局\n"
    "一级指标\t二级指标\t三级指标\t年度指标值\n产出指标\t数量指标\t受助人数\t≥50人\n"
)


@pytest.mark.parametrize(
    ("above", "year"),
    [
        ("项目支出绩效自评表\n（2020年度）", 2020),
        ("2019年学生资助项目支出绩效自评表\n（2020年度）", 2020),
        ("2019年学生资助项目支出绩效自评表（2020年度）", 2020),
        ("2019年学生资助项目支出绩效自评表\n（2020年）", 2020),
        ("2019年学生资助项目支出绩效自评表\n(2020 年度)\t单位：万元", 2020),
        ("2019年学生资助项目支出绩效自评表\n预算年度：2020", 2020),
        ("项目支出绩效自评表\n（2020年度） 单位：万元", 2020),
        ("2019年学生资助\n项目支出绩效自评表\n（2020年度）", 2020),
        ("（2020年度）\n2019年学生资助项目支出绩效自评表", 2020),
        ("2020年度项目支出绩效自评表\n2021年3月填报", 2020),
        ("2020年度项目支出绩效自评表\n填报年度：2021", 2020),
        ("2020年度项目支出绩效自评表\n2021", 2020),
        ("2020年项目支出绩效自评表（2019年度结转）", 2020),
    ],
)
@pytest.mark.parametrize("table", [RESULTS, GOALS], ids=["results", "goals"])
def test_the_year_of_the_table_wins_over_years_in_names(above, year, table):
    _, reading = read_with_tables(f"{above}\n{table}".encode(), "x.txt")
    [section] = reading.sections
    assert (section.heading.fiscal_year, section.heading.fiscal_year_basis) == (year, "printed")
    assert [project.name.string for project in section.projects] == ["2019年学生资助"]
