"""Forms of goal tables that offices publish, in every shape they are met in, against a careful reading of each.

As a file of an office program all of a form is read. As flattened text some of it is lost, where merged or empty cells
can no longer be told: `LOST` counts the fields. Nothing is read wrong, and what is lost is reported; a form in
`NO_FORM` is not read at all.
"""

from pathlib import Path

import pytest

from kgbuild.reading import read_document
from kgbuild.records_json import as_record
from tests.gold.plan_comparison import compare
from tests.gold.plan_forms import read_form
from tests.gold.plan_shapes import FILES, FLAT
from tests.robust.documents import record

FORMS = {path.stem: read_form(path) for path in sorted((Path(__file__).parent / "plans").glob("*.form"))}
NO_FORM = {
    "wide-groups": set(FLAT),
    "wide-groups-in-yuan": set(FLAT),
    "half-and-whole-year": set(FLAT),
    "list-sign-value-unit": set(FLAT),
    "value-in-three-cells": set(FLAT),
    "list-first-and-second-level": set(FLAT),
    "department-in-one-row": set(FLAT),
    "long-term-table-then-annual": set(FLAT),
}
"""Indicators or names of projects beside each other, or values of which one heading covers several columns, cannot be
brought back once the columns are lost."""
LOST = {
    ("list-budget-system", "lines.txt"): 1,
    ("list-budget-system", "rows.txt"): 1,
    ("list-budget-system", "paragraph.txt"): 1,
}
"""One sum of three stands empty in a row: which, nobody can tell."""


def read(form, shape):
    name = f"{form.name}{'' if shape.startswith('.') else '.'}{shape}"
    return as_record(read_document({**FILES, **FLAT}[shape](form), name))


@pytest.mark.parametrize("shape", FILES)
@pytest.mark.parametrize("name", FORMS)
def test_a_file_is_read_whole(name, shape):
    found = read(FORMS[name], shape)
    assert compare(FORMS[name].truth, found).notes == []
    assert found["coverage"]["unexplained"] == 0


@pytest.mark.parametrize("shape", [shape for shape in FLAT if shape != "glued.txt"])
@pytest.mark.parametrize("name", [name for name in FORMS if name not in NO_FORM])
def test_flattened_text_is_read_as_far_as_it_tells(name, shape):
    found = read(FORMS[name], shape)
    score = compare(FORMS[name].truth, found)
    assert [note for note in score.notes if not note.startswith("lost")] == []
    assert score.counts["lost"] <= LOST.get((name, shape), 0), score.notes
    assert not score.counts["lost"] or found["issues"]


@pytest.mark.parametrize("shape", FLAT)
@pytest.mark.parametrize(
    "name", ["value-in-three-cells", "list-sign-value-unit", "half-and-whole-year", "long-term-table-then-annual"]
)
def test_columns_without_a_heading_of_their_own_are_reported(name, shape):
    found = read(FORMS[name], shape)
    assert [one["annual_value"] for project in found["projects"] for one in project["indicators"]] == []
    assert {issue["code"] for issue in found["issues"]} & {"L001", "L002"}


@pytest.mark.parametrize("name", FORMS)
def test_cells_run_together_give_no_wrong_number(name):
    """Names may be longer than they should where a value in words follows: then the lack of a value is reported."""
    found = read(FORMS[name], "glued.txt")
    score = compare(FORMS[name].truth, found)
    assert not score.counts["wrong"], score.notes
    if score.counts["invented"] or score.counts["lost"]:
        assert found["issues"]


@pytest.mark.parametrize("shape", FLAT)
@pytest.mark.parametrize("name", ["list-first-and-second-level", "department-in-one-row"])
def test_projects_and_sums_whose_columns_are_lost_are_reported(name, shape):
    found = read(FORMS[name], shape)
    assert {note.split()[0] for note in compare(FORMS[name].truth, found).notes} <= {"lost"}
    assert {issue["code"] for issue in found["issues"]} & {"L001", "L002"}


def test_a_heading_beside_a_heading_is_no_goal():
    head = "整体支出绩效目标表\t\t\t\t\n核定人\t申请批次\t核定批次\t整体绩效目标\t部门整体支出年度绩效指标\n"
    found = record(f"{head}一级指标\t三级指标\t指标值\t\t\n产出指标\t培训次数\t5次\t\t\n")
    assert found["plan"]["overall_goal"] is None
    assert len(found["plan"]["indicators"]) == 1


