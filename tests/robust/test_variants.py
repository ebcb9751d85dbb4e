"""The forms of the seed documents as other cities print them; each document is small and its truth known."""

import pytest

from kgbuild.document_build import judged
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.statements import document_quads
from kgbuild.reading import read_document
from tests.robust.documents import SHORT, WIDE, Indicator, graves, indicators, issues, lines, names, record

OUTPUT, EFFECT, PLEASED, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
GOAL = "做好2024年各项工作。"
TRAINING = "1、产出指标：培训次数，年度指标值：5次。2、效益指标：参训人数，年度指标值：≥200人次。"
TRAINED = [Indicator(1, OUTPUT, "培训次数", "5次"), Indicator(2, EFFECT, "参训人数", "≥200人次")]
MEETING = "1、产出指标：会议次数，年度指标值：3次。"
MET = [Indicator(1, OUTPUT, "会议次数", "3次")]


def row(*cells):
    return "\t".join(cells)


def wide(name, total, goal, text):
    return row(name, total, total, "", "", goal, text)


def one_cell(text):
    """The record of a document whose only project has these indicators, and those indicators."""
    read = record(lines(row("甲经费", GOAL, text)))
    assert names(read) == ["甲经费"]
    return read, indicators(read["projects"][0])


# --- headings ---------------------------------------------------------------------------------------


def test_another_department_and_year():
    read = record(
        lines(
            row("甲经费", GOAL, TRAINING), title="2026年度项目支出绩效目标表", department="部门名称：深圳市南山区教育局"
        )
    )
    assert read["document"]["department"] == "深圳市南山区教育局"
    assert read["document"]["fiscal_year"] == 2026
    assert read["document"]["fiscal_year_basis"] == "printed"
    assert indicators(read["projects"][0]) == TRAINED


@pytest.mark.parametrize(
    "header",
    [
        "项目名称\t预算金额\t年度绩效目标\t绩效指标及目标值",
        "项目名称\t预算金额\t年度绩效目标\t绩效指标及指标值",
        "预算项目名称\t金额（万元）\t年度总体目标\t绩效指标",
        "项目\t预算数\t绩效目标\t年度绩效指标",
        "项目支出名称\t资金总额\t项目绩效目标\t项目绩效指标",
    ],
)
def test_headings_in_other_words(header):
    read = record(lines(row("甲经费", "80.00", GOAL, TRAINING), header=header))
    project = read["projects"][0]
    assert (project["name"], project["amounts"]["total"], project["goal"]) == ("甲经费", "80.00", GOAL)
    assert indicators(project) == TRAINED


def test_a_serial_number_column():
    read = record(lines(row("1", "甲经费", GOAL, TRAINING), row("2", "乙经费", GOAL, MEETING), header=f"序号\t{SHORT}"))
    assert names(read) == ["甲经费", "乙经费"]
    assert read["coverage"]["unexplained"] == 0


def test_money_in_yuan_is_converted():
    header = "项目名称\t总计\t绩效目标\t绩效指标"
    read = record(lines(row("甲经费", "1,234,567.80", GOAL, TRAINING), unit="金额单位：元", header=header))
    assert read["document"]["money_unit"] == "元"
    assert float(read["projects"][0]["amounts"]["total"]) == 123.45678


def test_department_and_money_unit_on_one_line():
    read = record(lines(row("甲经费", GOAL, TRAINING), department="部门名称：甲市乙局  单位：万元", unit=None))
    assert read["document"]["department"] == "甲市乙局"
    assert read["document"]["money_unit"] == "万元"


def test_missing_department_line_is_said():
    read = record(lines(row("甲经费", GOAL, TRAINING), department=None))
    assert indicators(read["projects"][0]) == TRAINED
    assert "L030" in issues(read)


def test_missing_money_unit_line_is_said():
    read = record(lines(wide("甲经费", "80.00", GOAL, TRAINING), unit=None, header=WIDE))
    assert read["document"]["money_unit"] is None
    assert issues(read) != []


# --- marks and digits -------------------------------------------------------------------------------


def test_half_width_everywhere():
    _, found = one_cell("1,产出指标:培训次数,年度指标值:5次.2,效益指标:参训人数,年度指标值:>=200人次.")
    assert found == [Indicator(1, OUTPUT, "培训次数", "5次"), Indicator(2, EFFECT, "参训人数", ">=200人次")]


