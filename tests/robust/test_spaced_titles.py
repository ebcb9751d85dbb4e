"""Titles and labels that are spaced out over the width of the page: 项 目 支 出 绩 效 目 标 表."""

import pytest

from kgbuild.reading import read_with_tables
from kgbuild.text import comparable

TABLE = (
    "{title}\n（ 2024 年 度 ）\n{label}：甲市农业农村局    单 位：万 元\n"
    "项目名称\t{name}\n"
    "一级指标\t二级指标\t三级指标\t年度指标值\n产出指标\t数量指标\t建成示范园\t≥2个\n"
)


@pytest.mark.parametrize(
    "title",
    ["项 目 支 出 绩 效 目 标 表", "项目支出 绩效目标 表", "项　目　支　出　绩　效　目　标　表"],
)
@pytest.mark.parametrize("label", ["填报单位", "填 报 单 位", "部 门 名 称", "编 报 部 门"])
def test_a_spaced_title_opens_each_table(title, label):
    text = "".join(TABLE.format(title=title, label=label, name=name) for name in ("示范园建设", "水肥一体化"))
    _, reading = read_with_tables(text.encode(), "x.txt")
    assert [project.name.string for section in reading.sections for project in section.projects] == [
        "示范园建设",
        "水肥一体化",
    ]
    for section in reading.sections:
        assert comparable(section.heading.title.string) == "项目支出绩效目标表"
        assert section.heading.department.string == "甲市农业农村局"
        assert (section.heading.fiscal_year, section.heading.fiscal_year_basis) == (2024, "printed")
        assert section.heading.money_unit == "万元"
