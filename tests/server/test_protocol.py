"""The SPARQL 1.1 Protocol: three ways to ask, the dataset, the formats, the refusals."""

import csv
import io

import httpx
import pyoxigraph
import pytest

QUERY = "SELECT ?label WHERE { kgb:Project rdfs:label ?label } ORDER BY ?label"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
JSON = "application/sparql-results+json"
GRAPHS = "https://w3id.org/kgbuild/graph/"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"


def labels(response):
    assert response.status_code == 200, response.text
    return [row["label"]["value"] for row in response.json()["results"]["bindings"]]


def number(response):
    assert response.status_code == 200, response.text
    [row] = response.json()["results"]["bindings"]
    return int(row["n"]["value"])


# --- three ways to ask ---


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_three_ways_to_ask(client, way):
    accept = {"Accept": JSON}
    if way == "get":
        response = client.get("/sparql", params={"query": QUERY}, headers=accept)
    elif way == "form":
        response = client.post("/sparql", data={"query": QUERY}, headers=accept)
    else:
        response = client.post("/sparql", content=QUERY, headers={**accept, "Content-Type": DIRECT})
    assert labels(response) == ["Project", "项目"]
    assert response.headers["content-type"] == JSON


@pytest.mark.parametrize("content_type", [f"{DIRECT}; charset=utf-8", f"{DIRECT.upper()};charset=UTF-8"])
def test_media_type_is_read_as_a_media_type(client, content_type):
    headers = {"Content-Type": content_type, "Accept": JSON}
    assert labels(client.post("/sparql", content=QUERY, headers=headers)) == ["Project", "项目"]


def test_chinese_in_every_way(client):
    query = 'SELECT ?label WHERE { BIND ("项目·“绩效”" AS ?label) }'
    headers = {"Accept": JSON}
    answers = [
        client.get("/sparql", params={"query": query}, headers=headers),
        client.post("/sparql", data={"query": query}, headers=headers),
        client.post("/sparql", content=query.encode(), headers={**headers, "Content-Type": DIRECT}),
    ]
    assert [labels(one) for one in answers] == [["项目·“绩效”"]] * 3


def test_plus_and_percent_are_decoded_once(client):
    answer = client.get("/sparql?query=SELECT+(%22a%2Bb%2525%22+AS+?label){}", headers={"Accept": JSON})
    assert labels(answer) == ["a+b%25"]


# --- the dataset of the request ---


def test_default_graph_is_the_union(ask, seed_graph):
    [row] = seed_graph.query(COUNT)
    assert number(ask(COUNT)) == int(row["n"].value)


def test_dataset_of_the_request(client, ask):
    links, vocab = f"{GRAPHS}links", f"{GRAPHS}vocab"
    of_links = number(ask(COUNT, **{"default-graph-uri": links}))
    of_vocab = number(ask(COUNT, **{"default-graph-uri": vocab}))
    assert 0 < of_links < of_vocab
    assert number(ask(COUNT, **{"default-graph-uri": [links, vocab]})) == of_links + of_vocab
    assert number(ask(COUNT_NAMED, **{"default-graph-uri": links})) == 0
    assert number(ask(COUNT_NAMED, **{"named-graph-uri": links})) == of_links
    assert number(ask(COUNT, **{"named-graph-uri": links})) == 0
    assert number(ask(COUNT_NAMED, **{"default-graph-uri": vocab, "named-graph-uri": links})) == of_links


def test_dataset_of_the_request_wins_over_the_text(client, ask):
    query = COUNT.replace("WHERE", f"FROM <{GRAPHS}vocab> WHERE")
    links = {"default-graph-uri": f"{GRAPHS}links"}
    in_text, in_request = number(ask(query)), number(ask(query, **links))
    assert in_request == number(ask(COUNT, **links)) != in_text
    posted = client.post("/sparql", params=links, content=query, headers={"Content-Type": DIRECT, "Accept": JSON})
    in_form = client.post("/sparql", data={"query": query, **links}, headers={"Accept": JSON})
    assert number(posted) == number(in_form) == in_request


def test_unknown_graph_is_empty_and_is_not_fetched(ask):
    assert number(ask(COUNT, **{"default-graph-uri": "http://127.0.0.1:9/x"})) == 0
    assert number(ask("SELECT (COUNT(*) AS ?n) FROM <http://127.0.0.1:9/x> WHERE { ?s ?p ?o }")) == 0


# --- formats ---


