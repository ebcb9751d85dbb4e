"""From every statement back to the characters it was read from; one thing, one node; no private name anywhere."""

import re

import pytest

import kgbuild
from tests.conftest import ROOT, SEEDS

TRACED = ("Project", "Task", "DepartmentPlan", "Goal", "Indicator", "Target", "Actual", "Funding")
MASK = "某"
PRIVATE = re.compile(r"关于(?P<name>\w{2,4})同志报销医药费")


def rows(graph, query):
    return [tuple(term.value for term in row) for row in graph.query(query)]


def count(graph, kind):
    [[number]] = rows(graph, f"SELECT (COUNT(?x) AS ?n) {{ ?x a kgb:{kind} }}")
    return int(number)


# --- back to the cell ---


@pytest.mark.parametrize("kind", TRACED)
def test_every_thing_was_read_from_a_cell(seed_graph, kind):
    assert count(seed_graph, kind) > 0
    untraced = f"""
        SELECT ?thing {{ ?thing a kgb:{kind} FILTER NOT EXISTS {{ ?thing prov:wasDerivedFrom/rdf:type kgb:Cell }} }}
    """
    assert rows(seed_graph, untraced) == []


def test_every_cell_quotes_its_file(seed_graph):
    texts = {path.name: path.read_bytes().decode() for path in SEEDS}
    cells = rows(
        seed_graph,
        "SELECT ?file ?start ?end ?exact { ?cell a kgb:Cell ; kgb:document/kgb:fileName ?file ; "
        "oa:start ?start ; oa:end ?end ; oa:exact ?exact }",
    )
    assert len(cells) == count(seed_graph, "Cell")
    for file, start, end, exact in cells:
        printed = texts[file][int(start) : int(end)]
        assert len(printed) == len(exact)
        assert all(ours in (theirs, MASK) for ours, theirs in zip(exact, printed, strict=True))


def test_only_names_are_masked(seed_graph):
    """The quotation differs from the file where a name was masked, and nowhere else."""
    text = SEEDS[3].read_bytes().decode()
    names = {match["name"] for match in PRIVATE.finditer(text)}
    masked = text
    for name in names:
        masked = masked.replace(name, MASK * len(name))
    cells = rows(
        seed_graph,
        f'SELECT ?start ?end ?exact {{ ?cell kgb:document/kgb:fileName "{SEEDS[3].name}" ; '
        "oa:start ?start ; oa:end ?end ; oa:exact ?exact }",
    )
    assert names
    assert [exact for start, end, exact in cells if masked[int(start) : int(end)] != exact] == []


def test_places_are_inside_their_tables(seed_graph):
    numbers = rows(seed_graph, "SELECT ?t ?r ?c { ?cell a kgb:Cell ; kgb:table ?t ; kgb:row ?r ; kgb:column ?c }")
    assert len(numbers) == count(seed_graph, "Cell")
    assert min(int(number) for row in numbers for number in row) == 1


# --- one thing, one node ---


@pytest.fixture(scope="module")
def two_scans(tmp_path_factory):
    """The table of one bureau, scanned twice."""
    return kgbuild.build(SEEDS[:2], tmp_path_factory.mktemp("scans") / "kg")


def test_two_scans_of_a_table_are_one_table(two_scans):
    assert (count(two_scans, "Project"), count(two_scans, "Indicator")) == (41, 259)


def test_five_documents_count_once(seed_graph):
    assert (count(seed_graph, "Project"), count(seed_graph, "Indicator")) == (80, 480)


def test_a_second_scan_adds_readings_not_things(two_scans):
    held = "SELECT ?thing { ?owner kgb:indicator ?thing } GROUP BY ?thing HAVING (COUNT(DISTINCT ?owner) > 1)"
    assert rows(two_scans, held) == []
    assert two_scans.manifest["documents"][0]["records"]["Project"] == 41
    assert two_scans.manifest["documents"][1]["records"]["Project"] == 19


@pytest.mark.parametrize(
    ("words", "nodes"),
    [
        ("第8.6代TFT-LCD", 2),  # the production line, and the award for its people
        ("因公出国（境）", 2),  # the bureau's own, and its centre's
        ("信息化运", 4),  # two bodies, each with a contract that ends and one that begins
    ],
)
def test_what_is_only_similar_is_not_merged(seed_graph, words, nodes):
    found = rows(
        seed_graph, f'SELECT DISTINCT ?p {{ ?p a kgb:Project ; rdfs:label ?l FILTER CONTAINS(?l, "{words}") }}'
    )
    assert len(found) == nodes


# --- private persons ---


def test_private_name_is_in_no_file_of_the_graph(seed_graph):
    names = {match["name"] for path in SEEDS for match in PRIVATE.finditer(path.read_text("utf-8"))}
    assert len(names) == 1
    for path in seed_graph.path.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not any(name.encode() in content for name in names), path.name


def test_private_name_is_in_no_statement(seed_graph):
    """The files of the store may be compressed: ask it."""
    [name] = {match["name"] for match in PRIVATE.finditer(SEEDS[3].read_text("utf-8"))}
    everywhere = f'ASK {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} FILTER CONTAINS(STR(?o), "{name}") }}'
    assert not seed_graph.query(everywhere)


def test_private_name_is_not_in_this_repository():
    [name] = {match["name"] for match in PRIVATE.finditer(SEEDS[3].read_text("utf-8"))}
    for folder in ("kgbuild", "tests", "ontology", "shapes", "queries", "docs"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.is_file() and path.suffix != ".pyc":
                assert name.encode() not in path.read_bytes(), path
