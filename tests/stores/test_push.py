"""What a push leaves in the store: our graphs and no others, once, complete, and nothing of anybody else changed."""

import itertools
from dataclasses import dataclass

import httpx
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kgbuild.remote import RemoteGraph, push
from kgbuild.vocab import iri
from tests.stores.conftest import endpoint_of
from tests.stores.test_contract import Oxigraph, values


@dataclass
class Small:
    """A graph of a few lines, in the shape in which `push` takes one."""

    base: str
    graphs: dict[str, list[tuple[str, object]]]

    @property
    def manifest(self):
        return {"base": self.base}

    @property
    def store(self):
        store = Store()
        for name, said in self.graphs.items():
            for number, (thing, value) in enumerate(said):
                subject, predicate = NamedNode(f"{self.base}{thing}"), NamedNode(f"{self.base}p{number}")
                for graph in (NamedNode(name), DefaultGraph()):
                    store.add(Quad(subject, predicate, value, graph))
        return store


def graph_of(base, **graphs):
    """Graphs by their last name, each with texts."""
    return Small(base, {f"{base}graph/{name}": said for name, said in graphs.items()})


def texts(*words):
    return [(f"thing{number}", Literal(word, language="zh")) for number, word in enumerate(words)]


def short(names):
    return [name.rpartition("/")[2] for name in names]


NUMBERS = itertools.count()


@pytest.fixture
def base():
    """A base of its own for each test: the servers are shared."""
    return f"https://example.org/{next(NUMBERS)}/"


@pytest.fixture(params=["update", "graph-store"])
def endpoint(request, server):
    """Each server, written in each of the two ways."""
    return endpoint_of(server, graph_store=request.param == "graph-store")


def count(endpoint, graph):
    query = f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}"
    with RemoteGraph(endpoint) as remote:
        return int(values(Oxigraph(remote), query)[0][0])


def told(pushed):
    return {name: short(getattr(pushed, name)) for name in ("written", "unchanged", "removed")}


# --- what is written ---


def test_second_push_writes_nothing(endpoint, base):
    graph = graph_of(base, a=texts("甲"), b=texts("乙", "丙"))
    assert told(push(graph, endpoint)) == {"written": ["a", "b", "all"], "unchanged": [], "removed": []}
    assert told(push(graph, endpoint)) == {"written": [], "unchanged": ["a", "all", "b"], "removed": []}
    assert told(push(graph, endpoint, again=True))["written"] == ["a", "b", "all"]


def test_newer_build_replaces_what_changed(endpoint, base):
    push(graph_of(base, a=texts("甲"), b=texts("乙")), endpoint)
    newer = graph_of(base, a=texts("甲"), b=texts("丁", "戊"))
    assert told(push(newer, endpoint)) == {"written": ["b", "all"], "unchanged": ["a"], "removed": []}
    with RemoteGraph(endpoint, base=base) as remote:
        assert values(Oxigraph(remote), "SELECT ?o { ?s ?p ?o } ORDER BY ?o") == [["丁"], ["戊"], ["甲"]][:3]


def test_graph_that_is_gone_is_removed(endpoint, base):
    push(graph_of(base, a=texts("甲"), b=texts("乙")), endpoint)
    assert told(push(graph_of(base, a=texts("甲")), endpoint)) == {
        "written": ["all"], "unchanged": ["a"], "removed": ["b"],
    }  # fmt: skip
    assert count(endpoint, f"{base}graph/b") == 0
    assert push(graph_of(base, a=texts("甲")), endpoint).written == ()


