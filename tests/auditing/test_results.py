"""Results against targets, in tables of results."""

import pytest

from tests.auditing.documents import Audit, goals_table, project, results_table


@pytest.mark.parametrize(
    ("expected", "actual", "detail", "shapes"),
    [
        ("≥100人次", "120人次", "完成", set()),
        ("≥100人次", "150人次", "完成", {"deviation"}),
        ("≥100人次", "150人次", "由于新增两期培训", set()),
        ("≥100人次", "80人次", "完成", {"shortfall"}),
        ("≥100人次", "80人次", "受疫情影响取消一期", set()),
        ("≥100人次", "60人次", "完成", {"shortfall", "deviation"}),
        ("≥100人次", "3期", "完成", {"comparable"}),
        ("≥100人次", "已完成", "共培训100人次", {"comparable"}),
        ("≥100人次", "已完成", "共培训180人次", {"comparable", "deviation"}),
        ("与上年度持平", "3%", "增长", {"baseline"}),
        ("与上年（2022年为120所）持平", "120所", "", set()),
        ("≥100人次", "预计110人次", "", {"estimate"}),
        ("≤5次", "3次", "", {"deviation"}),
        ("≥100人次", "≥100人次", "完成", {"result-bound"}),
        ("≥100人次", "100人次", "完成", set()),
        ("≥100人次", "尚未开展", "完成", {"comparable", "shortfall"}),
        ("2022年12月底前", "11月", "完成", set()),
    ],
)
def test_results(expected, actual, detail, shapes):
    audit = Audit(results_table(("教师培训", expected, actual, detail)))
    every = ("deviation", "shortfall", "comparable", "baseline", "estimate", "result-bound")
    assert {one for one in every if audit.found(one)} == shapes


def test_a_part_larger_than_its_whole():
    wrong = ("教师培训", "≥100人次", "110人次", "共培训110人次（含线上2万人次）")
    right = ("家长培训", "≥100人次", "110人次", "共培训110人次（含线上20人次）")
    assert Audit(results_table(wrong, right)).found("part-exceeds-whole") == ["教师培训"]


@pytest.mark.parametrize(
    ("numbers", "actual", "found"),
    [
        ("default", "130人次", False),
        ("default", "131人次", True),
        ("guangxi", "130人次", True),
        ("monitoring", "116人次", True),
        ("monitoring", "115人次", False),
    ],
)
def test_the_threshold_is_a_matter_of_the_profile(numbers, actual, found):
    audit = Audit(results_table(("教师培训", "≥100人次", actual, "完成")), numbers)
    assert (audit.found("deviation") != []) is found


def test_running_costs_can_be_waived():
    text = goals_table(project("机关运行经费", "完成2024年3项维修。", ("产出", "维修", "≥3项")))
    assert Audit(text).found("few-benefits") == ["机关运行经费"]
    waived = Audit(text, "monitoring")
    assert waived.found("few-benefits") == []
    assert (waived.tallies["R02"].passed, waived.tallies["R02"].failed) == (0, 0)


@pytest.mark.parametrize(
    ("name", "actual", "wrong"),
    [("防治率", "112%", True), ("防治率", "98%", False), ("任务完成率", "112%", False), ("产量增长率", "112%", False)],
)
def test_a_share_of_a_whole_is_not_above_it(name, actual, wrong):
    assert (Audit(results_table((name, "≥90%", actual, "完成"))).found("result-percentage") != []) is wrong