UNITS = "整体支出绩效目标表\t\t\t\t\t\n单位名称\t资金总额\t整体绩效目标\t一级指标\t三级指标\t指标值\n"


def test_rows_of_several_departments_are_no_one_plan():
    """Whose goal and money they would be cannot be said in one plan."""
    lines = "甲局\t10\t目标甲\t产出指标\t培训次数\t5次\n乙局\t20\t目标乙\t产出指标\t巡查次数\t6次\n"
    found = record(UNITS + lines)
    assert (found["plan"], found["projects"]) == (None, [])
    assert [issue["text"] for issue in found["issues"] if issue["code"] == "L051"] == ["培训次数", "巡查次数"]


def test_every_form_has_a_reading():
    assert len(FORMS) == 43
    assert all(form.truth.entries and form.about for form in FORMS.values())


# --- what single rules promise ----------------------------------------------------------------------------

HEAD = "2024年项目支出绩效目标表\n主管部门 甲市乙局\n项目名称 公园维护\n年度资金总额 30\n年度目标 公园整洁\n"
COLUMNS = "一级指标 二级指标 三级指标 指标值\n"


def rows(*lines, head=HEAD, columns=COLUMNS):
    return record(head + columns + "\n".join(lines) + "\n")


def names_and_values(found):
    return [(one["name"], one["annual_value"]) for one in found["projects"][0]["indicators"]]


def test_a_category_holds_until_the_next():
    found = rows("产出指标 数量指标 修剪树木 ≥300株", "清扫次数 ≥365次", "质量指标 合格率 ≥95%")
    levels = [(one["level1"], one["level2"]) for one in found["projects"][0]["indicators"]]
    assert levels == [("产出指标", "数量指标"), ("产出指标", "数量指标"), ("产出指标", "质量指标")]


def test_a_place_is_the_line_and_the_characters():
    text = HEAD + COLUMNS + "产出指标 数量指标 修剪树木 ≥300株\n"
    (one,) = record(text)["projects"][0]["indicators"]
    assert one["cell"]["row"] == 7
    assert text[one["cell"]["start"] : one["cell"]["end"]] == "修剪树木"


def test_a_name_with_a_space_is_one_cell_as_printed():
    found = rows("产出指标 数量指标 修剪树木 ≥300株", "社会效益指标 市民 满意程度 提高")
    assert ("市民 满意程度", "提高") in names_and_values(found)


def test_a_piece_that_fits_no_column_is_reported():
    found = rows("产出指标 数量指标 ≥300株 ≥5次", "质量指标 合格率 ≥95%")
    assert names_and_values(found) == [("合格率", "≥95%")]
    reported = {issue["text"] for issue in found["issues"] if issue["code"] in ("L001", "L017")}
    assert {"≥300株", "≥5次"} & reported


def test_prose_with_the_words_of_headings_stays_prose():
    text = "通知\n各单位填写一级指标、二级指标、三级指标和指标值。\n表样另发，一级指标 和 二级指标 不得空白。\n"
    assert record(text)["projects"] == []


def test_a_table_that_is_whole_stays_as_it_is():
    head = "项目支出绩效目标表\n项目名称\t公园维护\n一级指标\t二级指标\t三级指标\t指标值\n"
    assert names_and_values(record(head + "产出指标\t数量指标\t修剪 树木\t≥300株\n")) == [("修剪 树木", "≥300株")]


def test_too_many_pieces_are_left_as_they_are(monkeypatch):
    monkeypatch.setattr("kgbuild.layouts.flattened.MAX_PIECES", 40)
    found = rows(*["产出指标 数量指标 修剪树木 ≥300株"] * 20)
    assert found["projects"] == []
    assert found["issues"]


def test_a_date_that_a_spreadsheet_printed_as_a_number_is_no_number():
    found = rows("产出指标 时效指标 完成时间 45,291", "质量指标 完成率 45,291")
    kinds = [one["target"]["kind"] for one in found["projects"][0]["indicators"]]
    assert kinds == ["qualitative", "quantitative"]
    assert "V006" in {issue["code"] for issue in found["issues"]}


def test_an_amount_with_its_own_unit_is_read_in_that_unit():
    head = "2024年项目支出绩效目标表\n金额单位：元\n项目名称\t甲\n资金总额\t36万元\n"
    found = record(head + "一级指标\t三级指标\t指标值\n产出指标\t乙\t3个\n")
    assert found["projects"][0]["amounts"]["total"] == "36"
