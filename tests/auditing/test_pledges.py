"""Deeds that a goal names in words, and whether an indicator takes them up."""

import pytest

from tests.auditing.documents import Audit, goals_table, project

CARRIED = ("产出", "改造校舍", "≥3所")


def left(goal, *indicators, name="甲经费"):
    audit = Audit(goals_table(project(name, goal, CARRIED, *indicators)))
    return [value for (_, fact), values in audit.facts().items() if fact == "pledgesLeft" for value in values]


@pytest.mark.parametrize(
    ("goal", "pledge"),
    [
        ("改造校舍；组织退休教师体检。", "组织退休教师体检"),
        ("改造校舍；编制校园布局规划。", "编制校园布局规划"),
        ("改造校舍；吸引优秀师范毕业生来县任教。", "吸引优秀师范毕业生来县任教"),
        ("改造校舍；降低民办园运营成本、骨干人才培育等。", "降低民办园运营成本；骨干人才培育等"),
        ("改造校舍；推动职教集团总部落地城东。", "推动职教集团总部落地城东"),
    ],
)
def test_deeds_without_an_indicator(goal, pledge):
    assert left(goal) == [pledge]


@pytest.mark.parametrize(
    "goal",
    [
        "改造校舍；提升教师队伍建设水平。",
        "改造校舍；根据县里的规划，保障日常运转。",
        "改造校舍；购置电脑600台。",
        "改造校舍；推动惠民政策的落地。",
        "支付体检费、印刷费。",
    ],
)
def test_what_is_no_pledge(goal):
    assert left(goal) == []


@pytest.mark.parametrize(
    ("goal", "indicator"),
    [
        ("组织退休教师体检。", ("产出", "体检人数", "≥90人")),
        ("编制校园布局规划。", ("产出", "规划文本", "1份")),
        ("开展骨干教师培训。", ("产出", "参训学员", "≥90人")),
        ("走访困难家庭学生。", ("产出", "困难学生家访", "≥90户")),
    ],
)
def test_what_an_indicator_takes_up(goal, indicator):
    assert left(goal, indicator) == []


def test_what_the_project_is_named_after():
    assert left("开展教师培训。", name="教师培训经费") == []


def test_a_goal_is_shown_once_at_its_first_words():
    audit = Audit(goals_table(project("甲经费", "改造校舍；组织退休教师体检；编制校园布局规划。", CARRIED)))
    assert audit.found("pledges") == ["目标：甲经费"]
    assert audit.printed("pledges") == ["组织退休教师体检"]
    assert audit.message("pledges").endswith("：组织退休教师体检；编制校园布局规划")
