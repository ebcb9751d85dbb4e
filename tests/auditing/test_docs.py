"""docs/rules.md says what the shapes say."""

import re

from kgbuild.auditing.applicability import _ROWS
from kgbuild.vocab import iri
from tests.conftest import ROOT
from tests.shapes.catalogue import SAID, local

TEXT = (ROOT / "docs" / "rules.md").read_text("utf-8")
RULE_ROWS = [line for line in TEXT.splitlines() if re.match(r"\| [RH]\d\d \|", line)]
CELLS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in RULE_ROWS]
ROWS = {cells[0]: cells for cells in CELLS if len(cells) == 8}


def shapes_of(rule):
    return [node for node, said in SAID.items() if rule in {one.value for one in said[iri("dcterms:identifier")]}]


def test_every_rule_has_a_row_and_every_row_a_rule():
    assert set(ROWS) == {one.value for said in SAID.values() for one in said[iri("dcterms:identifier")]}


def test_rows_name_shapes_severity_status_and_basis():
    for rule, (_, zh, en, severity, basis, status, shapes, _) in ROWS.items():
        said = [SAID[node] for node in shapes_of(rule)]
        assert set(re.findall(r"`([^`]+)`", shapes)) == {local(node) for node in shapes_of(rule)}, rule
        assert set(severity.split(", ")) == {local(one) for each in said for one in each[iri("sh:severity")]}, rule
        assert set(status.split(", ")) == {one.value for each in said for one in each[iri("kgb:ruleStatus")]}, rule
        assert all(one.value in basis for each in said for one in each[iri("dcterms:source")]), rule
        assert zh and en and zh != en


def test_rows_say_what_cannot_be_checked():
    for rule, cells in ROWS.items():
        reasons = [en for rules, _, _, en in _ROWS if rule in rules]
        assert cells[-1] == ("; ".join(reasons) or "—"), rule


def test_every_audit_shape_belongs_to_a_rule_and_a_group():
    named = {node for node, said in SAID.items() if said[iri("dcterms:identifier")]}
    assert {node for node in SAID if local(node).startswith("audit-")} <= named
    for node in named:
        [group] = SAID[node][iri("sh:group")]
        assert sorted(one.language for one in SAID[group][iri("rdfs:label")]) == ["en", "zh"]
