"""One problem that a reader and an audit rule both find is told once."""

import json
from datetime import date

import pytest

from kgbuild.commands.check import judged_file
from kgbuild.reporting.accepted import Acceptance, Entry
from kgbuild.reporting.formats import FORMATS, Style
from kgbuild.reporting.gathered import of_files
from kgbuild.reporting.report import Selection, report_on
from kgbuild.rules import announced_by, catalogue
from tests.reporting.made import CLERK


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("folding") / "clerk.txt"
    path.write_text(CLERK, "utf-8")
    return of_files([judged_file(path)])


def report(found, **more):
    return report_on(found.sources, found.located, tallies=found.tallies, **more)


def rules_of(shown):
    return [one.rule.id for one in shown.findings]


def test_each_problem_is_shown_once(found):
    shown = report(found)
    assert {one.rule.id for one in found.located} >= {"V001", "V002", "R14", "R19"}
    assert {(one.located.rule.id, one.into.rule.id) for one in shown.folded} == {
        ("V001", "R14"), ("V002", "R19"), ("L017", "R12"),
    }  # fmt: skip
    assert not {"V001", "V002"} & {*rules_of(shown)}
    assert {"R14", "R19"} <= {*rules_of(shown)}
    assert sum(shown.counts.values()) == len(found.located) - 3 == len(shown.findings)
    assert "V001" not in FORMATS["text"](shown, Style("zh"))
    assert len(json.loads(FORMATS["json"](shown, Style(None)))["findings"]) == len(shown.findings)


def test_a_reading_finding_stays_where_no_audit_rule_is_asked(found):
    assert rules_of(report(found, selection=Selection.of("V001", "info"))) == ["V001"]


def test_words_elsewhere_are_another_problem(found):
    elsewhere = [one for one in found.located if one.rule.id in ("V001", "R19")]
    shown = report_on(found.sources, elsewhere)
    assert sorted(rules_of(shown)) == ["R19", "V001"]


def test_graph_keeps_both(found):
    turtle = FORMATS["turtle"](report(found), Style(None))
    assert "shape:reading-V001" in turtle
    assert "shape:audit-unit " in turtle


def test_accepting_the_audit_finding_accepts_what_it_tells(found):
    entry = Entry(1, "R14", "数量单位为盏", document="clerk.txt")
    shown = report(found, acceptance=Acceptance((entry,), date(2026, 6, 1)))
    assert [one.located.rule.id for one in shown.accepted] == ["R14"]
    assert not {"V001", "R14"} & {*rules_of(shown)}
    assert FORMATS["turtle"](shown, Style(None)).count("数量单位为盏") == 2


def test_announced_shapes_are_audit_shapes():
    known = {shape for rule in catalogue().values() if rule.group for shape in rule.shapes}
    announced = {announced_by(shape) for rule in catalogue().values() for shape in rule.shapes} - {""}
    assert len(announced) == 8
    assert announced <= known


def test_what_is_missing_is_told_once(tmp_path):
    path = tmp_path / "clerk.txt"
    path.write_text(CLERK + "空项目\t5\t\t\n", "utf-8")
    shown = report(of_files([judged_file(path)]))
    pairs = {(one.located.rule.id, one.into.rule.id) for one in shown.folded}
    assert pairs >= {("L021", "R25"), ("L022", "R01")}


def test_repeated_findings_are_short_in_the_text(tmp_path):
    listed = "".join(
        f"{number}、产出指标：第{number}类活动场次，年度指标值：{number + 3}场。" for number in range(1, 9)
    )
    path = tmp_path / "many.txt"
    head = CLERK.partition("路灯经费")[0]
    path.write_text(f"{head}活动经费\t50\t办好2025年活动。\t{listed}\n", "utf-8")
    shown = report(of_files([judged_file(path)]), selection=Selection.of("R13", "info"))
    text = FORMATS["text"](shown, Style("zh"))
    assert len(shown.findings) == 8
    assert text.count("[R13] 数值没有比较符号") == 5
    assert "另有 3 处 [R13]" in text
    assert all(f"第{number}类活动场次" in text for number in range(1, 9))
