"""report.ttl is a SHACL validation report that stands on its own."""

import json
from collections import Counter

import pytest
import rdflib
from rdflib.namespace import RDF, SH

from kgbuild.reporting.gathered import of_graph
from kgbuild.reporting.report import report_on
from kgbuild.vocab import PREFIXES

DERIVED = rdflib.URIRef(PREFIXES["prov"] + "wasDerivedFrom")
FOR_ALL = (SH.focusNode, SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity)


@pytest.fixture(scope="module")
def report(seed_graph):
    return rdflib.Graph().parse(seed_graph.path / "report.ttl")


@pytest.fixture(scope="module")
def results(report):
    return sorted(report.subjects(RDF.type, SH.ValidationResult))


def test_there_is_one_report_and_all_results_are_in_it(report, results):
    [node] = report.subjects(RDF.type, SH.ValidationReport)
    assert sorted(report.objects(node, SH.result)) == results


def test_report_conforms_when_nothing_is_violated(report):
    [conforms] = report.objects(None, SH.conforms)
    assert conforms.toPython() is ((None, SH.resultSeverity, SH.Violation) not in report)


def test_every_result_is_whole(report, results):
    for result in results:
        for predicate in FOR_ALL:
            [value] = report.objects(result, predicate)
            assert isinstance(value, rdflib.URIRef)
        assert {text.language for text in report.objects(result, SH.resultMessage)} == {"zh", "en"}


def test_severities_are_those_of_the_manifest(seed_graph, report, results):
    names = {SH.Info: "info", SH.Warning: "warning", SH.Violation: "violation"}
    counts = Counter(names[report.value(one, SH.resultSeverity)] for one in results)
    assert counts == seed_graph.manifest["findings"]


def test_focus_nodes_and_cells_are_in_the_graph(seed_graph, report, results):
    known = {quad.subject.value for quad in seed_graph.quads() if not quad.graph_name.value.endswith("/report")}
    for result in results:
        assert str(report.value(result, SH.focusNode)) in known
        assert {str(cell) for cell in report.objects(result, DERIVED)} <= known


def test_report_is_a_named_graph_of_its_own(seed_graph, report):
    name = seed_graph.manifest["base"].removesuffix("id/") + "graph/report"
    asked = seed_graph.query(f"SELECT ?s {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
    assert sum(1 for _ in asked) == len(report)


def test_page_shows_every_finding_that_another_does_not_tell(seed_graph):
    page = (seed_graph.path / "report.html").read_text("utf-8")
    gathered = of_graph(seed_graph)
    report = report_on(gathered.sources, gathered.located)
    assert page.count("<article") == len(report.findings)
    assert len(report.findings) + len(report.folded) == sum(seed_graph.manifest["findings"].values())


def test_findings_of_the_store_are_those_of_the_report(seed_graph, results):
    assert len(seed_graph.validate()) == len(results)


def test_manifest_is_json_in_a_fixed_order(seed_graph):
    text = (seed_graph.path / "manifest.json").read_text("utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
