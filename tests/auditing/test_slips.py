"""Doubled words and marks, signs left over, two names of one thing, purposes that nothing speaks of."""

import pytest

from tests.auditing.documents import Audit, goals_table, project

CARRIED = ("产出", "改造校舍", "≥3所")


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ("维护校园正常运转正常。", ["正常运转正常"]),
        ("提升教师的业务水平和水平。", ["水平和水平"]),
        ("实现校舍面积实现倍增。", ["实现校舍面积实现"]),
        ("提升能力和能力建设。", []),
        ("提高教学质量，提高升学率。", []),
        ("实现扩容并实现提质。", []),
        ("完成校舍改造完成率统计。", []),
    ],
)
def test_words_that_stand_twice(goal, words):
    assert Audit(goals_table(project("甲经费", goal, CARRIED))).printed("doubled-word") == words


@pytest.mark.parametrize(
    ("value", "found"), [("&gt;3所", True), ("改造3所，，完工", True), ("改造3所，完工", False), ("＞3所", False)]
)
def test_marks_that_are_left_over(value, found):
    audit = Audit(goals_table(project("甲经费", "改造校舍。", ("产出", "改造校舍", value))))
    assert bool(audit.found("stray-marks")) is found


@pytest.mark.parametrize(
    ("second", "found"), [("创新示范区建设", ["目标：甲经费"]), ("先行示范区验收", []), ("重要精神宣讲", [])]
)
def test_two_names_of_one_thing(second, found):
    goal = f"推进“小班化好教育”先行示范区建设；做好“小班化好教育”{second}。"
    assert Audit(goals_table(project("甲经费", goal, CARRIED))).found("named-otherwise") == found


@pytest.mark.parametrize(
    ("paper", "found"), [("〔2026〕5号", ["目标：甲经费"]), ("〔2024〕5号", []), ("[2023]5号", [])]
)
def test_papers_of_a_later_year(paper, found):
    goal = f"按照临教{paper}改造校舍3所。"
    assert Audit(goals_table(project("甲经费", goal, CARRIED))).found("paper-ahead") == found


@pytest.mark.parametrize(
    ("indicator", "found"), [(("产出", "改造校舍", "3所"), ["(教师奖励)校舍改造"]), (("产出", "奖励人数", "3人"), [])]
)
def test_a_purpose_that_nothing_speaks_of(indicator, found):
    assert Audit(goals_table(project("(教师奖励)校舍改造", "改造校舍3所。", indicator))).found("purpose") == found


def test_a_unit_of_money_without_amounts():
    rows = [project(f"{word}经费", "改造校舍3所。", CARRIED) for word in "甲乙丙丁戊"]
    assert [one.shape for one in Audit(goals_table(*rows)).findings if one.shape.endswith("audit-amounts")]
    assert not [one.shape for one in Audit(goals_table(rows[0])).findings if one.shape.endswith("audit-amounts")]


@pytest.mark.parametrize(("name", "found"), [("举办AB30大会", ["举办AB30大会"]), ("举办AB30年会", [])])
def test_two_words_for_one_meeting(name, found):
    audit = Audit(goals_table(project("甲经费", "支持举办AB30年会。", ("产出", name, "1场"))))
    assert audit.found("named-otherwise") == found


def test_a_row_that_lacks_a_cell():
    head = "项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"
    title = "项目支出绩效目标表\n部门名称：临江市教育局\n年度：2024年\n单位：万元\n"
    rows = [
        f"{word}经费\t3.00\t3.00\t\t\t改造校舍3所。\t1、产出指标：改造校舍，年度指标值：≥3所。\n"
        for word in "甲乙丙丁戊己"
    ]
    short = "庚经费\t3.00\t3.00\t\t改造校舍3所。\t1、产出指标：改造校舍，年度指标值：≥3所。\n"
    assert Audit(title + head + "".join(rows) + short).found("shifted-row") == ["目标：庚经费"]
    assert Audit(title + head + "".join(rows)).found("shifted-row") == []
