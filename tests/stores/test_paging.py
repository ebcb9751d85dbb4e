"""All rows come, in whatever pieces a store gives them; where that cannot be sure, it is said."""

import json

import pytest

from kgbuild.remote import RemoteGraph, push
from tests.stores import servers
from tests.stores.conftest import endpoint_of
from tests.stores.test_contract import Oxigraph, values
from tests.stores.test_failures import fake
from tests.stores.test_push import graph_of, texts

BASE = "https://example.org/pages/"
WORDS = [f"很长的名称超过二十个字节以后排序就不可靠{number:03}" for number in range(95)]
EVERY = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"


@pytest.fixture(scope="module")
def stingy(tmp_path_factory):
    """A Virtuoso that gives 20 rows and keeps silent about the others."""
    with servers.virtuoso(tmp_path_factory.mktemp("stingy") / "store", max_rows=20) as server:
        push(graph_of(BASE, a=texts(*WORDS)), endpoint_of(server))
        yield server


@pytest.fixture(params=["stingy", "oxigraph_server"])
def endpoint(request):
    endpoint = endpoint_of(request.getfixturevalue(request.param))
    push(graph_of(BASE, a=texts(*WORDS)), endpoint)
    return endpoint


@pytest.mark.parametrize("page", [7, 19, 95, 1000])
@pytest.mark.parametrize(
    ("end", "wanted"),
    [
        ("ORDER BY ?o", WORDS),
        ("ORDER BY DESC(?o)", WORDS[::-1]),
        ("ORDER BY ?o LIMIT 30", WORDS[:30]),
        ("ORDER BY ?o LIMIT 30 OFFSET 50", WORDS[50:80]),
        ("ORDER BY ?o OFFSET 90", WORDS[90:]),
        ("ORDER BY STR(?o)", WORDS),
        ("ORDER BY STR(?o) LIMIT 30 OFFSET 50", WORDS[50:80]),
        ("ORDER BY ?o LIMIT 0", []),
    ],
)
def test_every_row_in_its_order(endpoint, page, end, wanted):
    with RemoteGraph(endpoint, base=BASE, page=page) as graph:
        assert values(Oxigraph(graph), f"SELECT ?o {{ ?s ?p ?o }} {end}") == [[word] for word in wanted]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?p { ?s ?p ?o } ORDER BY ?o",
        "SELECT * { ?s ?p ?o } ORDER BY ?o",
        "SELECT ?p (COUNT(?s) AS ?n) { ?s ?p ?o } GROUP BY ?p ?o ORDER BY STR(?o)",
        "SELECT ?p ?o (COUNT(?s) AS ?n) { ?s ?p ?o } GROUP BY ?p ?o ORDER BY ?o",
        f"SELECT ?p ?o FROM <{BASE}graph/a> {{ ?s ?p ?o }} ORDER BY ?o",
    ],
    ids=["not selected", "all columns", "text of a group", "key of a group", "from"],
)
@pytest.mark.parametrize(
    ("end", "wanted"), [("", range(95)), ("LIMIT 4", range(4)), ("LIMIT 3 OFFSET 90", range(90, 93))]
)
def test_order_in_other_queries(endpoint, text, end, wanted):
    said = []
    with RemoteGraph(endpoint, base=BASE, warn=said.append) as graph:
        rows = Oxigraph(graph).rows(f"{text} {end}")
    at = rows[0].index("p")
    assert [row[at] for row in rows[1:]] == [f"{BASE}p{number}" for number in wanted]
    assert said == []


@pytest.mark.parametrize("page", [7, 20, 1000])
@pytest.mark.parametrize(
    ("text", "triples"),
    [
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } ORDER BY ?p", len(WORDS)),
        ("CONSTRUCT WHERE { ?s ?p ?o } ORDER BY ?p", len(WORDS)),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?p LIMIT 30 OFFSET 50", 30),
        ("CONSTRUCT { ?s a kgb:Project . [] ?p ?o . } WHERE { ?s ?p ?o } ORDER BY ?p", 2 * len(WORDS)),
        ("CONSTRUCT { ?p a kgb:Project ; kgb:text ?nothing } WHERE { ?s ?p ?o } ORDER BY ?p", len(WORDS)),
        (f"CONSTRUCT {{ ?s ?p ?o }} FROM <{BASE}graph/a> {{ ?s ?p ?o }} ORDER BY ?p", len(WORDS)),
        ("CONSTRUCT { kgb:Project a rdfs:Class } WHERE { ?s ?p ?o } ORDER BY ?p", 1),
        ("CONSTRUCT { } WHERE { ?s ?p ?o } ORDER BY ?p", 0),
    ],
)
def test_every_triple_of_a_construct(endpoint, page, text, triples):
    """Also where the store cuts a page, which it does not say of triples."""
    with RemoteGraph(endpoint, base=BASE, page=page) as graph:
        assert Oxigraph(graph).triples(text) == triples


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (EVERY, ""),
        ("SELECT ?o { ?s ?p ?o }", "no ORDER BY"),
        ("SELECT ?o { ?s ?p ?o } LIMIT 5", ""),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "no ORDER BY"),
        ("ASK { ?s ?p ?o }", ""),
    ],
)
def test_pages_without_an_order_are_told(endpoint, text, warning):
    said = []
    with RemoteGraph(endpoint, base=BASE, page=10, warn=said.append) as graph:
        graph.query(text)
    assert len(said) == bool(warning)
    assert warning in "".join(said)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("SELECT ?p (COUNT(?s) AS ?n) { ?s ?p ?o } GROUP BY ?p ?o ORDER BY ?o", "write ORDER BY STR(?x)"),
        ('SELECT ?n { VALUES ?w { "甲" } BIND (STR(?w) AS ?n) }', "VALUES"),
    ],
)
def test_what_virtuoso_does_wrong_is_told(virtuoso_server, text, warning):
    said = []
    with RemoteGraph(endpoint_of(virtuoso_server), warn=said.append) as graph:
        graph.query(text + " LIMIT 3")
    assert warning in "".join(said)


def test_store_that_cuts_without_a_word_is_asked_on():
    def page(*words):
        bindings = [{"x": {"type": "literal", "value": word}} for word in words]
        return 200, {}, json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": bindings}})

    yes, nothing = (200, {}, '{"head": {}, "boolean": true}'), page()
    with fake(yes, nothing, page("甲", "乙"), page("丙"), nothing) as (url, asked), RemoteGraph(url) as graph:
        assert values(Oxigraph(graph), "SELECT ?x { ?s ?p ?x } ORDER BY ?x") == [["甲"], ["乙"], ["丙"]]
    assert [b"OFFSET+2" in body for *_, body in asked[2:]] == [False, True, False]
    assert b"OFFSET+3" in asked[-1][-1]


def test_store_without_a_push_is_asked_as_it_is(oxigraph_server):
    said = []
    with RemoteGraph(endpoint_of(oxigraph_server), base="https://example.org/nothing/", warn=said.append) as graph:
        assert values(Oxigraph(graph), "SELECT ?s { ?s a kgb:Project }") == []
    assert "no graph was pushed here" in said[0]


def test_more_rows_than_virtuoso_gives(virtuoso_seeds, seed_graph):
    text = "SELECT ?s ?p ?o { ?s ?p ?o FILTER (isIRI(?o)) } ORDER BY ?s ?p ?o"
    rows = Oxigraph(virtuoso_seeds).rows(text)
    assert len(rows) > 10_001
    assert rows == Oxigraph(seed_graph).rows(text)
