"""What the corpus of plans and self-evaluations rests on: evaluations, forms of targets, indicators of two tables."""

from tests.conftest import ROOT


def rows(graph, query):
    return [[term.value for term in row] for row in graph.query(query)]


def test_evaluation_states_budget_expenditure_rate_and_points(corpus_graph):
    query = """SELECT ?adjusted ?spent ?rate ?weight ?score ?total WHERE {
      ?project rdfs:label "新型显示材料攻关补助"@zh ; kgb:evaluation ?one .
      ?one kgb:adjustedBudget/kgb:amount ?adjusted ; kgb:expenditure/kgb:amount ?spent ; kgb:executionRate ?rate ;
           kgb:weight ?weight ; kgb:score ?score ; kgb:totalScore ?total }"""
    assert rows(corpus_graph, query) == [["6000000", "4200000", "70", "10", "7", "95"]]


def test_an_indicator_that_two_forms_print_is_counted_once(corpus_graph):
    query = """SELECT (COUNT(?one) AS ?n) WHERE {
      ?project rdfs:label "青溪产业园配套改造工程"@zh ; kgb:fiscalYear "2022"^^xsd:gYear ; kgb:indicator ?one .
      FILTER NOT EXISTS { ?planned kgb:reportedAs ?one } }"""
    assert rows(corpus_graph, query) == [["4"]]


def test_every_document_of_the_corpus_is_read_without_violation(corpus_graph):
    files = [*(ROOT / "tests" / "queries" / "corpus").iterdir()]
    assert len(corpus_graph.manifest["documents"]) == len(files)
    assert {
        one.shape for one in corpus_graph.validate() if "/reading-" in one.shape and one.severity.value == "violation"
    } == set()