def test_full_width_digits():
    read = record(
        lines(
            row(
                "甲经费",
                "１，２８０．００",
                GOAL,
                "１、产出指标：培训次数，年度指标值：１５次。２、效益指标：满意率，年度指标值：≥９０％。",
            ),
            header="项目名称\t总计\t绩效目标\t绩效指标",
        )
    )
    project = read["projects"][0]
    assert project["amounts"]["total"] == "1280.00"
    assert indicators(project) == [
        Indicator(1, OUTPUT, "培训次数", "１５次"),
        Indicator(2, EFFECT, "满意率", "≥９０％"),
    ]
    assert [one["target"]["number"] for one in project["indicators"]] == ["15", "90"]


@pytest.mark.parametrize("mark", [".", "．", "、", ","])
def test_marks_behind_the_number(mark):
    _, found = one_cell(TRAINING.replace("、", mark))
    assert found == TRAINED


def test_numbers_in_brackets():
    _, found = one_cell("（1）产出指标：培训次数，年度指标值：5次。（2）效益指标：参训人数，年度指标值：≥200人次。")
    assert found == TRAINED


def test_no_mark_at_the_end_of_an_item():
    _, found = one_cell("1、产出指标：培训次数，年度指标值：5次2、效益指标：参训人数，年度指标值：≥200人次")
    assert found == TRAINED


def test_a_number_that_runs_into_the_next_ordinal_is_split_and_reported():
    read, found = one_cell("1、产出指标：培训人数，年度指标值：1002、效益指标：满意率，年度指标值：≥90%。")
    assert found == [Indicator(1, OUTPUT, "培训人数", "100"), Indicator(2, EFFECT, "满意率", "≥90%")]
    assert "L018" in issues(read)


def test_items_on_lines_of_their_own():
    _, found = one_cell(
        "<p>1、产出指标：培训次数，年度指标值：5次</p><p>2、效益指标：参训人数，年度指标值：≥200人次</p>"
    )
    assert found == TRAINED


def test_semicolons_between_items():
    _, found = one_cell(TRAINING.replace("。", "；"))
    assert found == TRAINED


def test_an_annual_label_that_is_missing_is_reported():
    read, found = one_cell("1、产出指标：培训次数，5次。2、效益指标：参训人数，年度指标值：≥200人次。")
    assert [one.ordinal for one in found] == [1, 2]
    assert found[0].annual is None
    assert found[1] == TRAINED[1]
    assert graves(read) == ["L017"]


# --- categories -------------------------------------------------------------------------------------


def coded(ordinal, level1, level2, name, value, end="。"):
    return f"{ordinal}、{level1};{level2};{name};实施周期指标值:{value};年度指标值:{value}{end}"


def codes(read):
    return [(one["level1_code"], one["level2_code"]) for one in read["projects"][0]["indicators"]]


def test_cost_indicators_among_the_outputs():
    read, found = one_cell(
        coded(1, "1-产出指标", "14-成本指标", "人均培训成本", "≤500元")
        + coded(2, "1-产出指标", "11-数量指标", "培训次数", "5次")
    )
    assert found == [
        Indicator(1, OUTPUT, "人均培训成本", "≤500元", level2="成本指标", period="≤500元"),
        Indicator(2, OUTPUT, "培训次数", "5次", level2="数量指标", period="5次"),
    ]
    assert codes(read) == [("1", "14"), ("1", "11")]


def test_the_tree_with_four_branches():
    read, found = one_cell(
        coded(1, "1-成本指标", "11-经济成本指标", "项目总成本", "≤80万元")
        + coded(2, "2-产出指标", "21-数量指标", "培训次数", "5次")
        + coded(3, "3-效益指标", "32-社会效益指标", "受益企业数", "≥20家")
        + coded(4, "4-满意度指标", "41-服务对象满意度指标", "企业满意率", "≥95%")
    )
    assert [(one.level1, one.level2, one.name, one.annual) for one in found] == [
        (COST, "经济成本指标", "项目总成本", "≤80万元"),
        (OUTPUT, "数量指标", "培训次数", "5次"),
        (EFFECT, "社会效益指标", "受益企业数", "≥20家"),
        (PLEASED, "服务对象满意度指标", "企业满意率", "≥95%"),
    ]
    assert codes(read) == [("1", "11"), ("2", "21"), ("3", "32"), ("4", "41")]


def test_a_cost_branch_in_the_short_notation():
    _, found = one_cell("1、成本指标：培训费用，年度指标值：≤30万元。2、产出指标：培训次数，年度指标值：5次。")
    assert found == [Indicator(1, COST, "培训费用", "≤30万元"), Indicator(2, OUTPUT, "培训次数", "5次")]


# --- numbering --------------------------------------------------------------------------------------


