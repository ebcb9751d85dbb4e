"""Parameters are terms: what a user types is data in the query, never a part of it."""

import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from kgbuild.errors import UsageError
from kgbuild.queries import find_query, named_queries, parse_query
from kgbuild.vocab import KGB, PREFIXES, iri

NASTY = [
    '"',
    '"""',
    "'",
    "\\",
    "}",
    "{?s ?p ?o}",
    '" } UNION { ?project rdfs:label ?indicator . #',
    "第一行\n第二行\r\n\t第三行",
    "?_name",
    "$_name",
    "# 注释",
    "<http://example.org/>",
    "\u2028\x00\x7f",
]


def echo(kind):
    """A query that gives its parameter back."""
    return parse_query("echo", f"SELECT ?value WHERE {{ BIND (?_given_{kind} AS ?value) }}")


def answer(query):
    return [row["value"] for row in Store().query(query)]


# --- what is refused ---


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("integer", ["0", "-7"], ["", "1.5", "1e3", "七", " 1", "1\n", "1 } #"]),
        ("decimal", ["1", "-0.5", "2022.1"], ["", ".", "1.", "1,000", "1.5万", "NaN", "1\n"]),
        ("gYear", ["2023"], ["23", "2023年", "2023-01", "20233", "2023\n"]),
        ("date", ["2023-12-31"], ["2023", "2023-12", "2023-12-31T00:00:00", "31.12.2023"]),
        ("boolean", ["true", "false"], ["True", "1", "yes", ""]),
    ],
)
def test_typed_value_is_taken_or_refused(kind, right, wrong):
    query = echo(kind)
    for value in right:
        assert answer(query.bound({"given": value})) == [Literal(value, datatype=iri(f"xsd:{kind}"))]
    for value in wrong:
        with pytest.raises(UsageError, match="given"):
            query.bound({"given": value})


@pytest.mark.parametrize("value", ["２０２３", "٢٠٢٣"])
@pytest.mark.parametrize("kind", ["integer", "decimal", "gYear"])
def test_digits_of_other_scripts_are_no_digits_of_xsd(kind, value):
    with pytest.raises(UsageError):
        echo(kind).bound({"given": value})


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_unknown_parameter_is_refused_by_name(name):
    with pytest.raises(UsageError, match="nonsense"):
        named_queries()[name].bound({"nonsense": "1"})


def test_missing_parameter_is_asked_for_by_name_and_type():
    with pytest.raises(UsageError, match=r"--param given=.*integer"):
        echo("integer").bound({})


def test_unknown_type_is_refused():
    with pytest.raises(UsageError, match="float"):
        echo("float")


def test_unknown_query_is_refused():
    with pytest.raises(UsageError, match="no query 'nonsense'"):
        find_query("nonsense")


@pytest.mark.parametrize(
    "value", ["", "no iri", "http://example.org/> } #", "http://example.org/\n", "kgb:a b", "绩效"]
)
def test_no_iri_is_refused(value):
    with pytest.raises(UsageError):
        echo("iri").bound({"given": value})


# --- what is taken ---


@pytest.mark.parametrize("value", ["kgb:Project", f"{KGB}Project"])
def test_iri_is_given_short_or_whole(value):
    assert answer(echo("iri").bound({"given": value})) == [NamedNode(f"{KGB}Project")]


def test_default_holds_until_a_value_is_given():
    query = parse_query(
        "echo", "#+ defaults:\n#+   - given: 3\nSELECT ?value WHERE { BIND (?_given_integer AS ?value) }"
    )
    assert [one.value for one in answer(query.bound({}))] == ["3"]
    assert [one.value for one in answer(query.bound({"given": "4"}))] == ["4"]


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_defaults_are_of_their_type(name):
    for one in named_queries()[name].parameters:
        assert one.default is None or one.term(one.default)


# --- injection ---


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("kind", ["string", "zh"])
def test_whatever_is_given_comes_back_as_one_literal(kind, value):
    query = echo(kind).bound({"given": value})
    assert [one.value for one in answer(query)] == [value]
    assert [str(row.value) for row in rdflib.Graph().query(query)] == [value]


@given(st.text())
@example('\\"')
@example("\\u0022")
def test_any_text_comes_back(value):
    assert [one.value for one in answer(echo("string").bound({"given": value}))] == [value]


@pytest.mark.parametrize("value", NASTY)
def test_nasty_name_finds_nothing(seed_graph, value):
    query = named_queries()["where-from"].bound({"name": value})
    assert list(seed_graph.query(query)) == []


def test_value_that_names_a_parameter_is_not_bound_again():
    query = parse_query("two", "SELECT ?value WHERE { VALUES ?value { ?_one ?_two } }")
    given = {"one": "?_two", "two": "?_one"}
    assert [one.value for one in answer(query.bound(given))] == ["?_two", "?_one"]


@pytest.mark.parametrize(
    "text",
    ['"?_given"', "'?_given'", '"""?_given"""', "'''it's ?_given'''", "1 # ?_given\n"],
)
def test_parameter_inside_a_string_or_a_comment_is_text(text):
    query = parse_query("text", f"SELECT ?value WHERE {{ BIND ({text} AS ?value) }}")
    assert query.parameters == ()
    assert len(answer(query.bound({}))) == 1


def test_prefixes_of_ours_need_no_declaration(seed_graph):
    for prefix in PREFIXES:
        assert seed_graph.query(f"ASK {{ FILTER (STRLEN(STR({prefix}:x)) > 1) }}")
