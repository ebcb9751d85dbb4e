"""GraphML as Gephi and networkx read it."""

import io
from collections import Counter
from decimal import Decimal

import networkx
import pytest

import kgbuild
from kgbuild.export import EXPORTS, graphml
from tests.robust.documents import lines, row


def written(graph):
    out = io.BytesIO()
    EXPORTS["graphml"](graph, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def network(seed_graph):
    return networkx.read_graphml(io.BytesIO(written(seed_graph)))


def ask(graph, query):
    return [tuple(term.value for term in found) for found in graph.query(query)]


def test_nodes_are_the_things_of_the_graph(seed_graph, network):
    kinds = Counter(data["type"] for _, data in network.nodes(data=True))
    things = seed_graph.manifest["things"]
    assert {kind: kinds[kind] for kind in ("Project", "Task", "DepartmentPlan")} == {
        kind: things[kind] for kind in ("Project", "Task", "DepartmentPlan")
    }
    [[industries]] = ask(seed_graph, "SELECT (COUNT(DISTINCT ?i) AS ?n) { ?t a kgb:IndustryTag ; kgb:industry ?i }")
    assert (kinds["Industry"], kinds["Department"]) == (int(industries), 5)
    assert all(data["label"] for _, data in network.nodes(data=True))


def test_edges_are_the_relations_of_the_graph(seed_graph, network):
    kinds = Counter(data["type"] for *_, data in network.edges(data=True))
    counted = "SELECT ?type (COUNT(*) AS ?n) { ?l a kgb:ProjectLink ; kgb:linkType ?type } GROUP BY ?type"
    links = {kind.rpartition("#")[2]: int(number) for kind, number in ask(seed_graph, counted)}
    assert len(links) == 4
    assert {kind: kinds[kind] for kind in links} == links
    assert kinds["Focus"] + kinds["Mention"] == seed_graph.manifest["things"]["IndustryTag"]
    assert (kinds["department"], kinds["partOf"]) == (88, 7)
    assert all(0 < data["weight"] <= 1 for *_, data in network.edges(data=True))


def test_money_and_years_are_numbers(network):
    amounts = [Decimal(str(data["amount"])) for _, data in network.nodes(data=True) if "amount" in data]
    assert sum(amounts) == Decimal("1327358100") + Decimal("22880900")
    assert {data["year"] for _, data in network.nodes(data=True) if "year" in data} == {2020, 2023, 2025}


def test_a_link_says_through_which_industry(seed_graph, network):
    expected = {
        (first, second)
        for first, second in ask(
            seed_graph,
            'SELECT ?a ?b { ?l kgb:from ?a ; kgb:to ?b ; kgb:via/skos:prefLabel "集成电路"@zh }',
        )
    }
    found = {
        (first, second)
        for first, second, data in network.edges(data=True)
        if "集成电路" in data.get("via", "").split("、")
    }
    assert expected
    assert found == expected


def test_bytes_are_the_same_twice(seed_graph):
    assert written(seed_graph) == written(seed_graph)


def test_hostile_names_stay_names(tmp_path):
    name = '＜node id="x"/＞&amp;]]>甲&<b'
    text = lines(row(name, "办好会议。", "1、产出指标：会议次数，年度指标值：3次。"))
    (tmp_path / "a.txt").write_text(text, "utf-8")
    graph = kgbuild.build([tmp_path / "a.txt"], tmp_path / "kg", jobs=1)
    [[stored]] = ask(graph, "SELECT ?l { ?p a kgb:Project ; rdfs:label ?l }")
    read = networkx.read_graphml(io.BytesIO(written(graph)))
    assert "]]>甲&<b" in stored
    assert stored in {data["label"] for _, data in read.nodes(data=True)}
    assert len(read) == 2


def test_characters_that_xml_does_not_have_are_replaced():
    out = io.BytesIO()
    page = graphml._Page(out)
    page.node("x:1", {"label": 'a\x00b\x1f\ufffe<&"\n😀'})
    page.close()
    assert networkx.read_graphml(io.BytesIO(out.getvalue())).nodes["x:1"]["label"] == 'a\ufffdb\ufffd\ufffd<&"\n😀'
