"""Numbers against name, year, unit, baseline and money."""

import pytest

from kgbuild.text import comparable
from tests.auditing.documents import Audit, goals_table, project, results_table

GOAL = "完成2024年校舍改造3所。"


def finds(shape, name, value, branch="产出", goal=GOAL):
    return bool(Audit(goals_table(project("甲经费", goal, (branch, name, value)))).found(shape))


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("形成总报告和六个片区分析报告", "≥10份", True),
        ("形成总报告和六个片区分析报告", "7份", False),
        ("形成六个片区分析报告", "6份", False),
        ("形成六个片区分析报告", "7份", True),
        ("第三届教育论坛", "1场", False),
        ("对三个乡镇的巡查次数", "≥12次", False),
    ],
)
def test_a_count_in_the_name(name, value, found):
    assert finds("count-in-name", name, value) is found


@pytest.mark.parametrize(
    ("value", "found"),
    [(">2023家", True), (">2,023家", False), ("≥2000家", False), ("≥2024元", False), ("2024年12月", False)],
)
def test_a_count_like_a_year(value, found):
    assert finds("number-like-year", "纳入统计学校数量", value) is found


@pytest.mark.parametrize(("value", "found"), [("3家以上(含3个)", True), ("3家以上(含3家)", False), ("3家以上", False)])
def test_two_units_of_one_number(value, found):
    assert finds("units-of-one-number", "接洽学校", value) is found


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("开工以来累计完成投资", "≥5亿元", True),
        ("为学校提供服务", "累计超500家", True),
        ("新增投资", "≥5亿元", False),
        ("累计完成时间", "2024年6月底前", False),
    ],
)
def test_sums_since_the_beginning(name, value, found):
    assert finds("cumulative", name, value) is found


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("带动文具行业发展", "推动文具行业增长5%以上", True),
        ("文具企业产值", "增长5%以上", False),
        ("带动文具行业发展", "推动文具行业产值增长5%以上", False),
    ],
)
def test_growth_of_what(name, value, found):
    assert finds("baseline", name, value, "效益") is found


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("文具产业规模", "≥3000亿元", True),
        ("文具产业园区产业规模", "≥3000亿元", False),
        ("文具企业营业收入", "≥3亿元", False),
    ],
)
def test_sums_of_a_whole_area(name, value, found):
    assert finds("area-total", name, value, "效益") is found


def test_parts_beside_their_whole():
    assert finds("parts-beside-whole", "评审", "≥1次", goal="评审申报350份，其中小学90份，中学100份，职校150份。")
    assert not finds("parts-beside-whole", "评审", "≥1次", goal="评审申报340份，其中小学90份，中学100份，职校150份。")


def funded(money, goal, value, name="出资数"):
    head = "项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"
    row = f"基金出资\t{money}\t{money}\t\t\t{goal}\t1、产出指标：{name}，年度指标值：{value}。\n"
    title = "项目支出绩效目标表\n部门名称：临江市教育局\n年度：2024年\n单位：万元\n"
    return Audit(title + head + row)


@pytest.mark.parametrize(("money", "found"), [("22,000.00", ["出资数", "目标：基金出资"]), ("20,000.00", [])])
def test_money_paid_in_beside_the_budget(money, found):
    assert funded(money, "全年出资数不少于2亿元。", "不少于2亿元").found("paid-beside-budget") == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("培训学校家数", "400家", "500家", "共培训572人次。"), True),
        (("培训学校家数", "400家", "500家", "培训学校500家，572人次。"), False),
        (("新增投资", "50亿元", "58亿元", "三个项目累计投资58亿元。"), True),
        (("新增投资", "50亿元", "58亿元", "全年投资58亿元，累计投资90亿元。"), False),
    ],
)
def test_details_of_something_else(row, found):
    assert bool(Audit(results_table(row)).found("other-evidence")) is found


@pytest.mark.parametrize(("actual", "found"), [("500家以上", True), ("约500家", True), ("512家", False)])
def test_a_result_that_is_no_number(actual, found):
    assert bool(Audit(results_table(("培训学校家数", "400家", actual, "已完成"))).found("result-open")) is found


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("区校合作融合发展", "签约≥3家", True),
        ("校园设备运行正常", "98%以上", True),
        ("设备正常运行率", "98%以上", False),
    ],
)
def test_a_state_answered_by_a_number(name, value, found):
    assert finds("state-answered", name, value, "效益") is found


@pytest.mark.parametrize(("value", "found"), [("≥200人次", True), ("≥200人", False)])
def test_visits_for_heads(value, found):
    assert finds("visits-for-heads", "参训教师人数", value) is found


@pytest.mark.parametrize(("value", "found"), [("63%左右", True), ("力争不低于63%", True), ("≥63%", False)])
def test_words_that_leave_the_bound_open(value, found):
    assert finds("vague-bound", "入园率", value, "效益") is found


@pytest.mark.parametrize(("value", "found"), [("100%", True), ("≥95%", False), ("≤100%", False)])
def test_all_are_content(value, found):
    assert finds("full-satisfaction", "家长满意度", value, "满意度") is found


def test_periods_that_repeat_the_year():
    def table(period):
        rows = "".join(
            f"{at}、1-产出指标；11-数量指标；改造{comparable(str(at))}号校舍；实施周期指标值:{period}；年度指标值:3所。"
            for at in range(1, 22)
        )
        return Audit(goals_table(f"甲经费\t{GOAL}\t{rows}\n"))

    assert len([one for one in table("3所").findings if one.shape.endswith("period-as-year")]) == 1
    assert not [one for one in table("6所").findings if one.shape.endswith("period-as-year")]


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        ("在城东3个镇新建高标准校舍1.2万亩。", ["目标：甲经费"]),
        ("新建高标准校舍0.9万亩。", []),
        ("新建操场1.2万亩。", []),
    ],
)
def test_a_goal_that_its_indicator_contradicts(goal, found):
    audit = Audit(goals_table(project("甲经费", goal, ("产出", "新建高标准校舍面积", "≥0.9万亩"))))
    assert audit.found("promise-contradicted") == found


@pytest.mark.parametrize(("money", "found"), [("620.00", ["基金出资"]), ("62.00", [])])
def test_money_for_each_event(money, found):
    assert funded(money, "举办校园活动2场。", "≥2场", "举办校园活动场次").found("money-per-event") == found


@pytest.mark.parametrize(
    ("value", "found"), [("1.2亿棒左右", False), ("1：8以上", False), ("≥3000万", True), ("10", True)]
)
def test_a_counting_word_of_no_list_is_a_unit(value, found):
    assert finds("unit", "食用菌种植规模", value) is found


def test_a_unit_in_a_column_of_its_own_goes_for_the_result():
    head = "项目名称,一级指标,二级指标,三级指标,指标方向,目标值,计量单位,实际完成值,权重,得分\n"
    row = "甲经费,产出指标,数量指标,改造校舍,大于等于,{},所,{},10,10\n"
    for target, result, found in (("3", "4", []), ("3", "已完成", ["改造校舍"])):
        table = f"临江市教育局2024年度项目支出绩效自评表\n{head}{row.format(target, result)}"
        assert Audit(table, name="表.csv").found("comparable") == found