ROWS = {
    JSON: JSON,
    "application/json": JSON,
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/xml": "application/sparql-results+xml",
    "text/csv": "text/csv; charset=utf-8",
    "text/tab-separated-values": "text/tab-separated-values; charset=utf-8",
    "*/*": JSON,
    "": JSON,
    "text/*": "text/csv; charset=utf-8",
    "text/csv;q=0.5, text/tab-separated-values;q=0.9": "text/tab-separated-values; charset=utf-8",
    "application/*;q=0.2, text/csv;q=0.1": JSON,
    "application/sparql-results+json;q=0, */*;q=0.1": "application/sparql-results+xml",
    "Text/CSV ; Q=1.0": "text/csv; charset=utf-8",
    "image/png, */*;q=0.1": JSON,
    "nonsense, text/csv": "text/csv; charset=utf-8",
}
TRIPLES = {
    "text/turtle": "text/turtle; charset=utf-8",
    "application/n-triples": "application/n-triples",
    "application/ld+json": "application/ld+json",
    "application/rdf+xml": "application/rdf+xml",
    "application/trig": "application/trig",
    "application/n-quads": "application/n-quads",
    "application/xml;q=0.9": "application/rdf+xml",
    "*/*": "text/turtle; charset=utf-8",
}


@pytest.mark.parametrize("accept", ROWS)
def test_format_of_rows(ask, accept):
    response = ask(QUERY, accept)
    assert (response.status_code, response.headers["content-type"]) == (200, ROWS[accept])
    assert response.headers["vary"].split(", ")[0] == "Accept"
    format_ = pyoxigraph.QueryResultsFormat.from_media_type(ROWS[accept])
    if ROWS[accept].startswith("text/csv"):
        assert list(csv.reader(io.StringIO(response.text))) == [["label"], ["Project"], ["项目"]]
    else:
        read = pyoxigraph.parse_query_results(response.content, format_)
        assert [(row["label"].value, row["label"].language) for row in read] == [("Project", "en"), ("项目", "zh")]


@pytest.mark.parametrize("accept", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
@pytest.mark.parametrize("query", ["ASK { ?s a kgb:Project }", "ASK { ?s a kgb:Nothing }"])
def test_format_of_yes_and_no(ask, accept, query):
    response = ask(query, accept)
    assert response.status_code == 200
    assert ("true" if "Project" in query else "false") in response.text


@pytest.mark.parametrize("accept", TRIPLES)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { kgb:Project ?p ?o }", "DESCRIBE kgb:Project"])
def test_format_of_triples(ask, seed_graph, accept, query):
    response = ask(query, accept)
    assert (response.status_code, response.headers["content-type"]) == (200, TRIPLES[accept])
    media = TRIPLES[accept].partition(";")[0]
    read = {quad.triple for quad in pyoxigraph.parse(response.content, pyoxigraph.RdfFormat.from_media_type(media))}
    assert read == set(seed_graph.query(query))
    assert len(read) > 4


def test_same_answer_same_bytes(ask):
    answers = {ask("CONSTRUCT WHERE { kgb:Project ?p ?o }", "text/turtle").content for _ in range(6)}
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (QUERY, "image/png"),
        (QUERY, "text/turtle"),
        (QUERY, "application/sparql-results+json;q=0"),
        ("CONSTRUCT WHERE { kgb:Project ?p ?o }", "text/csv"),
        ("CONSTRUCT WHERE { kgb:Project ?p ?o }", "image/png"),
    ],
)
def test_no_acceptable_format(ask, query, accept):
    assert ask(query, accept).status_code == 406


@pytest.mark.parametrize(
    ("name", "media"),
    [("csv", "text/csv"), ("xml", "application/sparql-results+xml"), ("text/csv", "text/csv"), ("none", "text/html")],
)
def test_format_in_the_address(ask, name, media):
    assert ask(QUERY, "text/html", format=name).headers["content-type"].startswith(media)


# --- refusals ---


def test_two_queries(client):
    twice = {"query": [QUERY, QUERY]}
    posted = {"Content-Type": DIRECT}
    assert client.get("/sparql", params=twice).status_code == 400
    assert client.post("/sparql", data=twice).status_code == 400
    assert client.post("/sparql", params={"query": QUERY}, data={"query": QUERY}).status_code == 400
    assert client.post("/sparql", params={"query": QUERY}, content=QUERY, headers=posted).status_code == 400


def test_no_query(client):
    assert client.post("/sparql", data={"other": "x"}).status_code == 400
    assert client.post("/sparql", content="", headers={"Content-Type": DIRECT}).status_code == 400
    assert client.get("/sparql", params={"query": ""}).status_code == 400


@pytest.mark.parametrize("media", ["text/plain", "application/json", "multipart/form-data; boundary=x", "", "x"])
def test_other_media_type(client, media):
    headers = {"Content-Type": media} if media else {}
    response = client.post("/sparql", content=QUERY.encode(), headers=headers)
    assert response.status_code == 415
    assert DIRECT in response.headers["accept-post"]


def test_other_encodings(client):
    gb = {"Content-Type": f"{DIRECT}; charset=gb18030"}
    assert client.post("/sparql", content=QUERY.encode("gb18030"), headers=gb).status_code == 415
    packed = {"Content-Type": DIRECT, "Content-Encoding": "gzip"}
    assert client.post("/sparql", content=b"\x1f\x8b", headers=packed).status_code == 415
    not_utf8 = 'SELECT ("项目" AS ?x) {}'.encode("gb18030")
    assert client.post("/sparql", content=not_utf8, headers={"Content-Type": DIRECT}).status_code == 400
    assert client.get("/sparql?query=SELECT%20(%22%CF%EE%22%20AS%20?x)%7B%7D").status_code == 400


