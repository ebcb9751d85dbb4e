"""The embedded store asks no other server, also through rdflib."""

import pytest
from rdflib.plugins.sparql import prepareQuery

from kgbuild.errors import UsageError

ELSEWHERE = "SELECT * { { ?s ?p ?o } UNION { SERVICE SILENT <http://127.0.0.1:9/sparql> { ?s ?p ?o } } }"


@pytest.mark.parametrize("query", [ELSEWHERE, prepareQuery(ELSEWHERE)], ids=["text", "prepared"])
@pytest.mark.parametrize("options", [{}, {"use_store_provided": False}], ids=["oxigraph", "rdflib"])
def test_dataset_refuses_service(seed_graph, query, options):
    with pytest.raises(UsageError, match="SERVICE"):
        seed_graph.dataset.query(query, **options)


def test_graph_of_the_dataset_refuses_service(seed_graph):
    graph = next(iter(seed_graph.dataset.graphs()))
    with pytest.raises(UsageError, match="SERVICE"):
        graph.query(ELSEWHERE)


def test_dataset_takes_a_prepared_query_that_stays_here(seed_graph):
    query = prepareQuery("SELECT (COUNT(?d) AS ?n) { ?d a <https://w3id.org/kgbuild/ontology#Document> }")
    assert [int(row.n) for row in seed_graph.dataset.query(query)] == [5]
