"""Branches of a project: what is missing, what stands in the wrong place."""

import pytest

from kgbuild.auditing.categories import suggested_branch
from tests.auditing.documents import Audit, goals_table, indicator, project

GOAL = "完成2024年校舍改造3所。"
WHOLE = (("产出", "改造校舍数量", "3所"), ("效益", "受益学生人数", "≥2000人"), ("满意度", "家长满意度", "≥90%"))


def test_a_whole_project_lacks_nothing():
    audit = Audit(goals_table(project("校舍安全经费", GOAL, *WHOLE)))
    for shape in ("few-outputs", "few-benefits", "no-satisfaction", "few-indicators", "no-cost"):
        assert audit.found(shape) == []


def test_branches_that_are_missing():
    audit = Audit(goals_table(project("甲经费", GOAL, WHOLE[0]), project("乙经费", GOAL, *WHOLE[1:])))
    assert audit.found("few-outputs") == ["乙经费"]
    assert audit.found("few-benefits") == ["甲经费"]
    assert audit.found("no-satisfaction") == ["甲经费"]
    assert audit.found("few-indicators") == ["乙经费", "甲经费"]


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("教学设备购置", True),
        ("校舍维修改造工程", True),
        ("智慧校园平台建设项目", True),
        ("办公楼物业管理费", True),
        ("校园网络运维服务", True),
        ("教师培训经费", False),
        ("设备维护人员培训经费", False),
        ("社会稳定维护经费", False),
        ("学生营养改善计划", False),
        ("智慧校园平台建设", True),
        ("学校饮水设施更新", True),
        ("教师队伍建设", False),
    ],
)
def test_projects_that_need_a_cost_indicator(name, needs):
    assert Audit(goals_table(project(name, GOAL, *WHOLE))).found("no-cost") == ([name] if needs else [])


def test_a_cost_indicator_is_found_by_its_name():
    audit = Audit(goals_table(project("教学设备购置", GOAL, *WHOLE, ("产出", "单套设备成本", "≤2万元"))))
    assert audit.found("no-cost") == []


@pytest.mark.parametrize(
    ("branch", "name", "value", "suggested"),
    [
        ("效益", "举办教师技能大赛场次", "≥3场", "产出"),
        ("效益", "编制校园安全手册", "1份", "产出"),
        ("效益", "参训教师人数", "200人次", "产出"),
        ("产出", "学区产值", "30亿元", "效益"),
        ("产出", "带动就业人数", "≥200人", "效益"),
        ("产出", "教学质量进一步提高", "进一步提高", "效益"),
        ("效益", "游客接待量", "≥10万人次", None),
        ("效益", "签订合作协议", "3份", None),
        ("效益", "隐患整改数量", "100处", None),
        ("产出", "改造校舍数量", "3所", "产出"),
        ("效益", "校园安全事故", "0次", None),
        ("效益", "管网停水次数", "≤6次", None),
        ("效益", "开展能力培训班", "≥6期", "产出"),
        ("效益", "拆除违法建设面积", "≥10万平方米", "产出"),
        ("效益", "修缮后渗漏复发处数", "0处", None),
        ("效益", "购置设备完好率", "≥95%", None),
        ("效益", "接待读者人次", "≥5万人次", None),
    ],
)
def test_suggested_branch(branch, name, value, suggested):
    assert suggested_branch(indicator(name, value, f"{branch}指标")) == suggested


def test_satisfaction_stands_in_its_branch_and_names_who_is_asked():
    audit = Audit(
        goals_table(
            project(
                "甲经费", GOAL,
                ("效益", "家长满意度", "≥90%"), ("满意度", "校舍改造数量", "3所"), ("满意度", "服务对象满意度", "≥90%"),
                ("满意度", "学生投诉次数", "≤3次"), ("效益", "减少投诉", "≤5次"), ("满意度", "师生满意率", "≥95%"),
            )
        )
    )  # fmt: skip
    assert audit.found("satisfaction-place") == ["家长满意度", "校舍改造数量"]
    assert audit.found("respondent") == ["服务对象满意度"]


@pytest.mark.parametrize(
    ("second", "found"),
    [(("产出", "到位率", "100%"), ["购置经费"]), (("产出", "购置电脑", "60"), []), (("效益", "办学水平", "提升"), [])],
)
def test_outputs_of_which_none_is_counted(second, found):
    audit = Audit(goals_table(project("购置经费", "购置电脑。", ("产出", "设备合格率", "100%"), second)))
    assert audit.found("no-count") == found