@pytest.mark.parametrize("way", ["form", "direct", "get", "as a query"])
def test_update_is_refused(client, way):
    update = "INSERT DATA { <a:b> <a:b> <a:b> }"
    if way == "form":
        response = client.post("/sparql", data={"update": update})
    elif way == "direct":
        response = client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"})
    elif way == "get":
        response = client.get("/sparql", params={"update": update})
    else:
        response = client.get("/sparql", params={"query": update})
    assert response.status_code == (400 if way == "as a query" else 403)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods(client, method):
    response = client.request(method, "/sparql", params={"query": QUERY})
    assert response.status_code == 405
    assert {"GET", "POST"} <= {one.strip() for one in response.headers["allow"].split(",")}
    assert "POST" in response.text


def test_malformed_query_names_the_place(ask):
    response = ask("SELECT ?x WHERE {\n  ?x a kgb:Project ;;\n", "*/*")
    assert response.status_code == 400
    assert "3:1" in response.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { ?s foo:bar ?o }", "the prefix is not declared. These need no PREFIX: dc"),
        ("PREFIX a: <a:>\n# why not\nBASE <b:> insert data { a:b a:b a:b }", "read-only"),
        ("LOAD <http://a.example/>", "read-only"),
        ("DESCRIBE <thing>", "no whole IRI"),
        ('ASK { ?s "[" "]" ', "error at 1:15: expected OPTIONAL"),
        ("SELECT ?a ?b { ?a ?b ?c } GROUP BY ?a", "1:38: The SELECT contains a variable that is unbound\n"),
        ("SELECT (COUNT(*)) {}", "error at 1:21\n"),
        ("SELECT ?x {", '"{", "}"\n'),
    ],
)
def test_malformed_query_is_told_in_words(ask, query, said):
    response = ask(query, "*/*")
    assert response.status_code == 400
    assert said in response.text
    assert "\\u{" not in response.text


def test_query_that_is_not_where_it_belongs(client):
    response = client.post("/sparql", content=QUERY, headers={"Content-Type": FORM})
    assert response.status_code == 400
    assert DIRECT in response.text


def test_wrong_address_says_the_right_ones(client):
    response = client.get("/query", params={"query": QUERY})
    assert (response.status_code, "/sparql" in response.text) == (404, True)


def test_problem_as_json(ask):
    response = ask("SELECT", "application/json")
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == 400
    assert "1:7" in response.json()["detail"]


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_graph_that_is_no_iri(ask, name):
    assert ask(QUERY, **{name: "not an iri"}).status_code == 400


# --- HEAD, OPTIONS, CORS ---


def test_head_is_get_without_body(client):
    both = [client.request(method, "/sparql", params={"query": QUERY}) for method in ("GET", "HEAD")]
    assert [one.status_code for one in both] == [200, 200]
    assert both[1].content == b""
    assert both[0].headers["content-length"] == both[1].headers["content-length"]


def test_options(client):
    response = client.options("/sparql")
    assert response.status_code == 204
    assert "POST" in response.headers["allow"]


def test_cross_origin_by_option_only(client):
    asked = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
    assert client.options("/sparql", headers=asked).headers["access-control-allow-origin"] == "https://app.example"
    other = {**asked, "Origin": "https://other.example"}
    assert "access-control-allow-origin" not in client.options("/sparql", headers=other).headers
    answered = client.get("/sparql", params={"query": QUERY}, headers={"Origin": "https://app.example"})
    assert answered.headers["access-control-allow-origin"] == "https://app.example"


# --- service description ---


def test_service_description(client, address):
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    store = pyoxigraph.Store()
    store.load(response.content, pyoxigraph.RdfFormat.TURTLE)
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
    assert store.query(f"{sd} ASK {{ ?s a sd:Service ; sd:endpoint <{address}/sparql> ; sd:resultFormat ?f }}")
    named = store.query(f"{sd} SELECT ?g {{ ?s sd:defaultDataset/sd:namedGraph/sd:name ?g }}")
    assert f"{GRAPHS}links" in {row["g"].value for row in named}


def test_service_description_by_accept(client):
    kinds = {
        accept: client.get("/sparql", headers={"Accept": accept}).headers["content-type"]
        for accept in ("*/*", "application/ld+json", "application/rdf+xml", "text/html,*/*;q=0.8")
    }
    assert list(kinds.values()) == [
        "text/turtle; charset=utf-8",
        "application/ld+json",
        "application/rdf+xml",
        "text/html; charset=utf-8",
    ]


def test_connection_is_kept(address):
    """Many requests over one connection, as SPARQL clients do."""
    with httpx.Client(base_url=address, limits=httpx.Limits(max_connections=1)) as one:
        assert {one.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] for _ in range(50)} == {True}
