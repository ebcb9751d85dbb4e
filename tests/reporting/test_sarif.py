"""SARIF 2.1.0: what the standard requires of the parts that we write, and that its places are right."""

import json

import pytest

from kgbuild.reporting.report import report_on
from kgbuild.reporting.sarif import as_sarif
from tests.reporting.made import CLERK, HOSTILE, audited, gathered, whole

LEVELS = {"none", "note", "warning", "error"}
KINDS = {"notApplicable", "pass", "fail", "review", "open", "informational"}
BASELINE = {"new", "unchanged", "updated", "absent"}
REQUIRED = {
    "log": {"version", "runs"},
    "run": {"tool"},
    "driver": {"name"},
    "rule": {"id"},
    "result": {"message"},
    "invocation": {"executionSuccessful"},
    "suppression": {"kind"},
    "notification": {"message"},
}
"""Required properties by section 3 of the standard."""


def run_of(report, language="both"):
    log = json.loads(as_sarif(report, language))
    assert log.keys() >= REQUIRED["log"]
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    return run


@pytest.fixture
def run(clerk):
    return run_of(whole(audited(clerk)))


def test_required_properties(run):
    assert run.keys() >= REQUIRED["run"]
    driver = run["tool"]["driver"]
    assert driver.keys() >= REQUIRED["driver"]
    assert all(rule.keys() >= REQUIRED["rule"] for rule in driver["rules"])
    assert all(one.keys() >= REQUIRED["result"] for one in run["results"])
    assert all(one.keys() >= REQUIRED["invocation"] for one in run["invocations"])
    notifications = run["invocations"][0]["toolExecutionNotifications"]
    assert all(one.keys() >= REQUIRED["notification"] for one in notifications)
    texts = [run["results"], notifications]
    assert all(one["message"]["text"] for group in texts for one in group)
    assert all(rule[part]["text"] for rule in driver["rules"] for part in ("shortDescription", "fullDescription"))


def test_values_are_of_the_closed_lists(run):
    assert {one["level"] for one in run["results"]} <= LEVELS
    assert {one["kind"] for one in run["results"]} <= KINDS
    assert {one["baselineState"] for one in run["results"]} == {"new", "unchanged", "absent"} <= BASELINE
    assert run["columnKind"] == "unicodeCodePoints"
    assert not [rule for rule in run["tool"]["driver"]["rules"] if "helpUri" in rule]


def test_rules_are_listed_once_and_found_by_index(run):
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]


def test_regions_are_characters_lines_and_columns(clerk):
    for one in run_of(report_on(clerk.sources, clerk.located))["results"]:
        [location] = one["locations"]
        region = location["physicalLocation"]["region"]
        begin, end = region["charOffset"], region["charOffset"] + region["charLength"]
        assert CLERK[begin:end] == region["snippet"]["text"]
        lines = CLERK.split("\n")
        assert region["startLine"] == region["endLine"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == CLERK[begin:end]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "clerk.txt"


def test_accepted_findings_are_suppressions(run):
    [one] = [one for one in run["results"] if "suppressions" in one]
    assert one["ruleId"] == "L017"
    assert one["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "会后补齐"}]


def test_gone_findings_are_absent(run):
    [one] = [one for one in run["results"] if one["baselineState"] == "absent"]
    assert one["ruleId"] == "L022"


def test_fingerprints_are_unique(run):
    prints = [one["partialFingerprints"]["kgbuildFinding/v1"] for one in run["results"]]
    assert len({*prints}) == len(prints)


def test_tallies_and_unreadable_files_are_told(run):
    assert {one["rule"]: one["not_checkable"] for one in run["properties"]["tallies"]} == {"R05": 9, "R19": 2}
    assert run["invocations"][0]["executionSuccessful"] is False


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "万/亿之后没有计量单位"), ("en", "万 or 亿 without a unit behind it")]
)
def test_language(clerk, language, words):
    messages = [one["message"]["text"] for one in run_of(report_on(clerk.sources, clerk.located), language)["results"]]
    assert words in messages


def test_hostile_names_are_encoded(tmp_path):
    found = gathered(tmp_path, **{"a b#c?%41<": CLERK.replace("路灯经费", HOSTILE.replace("<", "&lt;"))})
    run = run_of(report_on(found.sources, found.located))
    assert {one["location"]["uri"] for one in run["artifacts"]} == {"a%20b%23c%3F%2541%3C.txt"}
    named = {
        one["fullyQualifiedName"]
        for result in run["results"]
        for place in result["locations"]
        for one in place["logicalLocations"]
        if "fullyQualifiedName" in one
    }
    assert any(name.startswith(HOSTILE) for name in named)
