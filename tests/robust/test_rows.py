"""Rows that are no projects, and rows that a page end cut into pieces."""

import pytest

from kgbuild.document_build import audited
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.statements import state
from kgbuild.reading import read_document
from tests.robust.documents import (
    EFFECT,
    GOAL,
    MEETING,
    MET,
    OUTPUT,
    SHORT,
    TRAINED,
    TRAINING,
    WIDE,
    Indicator,
    coded,
    graves,
    indicators,
    issues,
    lines,
    names,
    record,
    row,
    wide,
)

# --- rows that are no projects -----------------------------------------------------------------------


@pytest.mark.parametrize("word", ["合计", "总计", "小计", "合 计"])
def test_total_rows(word):
    read = record(
        lines(
            wide(word, "100.00", "", ""),
            wide("甲经费", "80.00", GOAL, TRAINING),
            wide("乙经费", "20.00", GOAL, MEETING),
            header=WIDE,
        )
    )  # fmt: skip
    assert names(read) == ["甲经费", "乙经费"]
    assert read["totals"]["total"] == "100.00"
    assert graves(read) == []


def test_totals_below_the_projects():
    read = record(lines(wide("甲经费", "80.00", GOAL, TRAINING), wide("合计", "80.00", "", ""), header=WIDE))
    assert names(read) == ["甲经费"]
    assert read["totals"]["total"] == "80.00"


def test_totals_that_do_not_add_up_are_a_finding():
    text = lines(wide("合计", "100.00", "", ""), wide("甲经费", "80.00", GOAL, TRAINING), header=WIDE)
    reading = read_document(text.encode(), "表.txt")
    audit = audited(state(reading, Minter()), reading, Minter())
    found, *_ = [one for one in audit.findings if one.shape.endswith("document-total")]
    assert found.severity == "violation"
    assert found.cells
    assert "合计" in found.zh


@pytest.mark.parametrize("tabs", [0, 2])
def test_unit_rows_with_and_without_tabs(tabs):
    read = record(
        lines(
            "甲市乙局" + "\t" * tabs,
            row("甲经费", GOAL, TRAINING),
            "甲市丙中心" + "\t" * tabs,
            row("乙经费", GOAL, MEETING),
        )
    )
    assert [(one["name"], one["spending_unit"]) for one in read["projects"]] == [
        ("甲经费", "甲市乙局"), ("乙经费", "甲市丙中心"),
    ]  # fmt: skip
    assert graves(read) == []


@pytest.mark.parametrize(
    "note",
    [
        "注：本表金额为预算数。",
        "备注：部分项目涉密，不予公开。",
        "说明：以上数据来自部门预算。",
        "填表人：张三",
        "第1页",
        "第 1 页 共 9 页",
        "- 12 -",
        "— 3 —",
        "12",
        "1/3",
    ],
)
def test_notes_below_the_table_are_no_projects(note):
    read = record(lines(row("甲经费", GOAL, TRAINING), note))
    assert names(read) == ["甲经费"]
    assert indicators(read["projects"][0]) == TRAINED
    assert read["projects"][0]["goal"] == GOAL


def test_money_columns_that_print_zeros_and_dashes():
    read = record(lines(row("甲经费", "80.00", "80.00", "0.00", "-", GOAL, TRAINING), header=WIDE))
    project = read["projects"][0]
    assert project["goal"] == GOAL
    assert (project["amounts"]["total"], project["amounts"]["special_account"]) == ("80.00", "0.00")


def test_two_departments_in_one_file():
    first = lines(row("甲经费", GOAL, TRAINING))
    second = lines(row("乙经费", GOAL, MEETING), department="部门名称：丙市丁局")
    read = record(first + "\n" + second)
    assert (read["document"]["department"], names(read)) == ("甲市乙局", ["甲经费"])
    (other,) = read["sections"]
    assert (other["heading"]["department"], names(other)) == ("丙市丁局", ["乙经费"])
    assert indicators(other["projects"][0]) == MET


# --- page breaks -------------------------------------------------------------------------------------


def cut_rows(first, second):
    """One project whose row a page end cut into two, between two whole ones."""
    read = record(lines(row("甲经费", GOAL, MEETING), first, "", second, row("丙经费", GOAL, MEETING)))
    assert names(read) == ["甲经费", "乙经费", "丙经费"]
    assert indicators(read["projects"][0]) == indicators(read["projects"][2]) == MET
    assert read["projects"][0]["goal"] == read["projects"][2]["goal"] == GOAL
    return read, read["projects"][1]


@pytest.mark.parametrize(
    "at",
    [
        "1|、产出",
        "1、产出指|标",
        *("培训|次数", "次数，|年度", "年度指|标值", "值：|5次", "5|次", "次。|2", "2、|效", "≥2|00", "人次|。"),
    ],
)
def test_a_page_end_anywhere_in_the_indicators(at):
    where = TRAINING.index(at.replace("|", "")) + at.index("|")
    read, project = cut_rows(row("乙经费", GOAL, TRAINING[:where]), row("", "", TRAINING[where:]))
    assert project["goal"] == GOAL
    assert indicators(project) == TRAINED
    assert graves(read) == []


