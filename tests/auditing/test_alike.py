"""One thing counted under two names, parts above their total, and other numbers elsewhere."""

import pytest

from tests.auditing.documents import Audit, goals_table, project, results_table

GOAL = "完成2024年校舍改造3所。"


def audited(*indicators):
    return Audit(goals_table(project("甲经费", GOAL, *(("产出", *one) for one in indicators))))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("编制教学运行季度分析报告", "≥4份"), ("按季度出具运行概况分析报告", "≥4份")),
        (("举办重点高校供需对接活动", "2场"), ("举办供需对接活动", "≥2场次")),
    ],
)
def test_one_thing_under_two_names(first, second):
    assert audited(first, second).found("counted-again") == [second[0]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("出具市级资金绩效评价报告", "≥1份"), ("出具省级资金绩效评价报告", "≥1份")),
        (("编制教学运行季度分析报告", "≥4份"), ("编制教学运行概况分析报告", "≥2份")),
        (("城东学校操场改造数量", "2个"), ("城东学校厕所改造数量", "2个")),
        (("参会企业（春季招聘会）", "≥15家"), ("参会企业数（秋季招聘会）", "≥15家")),
        (("设备正常运行率", "95%"), ("网络设备正常运行率", "95%")),
    ],
)
def test_things_that_are_two(first, second):
    assert audited(first, second).found("counted-again") == []


@pytest.mark.parametrize(("total", "found"), [("≥3次", ["培训批次"]), ("≥6次", [])])
def test_a_total_below_its_part(total, found):
    audit = audited(("骨干教师研修班", "5个班次"), ("培训批次", total), ("教研活动", "9次"))
    assert audit.found("part-above-total") == found


def test_one_thing_in_two_units():
    goal = "整治校园周边摊点。"
    first = project("甲经费", goal, ("产出", "校园周边摊点整治数量", "不少于300个点位"))
    second = project("乙经费", goal, ("产出", "校园周边摊点整治数量", "不少于200单"))
    elsewhere = project("丙经费", "发放助学金。", ("产出", "校园周边摊点整治数量", "不少于20次"))
    assert Audit(goals_table(first, second, elsewhere)).found("counted-again") == ["校园周边摊点整治数量"]


def test_another_number_in_another_goal():
    indicator = ("产出", "认定数量", "≥1个")
    audit = Audit(
        goals_table(
            project("甲经费", "认定2个名师工作室，走访5个重点企业。", indicator),
            project("乙经费", "完成3个名师工作室认定，走访6个重点企业。", indicator),
        )
    )
    assert audit.found("numbered-otherwise") == ["目标：乙经费", "目标：甲经费"]
    assert sorted(audit.printed("numbered-otherwise")) == ["2个名师工作室", "3个名师工作室"]


def test_an_indicator_of_a_task_that_the_whole_department_has():
    whole = results_table(("新增学位", "≥300个", "320个", "新增学位320个。"))
    head = "年度主要支出计划\t任务(政策)的绩效目标\t任务(政策)关键指标\t预期实现值\t年度完成值\t具体完成情况\n"
    task = "1.抓学位供给。\t一是改扩建校舍。\t{}\t{}\t320个\t新增学位320个。\n"
    for value, found in (("≥300个", ["新增学位"]), ("≥200个", [])):
        assert Audit(f"{whole}\n{head}{task.format('新增学位', value)}").found("counted-again") == found
