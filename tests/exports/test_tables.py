"""The flat tables: as described, one row a thing, and the numbers of the graph itself."""

import re
from datetime import date
from decimal import Decimal

import pytest

import kgbuild
from kgbuild.flat import TABLES
from kgbuild.flat.schema import Type
from kgbuild.flat.things import Things
from tests.conftest import ROOT, SEEDS
from tests.robust.documents import WIDE as WITH_MONEY
from tests.robust.documents import lines, row, wide

PYTHON = {Type.INTEGER: int, Type.DECIMAL: Decimal, Type.DATE: date, Type.LIST: tuple}
ONE_ROW_A_THING = [name for name in TABLES if name != "discrepancies"]
WITHOUT_A_PLACE = {"documents"}
WAN = 10_000


def rows_of(graph, name):
    """The rows of a table as dicts."""
    table = TABLES[name]
    names = [column.name for column in table.columns]
    return [dict(zip(names, record, strict=True)) for record in table.records(Things(graph))]


@pytest.fixture(scope="module")
def rows(seed_graph):
    return {name: rows_of(seed_graph, name) for name in TABLES}


def ask(graph, query):
    return [tuple(term.value if term else None for term in found) for found in graph.query(query)]


def count(graph, kind):
    return int(ask(graph, f"SELECT (COUNT(?x) AS ?n) {{ ?x a {kind} }}")[0][0])


# --- described as they are ---


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_described(name):
    columns = TABLES[name].columns
    assert len({column.name for column in columns}) == len(columns)
    assert len({column.zh for column in columns}) == len(columns)
    for column in columns:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
        assert re.search(r"[\u4e00-\u9fff]", column.zh)
        assert column.en


@pytest.mark.parametrize("name", TABLES)
def test_cells_have_the_type_of_their_column(rows, name):
    for column in TABLES[name].columns:
        kinds = {type(one[column.name]) for one in rows[name]} - {type(None)}
        assert kinds <= {PYTHON.get(column.type, str)}, column.name


@pytest.mark.parametrize("name", TABLES)
def test_rows_fill_no_other_column(seed_graph, name):
    known = {column.name for column in TABLES[name].columns}
    assert {key for one in TABLES[name].rows(Things(seed_graph)) for key in one} <= known


@pytest.mark.parametrize("name", TABLES)
def test_docs_describe_the_table(name):
    """docs/tables.md holds each table with each of its columns, in order."""
    page = (ROOT / "docs" / "tables.md").read_text("utf-8")
    section = page.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]
    found = re.findall(r"^\| `(\w+)` \|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|$", section, re.MULTILINE)
    columns = TABLES[name].columns
    assert [tuple(cell.strip() for cell in line) for line in found] == [
        (column.name, column.type.value, column.zh, column.en, column.unit) for column in columns
    ]


# --- one thing, one row ---


@pytest.mark.parametrize("name", ONE_ROW_A_THING)
def test_a_thing_has_one_row(rows, name):
    iris = [one["iri"] for one in rows[name]]
    assert iris
    assert len({*iris}) == len(iris)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("projects", ["kgb:Undertaking"]),
        ("indicators", ["kgb:Indicator"]),
        ("values", ["kgb:Target", "kgb:Actual"]),
        ("funding", ["kgb:Funding"]),
        ("tags", ["kgb:IndustryTag"]),
        ("links", ["kgb:ProjectLink"]),
        ("indicator_links", ["kgb:IndicatorLink"]),
        ("findings", ["sh:ValidationResult"]),
        ("documents", ["kgb:Document"]),
    ],
)
def test_nothing_is_missing(seed_graph, rows, name, kinds):
    assert len(rows[name]) == sum(count(seed_graph, kind) for kind in kinds)


@pytest.mark.parametrize("name", [name for name in TABLES if name not in WITHOUT_A_PLACE])
def test_every_row_leads_to_its_characters(rows, name):
    texts = {path.name: path.read_bytes().decode() for path in SEEDS}
    for one in rows[name]:
        if name == "findings" and "/document-" in one["focus"] and one["source_start"] is None:
            continue  # a finding about a whole document has no characters
        assert 0 <= one["source_start"] < one["source_end"] <= len(texts[one["source_file"]])


@pytest.mark.parametrize("name", ["indicators", "values"])
def test_a_value_stands_where_its_row_says(rows, name):
    texts = {path.name: path.read_bytes().decode() for path in SEEDS}
    key = "name" if name == "indicators" else "text"
    found = 0
    for one in rows[name]:
        printed = texts[one["source_file"]][one["source_start"] : one["source_end"]]
        found += one[key] in printed
    assert found > 0.9 * len(rows[name])  # the others go over a page end, or were cleaned of tags


# --- the numbers of the graph ---


