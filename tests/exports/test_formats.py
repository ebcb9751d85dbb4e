"""Every export is the same graph, for pyoxigraph and for rdflib."""

import io
from decimal import Decimal

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

import kgbuild
from kgbuild.export import EXPORTS
from kgbuild.vocab import PREFIXES, iri
from tests.conftest import SEEDS

FORMATS = {
    "turtle": (RdfFormat.TURTLE, "turtle"),
    "rdfxml": (RdfFormat.RDF_XML, "xml"),
    "trig": (RdfFormat.TRIG, "trig"),
    "nquads": (RdfFormat.N_QUADS, "nquads"),
    "jsonld": (RdfFormat.JSON_LD, "json-ld"),
}
"""RDF exports: what pyoxigraph and rdflib call them."""
WITHOUT_GRAPHS = {"turtle", "rdfxml"}
NUMBERS = {f"{PREFIXES['xsd']}{name}" for name in ("integer", "decimal")}
DECIMAL = iri("xsd:decimal")


def literal(text, datatype, language):
    """A literal by its value: a store may write 80.00 as 80.0."""
    return (Decimal(text) if datatype in NUMBERS else text, language or datatype)


def of_oxigraph(quads):
    """Canonical quads: (subject, predicate, object, graph)."""

    def term(value):
        if isinstance(value, Literal):
            return literal(value.value, value.datatype.value, value.language)
        return value.value

    return {
        (quad.subject.value, quad.predicate.value, term(quad.object), getattr(quad.graph_name, "value", ""))
        for quad in quads
    }


def of_rdflib(dataset):
    default = dataset.default_graph.identifier

    def term(value):
        if isinstance(value, rdflib.Literal):
            return literal(str(value), str(value.datatype or PREFIXES["xsd"] + "string"), value.language)
        return str(value)

    return {
        (str(subject), str(predicate), term(value), "" if graph in (default, None) else str(graph))
        for subject, predicate, value, graph in dataset.quads()
    }


def union(quads):
    """The quads without their graphs."""
    return {(*statement, "") for *statement, _ in quads}


@pytest.fixture(scope="module")
def quads(seed_graph):
    """The graph as the store holds it in its named graphs."""
    store = seed_graph.store
    return of_oxigraph(
        quad for name in store.named_graphs() for quad in store.quads_for_pattern(None, None, None, name)
    )


@pytest.fixture(scope="module")
def lines(seed_graph):
    return (seed_graph.path / "kg.nq").read_text("utf-8").splitlines(keepends=True)


def exported(graph, name):
    out = io.BytesIO()
    EXPORTS[name](graph, out)
    return out.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_export_is_the_graph(seed_graph, quads, name):
    data = exported(seed_graph, name)
    expected = union(quads) if name in WITHOUT_GRAPHS else quads
    for_oxigraph, for_rdflib = FORMATS[name]
    assert of_oxigraph(parse(data, format=for_oxigraph)) == expected
    assert of_rdflib(rdflib.Dataset().parse(data=data, format=for_rdflib)) == expected


@pytest.mark.parametrize("name", FORMATS)
def test_export_is_the_same_twice(seed_graph, name):
    assert exported(seed_graph, name) == exported(seed_graph, name)


def test_default_graph_of_the_store_is_the_union(seed_graph, quads):
    rows = seed_graph.query("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert sum(1 for _ in rows) == len(union(quads))
    assert len(seed_graph.dataset.default_graph) == len(union(quads))


def test_short_names_mean_the_same_through_rdflib(tmp_path):
    """`id:` is the base that the graph was built with."""
    graph = kgbuild.build([SEEDS[3]], tmp_path / "kg", base="https://example.org/graph/")
    asked = "SELECT (COUNT(?p) AS ?n) { ?p a kgb:Project FILTER STRSTARTS(STR(?p), STR(id:)) }"
    assert [row[0].value for row in graph.query(asked)] == ["28"]
    assert [str(row[0]) for row in graph.dataset.query(asked)] == ["28"]


def test_turtle_and_nquads_are_the_files_of_the_build(seed_graph):
    assert exported(seed_graph, "turtle") == (seed_graph.path / "kg.ttl").read_bytes()
    assert exported(seed_graph, "nquads") == (seed_graph.path / "kg.nq").read_bytes()


def test_nquads_are_sorted_and_said_once(lines):
    assert lines == sorted({*lines})


def test_there_are_no_blank_nodes(seed_graph):
    for quad in seed_graph.quads():
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)
        assert isinstance(quad.graph_name, NamedNode)


def test_iris_are_ascii(seed_graph):
    terms = {term for quad in seed_graph.quads() for term in quad if isinstance(term, NamedNode)}
    assert [term.value for term in terms if not term.value.isascii()] == []


def test_numbers_are_written_in_one_way(seed_graph):
    """80.00, 80.0 and 80 are one number; a store that writes numbers its own way changes nothing."""
    numbers = {quad.object for quad in seed_graph.quads() if getattr(quad.object, "datatype", None) == DECIMAL}
    assert [one.value for one in numbers if f"{Decimal(one.value).normalize():f}" != one.value] == []
