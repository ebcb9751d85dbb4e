"""Floors for the tagger on labelled sets that were written apart from it."""

import json
from pathlib import Path

import pytest

from kgbuild.evaluation import Score, as_text, evaluate
from kgbuild.tagging import tagged

FOLDER = Path(__file__).parent


@pytest.fixture(scope="module")
def seeds(seed_readings):
    tags = {}
    for name, reading in seed_readings.items():
        for section in tagged(reading).sections:
            tags |= {(name[:3], one.name.string): one.tags for one in section.projects}
            if section.plan:
                tags |= {(name[:3], one.name.string): one.tags for one in section.plan.tasks}
    score = Score()
    for line in (FOLDER / "seeds.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        score.add(label["name"], label, tags[label["document"], label["name"]])
    return score


def test_seeds(seeds):
    assert seeds.precision >= 0.90, as_text(seeds)
    assert seeds.recall >= 0.93, as_text(seeds)


def test_other_cities():
    score = evaluate(FOLDER / "other.jsonl")
    assert score.precision >= 0.85, as_text(score)
    assert score.recall >= 0.85, as_text(score)
    assert score.traps_tagged * 20 <= score.traps, as_text(score)


@pytest.mark.parametrize(
    ("text", "kept", "rejected"),
    [
        ("氧化物半导体显示器件", {"new-display"}, {"integrated-circuit"}),
        ("工业互联网平台", {"industrial-internet"}, {"internet"}),
        ("软件和信创产业", {"software", "xinchuang"}, set()),
        ("采购办公芯片卡一批", set(), {"integrated-circuit"}),
        ("TOPIC讨论", set(), set()),
    ],
)
def test_terms_in_context(text, kept, rejected):
    from kgbuild.evaluation import _text
    from kgbuild.model.evidence import Part
    from kgbuild.tagging.roles import _terms

    terms = list(_terms(Part.GOAL, _text(text)))
    assert {one.industry.rpartition("/")[2] for one in terms if not one.verdict} == kept
    assert rejected <= {one.industry.rpartition("/")[2] for one in terms if one.verdict}


def test_tags_do_not_depend_on_the_order_of_indicators(seed_readings):
    from kgbuild.tagging.roles import tags_of

    for project in seed_readings["002_aa00d9a5c3625bd8"].sections[0].projects:
        forward = tags_of(project.name, project.goal, project.indicators)
        backward = tags_of(project.name, project.goal, project.indicators[::-1])
        assert [(t.industry, t.role, t.score) for t in forward] == [(t.industry, t.role, t.score) for t in backward]