def test_three_groups_in_one_cell():
    _, found = one_cell(
        "1、产出指标：甲数，年度指标值：1个。2、产出指标：乙数，年度指标值：2个。"
        "1、产出指标：丙数，年度指标值：3个。1、效益指标：丁率，年度指标值：40%。2、效益指标：戊率，年度指标值：50%。"
    )
    assert [(one.group, one.ordinal, one.name) for one in found] == [
        (1, 1, "甲数"), (1, 2, "乙数"), (2, 1, "丙数"), (3, 1, "丁率"), (3, 2, "戊率"),
    ]  # fmt: skip


def test_one_name_four_times():
    _, found = one_cell("".join(f"{n}、产出指标：举办活动，年度指标值：{n}场。" for n in range(1, 5)))
    assert [(one.ordinal, one.annual) for one in found] == [(n, f"{n}场") for n in range(1, 5)]


def test_twelve_items():
    _, found = one_cell("".join(f"{n}、产出指标：第{n}项工作，年度指标值：{n}个。" for n in range(1, 13)))
    assert [(one.ordinal, one.name, one.annual) for one in found] == [
        (n, f"第{n}项工作", f"{n}个") for n in range(1, 13)
    ]  # fmt: skip


# --- names and values -------------------------------------------------------------------------------


def test_several_semicolons_in_a_value():
    value = "培育企业100家；引进企业20家;服务企业30家；开展活动4场"
    _, found = one_cell(coded(1, "1-产出指标", "11-数量指标", "企业数量", value))
    assert found == [Indicator(1, OUTPUT, "企业数量", value, level2="数量指标", period=value)]


def test_several_semicolons_in_a_value_of_the_short_notation():
    _, found = one_cell(
        f"1、产出指标：企业数量，年度指标值：培育100家；引进20家;服务30家。{MEETING.replace('1', '2', 1)}"
    )
    assert [one.annual for one in found] == ["培育100家；引进20家;服务30家", "3次"]


def test_a_name_that_is_a_numbered_list():
    _, found = one_cell(coded(1, "2-效益指标", "24-可持续影响", "1.提升聚集效应 2.保障正常运营 3.扩大影响", "有效提升"))
    assert found == [
        Indicator(
            1, EFFECT, "1.提升聚集效应 2.保障正常运营 3.扩大影响", "有效提升", level2="可持续影响", period="有效提升"
        )
    ]


def test_a_name_that_ends_in_a_full_stop():
    _, found = one_cell(coded(1, "2-效益指标", "21-经济效益", "推动产业高质量发展。", "增长5%以上"))
    assert (found[0].name, found[0].annual) == ("推动产业高质量发展。", "增长5%以上")


def test_a_name_with_a_comma_and_an_abbreviation():
    _, found = one_cell("1、产出指标：缓解企业压力，减少投诉，提高5G、AI应用水平，年度指标值：≤5次。")
    assert found == [Indicator(1, OUTPUT, "缓解企业压力，减少投诉，提高5G、AI应用水平", "≤5次")]


def test_a_value_that_ends_with_a_decimal_point_number():
    _, found = one_cell("1、产出指标：面积，年度指标值：1881.47平方米。2、产出指标：比重，年度指标值：≥3.5%。")
    assert [one.annual for one in found] == ["1881.47平方米", "≥3.5%"]


def test_less_than_zero_is_no_tag():
    _, found = one_cell("1、产出指标：违规次数，年度指标值：<0次。2、产出指标：投诉，年度指标值：&lt;3次。")
    assert [one.annual for one in found] == ["<0次", "<3次"]


def test_only_a_value_for_the_whole_period():
    read, found = one_cell("1、1-产出指标;11-数量指标;培训次数;实施周期指标值:15次。")
    assert found == [Indicator(1, OUTPUT, "培训次数", None, level2="数量指标", period="15次")]
    assert graves(read) == ["L017"]


def test_marks_doubled_by_the_printer_are_dropped_at_the_end_of_a_value():
    _, found = one_cell("1、产出指标：水平，年度指标值：进一步提升。。2、产出指标：次数，年度指标值：1次。；")
    assert [one.annual for one in found] == ["进一步提升", "1次"]


# --- rows that are no projects ----------------------------------------------------------------------


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
    quads = document_quads(reading, Minter())
    found, *_ = [one for one in judged(quads, reading) if one.shape.endswith("document-total")]
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


# --- page breaks ------------------------------------------------------------------------------------


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


# --- other syntax -----------------------------------------------------------------------------------


def test_a_markdown_table():
    text = (
        f"# 项目支出绩效目标表\n\n部门名称：甲市乙局\n\n单位：万元\n\n"
        f"| 项目名称 | 绩效目标 | 绩效指标 |\n|:---|---|---:|\n"
        f"| 甲经费 | {GOAL} | {TRAINING} |\n| 乙经费 | {GOAL} | {MEETING} |\n"
    )
    read = record(text, "表.md")
    assert names(read) == ["甲经费", "乙经费"]
    assert indicators(read["projects"][0]) == TRAINED
    assert read["document"]["department"] == "甲市乙局"
    assert read["coverage"]["unexplained"] == 0


