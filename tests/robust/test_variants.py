"""The forms of the seed documents as other cities print them; each document is small and its truth known."""

import pytest

from tests.robust.documents import (
    COST,
    EFFECT,
    GOAL,
    MEETING,
    OUTPUT,
    PLEASED,
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
    one_cell,
    record,
    row,
    wide,
)

# --- headings ----------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("line", "department"),
    [
        ("415临水县畜牧服务中心", None),
        ("415临水县市场监督管理局", "临水县市场监督管理局"),
        ("临水县畜牧服务中心", "临水县畜牧服务中心"),
        ("公开表十二", None),
        ("2024年度", None),
        ("养殖场改造中心工程", None),
    ],
)
def test_a_body_beside_the_unit_of_money_is_the_department(line, department):
    text = lines(
        row("甲经费", "1", GOAL, TRAINING),
        department=None,
        unit=f"{line}\t单位：元",
        header="项目名称\t总计\t绩效目标\t绩效指标",
    )
    assert record(text)["document"]["department"] == department


@pytest.mark.parametrize(
    ("above", "sheet", "department"),
    [
        ("申报单位名称：甲县养老院", "主管部门\t甲县民政局\t项目单位\t甲县养老院", "甲县民政局"),
        ("部门名称：甲县民政局", "主管部门\t甲县民政局\t项目单位\t甲县养老院", "甲县民政局"),
        ("部门名称：甲县卫健局", "主管部门\t甲县民政局\t项目单位\t甲县养老院", "甲县卫健局"),
        ("申报单位名称：甲县养老院", "项目类别\t一次性\t项目单位\t甲县养老院", "甲县养老院"),
    ],
)
def test_the_department_is_the_body_above_the_unit_that_applies(above, sheet, department):
    sheet_rows = (
        f"{sheet}\n年度目标\t改造床位。\t\t\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t改造床位\t90张\n"
    )
    read = record(f"项目绩效目标申报表\n{above}\n项目名称\t床位改造\t\t\n{sheet_rows}")
    assert read["document"]["department"] == department
    assert read["projects"][0]["spending_unit"] == "甲县养老院"


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (
            ["甲市乙局2024年度决算公开说明", "九、绩效情况说明", "（二）绩效目标完成情况", "项目支出绩效目标表"],
            "项目支出绩效目标表",
        ),
        (["一、绩效目标情况"], "一、绩效目标情况"),
        (["一、绩效目标情况", "二、绩效自评情况"], "一、绩效目标情况"),
        (["项目支出绩效目标表", "一、绩效目标情况"], "项目支出绩效目标表"),
    ],
)
def test_the_heading_of_a_paragraph_is_a_title_only_where_no_other_stands(above, title):
    read = record(lines(row("甲经费", GOAL, TRAINING), title="\n".join(above)))
    assert read["document"]["title"] == title


def test_missing_department_line_is_said():
    read = record(lines(row("甲经费", GOAL, TRAINING), department=None))
    assert indicators(read["projects"][0]) == TRAINED
    assert "L030" in issues(read)


def test_missing_money_unit_line_is_said():
    read = record(lines(wide("甲经费", "80.00", GOAL, TRAINING), unit=None, header=WIDE))
    assert read["document"]["money_unit"] is None
    assert issues(read) != []


# --- marks and digits --------------------------------------------------------------------------------


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


# --- categories --------------------------------------------------------------------------------------


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


# --- numbering ---------------------------------------------------------------------------------------


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


# --- names and values --------------------------------------------------------------------------------


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


# --- other syntax ------------------------------------------------------------------------------------


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
