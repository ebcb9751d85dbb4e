"""Tables that go on over the pages of a PDF: columns, rows and labels are those of the whole table."""

import pytest

from kgbuild.layouts.page_ends import whole_rows
from kgbuild.readers import read
from tests.robust.documents import record
from tests.robust.drawn import pages

LEVEL, NAME, VALUE, POINTS, END = 60, 120, 300, 420, 480
HEADINGS = [
    (LEVEL, NAME, ["二级指标"]),
    (NAME, VALUE, ["三级指标"]),
    (VALUE, POINTS, ["指标值"]),
    (POINTS, END, ["分值"]),
]
LONG = "县道路面病害处治与安全防护设施完善里程数占比"  # a column of NAME holds 16 characters
FULL, REST = [LONG[:16]], [LONG[16:]]


def indicator(name, value, points, level=None):
    row = [(NAME, VALUE, name), (VALUE, POINTS, value), (POINTS, END, points)]
    return [(LEVEL, NAME, ["数量指标"]) if level is None else level, *row]


def rows(*drawn, titles=()):
    """The strings of the rows of a table, whole again, without what stands outside."""
    document = read(pages(*drawn, titles=titles), "表.pdf")
    return [row.strings for row in whole_rows(document) if not row.is_outside and not row.is_again]


ABOVE = [HEADINGS, indicator(["巡查次数"], ["≥12次"], ["5"]), indicator(["养护里程"], ["≥80公里"], ["5"])]
LAST = indicator(FULL, ["≥95%"], ["5"])
CUT = [[(LEVEL, NAME, []), (NAME, VALUE, REST), (VALUE, POINTS, []), (POINTS, END, [])]]
BELOW = [indicator(["设施完好率"], ["≥98%"], ["5"]), indicator(["群众满意度"], ["≥90%"], ["5"])]


def test_a_row_that_a_page_end_cut():
    found = rows([*ABOVE, LAST], [*CUT, *BELOW])
    assert found[3] == ("数量指标", LONG, "≥95%", "5")
    assert [one[1] for one in found[4:]] == ["设施完好率", "群众满意度"]


def test_the_place_of_a_cut_cell_is_both_places():
    document = read(pages([*ABOVE, LAST], [*CUT, *BELOW]), "表.pdf")
    text = list(whole_rows(document))[3].texts[1]
    assert [(span.table, span.exact) for span in text.spans()] == [(1, FULL[0]), (2, REST[0])]


def test_a_row_over_three_pages():
    name = LONG * 2
    pieces = [name[:16], name[16:32], name[32:]]
    middle = [[(LEVEL, NAME, []), (NAME, VALUE, [pieces[1]]), (VALUE, POINTS, []), (POINTS, END, [])]]
    end = [[(LEVEL, NAME, []), (NAME, VALUE, [pieces[2]]), (VALUE, POINTS, []), (POINTS, END, [])]]
    found = rows([*ABOVE, indicator([pieces[0]], ["≥95%"], ["5"])], middle, [*end, *BELOW])
    assert found[3][1] == name


@pytest.mark.parametrize(
    "first",
    [
        indicator(["设施完好率"], ["≥98%"], ["5"]),  # whole, below a full line
        indicator(["设施完好率"], [], ["5"]),  # its value is missing, but it has points
        indicator(["设施完好率"], [], [], (LEVEL, NAME, ["数量指标"])),  # the label of every row
    ],
)
def test_another_row_at_the_head_of_a_page(first):
    found = rows([*ABOVE, LAST], [first, *BELOW])
    assert found[3][1] == FULL[0]
    assert found[4][1] == "设施完好率"


def test_a_row_below_a_line_with_room_is_another_row():
    found = rows([*ABOVE, indicator(["路面病害处治"], ["≥95%"], ["5"])], [*CUT, *BELOW])
    assert (found[3][1], found[4][1]) == ("路面病害处治", REST[0])


def test_a_title_between_begins_another_table():
    document = read(pages([*ABOVE, LAST], [*CUT, *BELOW]), "表.pdf")
    assert any(cell.part_of for table in document.tables for row in table.rows for cell in row.cells)
    lone = pages([*ABOVE, LAST], [[(LEVEL, END, ["说明"])], *CUT, *BELOW])
    assert not any(cell.part_of for table in read(lone, "表.pdf").tables for row in table.rows for cell in row.cells)


# --- columns ------------------------------------------------------------------------------------------


def test_columns_are_those_of_the_whole_table():
    money = [(LEVEL, 200, ["项目资金"]), (200, 340, ["100.00"]), (340, END, ["98.50"])]
    document = read(pages([money, *ABOVE], BELOW), "表.pdf")
    columns = [{cell.column for cell in row.cells} for table in document.tables for row in table.rows if len(row) == 4]
    assert len(columns) == 5
    assert all(one == columns[0] for one in columns)