@pytest.mark.parametrize("where", range(1, len(GOAL)))
def test_a_page_end_anywhere_in_the_goal(where):
    read, project = cut_rows(row("乙经费", GOAL[:where], TRAINING), row("", GOAL[where:], ""))
    assert project["goal"] == GOAL
    assert indicators(project) == TRAINED
    assert graves(read) == []


CODED = coded(1, "1-产出指标", "11-数量指标", "培训次数", "15次") + coded(
    2, "2-效益指标", "22-社会效益", "参训人数", "≥200人次"
)
CODED_TRAINED = [
    Indicator(1, OUTPUT, "培训次数", "15次", level2="数量指标", period="15次"),
    Indicator(2, EFFECT, "参训人数", "≥200人次", level2="社会效益", period="≥200人次"),
]


@pytest.mark.parametrize(
    "at",
    [
        "1-|产出",
        "1-产出指|标;",
        *("1|1-数量", "11-|数量", "数量|指标", "实施周|期", "值:1|5次;年", "次;|年度", "年度指|标值"),
        *("2、|2-效益", "2、2|-效益", "22|-社会"),
    ],
)
def test_a_page_end_anywhere_in_coded_indicators(at):
    where = CODED.index(at.replace("|", "")) + at.index("|")
    read = record(
        lines(
            wide("甲经费", "80.00", GOAL, MEETING),
            wide("乙经费", "20.00", GOAL, CODED[:where]),
            row("", "", "", "", "", "", CODED[where:]),
            wide("丙经费", "1.00", GOAL, MEETING), header=WIDE,
        )
    )  # fmt: skip
    assert names(read) == ["甲经费", "乙经费", "丙经费"]
    assert indicators(read["projects"][1]) == CODED_TRAINED
    assert graves(read) == []


def test_a_fragment_before_the_row_that_carries_the_name():
    read, project = cut_rows(
        row("", "做好2024年", "1、产出指标：培训次数，年度指标"),
        row("乙经费", "各项工作。", "值：5次。2、效益指标：参训人数，年度指标值：≥200人次。"),
    )
    assert project["goal"] == GOAL
    assert indicators(project) == TRAINED
    assert graves(read) == []


def test_a_name_cut_over_pages():
    read = record(
        lines(
            wide("产业发展专", "80.00", "做好2024年", "1、产出指标：培训次数，年度指标值：5次。"),
            "",
            row("项资金", "", "", "", "", "各项工作。", "2、效益指标：参训人数，年度指标值：≥200人次。"),
            wide("乙经费", "1.00", GOAL, MEETING),
            header=WIDE,
        )
    )
    assert names(read) == ["产业发展专项资金", "乙经费"]
    assert read["projects"][0]["goal"] == GOAL
    assert indicators(read["projects"][0]) == TRAINED


def test_a_name_cut_over_pages_alone():
    read = record(
        lines(
            wide("产业发展引", "80.00", GOAL, TRAINING),
            row("导基金", *[""] * 6),
            wide("乙经费", "1.00", GOAL, MEETING),
            header=WIDE,
        )
    )
    assert names(read) == ["产业发展引导基金", "乙经费"]


def test_headings_printed_again_after_a_page_end():
    read = record(lines(row("甲经费", GOAL, TRAINING), "", SHORT, row("乙经费", GOAL, MEETING)))
    assert names(read) == ["甲经费", "乙经费"]
    assert "sections" not in read


def test_title_and_headings_printed_again_after_a_page_end():
    read = record(lines(row("甲经费", GOAL, TRAINING)) + lines(row("乙经费", GOAL, MEETING)))
    projects = names(read) + [name for section in read.get("sections", []) for name in names(section)]
    assert projects == ["甲经费", "乙经费"]
    assert {read["document"]["department"], *(one["heading"]["department"] for one in read.get("sections", []))} == {
        "甲市乙局"
    }


def test_headings_between_the_halves_of_a_cut_row():
    where = TRAINING.index("指标值：≥")
    read = record(
        lines(
            row("甲经费", GOAL, TRAINING[:where]),
            "",
            SHORT,
            row("", "", TRAINING[where:]),
            row("乙经费", GOAL, MEETING),
        )
    )
    assert names(read) == ["甲经费", "乙经费"]
    assert indicators(read["projects"][0]) == TRAINED


def test_a_page_number_between_the_halves_of_a_cut_row():
    where = TRAINING.index("指标值：≥")
    read = record(lines(row("甲经费", GOAL, TRAINING[:where]), "- 3 -", row("", "", TRAINING[where:])))
    assert names(read) == ["甲经费"]
    assert indicators(read["projects"][0]) == TRAINED


def test_the_same_item_on_both_pages_is_counted_once():
    second = TRAINING.partition("2、")[2]
    read, project = cut_rows(
        row("乙经费", GOAL, TRAINING), row("", "", f"2、{second}3、效益指标：满意率，年度指标值：95%。")
    )
    assert indicators(project) == [*TRAINED, Indicator(3, EFFECT, "满意率", "95%")]
    assert "L012" in issues(read)
