"""Codes before and behind names, values in several cells, and what is no name though it stands where names do."""

import pytest

from kgbuild.layouts.codes import body_name, project_name
from kgbuild.model.table import Text
from tests.robust.documents import issues, names, record
from tests.robust.formats import as_csv, as_html

LEVELS = ["一级指标", "二级指标", "三级指标"]
LIST = ["项目名称", "预算金额", "年度绩效目标", *LEVELS, "指标值"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("51170024T000000000001-渡口改造", "渡口改造"),
        ("51170024T000000000001-LED路灯更换", "LED路灯更换"),
        ("（301001）渡口改造", "渡口改造"),
        ("301-2024年渡口改造", "2024年渡口改造"),
        ("2023-2025年渡口改造", "2023-2025年渡口改造"),
        ("2024-渡口改造", "2024-渡口改造"),
        ("（2024）渡口改造", "（2024）渡口改造"),
        ("12345热线运行", "12345热线运行"),
        ("渡口改造（001）", "渡口改造（001）"),
        ("301001", "301001"),
        ("51170024T000000000001-", "51170024T000000000001-"),
    ],
)
def test_the_code_before_a_project_is_no_part_of_its_name(printed, name):
    assert project_name(Text(printed)).string == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("306_甲市交通局", "甲市交通局"),
        ("034－甲市交通局", "甲市交通局"),
        ("042甲市交通局", "甲市交通局"),
        ("301甲市交通局（部门）", "甲市交通局"),
        ("301001甲市航道站", "甲市航道站"),
        ("（427）甲市交通局（部门）", "甲市交通局"),
        ("甲市交通局〔341〕", "甲市交通局"),
        ("120急救中心", "120急救中心"),
        ("甲市交通局（部门）", "甲市交通局（部门）"),
        ("甲市开发区（2024）", "甲市开发区（2024）"),
    ],
)
def test_the_code_of_a_body_is_no_part_of_its_name(printed, name):
    assert body_name(Text(printed)).string == name


def test_the_evidence_of_a_name_is_the_name_alone():
    text = "项目名称\t301001-渡口改造\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t渡口\t4处\n"
    (cell,) = [issue["cell"] for issue in record(text)["issues"] if issue["text"] == "渡口改造"][:1]
    assert text[cell["start"] : cell["end"]] == "渡口改造"


def test_one_project_under_two_codes_is_counted_twice():
    rows = [
        [f"30100{at}-渡口改造", "8.00", "改造。", "产出指标", "数量指标", "渡口", "4处"] for at in (1, 2)
    ]  # fmt: skip
    between = ["乡道养护", "3.00", "养护。", "产出指标", "数量指标", "乡道", "9公里"]
    found = record(as_csv([LIST, rows[0], between, rows[1]]), "表.csv")
    assert names(found) == ["渡口改造", "乡道养护", "渡口改造"]
    assert "L023" in issues(found)


# --- values in several cells --------------------------------------------------------------------------


def values(*cells, headings=("指标值", "", "")):
    head = [["2024年项目支出绩效目标表"], ["项目名称", "渡口改造"], ["年度目标", "改造渡口"]]
    table = [[*LEVELS, *headings, "备注"], ["产出指标", "数量指标", "改造渡口", *cells, ""]]
    found = record(as_html([*head, *table]), "表.html")
    return [one["annual_value"] for one in found["projects"][0]["indicators"]], found


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (("≥", "4", "处"), "≥4处"),
        (("≥", "1.2万", "人次"), "≥1.2万人次"),
        (("大于等于", "4处", ""), "大于等于4处"),
        (("4", "处", ""), "4处"),
        (("明显改善", "", ""), "明显改善"),
    ],
)
def test_bound_value_and_unit_below_one_heading(cells, value):
    found, whole = values(*cells)
    assert found == [value]
    assert "L001" not in issues(whole)


def test_a_text_beside_a_value_is_no_unit():
    found, whole = values("≥4处", "按合同约定", "")
    assert found == ["≥4处"]
    assert [issue["text"] for issue in whole["issues"] if issue["code"] == "L001"] == ["按合同约定"]


def test_a_column_without_a_heading_gives_no_value():
    found, whole = values("", "略", "")
    assert found == [None]
    assert {"L001", "L017"} <= set(issues(whole))


def test_headings_that_lost_their_place_give_no_value():
    text = "2024年项目支出绩效目标表\n项目名称\t渡口改造\n一级指标\t二级指标\t三级指标\t指标值\t\n半年\t全年\t\t\t\n"
    found = record(text + "产出指标\t数量指标\t改造渡口\t2处\t4处\n")
    assert [one["annual_value"] for one in found["projects"][0]["indicators"]] == [None]
    assert "L017" in issues(found)


# --- what stands in the column of names ---------------------------------------------------------------


def test_a_remark_in_the_column_of_names_is_no_project():
    row = ["渡口改造", "8.00", "改造。", "产出指标", "数量指标", "渡口", "4处"]
    found = record(as_csv([LIST, row, ["备注：含上年结转。", *[""] * 6]]), "表.csv")
    assert names(found) == ["渡口改造"]
    assert "L001" not in issues(found)


def test_a_subtotal_is_no_total_of_the_table():
    row = ["渡口改造", "8.00", "改造。", "产出指标", "数量指标", "渡口", "4处"]
    total = ["合计", "9.00", *[""] * 5]
    found = record(as_csv([LIST, row, ["小计", "8.00", *[""] * 5], total]), "表.csv")
    assert found["totals"]["total"] == "9.00"


def test_a_line_of_instructions_is_no_title():
    page = as_html([["1.按年末完成情况填写；2.满分100分。"], ["甲市交通局2024年项目支出绩效目标表"], LIST,
                    ["渡口改造", "8.00", "改造。", "产出指标", "数量指标", "渡口", "4处"]])  # fmt: skip
    document = record(page, "表.html")["document"]
    assert (document["title"], document["department"]) == ("甲市交通局2024年项目支出绩效目标表", "甲市交通局")


def test_labels_with_their_values_above_the_headings_are_no_headings():
    row = ["产出指标", "数量指标", "渡口", "4处", "5处"]
    head = [["项目名称", "渡口改造"], ["主管部门", "甲市交通局", "实施单位", "甲市航道站"]]
    found = record(as_html([*head, [*LEVELS, "年度指标值", "实际完成值"], row]), "表.html")
    assert found["document"]["department"] == "甲市交通局"
    assert found["projects"][0]["spending_unit"] == "甲市航道站"