# --- results ----------------------------------------------------------------------------------------

RESULTS_TITLE = "甲市乙局2022年部门整体绩效指标完成情况表"


def results(*parts, top="\t部门整体支出目标\t关键指标\t预期实现值\t年度完成值\t具体完成情况"):
    return "\n".join([RESULTS_TITLE, "", top, *parts]) + "\n"


TASKS_TOP = (
    "年度主要支出计划（对应任务、政策）\t任务（政策）的绩效目标\t任务（政策）关键指标\t"
    "预期实现值\t年度完成值\t具体完成情况"
)


def result(one):
    return one["name"], one["annual_value"], one["actual"], one["explanation"]


def test_results_in_other_words():
    top = "\t部门整体支出目标\t绩效指标\t年度目标值\t实际完成值\t未完成原因"
    read = record(
        results(
            "年度绩效目标\t办好实事。\t培训次数\t5次\t6次\t无", "\t\t参训人数\t≥200人次\t150人次\t疫情影响", top=top
        )
    )
    plan = read["plan"]
    assert (read["document"]["department"], read["document"]["fiscal_year"]) == ("甲市乙局", 2022)
    assert plan["overall_goal"] == "办好实事。"
    assert [result(one) for one in plan["indicators"]] == [
        ("培训次数", "5次", "6次", "无"), ("参训人数", "≥200人次", "150人次", "疫情影响"),
    ]  # fmt: skip
    assert [one["achievement"] for one in plan["indicators"]] == ["exceeded", "not_met"]


def test_tasks_with_english_brackets():
    read = record(
        results(
            "1.抓产业\t一是招商。二是服务。\t招商数\t5个\t5个\t完成",
            top=TASKS_TOP.replace("（", "(").replace("）", ")"),
        )
    )
    (task,) = read["plan"]["tasks"]
    assert (task["ordinal"], task["name"], task["measures"]) == (1, "抓产业", ["招商。", "服务。"])
    assert [result(one) for one in task["indicators"]] == [("招商数", "5个", "5个", "完成")]


def test_a_task_over_a_page_end():
    read = record(
        results(
            "1.抓产业\t一是招商。\t招商数\t5个\t5个\t完成", "\t\t服务数\t10家\t12家\t完成",
            "", TASKS_TOP,
            "1.抓产业\t二是服务。\t培训数\t3次\t3次\t完成", "2.抓安全\t一是检查。\t检查数\t4次\t4次\t完成",
            top=TASKS_TOP,
        )
    )  # fmt: skip
    assert [(task["ordinal"], task["name"], len(task["indicators"])) for task in read["plan"]["tasks"]] == [
        (1, "抓产业", 3), (2, "抓安全", 1),
    ]  # fmt: skip
    assert read["plan"]["tasks"][0]["measures"] == ["招商。", "服务。"]


def test_a_detail_cut_by_a_page_end():
    read = record(
        results(
            "1.抓产业\t一是招商。\t招商数\t5个\t5个\t全年引进五",
            "\t\t\t\t\t个项目。",
            "\t\t服务数\t10家\t12家\t完成",
            top=TASKS_TOP,
        )
    )
    assert [result(one) for one in read["plan"]["tasks"][0]["indicators"]] == [
        ("招商数", "5个", "5个", "全年引进五个项目。"), ("服务数", "10家", "12家", "完成"),
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["其中：部门年度整体预算完成率 98%", "其中:部门年度整体预算完成率98%"])
def test_a_row_of_which(label):
    read = record(
        results(
            "年度绩效目标\t办好实事。\t培训次数\t5次\t6次\t完成",
            f"{label}\t\t\t\t部门年度整体预算完成率 99.74%（市财政通报数）",
        )
    )
    last = read["plan"]["indicators"][-1]
    assert (last["name"], last["annual_value"], last["actual"]) == (
        "部门年度整体预算完成率",
        "98%",
        "99.74%（市财政通报数）",
    )
    assert last["target"]["number"] == "98"


def test_the_overall_plan_and_the_tasks_in_one_file():
    read = record(
        results("年度绩效目标\t办好实事。\t培训次数\t5次\t6次\t完成")
        + "\n"
        + TASKS_TOP
        + "\n1.抓产业\t一是招商。\t招商数\t5个\t5个\t完成\n"
    )
    assert read["plan"]["overall_goal"] == "办好实事。"
    assert len(read["plan"]["indicators"]) == 1
    assert [task["name"] for task in read["plan"]["tasks"]] == ["抓产业"]
    assert graves(read) == []
