"""Floors for the tagger on labelled sets, and what `kgbuild evaluate` says of a set and of its faults."""

import json
from pathlib import Path

import pytest

from kgbuild.cli import main
from kgbuild.commands.inspect_tags import _marked
from kgbuild.evaluation import as_json, as_text, evaluate, undertaking_of
from kgbuild.tagging.nlp import GROUP, pipeline, witnessed
from kgbuild.tagging.roles import rejected_terms, tags_of
from kgbuild.tagging.sightings import read
from tests.conftest import ROOT

FOLDER = Path(__file__).parent
FLOORS = {
    "seeds": (0.94, 0.9),
    "other": (0.94, 0.89),
    "fresh_dev": (0.95, 0.93),
    "fresh_second": (0.96, 0.76),
    "fresh_third": (1.0, 0.75),
    "fresh_test": (0.94, 0.96),
    "fresh_fourth": (0.84, 0.84),
    "blind_first": (0.99, 1.0),
    "blind_second": (0.94, 0.9),
    "blind_third": (0.95, 0.94),
    "blind_fourth": (0.94, 0.91),
    "blind_fifth": (0.95, 0.91),
    "blind_sixth": (0.97, 0.93),
    "blind_seventh": (0.96, 0.94),
    "blind_eighth": (0.95, 0.96),
}
"""Set → the least precision and recall of Focus."""


@pytest.mark.parametrize("name", FLOORS)
def test_floors(name):
    score = evaluate(FOLDER / f"{name}.jsonl")
    precision, recall = FLOORS[name]
    assert score.precision >= precision, as_text(score)
    assert score.recall >= recall, as_text(score)
    assert score.traps_tagged * 20 <= score.traps, as_text(score)


def slugs(terms):
    return {one.industry.rpartition("/")[2] for one in terms}


@pytest.mark.parametrize(
    ("text", "asked"), [("购置康养设备", True), ("支持工业机器人整机", False), ("支持集成电路企业", False)]
)
def test_jieba_is_asked_about_terms_of_two_characters(text, asked):
    words = pipeline().tokenizer.words
    words.cache_clear()
    witnessed.cache_clear()
    assert all(agreed for match, agreed in witnessed(text) if match.length > 2)
    assert bool(words.cache_info().misses) == asked


@pytest.mark.parametrize(
    ("text", "kept", "rejected"),
    [
        ("氧化物半导体显示器件", {"new-display"}, {"integrated-circuit"}),
        ("工业互联网平台", {"industrial-internet"}, {"internet"}),
        ("软件和信创产业", {"software", "xinchuang"}, set()),
        ("眼镜产业数字化", {"fashion", "digital-transformation"}, set()),
        ("采购办公芯片卡一批", set(), {"integrated-circuit"}),
        ("汽车城大道路面", set(), {"automobile"}),
        ("健康养殖", set(), {"elderly-care"}),
        ("编制氢能规划", {"hydrogen"}, {"hydrogen"}),
        ("购置半导体参数测试仪，支持芯片企业", {"integrated-circuit"}, {"integrated-circuit"}),
        ("TOPIC讨论", set(), set()),
    ],
)
def test_terms_in_context(text, kept, rejected):
    occurrences = [(seen.match.industry.rpartition("/")[2], seen.spoiled) for seen in read(text)]
    assert {industry for industry, spoiled in occurrences if not spoiled} == kept
    assert rejected <= {industry for industry, spoiled in occurrences if spoiled}


@pytest.mark.parametrize(
    ("name", "goal", "focus", "mention"),
    [
        ("显示企业奖励", "支持显示面板扩产。", {"new-display"}, set()),
        # a scene of use, and an effect
        ("超高清设备补助", "在体育赛事、文博等场景开展超高清应用示范。", {"uhd-video"}, {"sports"}),
        ("整车企业奖励", "对整车企业给予奖励，带动轮毂企业集聚。", {"automobile"}, {"auto-parts"}),
        # where the name says nothing, the goal does, if it speaks of support
        ("发展专项资金", "支持光伏企业扩产。", {"photovoltaics"}, set()),
        ("综合管理经费", "接入人工智能算法。", set(), set()),
        ("智能机器人采购", "支持机器人应用。", set(), set()),
        ("新能源公交更新", "对公交企业更新车辆给予补贴。", {"nev"}, set()),
        # a list of sectors in a programme open to all, and who alone is paid by one
        ("人才发展资金", "支持机器人、汽车等领域人才引进。", set(), {"robotics", "automobile"}),
        ("工业稳增长奖励", "对糕点、饼干等休闲食品企业给予奖励。", {"food-beverage"}, set()),
        # a measure beside those whom it serves, and one whose own are paid
        (
            "轴承产业资金",
            "支持轴承企业技改，组织参加展会，拓展电商渠道。",
            {"basic-components"},
            {"convention-exhibition", "e-commerce"},
        ),
        ("重点产业资金", "支持轴承企业技改，支持电商企业集聚。", {"basic-components", "e-commerce"}, set()),
        # where it is used, what it lays the ground for, a figure that is reached
        ("碳化硅攻关", "产品在光伏逆变器上试用。", {"compound-semiconductor"}, {"photovoltaics"}),
        ("茶园改造补助", "改造茶园，为发展乡村旅游打下基础。", {"agriculture"}, {"culture-tourism"}),
        # what the name says outweighs who is rewarded
        ("大数据产业资金", "对首次入规的软件企业给予奖励。", {"big-data"}, {"software"}),
        # the field decides, not the words of the scheme in the name
        ("小核酸药物产业化", "支持药企。", {"innovative-drugs"}, {"biomedicine"}),
    ],
)
def test_roles(name, goal, focus, mention):
    tags = tags_of(*undertaking_of({"name": name, "goal": goal, "indicators": []}))
    assert slugs(tag for tag in tags if tag.role == "focus") == focus
    assert slugs(tag for tag in tags if tag.role == "mention") == mention


