"""Which column holds the names of indicators, and what stands in it that is none."""

import pytest

from tests.robust.documents import graves, record
from tests.robust.formats import as_csv, as_html

SHEET = [
    ["2026年项目支出绩效目标表"],
    ["部门：甲市乙局", "", "单位：万元"],
    ["项目名称", "堤坝加固", "年度目标", "加固堤坝"],
]


def read(*table, head=SHEET, shape=as_csv):
    found = record(shape([*head, *table]), {as_csv: "表.csv", as_html: "表.html"}[shape])
    return [(one["name"], one["annual_value"]) for one in found["projects"][0]["indicators"]], found


@pytest.mark.parametrize("beside", [["绩效指标", "指标"], ["指标", "绩效指标"]])
def test_of_two_headings_the_one_beside_the_values_heads_the_names(beside):
    names, found = read(
        [*beside, "权重", "单位", "指标值"], ["", "加固堤坝", "10", "米", "1200"], ["", "验收合格率", "10", "%", "100"]
    )
    assert names == [("加固堤坝", "1200米"), ("验收合格率", "100%")]
    assert not graves(found)


def test_of_two_headings_in_a_result_table():
    head = [["项目支出绩效自评表（2026年度）"], ["项目名称", "堤坝加固", "主管部门", "甲市乙局"]]
    columns = ["绩效指标", "指标", "指标值", "实际完成值", "分值", "得分"]
    names, found = read(columns, ["", "加固堤坝", "1200米", "1300米", "10", "10"], head=head)
    assert names == [("加固堤坝", "1200米")]
    assert not graves(found)


@pytest.mark.parametrize(
    "below",
    [
        ["联系人：某某", "", "联系电话：0000"],
        ["填表人：某某", "", ""],
        ["项目负责人（签字）：", "", ""],
        ["审核日期：2026年1月", "", ""],
    ],
)
@pytest.mark.parametrize("shape", [as_csv, as_html])
def test_who_to_ask_is_no_indicator(below, shape):
    names, found = read(["指标名称", "权重", "单位", "指标值"], ["加固堤坝", "10", "米", "1200"], below, shape=shape)
    assert names == [("加固堤坝", "1200米")]
    assert not graves(found)


def test_category_and_name_in_one_cell_of_a_result_table():
    head = [["项目支出绩效自评表（2026年度）"], ["项目名称", "堤坝加固", "主管部门", "甲市乙局"]]
    columns = ["一级指标", "二级指标及三级指标", "指标值", "实际完成值", "分值", "得分"]
    _, found = read(columns, ["产出指标", "数量指标：加固堤坝", "1200米", "1300米", "10", "10"], head=head)
    (one,) = found["projects"][0]["indicators"]
    assert (one["level1"], one["level2"], one["name"]) == ("产出指标", "数量指标", "加固堤坝")


@pytest.mark.parametrize("name", ["绩效指标：加固堤坝", "加固堤坝：1200米以上", "产出指标：加固堤坝"])
def test_what_is_no_category_of_level_2_stays_in_the_name(name):
    names, _ = read(["一级指标", "指标名称", "权重", "指标值"], ["产出指标", name, "10", "1200米"])
    assert names == [(name, "1200米")]
