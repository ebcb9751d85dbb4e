"""Every thing has an address, a page, and triples; nothing of the data becomes markup."""

import html
import re

import httpx
import pyoxigraph
import pytest
from rdflib import Graph, URIRef

import kgbuild
from kgbuild.vocab import PREFIXES
from tests.server.conftest import serving

HTML = {"Accept": "text/html"}
HOSTILE = '<script>alert("项目")</script>&amp;\u202e'


@pytest.fixture(scope="session")
def one_of(seed_graph):
    """An IRI of a class, the first in order."""

    def found(kind):
        return min(row["s"].value for row in seed_graph.query(f"SELECT ?s {{ ?s a {kind} }}"))

    return found


def local(iri):
    return iri.replace("https://w3id.org/kgbuild/", "/").replace("#", "/")


@pytest.mark.parametrize(
    ("accept", "place", "media"),
    [
        ("text/html", "/page{}", "text/html; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/page{}", "text/html; charset=utf-8"),
        ("text/turtle", "/data{}.ttl", "text/turtle; charset=utf-8"),
        ("application/ld+json", "/data{}.jsonld", "application/ld+json"),
        ("application/n-triples", "/data{}.nt", "application/n-triples"),
        ("application/rdf+xml", "/data{}.rdf", "application/rdf+xml"),
        ("*/*", "/page{}", "text/html; charset=utf-8"),
    ],
)
def test_address_leads_to_a_document(client, one_of, accept, place, media):
    path = local(one_of("kgb:Project"))
    response = client.get(path, headers={"Accept": accept})
    assert (response.status_code, response.headers["location"]) == (303, place.format(path))
    assert response.headers["vary"].startswith("Accept")
    document = client.get(response.headers["location"])
    assert (document.status_code, document.headers["content-type"]) == (200, media)