@pytest.mark.parametrize(("file", "wan"), [("002", "132735.81"), ("003", "2288.09")])
def test_money_adds_up_to_the_printed_total(rows, file, wan):
    amounts = [one["amount_total"] for one in rows["projects"] if one["source_file"].startswith(file)]
    assert sum(amounts) == Decimal(wan) * WAN
    stated = {one["amount"] for one in rows["funding"] if one["role"] == "statedTotal" and one["source"] == "Total"}
    assert Decimal(wan) * WAN in stated


def test_counts_are_those_of_the_graph(rows):
    kinds = [one["kind"] for one in rows["projects"]]
    assert {kind: kinds.count(kind) for kind in kinds} == {"Project": 80, "Task": 7, "DepartmentPlan": 1}
    assert len(rows["indicators"]) == sum(one["indicators"] for one in rows["projects"]) == 480
    assert sum(one["part_of"] is not None for one in rows["values"]) == 45


def test_an_indicator_has_its_values(seed_graph, rows):
    expected = ask(
        seed_graph,
        """SELECT ?indicator ?text ?number ?unit {
            ?indicator a kgb:Indicator ; kgb:actual ?value . ?value kgb:text ?text
            OPTIONAL { ?value kgb:number ?number } OPTIONAL { ?value kgb:unit/skos:prefLabel ?unit
            FILTER(LANG(?unit) = "zh") } }""",
    )
    held = {
        (one["iri"], one["actual_text"], one["actual_number"], one["actual_unit"])
        for one in rows["indicators"]
        if one["actual_text"]
    }
    assert len(held) == 49
    assert held == {
        (iri, text, None if number is None else Decimal(number), unit) for iri, text, number, unit in expected
    }


def test_one_number_by_hand(rows):
    [one] = [one for one in rows["indicators"] if one["name"] == "5G基站建设数量"]
    assert (one["target_text"], one["target_number"], one["target_unit"]) == ("5,442座", 5442, "座")
    assert (one["actual_text"], one["actual_comparator"], one["actual_number"]) == ("约2.8万座", "About", 28000)
    assert (one["achievement"], one["fiscal_year"], one["undertaking_kind"]) == ("Exceeded", 2020, "Task")
    assert (one["source_file"][:3], one["source_row"]) == ("004", 40)


def test_codes_are_local_names_of_the_ontology(rows):
    ontology = (ROOT / "ontology" / "kgbuild.ttl").read_text("utf-8")
    codes = {
        one[column.name]
        for name, table in TABLES.items()
        if name not in ("findings", "documents")
        for column in table.columns
        if column.type is Type.CODE
        for one in rows[name]
    } - {None}
    assert {code for code in codes if f"kgb:{code}" not in ontology and code not in ("label", "text")} == set()


# --- what documents print differently ---


def test_readings_that_differ_have_a_table(rows):
    by_field = {}
    for one in rows["discrepancies"]:
        by_field.setdefault(one["iri"], []).append(one)
    assert len(by_field) == 9
    for readings in by_field.values():
        assert len({one["reading"] for one in readings}) == len({one["source_file"] for one in readings}) == 2
        assert [one["shown"] for one in readings] == [1, 0]
    shown = {(one["thing"], one["reading"]) for one in rows["discrepancies"] if one["shown"]}
    tables = {(one["iri"], one[key]) for one in rows["indicators"] for key in ("name", "target_text")}
    tables |= {(one["goal_iri"], one["goal"]) for one in rows["projects"]}
    assert shown <= tables


def test_what_two_documents_print_is_put_together(tmp_path):
    """The first prints no money, the second prints another target: one row, with the first one's target."""
    goal = "1、产出指标：培训次数，年度指标值：{}。"
    (tmp_path / "a.txt").write_text(lines(row("甲经费", "做好2024年各项工作。", goal.format("5次"))), "utf-8")
    other = lines(wide("甲经费", "80.00", "做好2024年各项工作。", goal.format("6次")), header=WITH_MONEY)
    (tmp_path / "b.txt").write_text(other, "utf-8")
    graph = kgbuild.build([tmp_path], tmp_path / "kg", jobs=1)
    [project], [indicator] = rows_of(graph, "projects"), rows_of(graph, "indicators")
    assert (project["amount_total"], project["documents"], project["source_file"]) == (80 * WAN, 2, "a.txt")
    assert (indicator["target_text"], indicator["documents"], indicator["discrepancies"]) == ("5次", 2, 1)
    assert [one["text"] for one in rows_of(graph, "values")] == ["5次", "6次"]
    assert [(one["reading"], one["source_file"]) for one in rows_of(graph, "discrepancies")] == [
        ("5次", "a.txt"), ("6次", "b.txt"),
    ]  # fmt: skip
