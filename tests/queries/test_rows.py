"""Every named query gives, on the seeds, the rows of `<name>.csv`: from the store, through rdflib, from plain Turtle.

Rows were held against the text of the seeds by people. `KGBUILD_GOLD=write` rewrites them; review the diff.
"""

import csv
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


def bound(name):
    """The query with the defaults of its parameters."""
    return named_queries()[name].bound({})


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


def oxigraph_rows(graph, name):
    result = graph.query(bound(name))
    return [[one.value for one in result.variables], *([of_oxigraph(term) for term in row] for row in result)]


def rdflib_rows(result):
    return [[str(name) for name in result.vars], *([of_rdflib(term) for term in row] for row in result)]


@pytest.fixture(scope="module")
def plain_graph(seed_graph):
    """What somebody has who only knows kg.ttl."""
    return rdflib.Graph().parse(seed_graph.path / "kg.ttl")


def expected(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(name, rows):
    with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def test_expected_rows_have_their_query():
    assert {path.stem for path in FOLDER.glob("*.csv")} <= {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_store_gives_the_expected_rows_in_order(seed_graph, name):
    rows = oxigraph_rows(seed_graph, name)
    if WRITE:
        write(name, rows)
    assert (FOLDER / f"{name}.csv").is_file(), f"no expected rows of {name}: tests/queries/{name}.csv"
    assert rows == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_over_the_store_gives_the_same_rows(seed_graph, name):
    assert rdflib_rows(seed_graph.dataset.query(bound(name))) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_over_plain_turtle_gives_the_same_rows(plain_graph, name):
    assert rdflib_rows(plain_graph.query(bound(name), initNs=PREFIXES)) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_rows_have_one_order(name):
    """Without ORDER BY an engine may give rows in any order; SELECT * has no promised columns."""
    query = named_queries()[name].text
    assert "ORDER BY" in query.rpartition("}")[2]
    assert "SELECT *" not in query


@pytest.mark.parametrize("name", NAMES)
def test_query_tells_what_it_is_for(name):
    query = named_queries()[name]
    assert query.summary
    assert query.summary_zh
    assert query.tags