# --- headings and labels ------------------------------------------------------------------------------


def test_headings_printed_again():
    document = read(pages([*ABOVE, LAST], [HEADINGS, *CUT, *BELOW], titles=["绩效目标表"]), "表.pdf")
    assert [row.strings[0] for row in document.tables[1].rows if row.is_again] == ["绩效目标表", "二级指标"]
    assert rows([*ABOVE, LAST], [HEADINGS, *CUT, *BELOW], titles=["绩效目标表"])[3][1] == LONG


@pytest.mark.parametrize("again", [[], [HEADINGS]])
def test_a_label_in_the_middle_of_cells_merged_over_the_page_end(again):
    none = [indicator(["巡查次数"], ["≥12次"], ["5"], (LEVEL, NAME, [], 2)), indicator(["里程"], ["≥8公里"], ["5"])[1:]]
    labelled = [
        indicator(["完好率"], ["≥98%"], ["5"], (LEVEL, NAME, ["质量指标"], 2)),
        indicator(["满意度"], ["≥90%"], ["5"])[1:],
    ]
    found = rows([HEADINGS, LAST, *none], [*again, *labelled])
    assert [one[0] for one in found[1:]] == ["数量指标", "质量指标", "里程", "", "满意度"]


def test_a_result_sheet_of_two_pages():
    sheet = [
        [(60, 160, ["项目名称"]), (160, 540, ["农村公路养护"])],
        [(60, 160, ["主管部门"]), (160, 300, ["甲县交通运输局"]), (300, 400, ["实施单位"]), (400, 540, ["甲县公路段"])],
        [(60, 160, ["年度目标"]), (160, 540, ["完成年度养护任务。"])],
    ]
    edges = (60, 110, 250, 330, 410, 450, 490, 540)
    words = ["一级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "备注"]

    def line(*texts):
        return [(left, right, text) for left, right, text in zip(edges, edges[1:], texts, strict=False)]

    first = line(["产出指标"], ["县道路面病害处治及安"], ["≥3034"], ["3034公里"], ["10"], ["10"], [""])
    rest = line([], ["全防护设施里程"], ["公里"], [], [], [], [])
    other = line(["效益指标"], ["通行条件改善"], ["明显改善"], ["明显改善"], ["10"], ["10"], [""])
    data = pages(
        [*sheet, line(*([word] for word in words)), other, other, first], [rest, other], titles=["项目支出绩效自评表"]
    )
    (project,) = record(data, "表.pdf")["projects"]
    cut = project["indicators"][2]
    assert (cut["name"], cut["annual_value"]) == ("县道路面病害处治及安全防护设施里程", "≥3034公里")
    assert (cut["actual"], cut["weight"]) == ("3034公里", "10")
    assert len(project["indicators"]) == 4


# --- headings of a next page with other words over them -----------------------------------------------

OVER = [HEADINGS[0], (NAME, VALUE, ["三巡查级指标次数"]), *HEADINGS[2:]]


def test_headings_with_the_words_of_a_merged_cell_over_them_are_headings():
    document = read(pages(ABOVE, [OVER, *BELOW]), "表.pdf")
    again = [row.strings for table in document.tables for row in table.rows if row.is_again]
    assert again == [("二级指标", "三巡查级指标次数", "指标值", "分值")]


@pytest.mark.parametrize(
    "row",
    [
        [
            (LEVEL, NAME, ["二级指标"]),
            (NAME, VALUE, ["三级指标"]),
            (VALUE, POINTS, ["完成值"]),
            (POINTS, END, ["分值"]),
        ],
        indicator(["巡查次数统计"], ["≥12次"], ["5"]),
    ],
    ids=["another table", "an indicator of a like name"],
)
def test_other_rows_of_like_words_are_no_headings(row):
    document = read(pages(ABOVE, [row, *BELOW]), "表.pdf")
    assert not [row for table in document.tables for row in table.rows if row.is_again]


def test_what_is_printed_over_headings_is_reported():
    title = [(LEVEL, END, ["项目支出绩效目标表"])]
    name = [(LEVEL, NAME, ["项目名称"]), (NAME, END, ["县道养护"])]
    found = record(pages([title, name, *ABOVE], [OVER, *BELOW]), "表.pdf")
    (project,) = found["projects"]
    assert [one["name"] for one in project["indicators"]] == ["巡查次数", "养护里程", "设施完好率", "群众满意度"]
    assert [(one["code"], one["text"]) for one in found["issues"] if one["code"] == "L001"] == [
        ("L001", "三巡查级指标次数")
    ]