def test_address_without_an_acceptable_document(client, one_of):
    assert client.get(local(one_of("kgb:Project")), headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("path", ["/id/nothing", "/industry/nothing", "/id/a%20b", "/id/%3Cx%3E", "/unit/%E4%B8%AA"])
def test_what_is_not_there(client, path):
    for document in (f"/page{path}", f"/data{path}.ttl"):
        response = client.get(document, headers=HTML)
        assert response.status_code == 404
        assert "<x>" not in response.text


@pytest.mark.parametrize("path", ["/data/id/x", "/data/id/x.exe", "/page/", "/page/shadow/x", "/nowhere", "/id/"])
def test_what_is_no_document(client, path):
    assert client.get(path).status_code == 404


KINDS = ["Project", "Task", "DepartmentPlan", "Document", "Goal", "Indicator", "Target", "Actual", "Funding"]
KINDS += ["IndustryTag", "ProjectLink", "Cell", "Industry", "IndicatorCategory", "Unit", "Department", "Discrepancy"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_thing_has_a_page(client, one_of, kind, lang):
    iri = one_of(f"kgb:{kind}")
    page = client.get(f"/page{local(iri)}", params={"lang": lang})
    assert page.status_code == 200
    assert f'<html lang="{lang}">' in page.text
    assert iri in page.text


def test_triples_are_those_of_the_graph(client, one_of, seed_graph):
    iri = one_of("kgb:Target")
    graph = Graph().parse(data=client.get(f"/data{local(iri)}.ttl").text)
    said = {(str(p), str(o)) for p, o in graph.predicate_objects(URIRef(iri))}
    [*stored] = seed_graph.query(f"SELECT ?p ?o {{ <{iri}> ?p ?o }}")
    assert said == {(row["p"].value, row["o"].value) for row in stored}
    assert list(graph.subjects(None, URIRef(iri)))
    assert list(graph.objects(None, URIRef(PREFIXES["oa"] + "exact")))


def test_json_ld_is_read_as_the_same_triples(client, one_of):
    path = f"/data{local(one_of('kgb:Indicator'))}"
    read = [
        {*pyoxigraph.parse(client.get(path + ending).content, form)}
        for ending, form in ((".jsonld", pyoxigraph.RdfFormat.JSON_LD), (".nt", pyoxigraph.RdfFormat.N_TRIPLES))
    ]
    assert read[0] == read[1] != set()


def test_source_cell_is_shown_with_its_words_marked(client, seed_graph):
    query = """SELECT ?value ?exact ?other WHERE {
      ?value a kgb:Target ; prov:wasDerivedFrom ?cell . ?cell oa:exact ?exact .
      ?cell kgb:document ?d ; kgb:row ?r ; kgb:table ?t .
      ?neighbour kgb:document ?d ; kgb:row ?r ; kgb:table ?t ; kgb:column 1 ; oa:exact ?other
      FILTER (STRLEN(?exact) > 2) } ORDER BY ?value LIMIT 1"""
    [row] = seed_graph.query(query)
    page = client.get(f"/page{local(row['value'].value)}").text
    assert row["exact"].value in [html.unescape(one) for one in re.findall("<mark>(.*?)</mark>", page)]
    assert row["other"].value in html.unescape(page)


def test_links_in_are_counted_and_lead_to_all(client):
    page = client.get("/page/ontology/Project", params={"lang": "en"}).text
    [link] = re.findall(r'href="(/sparql\?[^"]+)">all 80', page)
    answer = client.get(html.unescape(link), headers={"Accept": "application/sparql-results+json"}).json()
    assert len(answer["results"]["bindings"]) == 80


def test_links_of_pages_lead_somewhere(client, one_of):
    start = ["/", "/queries", "/sparql", "/page/ontology", "/search?q=5G"]
    pages = [*start, *(f"/page{local(one_of(f'kgb:{kind}'))}" for kind in ("Project", "Document", "Industry"))]
    links = {link for page in pages for link in re.findall(r'href="([^"]+)"', client.get(page, headers=HTML).text)}
    inside = {html.unescape(link) for link in links}
    assert all(link.startswith(("/", "#")) for link in inside)
    for link in sorted(link for link in inside if link.startswith("/"))[:60]:
        assert client.get(link, headers=HTML, follow_redirects=True).status_code == 200, link


def test_search(client):
    page = client.get("/search", params={"q": "集成电路"}).text
    assert page.count("集成电路") > 3
    nasty = client.get("/search", params={"q": HOSTILE + '") } #'}).text
    assert "<script" not in nasty


def test_language_of_the_browser(client):
    assert '<html lang="en">' in client.get("/", headers={"Accept-Language": "en-GB,en;q=0.9"}).text
    assert '<html lang="zh">' in client.get("/", headers={"Accept-Language": "fr"}).text
    assert '<html lang="en">' in client.get("/?lang=en", headers={"Accept-Language": "zh-CN"}).text


def test_hostile_text_stays_text(tmp_path):
    """A document whose words are markup, under another base of things."""
    table = (
        "<table><tr><td colspan=3>2023年项目支出绩效目标表</td></tr>"
        "<tr><td>项目名称</td><td>绩效目标</td><td>绩效指标</td></tr>"
        f"<tr><td>{html.escape(HOSTILE)}</td><td>目标{html.escape(HOSTILE)}</td>"
        f"<td>1、产出指标：{html.escape(HOSTILE)}≥3家</td></tr></table>"
    )
    (tmp_path / "a<b>'&.html").write_text(table, "utf-8")
    base = "https://data.example/things#"
    graph = kgbuild.build([tmp_path / "a<b>'&.html"], tmp_path / "kg", base=base)
    things = {row["s"].value for row in graph.query(f'SELECT ?s {{ ?s ?p ?o FILTER STRSTARTS(STR(?s), "{base}") }}')}
    assert things
    with serving(graph.path) as (address, _), httpx.Client(base_url=address) as client:
        for iri in sorted(things):
            path = "/id/" + iri.removeprefix(base)
            page = client.get(path, headers=HTML, follow_redirects=True)
            assert page.status_code == 200
            assert "<script" not in page.text
            assert "<b>'" not in page.text
            data = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
            assert (URIRef(iri), None, None) in Graph().parse(data=data.text)
        for page in ("/", "/search?q=script", "/sparql?query=SELECT * { ?s kgb:fileName ?o }", "/queries"):
            assert "<script" not in client.get(page, headers=HTML).text