@pytest.mark.parametrize(
    ("name", "focus"),
    [("重点企业发展扶持资金", {"new-display"}), ("标准厂房三期建设", set()), ("光伏企业扶持资金", {"photovoltaics"})],
)
def test_what_indicators_count_where_name_and_goal_are_vague(name, focus):
    case = {"name": name, "goal": "保障项目按期投产，支持企业发展。", "indicators": [["显示面板产线", "1条"]]}
    tags = tags_of(*undertaking_of(case))
    assert slugs(tag for tag in tags if tag.role == "focus") == focus


def test_what_an_omnibus_counts_once_is_a_mention():
    what_is_paid = ("集成电路", "机器人", "葡萄酒")
    indicators = [[f"支持{what}项目", "2个"] for what in what_is_paid * 4] + [["稀土产业规模", "3亿元"]]
    tags = tags_of(*undertaking_of({"name": "工作经费", "goal": "支持企业。", "indicators": indicators}))
    assert slugs(tag for tag in tags if tag.role == "focus") == {"integrated-circuit", "robotics", "liquor"}
    assert slugs(tag for tag in tags if tag.role == "mention") == {"rare-earth-magnetic"}


def test_an_undertaking_without_tags_says_why():
    rejected = rejected_terms(*undertaking_of({"name": "芯片产业园派出所", "goal": "办案。", "indicators": []}))
    assert any("派出所" in term.verdict for term in rejected)


def test_tags_do_not_depend_on_the_order_of_indicators(seed_readings):
    for project in seed_readings["002_aa00d9a5c3625bd8"].sections[0].projects:
        forward = tags_of(project.name, project.goal, project.indicators)
        backward = tags_of(project.name, project.goal, project.indicators[::-1])
        assert [(t.industry, t.role, t.score) for t in forward] == [(t.industry, t.role, t.score) for t in backward]


def test_the_pipeline_links_terms_as_entities():
    doc = pipeline()("支持软件和信创产业，编制氢能规划。")
    assert (doc.ents[0].text, doc.ents[0].label_) == ("软件和信创", "INDUSTRY")
    assert {span.kb_id_.rpartition("/")[2] for span in doc.spans[GROUP]} >= {"software", "xinchuang", "hydrogen"}


# --- what inspect shows ------------------------------------------------------------------------------


def test_inspect_shows_marks_tags_and_near_misses(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(["inspect", str(ROOT / "seeds" / "000_953040a1d83e567f.txt"), "--stage", "tags"]) == 0
    shown = capsys.readouterr().out
    assert "支持发展第10.5代\x1b[1;35mTFT-LCD显示器件\x1b[0m生产项目" in shown
    assert "focus   1.00  新型显示: TFT-LCD显示器件 (goal)" in shown
    assert "base 起点; +" in shown  # why it is one: the points of its signs, in both languages
    assert "in the name" in shown  # why an undertaking of the office has no tags
    assert "\x1b[36m" in shown
    assert "\x1b[9;31m" in shown


def test_a_document_does_not_speak_to_the_terminal():
    assert _marked("光伏\x1b[31m企业", {}).plain == "光伏[31m企业"


# --- the labelled sets and the command ---------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.jsonl")), ids=lambda path: path.stem)
def test_labels_name_industries(path):
    from kgbuild.tagging.lexicon import lexicon

    known = {industry.rpartition("/")[2] for industry in lexicon().names}
    for line in path.read_text("utf-8").splitlines():
        label = json.loads(line)
        assert {*label["focus"], *label["mention"]} <= known, label["name"]
        assert not (label.get("trap") and label["focus"]), label["name"]


def test_as_json_says_what_the_table_says():
    score = evaluate(FOLDER / "other.jsonl")
    told = json.loads(as_json(score))
    assert told["all"]["precision"] == round(score.precision, 4)
    assert told["all"]["right"] == sum(one["right"] for one in told["industries"].values())
    assert [one["name"] for one in told["errors"]] == [error.name for error in score.errors]


def test_evaluate_prints_json(capsys):
    assert main(["evaluate", str(FOLDER / "other.jsonl"), "--format", "json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"all", "industries", "traps", "errors"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"name": "甲", "document": "missing.txt", "focus": []}', "missing.txt"),
        ('{"name": "没有这一项", "document": "table.csv", "focus": []}', "没有这一项"),
        ('{"name": "甲"}', "line 1"),
        ("[", "line 1"),
    ],
)
def test_a_fault_in_a_set_names_its_place(tmp_path, capsys, line, said):
    (tmp_path / "table.csv").write_text("项目名称,绩效目标\n甲,乙\n", "utf-8")
    (tmp_path / "set.jsonl").write_text(line, "utf-8")
    assert main(["evaluate", str(tmp_path / "set.jsonl")]) == 3
    assert said in capsys.readouterr().err
