"""Words that can be graded, names that say nothing, repeats."""

import pytest

from kgbuild.auditing.wording import gradable, is_category_like, number_in_name, overlapping
from tests.auditing.documents import Audit, goals_table, project


@pytest.mark.parametrize(
    "text",
    [
        "有所提高",
        "持续改善",
        "显著提升",
        "明显",
        "得到有效保障",
        "营造良好氛围",
        "长期",
        "日趋成熟",
        "逐步向好",
        "不断健全",
        "好",
    ],
)
def test_words_that_cannot_be_graded(text):
    assert not gradable(text)


@pytest.mark.parametrize(
    "text", ["通过验收", "完成", "合格", "建成", "全年无事故", "无重大群体性事件", "出台实施方案", "是", "健全"]
)
def test_words_that_can_be_graded(text):
    assert gradable(text)


@pytest.mark.parametrize("name", ["社会效益", "经济效益", "完成", "举办活动", "可持续影响", "数量指标", "工作成效"])
def test_names_that_only_repeat_a_category(name):
    assert is_category_like(name)


@pytest.mark.parametrize(
    "name", ["完成时间", "家长满意度", "带动就业人数", "义诊活动场次", "服务对象满意度", "森林覆盖率"]
)
def test_names_that_name_something(name):
    assert not is_category_like(name)


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("验收合格率90%", True),
        ("培训教师不少于100人", True),
        ("2024年新增学位数", False),
        ("第3届运动会场次", False),
        ("5G基站建设数量", False),
        ("新增营收超1亿元的企业数", False),
        ("发放补贴（3000元/人）人数", False),
        ("建成观测站3座", True),
        ("12345热线接通率", False),
        ("3级医院数量", False),
    ],
)
def test_target_numbers_in_names(name, has):
    assert number_in_name(name) is has


@pytest.mark.parametrize(
    ("name", "value", "measured", "repeats"),
    [
        ("持续改善人居环境", "持续改善", False, True),
        ("城市形象", "提升城市形象", False, True),
        ("疫苗接种率", "疫苗接种率≥95%", True, True),
        ("业务系统数", "9个业务系统", True, False),
        ("总投资（亿元）", "50亿元", True, False),
        ("家长满意度", "≥90%", True, False),
        ("人居环境", "明显好转", False, False),
        ("制度健全性", "健全", False, False),
        ("资金使用合规", "合规", False, True),
    ],
)
def test_names_and_values_that_repeat_each_other(name, value, measured, repeats):
    assert (overlapping(name, value, measured=measured) == 1) is repeats


def test_placeholders_and_deferred_targets():
    audit = Audit(
        goals_table(
            project("甲经费", "待定", ("产出", "家访次数", "年度计划数"), ("产出", "校舍改造", "无")),
            project("乙经费", "完成2024年校舍改造。", ("产出", "无障碍设施数量", "5处")),
        )
    )
    assert audit.found("placeholder") == ["校舍改造", "目标：甲经费"]
    assert audit.found("deferred") == ["家访次数"]


def test_a_message_ends_with_the_value():
    name = "通过开展多种形式的校园安全宣传教育活动提高全市中小学师生家长安全意识和自救互救能力的活动场次"
    audit = Audit(goals_table(project("甲经费", "办好2024年教育。", ("产出", name, "≥5场"))))
    assert audit.message("name-length") == f"指标名称超过40字：{len(name)}字"
