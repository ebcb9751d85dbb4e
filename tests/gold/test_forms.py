"""Forms of result tables of many places, each drawn in `forms/` beside a careful reading, in every format.

The forms are real, their words and figures are not. A whole table must be read whole, with no cell unexplained. Of one
that a page flattened into text, what is read must be right; what cannot be told apart must be reported.
"""

import pytest

from tests.gold.careful import careful, read_fields
from tests.gold.grids import FLATTENED, NAMES, WHOLE, as_glued, drawing
from tests.robust.documents import graves, issues, record

NO_SHEETS = {"summary_list", "budget_list", "key_indicators", "goals_in_turn"}
"""Lists of projects, and a sheet with a goal before each block: flattened, they are read in part or not at all."""
LOST = {"monitoring": ("by_source", "amounts"), "monitoring_one_sum": ("amounts", "evaluation")}
"""What flattening loses of a form: amounts of which one of three is not printed, or that no label stands before."""


def read_form(name, write, ending):
    """The record of a form in one format, its careful reading, and what it reads of that."""
    gold = careful(name)
    read = record(write(drawing(name)), f"{name}.{ending}")
    return read, gold, read_fields(read, gold)


@pytest.mark.parametrize("ending", WHOLE)
@pytest.mark.parametrize("name", NAMES)
def test_a_whole_table_is_read_as_a_careful_reader_reads_it(name, ending):
    read, gold, fields = read_form(name, WHOLE[ending], ending)
    assert fields == gold
    assert read["coverage"]["unexplained"] == 0


@pytest.mark.parametrize("cut", FLATTENED)
@pytest.mark.parametrize("name", sorted(set(NAMES) - NO_SHEETS))
def test_what_is_read_of_a_flattened_table_is_right(name, cut):
    _, gold, fields = read_form(name, FLATTENED[cut], "txt")
    lost = LOST.get(name, ())
    differing = {path: (gold[path], fields[path]) for path in gold if fields[path] != gold[path]}
    assert not {path: pair for path, pair in differing.items() if not set(path) & set(lost)}
    assert all(read in (None, "(not read)") for _, read in differing.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_table_whose_cells_run_together_is_not_read(name):
    read = record(as_glued(drawing(name)))
    assert (read["projects"], read["plan"]) == ([], None)
    assert "L002" in graves(read)


def test_the_reader_is_told_why():
    read = record(as_glued(drawing("standard")))
    assert issues(read) == ["L002", "L053"]


def test_flattened_cells_know_their_characters():
    text = FLATTENED["paragraph"](drawing("standard")).decode()
    (project,) = record(text)["projects"]
    cells = [one["cell"] for one in project["indicators"]]
    assert [text[cell["start"] : cell["end"]] for cell in cells] == [one["name"] for one in project["indicators"]]


# --- what cannot be told ------------------------------------------------------------------------------

SHEET = (
    "项目支出绩效自评表 （2023年度） 项目名称 甲经费 主管部门 甲市乙局 实施单位 甲市乙局 项目资金（万元） "
    "年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额 {money} "
    "绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施 "
    "产出指标 数量指标 {row} 质量指标 合格率 ≥95% 97% 20 20 总分 100 {total}"
)
WHOLE_ROW = "培训次数 ≥5次 6次 70 70"
WHOLE_MONEY = "30 30 27 10 90% 9"


def sheet(money=WHOLE_MONEY, row=WHOLE_ROW, total="99"):
    return record(SHEET.format(money=money, row=row, total=total))


def values(read):
    return [
        (one["name"], one["annual_value"], one["actual"], one["weight"], one["score"])
        for one in read["projects"][0]["indicators"]
    ]


GOOD_ROW = ("合格率", "≥95%", "97%", "20", "20")


def test_the_sheet_is_read():
    read = sheet()
    assert values(read) == [("培训次数", "≥5次", "6次", "70", "70"), GOOD_ROW]
    assert read["projects"][0]["evaluation"]["total"] == "99"
    assert graves(read) == []


@pytest.mark.parametrize(
    "row",
    [
        "培训次数 70 70",  # neither target nor result
        "培训次数 ≥5次 70",  # one of four is missing
        "5 6 70 70",  # no name
        "培训次数 ≥5次 6次 700 70",  # no points
    ],
)
def test_a_row_that_cannot_be_dealt_out_is_reported_and_not_read(row):
    read = sheet(row=row)
    assert values(read) == [GOOD_ROW]
    assert "L053" in graves(read)
    assert read["coverage"]["unexplained"] >= len(row.split())


def test_a_sentence_is_no_result_where_notes_stand_beside_results():
    """Without points between the two, the result may be missing, and ≥5次 may be it."""
    text = SHEET.replace(" 分值 得分 偏差", " 偏差").format(money=WHOLE_MONEY, row="{row}", total="")
    head, _, _ = text.partition(" 质量指标 ")
    assert values(record(head.format(row="培训次数 ≥5次 6次 因雨推迟一次。")))[0][:3] == ("培训次数", "≥5次", "6次")
    assert values(record(head.format(row="培训次数 6次 因雨推迟一次。"))) == []


def test_a_result_in_words_is_read_where_points_part_it_from_notes():
    assert values(sheet(row="培训次数 ≥5次 已完成全部培训。 70 70"))[0][2] == "已完成全部培训。"


def test_amounts_below_no_heading_are_reported_and_not_read():
    read = sheet(money="30 30 10 9")
    project = read["projects"][0]
    assert (project["amounts"], project["evaluation"]["spent"]) == (None, None)
    assert "L053" in graves(read)


def test_one_number_of_a_total_is_no_score():
    assert sheet(total="")["projects"][0]["evaluation"]["total"] is None


def test_two_rows_of_one_source_of_money():
    read = record(
        "项目支出绩效自评表（2023年度）\n项目名称\t甲经费\t主管部门\t甲市乙局\n"
        "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\n"
        "\t年度资金总额\t30\t30\t27\n\t单位资金\t10\t10\t9\n\t其他资金\t20\t20\t18\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\n"
        "\t产出指标\t数量指标\t培训次数\t≥5次\t6次\n"
    )
    assert "L052" in issues(read)
    assert read["projects"][0]["amounts"]["other"] == "10"


def test_progress_within_the_year_is_no_result():
    read, _, _ = read_form("monitoring", WHOLE["csv"], "csv")
    assert {one["achievement"] for one in read["projects"][0]["indicators"]} == {"undetermined"}


def test_rows_of_another_table_behind_the_total_are_no_indicators():
    above = WHOLE["txt"](drawing("standard")).decode() + "\n"
    table = "采购项目\t采购目录\t规格要求\t采购数量\t计量单位\t资金性质\n水泵\t货物\t离心泵\t4\t台\t财政拨款\n"
    read = record(above + table)
    assert read["coverage"]["unexplained"] == 12
    assert len(read["projects"][0]["indicators"]) == len(careful_indicators("standard"))


def careful_indicators(name):
    """The names of the indicators of a form's first project."""
    return [value for path, value in careful(name).items() if path[-1] == "name" and "indicator" in path]
