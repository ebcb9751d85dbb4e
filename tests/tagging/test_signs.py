"""Signs and their points: each has a meaning in both languages, holds where it should, and is weighed right."""

import re
from pathlib import Path

import pytest

from kgbuild.evaluation import undertaking_of
from kgbuild.tagging import points as room
from kgbuild.tagging import signs as signs_room
from kgbuild.tagging.points import points
from kgbuild.tagging.roles import tags_of
from tools import weigh_signs
from tools.weigh_signs import Case, told, weigh

HAN = re.compile("[\u4e00-\u9fff]")


def signs(name, goal="", indicators=()):
    """Industry → its signs."""
    tags = tags_of(*undertaking_of({"name": name, "goal": goal, "indicators": list(indicators)}))
    return {tag.industry.rpartition("/")[2]: set(tag.signs) for tag in tags}


def test_each_sign_of_the_code_has_points_and_a_meaning_and_no_other():
    written = set(re.findall(r'^ +"([a-z-]+)":', Path(signs_room.__file__).read_text("utf-8"), re.MULTILINE))
    assert written == set(points().signs)
    assert all(HAN.search(one.zh) and not HAN.search(one.en.partition("(")[0]) for one in points().signs.values())


def test_the_points_decide(seed_readings):
    for reading in seed_readings.values():
        for section in reading.sections:
            for tag in (tag for project in section.projects for tag in project.tags):
                assert (tag.role == "focus") == (points().of(tag.signs) >= points().needed)


@pytest.mark.parametrize(
    ("name", "goal", "industry", "holds", "not_holds"),
    [
        (
            "光伏企业奖励",
            "对光伏企业给予奖励。",
            "photovoltaics",
            {"named-alone", "named-payee", "paid-alone"},
            {"listed"},
        ),
        ("光伏与风电补助", "支持企业。", "wind-power", {"named-in-its-own-half"}, {"named-alone"}),
        ("光伏企业奖励", "带动风电企业集聚。", "wind-power", {"in-passing", "name-says-another"}, {"paid-alone"}),
        ("产业资金", "围绕光伏、风电两个方向给予支持。", "photovoltaics", {"a-direction", "name-pays"}, {"listed"}),
        ("人才资金", "支持光伏、风电等企业引才。", "wind-power", {"open-to-all", "listed"}, {"name-pays"}),
        ("产业资金", "①支持光伏；②支持风电。", "wind-power", {"leads-a-branch"}, {"told-in-the-last-sentence"}),
        ("产业资金", "支持光伏企业，举办展会。", "convention-exhibition", {"means-beside-ends"}, {"paid-alone"}),
    ],
)
def test_signs_hold_where_they_should(name, goal, industry, holds, not_holds):
    found = signs(name, goal)[industry]
    assert holds <= found
    assert not not_holds & found


def case(held, wanted, mentioned=()):
    return Case({slug: ("base", *found) for slug, found in held.items()}, frozenset(wanted), frozenset(mentioned))


def test_weighing_finds_what_speaks_for_and_against():
    cases = [
        *[case({"photovoltaics": ["for"], "wind-power": ["against"]}, ["photovoltaics"])] * 20,
        *[case({"photovoltaics": ["against"]}, [])] * 12,
    ]
    weights = weigh(cases, ["base", "for", "against", "never"])
    assert weights["for"] > 1 > -1 > weights["against"]
    assert weights["never"] == 0
    assert told(cases, weights).startswith("0: 1.000 1.000")


def test_a_mention_is_no_focus_also_where_it_is_narrower():
    held = {"new-display": ["sign"]}
    narrower = weigh([case(held, ["uhd-and-display"])] * 4, ["base", "sign"])
    mention = weigh([case(held, ["uhd-and-display"], ["new-display"])] * 4, ["base", "sign"])
    assert narrower["sign"] >= 0 >= mention["sign"]


def test_only_points_are_written(tmp_path, monkeypatch):
    file = tmp_path / "signs.toml"
    file.write_text(room.FILE.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(weigh_signs, "FILE", file)
    weigh_signs.write({"base": -7} | {sign: number for number, sign in enumerate(points().signs)})
    before, after = (path.read_text("utf-8").splitlines() for path in (room.FILE, file))
    assert len(before) == len(after)
    changed = [line for old, line in zip(before, after, strict=True) if old != line]
    assert changed[0] == "base = -7"
    assert all(re.fullmatch(r"points = \d+", line) for line in changed[1:])


def test_the_sets_that_weigh_are_there():
    named = {name for sets in weigh_signs.WRITERS.values() for name in sets}
    assert named <= {path.stem for path in weigh_signs.FOLDER.glob("*.jsonl")}
