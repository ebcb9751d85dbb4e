"""Passed, failed, not checkable: what is unknown is never passed. Profiles: whose numbers they are."""

import pytest
from pyoxigraph import RdfFormat, parse

import kgbuild
from kgbuild.cli import main
from kgbuild.errors import UsageError
from kgbuild.profiles import DEFAULT, named_profiles, profile
from kgbuild.vocab import PREFIXES, iri
from tests.auditing.documents import Audit, goals_table, project, results_table
from tests.conftest import ROOT, SEEDS
from tests.shapes.catalogue import SAID

GOAL = "完成2024年校舍改造3所。"
PLAIN = goals_table(project("甲经费", GOAL, ("产出", "改造校舍", "≥3所"), ("产出", "培训", "≥3场")))


def outcome(audit, rule):
    tally = audit.tallies[rule]
    return tally.passed, tally.failed, tally.not_checkable


def test_every_rule_has_an_answer():
    assert set(Audit(PLAIN).tallies) == {f"R{one:02}" for one in range(1, 41)} | {f"H0{one}" for one in range(1, 9)}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("R01", (1, 0, 0)),
        ("R02", (0, 1, 0)),
        ("R05", (0, 0, 2)),  # no codes
        ("R11", (0, 0, 2)),  # no second level
        ("R22", (0, 0, 2)),  # no column for the period
        ("R31", (0, 0, 1)),  # no amounts
        ("R32", (0, 0, 1)),  # no total row
        ("R34", (0, 0, 2)),  # a table of goals
        ("R38", (0, 0, 1)),  # no weights
        ("R39", (4, 0, 0)),  # a project, its goal, two indicators
    ],
)
def test_a_table_of_goals(rule, expected):
    audit = Audit(PLAIN)
    assert outcome(audit, rule) == expected
    assert bool(audit.tallies[rule].reason_zh) == bool(audit.tallies[rule].reason_en) == bool(expected[2])


def test_a_table_of_results_without_categories():
    audit = Audit(results_table(("教师培训", "≥100人次", "150人次", "完成"), ("家访", "有所增加", "增加", "完成")))
    assert outcome(audit, "R01") == (0, 0, 1)
    assert outcome(audit, "R06") == (0, 0, 1)
    assert outcome(audit, "R35") == (0, 1, 1)


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_nothing_is_counted_twice(name):
    path = next(path for path in SEEDS if path.name.startswith(name))
    audit = Audit(path.read_text("utf-8"))
    for tally in audit.tallies.values():
        assert tally.document == audit.reading.sha256
        assert min(tally.passed, tally.failed, tally.not_checkable) >= 0
        assert tally.not_checkable == 0 or tally.reason_zh
        assert tally.passed + tally.failed + tally.not_checkable <= 3 * len(audit.names)


def test_tallies_are_in_the_graph(seed_graph):
    query = """SELECT (COUNT(*) AS ?n) WHERE { ?t a kgb:RuleTally ; kgb:rule ?rule ; kgb:document ?document ;
        kgb:passed ?passed ; kgb:failed ?failed ; kgb:notCheckable ?open }"""
    [row] = seed_graph.query(query)
    assert int(row["n"].value) == 48 * len(SEEDS)


# --- profiles ---


def stated(name):
    path = ROOT / "shapes" / "profiles" / f"{name}.ttl"
    return [one for one in parse(path=path, format=RdfFormat.TURTLE) if one.subject.value.startswith(PREFIXES["shape"])]


def test_shapes_stand_for_themselves_with_the_default_numbers():
    for triple in stated(DEFAULT):
        assert triple.object in SAID[triple.subject][triple.predicate], triple


@pytest.mark.parametrize("name", named_profiles())
def test_a_profile_sets_numbers_that_default_lists(name):
    assert {one.subject for one in stated(name)} <= {one.subject for one in stated(DEFAULT)}
    assert profile(name).numbers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "no such audit profile"),
        ("not turtle at all", "not Turtle"),
        ("<https://w3id.org/kgbuild/shape/audit-nowhere> <http://www.w3.org/ns/shacl#maxInclusive> 3 .", "no shape"),
    ],
)
def test_profiles_that_are_none(tmp_path, text, told):
    path = tmp_path / "mine.ttl"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        profile(str(path))


def test_another_profile_builds_anew(tmp_path):
    source = tmp_path / "表.txt"
    source.write_text(results_table(("教师培训", "≥100人次", "120人次", "完成")), encoding="utf-8")
    first = kgbuild.build([source], tmp_path / "kg").manifest
    mine = tmp_path / "mine.ttl"
    mine.write_text(f"<{PREFIXES['shape']}audit-deviation> <{iri('sh:maxInclusive').value}> 10 .", encoding="utf-8")
    second = kgbuild.build([source], tmp_path / "kg", profile=str(mine)).manifest
    assert first["fingerprint"] != second["fingerprint"]
    assert (first["profile"], second["profile"]) == ("default", "mine")
    assert second["findings"]["warning"] == first["findings"].get("warning", 0) + 1


def test_profiles_on_the_command_line(tmp_path, capsys):
    source = tmp_path / "表.txt"
    source.write_text(results_table(("教师培训", "≥100人次", "130人次", "完成")), encoding="utf-8")
    for numbers, found in (("default", False), ("guangxi", True)):
        assert main(["check", str(source), "--profile", numbers]) == 0
        assert ("[R35]" in capsys.readouterr().out) is found
    assert main(["check", str(source), "--profile", "nowhere"]) == 2
    assert "no such audit profile" in capsys.readouterr().err


def test_hostile_texts_take_no_time():
    """Long runs of digits, brackets and words that patterns could try over and over."""
    for name, value in (("1" * 40_000, "5场"), ("培训场次", "5场（" + "号" * 40_000), ("维护" * 20_000, "《" * 9_000)):
        assert Audit(goals_table(project(name, "9" * 40_000 + "(含", ("产出", name, value)))).tallies
