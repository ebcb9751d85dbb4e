"""The catalogue of rules is what `shapes/` says, and the documentation of reading codes says the same."""

import re

import pytest

from kgbuild import rules
from kgbuild.errors import UsageError
from kgbuild.model.issues import Severity
from kgbuild.reporting.explain import explained
from tests.conftest import ROOT
from tests.shapes.catalogue import SHAPES

ISSUES = (ROOT / "docs/issues.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([A-Z]\d{3}) \| (\S+) \| (.*?) \| (.*) \|$", ISSUES, re.MULTILINE)
SEVERITIES = {"确定": Severity.VIOLATION, "疑似": Severity.WARNING, "提示": Severity.INFO}
AUDIT = """
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix kgb: <https://w3id.org/kgbuild/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/kgbuild/shape/> .
shape:group-b a sh:PropertyGroup ; rdfs:label "指标值"@zh , "values"@en .
shape:percent a sh:NodeShape ; dcterms:identifier "R19" ; sh:severity sh:Warning ; sh:group shape:group-b ;
    sh:name "百分比"@zh , "percentage"@en ; sh:message "应完整"@zh , "be whole"@en ;
    dcterms:source "S8" ; kgb:ruleStatus "verified" ; sh:property shape:inner .
shape:percent-high a sh:NodeShape ; dcterms:identifier "R19" ;
    sh:name "百分比过高"@zh , "too high"@en ; sh:message "过高"@zh , "high"@en ;
    sh:severity sh:Violation ; sh:group shape:group-b ; dcterms:source "S7" ; kgb:ruleStatus "verified" .
shape:plain a sh:NodeShape ; sh:name "平"@zh , "plain"@en ; sh:message "平"@zh , "plain"@en ; sh:severity sh:Info .
"""
SHAPE = "https://w3id.org/kgbuild/shape/"


@pytest.fixture
def audit(tmp_path, monkeypatch):
    """The catalogue over a folder with one audit rule of two shapes and one core shape."""
    (tmp_path / "audit_b.ttl").write_text(AUDIT, "utf-8")
    monkeypatch.setattr(rules, "folder", lambda name: tmp_path)
    caches = (rules.catalogue, rules._by_shape, rules._by_name, rules._remedies, rules._announced)
    for cached in caches:
        cached.cache_clear()
    yield rules
    for cached in caches:
        cached.cache_clear()


def test_every_shape_has_its_rule():
    for name, node in SHAPES.items():
        rule = rules.described(node.value)
        assert node.value in rule.shapes
        assert rules.find_rule(name) == rule


@pytest.mark.parametrize(("code", "severity", "zh", "en"), ROWS)
def test_issues_page_and_catalogue_agree(code, severity, zh, en):
    rule = rules.catalogue()[code]
    assert rule.severity is SEVERITIES[severity]
    assert zh == f"{rule.name_zh}。{rule.remedy_zh}"
    assert en == f"{rule.name_en}. {rule.remedy_en}"


def test_issues_page_lists_every_code():
    codes = {rule.id for rule in rules.catalogue().values() if any("/reading-" in shape for shape in rule.shapes)}
    assert codes == {row[0] for row in ROWS}


def test_shapes_of_one_rule_are_one_rule(audit):
    assert [*audit.rules()] == ["R19"]
    rule = audit.rules()["R19"]
    assert rule.shapes == (f"{SHAPE}percent", f"{SHAPE}percent-high")
    assert (rule.name_zh, rule.severity, rule.status) == ("百分比", Severity.VIOLATION, "verified")
    assert (rule.group, rule.group_zh, rule.group_en) == (f"{SHAPE}group-b", "指标值", "values")
    assert rule.sources == ("S7", "S8")


def test_rule_of_a_shape(audit):
    assert {audit.rule_of(f"{SHAPE}{name}") for name in ("percent", "percent-high", "inner")} == {"R19"}
    assert audit.rule_of(f"{SHAPE}plain") == audit.rule_of(f"{SHAPE}reading-V001") == audit.rule_of("nothing") == ""


def test_audit_rule_is_explained(audit):
    text = explained(audit.find_rule("r19"), "zh")
    for line in (
        "R19  百分比",
        "级别: 确定",
        "类别: 指标值",
        "说明: 应完整；过高",
        "依据: S7",
        "依据: S8",
        "依据状况: 依据已核实",
    ):
        assert line in text.splitlines()
    assert explained(audit.find_rule("percent-high"), "zh") == text


def test_core_shape_without_remedy_asks_for_a_report():
    assert "请报告" in explained(rules.find_rule("indicator-ordinal"), "zh")


def test_unknown_rule_names_its_neighbours():
    with pytest.raises(UsageError, match=r"did you mean .*indicator-ordinal"):
        rules.find_rule("indicator_ordinal")
    assert rules.described(f"{SHAPE}gone").id == "gone"
    assert rules.rule_called("gone").name_zh == "gone"
