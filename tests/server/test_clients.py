"""Clients that others wrote: SPARQLWrapper and the SPARQL store of rdflib."""

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

KGB = Namespace("https://w3id.org/kgbuild/ontology#")
QUERY = f"PREFIX rdfs: <{RDFS}> SELECT ?l WHERE {{ <{KGB.Project}> rdfs:label ?l }}"


def wrapper(address, query, form):
    found = Wrapper(f"{address}/sparql")
    found.setQuery(query)
    found.setReturnFormat(form)
    return found


@pytest.mark.parametrize(("method", "how"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_asks(address, method, how):
    asked = wrapper(address, QUERY, JSON)
    asked.setMethod(method)
    asked.setRequestMethod(how)
    answer = asked.queryAndConvert()
    assert {row["l"]["value"] for row in answer["results"]["bindings"]} == {"Project", "项目"}


@pytest.mark.parametrize("form", [XML, CSV, TSV])
def test_sparqlwrapper_reads_rows(address, form):
    answer = wrapper(address, QUERY, form).queryAndConvert()
    text = answer.toxml() if form == XML else answer.decode()
    assert "项目" in text


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # SPARQLWrapper makes a ConjunctiveGraph
@pytest.mark.parametrize("form", [TURTLE, RDFXML, XML, N3, JSONLD])
def test_sparqlwrapper_reads_graphs(address, form):
    answer = wrapper(address, f"CONSTRUCT WHERE {{ <{KGB.Project}> ?p ?o }}", form).queryAndConvert()
    graph = answer if isinstance(answer, Graph) else Graph().parse(data=answer)
    assert (KGB.Project, RDFS.label, Literal("项目", lang="zh")) in graph


def test_sparqlwrapper_asks_yes_or_no(address):
    assert wrapper(address, f"ASK {{ ?s a <{KGB.Project}> }}", JSON).queryAndConvert()["boolean"] is True


def test_sparqlwrapper_is_told_what_is_wrong(address):
    with pytest.raises(QueryBadFormed, match="1:"):
        wrapper(address, "SELECT ?x WHERE { ?x }", JSON).query()


def test_rdflib_store(address):
    graph = Graph(SPARQLStore(f"{address}/sparql"))
    projects = set(graph.subjects(RDF.type, KGB.Project))
    assert len(projects) == 80
    assert graph.value(KGB.Project, RDFS.comment) is None
    assert (KGB.Project, RDFS.label, Literal("项目", lang="zh")) in graph
    assert {str(row.l) for row in graph.query(QUERY)} == {"Project", "项目"}
    assert graph.query(f"ASK {{ ?s a <{KGB.Project}> }}").askAnswer is True
    assert len(graph.query(f"CONSTRUCT WHERE {{ <{KGB.Project}> ?p ?o }}").graph) > 3


@pytest.mark.parametrize("method", ["POST", "POST_FORM"])
def test_rdflib_store_posts(address, method):
    store = SPARQLStore(f"{address}/sparql", method=method)
    assert {str(row[0]) for row in store.query(QUERY)} == {"Project", "项目"}


def test_rdflib_store_of_one_graph(address, seed_graph):
    links = URIRef("https://w3id.org/kgbuild/graph/links")
    graph = Graph(SPARQLStore(f"{address}/sparql", context_aware=True), identifier=links)
    counted = seed_graph.query("SELECT ?link WHERE { ?link a kgb:ProjectLink }")
    assert {str(link) for link in graph.subjects(RDF.type, KGB.ProjectLink)} == {row["link"].value for row in counted}
    assert set(graph.subjects(RDF.type, KGB.Project)) == set()


def test_rdflib_reads_a_thing(address):
    """Linked data: a client that knows nothing but the address of a thing follows it to its triples."""
    graph = Graph().parse(f"{address}/ontology/Project")
    assert (KGB.Project, RDFS.label, Literal("Project", lang="en")) in graph
