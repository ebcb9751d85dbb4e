"""Every named query gives the expected rows: from the store, through rdflib, from plain Turtle.

`<name>.csv` are the rows on the seeds, `corpus-rows/<name>.csv` those on `corpus/`: three years of plans and
self-evaluations of an invented city. `KGBUILD_GOLD=write` rewrites them; hold each row of the diff against the
documents.
"""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode

from kgbuild.queries import named_queries
from kgbuild.vocab import PREFIXES, curie
from tests.gold.test_records import WRITE

FOLDER = Path(__file__).parent
NUMBERS = {f"{PREFIXES['xsd']}{name}" for name in ("integer", "decimal")}
NAMES = sorted(named_queries())
ROWS = {"seeds": FOLDER, "corpus": FOLDER / "corpus-rows"}
ASKED = {
    "department-cells": {"department": "云陵市工业和信息化局", "year": "2022"},
    "links-of-project": {"name": "集成电路设计企业房租补贴"},
    "number-from": {"number": "4200000"},
    "promised-facilities": {"area": "青溪区"},
    "where-from": {"name": "服务中小企业数量"},
}
"""Parameters for the corpus, where the defaults are about the seeds."""
CASES = [(graph, name) for graph in ROWS for name in NAMES]


def bound(graph, name):
    """The query with the defaults of its parameters, or those for the corpus."""
    return named_queries()[name].bound(ASKED.get(name, {}) if graph == "corpus" else {})


def text(value, datatype=None):
    """A value as text; equal numbers as equal text, however an engine writes them."""
    return f"{Decimal(value).normalize():f}" if datatype in NUMBERS else value


def of_oxigraph(term):
    if isinstance(term, NamedNode):
        return curie(term)
    return text(term.value, term.datatype.value) if isinstance(term, Literal) else ""


def of_rdflib(term):
    if isinstance(term, rdflib.URIRef):
        return curie(NamedNode(term))
    return text(str(term), str(term.datatype)) if isinstance(term, rdflib.Literal) else ""


def oxigraph_rows(result):
    return [[one.value for one in result.variables], *([of_oxigraph(term) for term in row] for row in result)]


def rdflib_rows(result):
    return [[str(name) for name in result.vars], *([of_rdflib(term) for term in row] for row in result)]


@pytest.fixture(scope="module")
def graphs(seed_graph, corpus_graph):
    return {"seeds": seed_graph, "corpus": corpus_graph}


@pytest.fixture(scope="module")
def plain_graphs(graphs):
    """What somebody has who only knows kg.ttl."""
    return {name: rdflib.Graph().parse(graph.path / "kg.ttl") for name, graph in graphs.items()}


def expected(graph, name):
    with (ROWS[graph] / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(graph, name, rows):
    with (ROWS[graph] / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@pytest.mark.parametrize("graph", ROWS)
def test_expected_rows_have_their_query(graph):
    assert {path.stem for path in ROWS[graph].glob("*.csv")} == {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_query_answers_something(name):
    """A query that finds nothing anywhere is not tested at all."""
    assert any(len(expected(graph, name)) > 1 for graph in ROWS)


@pytest.mark.parametrize(("graph", "name"), CASES)
def test_store_gives_the_expected_rows_in_order(graphs, graph, name):
    rows = oxigraph_rows(graphs[graph].query(bound(graph, name)))
    if WRITE:
        write(graph, name, rows)
    assert (ROWS[graph] / f"{name}.csv").is_file(), f"no expected rows of {name}"
    assert rows == expected(graph, name)


@pytest.mark.parametrize(("graph", "name"), CASES)
def test_rdflib_over_the_store_gives_the_same_rows(graphs, graph, name):
    assert rdflib_rows(graphs[graph].dataset.query(bound(graph, name))) == expected(graph, name)


@pytest.mark.parametrize(("graph", "name"), CASES)
def test_rdflib_over_plain_turtle_gives_the_same_rows(plain_graphs, graph, name):
    assert rdflib_rows(plain_graphs[graph].query(bound(graph, name), initNs=PREFIXES)) == expected(graph, name)


@pytest.mark.parametrize("name", NAMES)
def test_rows_have_one_order(name):
    """Without ORDER BY an engine may give rows in any order; SELECT * has no promised columns."""
    query = named_queries()[name].text
    assert "ORDER BY" in query.rpartition("}")[2]
    assert "SELECT *" not in query


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_named_in_lower_snake(graphs, name):
    [heads, *_] = expected("seeds", name)
    assert [head for head in heads if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", head)] == []


@pytest.mark.parametrize("name", NAMES)
def test_query_tells_what_it_is_for(name):
    query = named_queries()[name]
    assert query.summary
    assert query.summary_zh
    assert query.tags
