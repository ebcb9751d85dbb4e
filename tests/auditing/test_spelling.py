"""Misprinted places and terms, doubled words, private persons."""

import pytest

from kgbuild.auditing.districts import misprinted_districts, misprinted_own
from kgbuild.auditing.spelling import misprinted
from tests.auditing.documents import Audit, goals_table, project


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("推动黄浦区发展", {("黄浦区", "黄埔区")}),
        ("推动黄埔区发展", set()),
        ("上海市静安区", set()),
        ("与黄山区合作", set()),
    ],
)
def test_a_place_misprinted(text, found):
    assert misprinted(text, ["黄埔区"]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("对锦竹市在建项目开展检查", {("锦竹市", "绵竹市")}),
        ("对绵竹市在建项目开展检查", set()),
        ("与德阳市合作", set()),
        ("对楠竹市场开展检查", set()),
    ],
)
def test_the_place_of_the_department_misprinted(text, found):
    assert misprinted_own(text, ("绵竹市",)) == found


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        ("布署校舍改造，发放补肋3万元。", ["布署", "补肋"]),
        ("部署校舍改造，发放补助3万元。", []),
        ("校园满意度调查，建设制度，期末完成。", []),
    ],
)
def test_words_often_miswritten(goal, found):
    audit = Audit(goals_table(project("甲经费", goal, ("产出", "改造校舍", "≥3所"))))
    assert audit.printed("spelling") == found


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("校园安全工作经历", True),
        ("校园安全工作经费", False),
        ("学校扶持资全", True),
        ("推广先进经验", False),
        ("少年宫建设项日", True),
        ("企业经营", False),
    ],
)
def test_the_ending_of_a_project_name(name, suggested):
    audit = Audit(goals_table(project(name, "完成2024年校舍改造3所。", ("产出", "改造校舍", "≥3所"))))
    assert (audit.found("spelling") == [name]) is suggested


def test_a_term_without_its_first_character_and_words_twice():
    audit = Audit(
        goals_table(
            project(
                "无线电经费", "完成2024年频谱监测。",
                ("产出", "谱监测报告", "≥4份"), ("产出", "频谱监测报告", "≥4份"),
                ("产出", "培训平台平台数量", "≥1个"), ("产出", "线上线下培训", "≥1场"), ("产出", "逐步逐步", "≥1场"),
            )
        )
    )  # fmt: skip
    assert audit.found("spelling") == ["谱监测报告"]
    assert audit.found("doubled-word") == ["培训平台平台数量"]


def test_a_private_person_is_reported_without_the_name():
    surname = "欧阳"
    audit = Audit(goals_table(project("遗留问题", f"保障{surname}三同志的医疗费用。", ("产出", "报销次数", "≥1次"))))
    assert audit.found("privacy") == ["目标：遗留问题"]
    said = [f"{one.zh} {one.en} {one.value}" for one in audit.findings]
    assert not any(surname in one for one in [*said, *map(str, audit.quads)])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("在越秀区、荔弯区改造校舍3所", [("荔弯区", "荔湾区")]),
        ("在天河区、海诛区改造校舍3所", [("海诛区", "海珠区")]),
        ("在老城区、南片区和全区改造校舍3所", []),
        ("与南海区、东莞市联合办学3所", []),
    ],
)
def test_districts_of_the_city(text, found):
    assert sorted(misprinted_districts(text.replace("、", ","), ("广州市",))) == found


def test_a_misprinted_district_is_shown_at_its_words():
    table = goals_table(project("甲经费", "在越秀区、荔弯区改造校舍3所。", ("产出", "改造校舍", "≥3所")))
    audit = Audit(table.replace("临江市教育局", "广州市教育局"))
    assert audit.printed("spelling") == ["荔弯区"]
