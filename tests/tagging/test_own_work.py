"""The words of an office's own work: what they decide, where they count, how they are weighed."""

import numpy as np
import pytest

from kgbuild.evaluation import undertaking_of
from kgbuild.model.evidence import Part
from kgbuild.tagging import own_work as room
from kgbuild.tagging.own_work import Words, own_work, shares_of, words
from kgbuild.tagging.roles import rejected_terms, tags_of
from kgbuild.tagging.sightings import parts, read
from tools import weigh_words
from tools.weigh_words import Case, lasso, told, weigh


def texts(name, goal="", indicators=()):
    undertaking = undertaking_of({"name": name, "goal": goal, "indicators": list(indicators)})
    return tuple((part, text.string, read(text.string)) for part, text in parts(*undertaking))


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("跨境电商案件线索排查", "联合排查跨境电商违规案件，通过业务流程更换设备。"),
        ("数字经济业务流程优化", "通过排查违规业务，提高办案效率。"),
    ],
)
def test_own_work_has_no_tag_and_says_why(name, goal):
    undertaking = undertaking_of({"name": name, "goal": goal, "indicators": []})
    assert not tags_of(*undertaking)
    reasons = [term.verdict for term in rejected_terms(*undertaking)]
    assert any(reason.startswith("the office's own work, ") for reason in reasons)


@pytest.mark.parametrize(
    ("name", "goal", "industry"),
    [
        ("中小企业数字化转型补助", "对完成数字化改造的中小企业给予补助。", "digital-transformation"),
        ("消防装备产业园建设", "建设消防装备产业园，引进企业10家。", "emergency-safety"),
        ("集成电路产业专项", "", "integrated-circuit"),
    ],
)
def test_support_is_tagged(name, goal, industry):
    tags = tags_of(*undertaking_of({"name": name, "goal": goal, "indicators": []}))
    assert industry in {tag.industry.rpartition("/")[2] for tag in tags}


def test_a_word_counts_once_a_place_and_not_inside_a_label():
    read_once = texts("排查光伏产业", "排查隐患，再排查。", [("排查次数", "3次"), ("排查率", "100%")])
    assert shares_of(read_once, Words(0, 0, {"排查": 1, "光伏": 1})) == {"排查": 5 + 3 + 2}


def test_who_says_little_is_not_judged():
    known = Words(needed=40, base=200, points={"排查": 30})
    assert not own_work(texts("光伏"), known)
    assert not own_work(texts("光伏排查"), known)
    assert own_work(texts("光伏排查"), Words(needed=40, base=0, points={"排查": 41})).endswith(
        "41 points of 40: 排查 +41"
    )


def test_points_are_of_words_that_can_be_found():
    assert {len(word) for word in words().points} <= set(room.SIZES)
    assert all(words().points.values())


def test_weighing_finds_the_words_and_leaves_the_others_out():
    cases = [
        *[Case(texts("光伏排查工作"), is_trap=True, has_focus=False)] * 9,
        *[Case(texts("光伏支持工作"), is_trap=False, has_focus=True)] * 9,
    ]
    base, points = weigh(cases)
    assert points["排查"] > 0 or points["支持"] < 0
    assert "工作" not in points
    assert told(cases, base, points).startswith("0: 0/9 -0/9")


def test_a_column_that_says_nothing_has_no_weight():
    rows = np.array([[1, 1, 1], [1, 0, 1], [0, 1, 1], [0, 0, 1]], dtype=float).repeat(9, axis=0)
    weights = lasso(rows, np.array([1, 1, 0, 0], dtype=float).repeat(9))
    assert weights[0] > 1
    assert not weights[1]


def test_only_base_and_words_are_written(tmp_path, monkeypatch):
    file = tmp_path / "own_work.toml"
    file.write_text(room.FILE.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(weigh_words, "FILE", file)
    weigh_words.write(-7, {"支持": -5, "排查": 9})
    head = room.FILE.read_text("utf-8").partition("\nbase = ")[0]
    assert file.read_text("utf-8") == f'{head}\nbase = -7\n\n[words]\n"排查" = 9\n"支持" = -5\n'


def test_parts_of_a_divided_goal_are_one_place():
    parted = [(Part.GOAL, "排查", ()), (Part.ITEM, "排查", ())]
    assert shares_of(parted, Words(0, 0, {"排查": 1})) == {"排查": 3}