def test_union_holds_a_shared_triple_once(endpoint, base):
    push(graph_of(base, a=texts("甲", "乙"), b=texts("甲")), endpoint)
    with RemoteGraph(endpoint, base=base) as remote:
        assert values(Oxigraph(remote), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["2"]]
        assert values(Oxigraph(remote), "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == [["3"]]


def test_graph_of_others_stays(endpoint, server, base):
    auth = httpx.DigestAuth(server.user, server.password) if server.user else None
    foreign = f"{base}graph/of-others"  # it could be ours by its name, but it is not in the ledger
    text = f"INSERT DATA {{ GRAPH <{foreign}> {{ <a:a> <a:b> 'c' }} }}"
    assert httpx.post(server.update, data={"update": text}, auth=auth, trust_env=False).is_success
    push(graph_of(base, a=texts("甲"), b=texts("乙")), endpoint)
    push(graph_of(base, a=texts("甲")), endpoint, again=True)
    assert count(endpoint, foreign) == 1


def test_two_bases_live_side_by_side(endpoint, base):
    push(graph_of(f"{base}one/", a=texts("甲")), endpoint)
    push(graph_of(f"{base}two/", a=texts("乙", "丙")), endpoint)
    with RemoteGraph(endpoint, base=f"{base}one/") as remote:
        assert values(Oxigraph(remote), "SELECT ?o { ?s ?p ?o }") == [["甲"]]


def test_somebody_else_changed_a_graph(endpoint, server, base):
    """Seen by the number of triples; a change that keeps the number is found only with `again`."""
    graph = graph_of(base, a=texts("甲"), b=texts("乙"))
    push(graph, endpoint)
    auth = httpx.DigestAuth(server.user, server.password) if server.user else None
    text = f"INSERT DATA {{ GRAPH <{base}graph/a> {{ <a:a> <a:b> 'c' }} }}"
    assert httpx.post(server.update, data={"update": text}, auth=auth, trust_env=False).is_success
    assert told(push(graph, endpoint))["written"] == ["a"]
    assert count(endpoint, f"{base}graph/a") == 1


# --- large and strange ---


def test_graph_of_many_parts(endpoint, base):
    graph = graph_of(
        base, a=[(f"thing{number // 3}", Literal(f"值{number}", language="zh")) for number in range(2_500)]
    )
    assert push(graph, endpoint).triples == 5_000
    assert count(endpoint, f"{base}graph/a") == 2_500


STRANGE = [
    Literal('“引号” " \\ \n\r\t \\u0041 \\\\u0041 \\U0001F600'),
    Literal("😀 𠀀 e\u0301 \u2028 \x7f"),
    Literal("绩效", language="zh"),
    Literal("績效", language="zh-hant"),
    Literal(""),
    Literal("值" * 40_000),
    Literal("5个 <p> & ?x $y } # '"),
    *(
        Literal(value, datatype=iri(f"xsd:{kind}"))
        for kind, value in [
            ("integer", "-7"), ("decimal", "1327358100.5"), ("decimal", "0.0001"), ("boolean", "true"),
            ("boolean", "false"), ("gYear", "2023"), ("gYearMonth", "2023-05"), ("gMonthDay", "--12-31"),
            ("date", "2023-12-31"), ("anyURI", "a b"),
        ]
    ),
    Literal("m", datatype=NamedNode("http://qudt.org/schema/qudt/UCUMcs")),
    NamedNode("https://example.org/%E7%BB%A9?a=b&c#d"),
]  # fmt: skip


def test_values_come_back_as_they_were_sent(endpoint, base):
    graph = graph_of(base, a=[("thing", value) for value in STRANGE])
    assert push(graph, endpoint).changes == ()
    with RemoteGraph(endpoint, base=base) as remote:
        found = {row["p"].value: row["o"] for row in remote.query("SELECT ?p ?o { ?s ?p ?o }")}
        graph = {triple.object for triple in remote.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")}
    assert [found[f"{base}p{number}"] for number in range(len(STRANGE))] == STRANGE
    assert {one for one in graph if one.value not in ("1", "0")} >= {
        one for one in STRANGE if not (isinstance(one, Literal) and one.datatype == iri("xsd:boolean"))
    }


@pytest.mark.parametrize("way", [False, True], ids=["update", "graph-store"])
def test_what_virtuoso_rounds_is_told(virtuoso_server, base, way):
    exact = Literal("12345678901234567.12345678901234567", datatype=iri("xsd:decimal"))
    graph = graph_of(base, a=[("thing", exact), ("thing", Literal("乙"))])
    pushed = push(graph, endpoint_of(virtuoso_server, graph_store=way))
    rounded = Literal("12345678901234567.123456789012346", datatype=exact.datatype)
    assert [(one.sent, one.found) for one in pushed.changes] == [
        (str(exact), str(rounded))
    ] * 2  # in a, and in the union
    assert push(graph, endpoint_of(virtuoso_server, graph_store=way)).written == ()


def test_progress_is_told(oxigraph_server, base):
    told = []
    push(graph_of(base, a=texts("甲")), endpoint_of(oxigraph_server), progress=lambda *one: told.append(one))
    assert [(done, total) for done, total, _ in told] == [(0, 2), (1, 2)]


# --- only what is different ---

MANY = [f"第{number}项" for number in range(60)]


def words(endpoint, base):
    with RemoteGraph(endpoint, base=base) as remote:
        graphs = values(Oxigraph(remote), "SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?o")
        return sorted({word for _, word in graphs}), sorted(
            word for (word,) in values(Oxigraph(remote), "SELECT ?o { ?s ?p ?o }")
        )


def test_of_a_changed_graph_and_the_union_only_the_difference_is_sent(endpoint, base):
    push(graph_of(base, a=texts(*MANY), b=texts("乙")), endpoint)
    newer = [*MANY[:-1], "改过的“引号”\n第二行"]
    pushed = push(graph_of(base, a=texts(*newer), b=texts("乙")), endpoint)
    assert told(pushed) == {"written": ["a", "all"], "unchanged": ["b"], "removed": []}
    assert pushed.triples == 4  # one out and one in, in the graph and in the union
    assert words(endpoint, base) == (sorted([*newer, "乙"]), sorted([*newer, "乙"]))


def test_a_new_graph_and_one_that_is_gone_change_the_union_by_their_own_triples(endpoint, base):
    push(graph_of(base, a=texts(*MANY), b=texts("乙")), endpoint)
    pushed = push(graph_of(base, a=texts(*MANY), c=texts("丙", "丁")), endpoint)
    assert told(pushed) == {"written": ["c", "all"], "unchanged": ["a"], "removed": ["b"]}
    assert pushed.triples == 2 + 3
    assert words(endpoint, base) == (sorted([*MANY, "丙", "丁"]), sorted([*MANY, "丙", "丁"]))


def test_a_triple_that_another_graph_still_states_stays_in_the_union(endpoint, base):
    push(graph_of(base, a=texts(*MANY), b=texts(MANY[0], "乙")), endpoint)
    push(graph_of(base, a=texts(*MANY), b=[("other", Literal("丙", language="zh"))]), endpoint)
    assert words(endpoint, base)[1] == sorted([*MANY, "丙"])


def test_a_union_that_is_not_as_it_was_is_sent_whole(endpoint, server, base):
    push(graph_of(base, a=texts(*MANY), b=texts("乙")), endpoint)
    auth = httpx.DigestAuth(server.user, server.password) if server.user else None
    text = f"DELETE WHERE {{ GRAPH <{base}graph/all> {{ <{base}thing7> ?p ?o }} }}"
    assert httpx.post(server.update, data={"update": text}, auth=auth, trust_env=False).is_success
    pushed = push(graph_of(base, a=texts(*MANY), b=texts("丁")), endpoint)
    assert pushed.triples == 1 + len(MANY) + 1  # b whole, since most of it is different, and the union
    assert words(endpoint, base)[1] == sorted([*MANY, "丁"])


def test_a_difference_that_does_not_do_is_made_good(endpoint, base, monkeypatch):
    """A store that takes a removal and does nothing, as some do with values that they spell otherwise."""
    monkeypatch.setattr("kgbuild.remote.writing.UpdateWriter.remove", lambda *_: None)
    push(graph_of(base, a=texts(*MANY)), endpoint)
    newer = [*MANY[:-1], "新"]
    pushed = push(graph_of(base, a=texts(*newer)), endpoint)
    assert pushed.changes == ()
    assert words(endpoint, base) == (sorted(newer), sorted(newer))
