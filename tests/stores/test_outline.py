"""A query is taken apart where it must be, and nowhere else."""

import pytest
from pyoxigraph import Store

from kgbuild.errors import UsageError
from kgbuild.queries import named_queries
from kgbuild.remote.outline import Key, outline, with_prefixes
from kgbuild.remote.virtuoso import translated

TRICKY = """
PREFIX limit: <http://example.org/LIMIT>   # LIMIT 3
SELECT ?a (COUNT(?b) AS ?n) (SAMPLE(?c) AS ?d) {
  ?a limit:LIMIT "LIMIT 7 # }" , '''ORDER BY ?x''' ; limit:order ?b .
  { SELECT ?b ?c { ?b ?p ?c } ORDER BY ?c LIMIT 5 }
} GROUP BY ?a HAVING (COUNT(?b) > 1) order by DESC ( ?n ) $a limit 9 OFFSET 2 VALUES ?a { 1 }
"""


def test_tricky_query():
    query = outline(TRICKY)
    assert (query.form, query.columns, query.limit, query.offset) == ("SELECT", ("a", "n", "d"), 9, 2)
    assert query.keys == (Key("n", True), Key("a", False))
    assert query.values == "VALUES ?a { 1 }"
    assert query.window(3, 4).split()[-10:] == ["$a", "LIMIT", "3", "OFFSET", "4", "VALUES", "?a", "{", "1", "}"]
    assert "LIMIT 5" in query.body
    assert "limit 9" not in query.body
    Store().query(query.window(3, 4))


def test_query_inside_another():
    sources = "FROM <http://a> FROM NAMED x:b"
    rest = "WHERE { ?a x:FROM ?b } ORDER BY ?b"
    text = f"PREFIX x: <http://x/> SELECT ?a {sources} {rest} LIMIT 5 VALUES ?a {{ 1 }}"
    wanted = (
        f"PREFIX x: <http://x/> SELECT ?a {sources} {{ {{ SELECT ?a {rest} VALUES ?a {{ 1 }} }} }} LIMIT 3 OFFSET 4"
    )
    inside = outline(text).inside(3, 4)
    assert " ".join(inside.split()) == wanted
    Store().query(inside)


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_windows_of_named_queries_are_sparql(name):
    query = outline(with_prefixes(named_queries()[name].bound({}), "https://example.org/"))
    assert query.columns
    assert query.keys
    for text in (
        query.whole,
        query.window(5, 5),
        query.inside(3, 2),
        query.window(None, 0),
        translated(query.whole).text,
    ):
        Store().query(text)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("SELECT ?x {}", ()),
        ("SELECT ?x {} ORDER BY ?x", (Key("x", False),)),
        ("SELECT ?x {} ORDER BY ASC(?x) ?y", (Key("x", False), Key("y", False))),
        ("SELECT ?x {} ORDER BY STR(?x)", None),
        ("SELECT ?x {} ORDER BY ?x (?y + 1)", None),
        ("SELECT ?x { { SELECT ?x {} ORDER BY ?x } }", ()),
    ],
)
def test_keys(text, keys):
    assert outline(text).keys == keys


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ASK {}", "ASK"),
        ("# SELECT\nPREFIX select: <http://x/#SELECT> CONSTRUCT WHERE { ?s select:ASK ?o }", "CONSTRUCT"),
        ("BASE <http://x/> DESCRIBE <a>", "DESCRIBE"),
        ("select*{}", "SELECT"),
    ],
)
def test_form(text, form):
    assert outline(text).form == form


@pytest.mark.parametrize("text", ["", "hello", "DROP ALL", "INSERT DATA { <a:a> <a:b> 'SELECT' }", "# SELECT * {}"])
def test_no_query(text):
    with pytest.raises(UsageError, match="not a SPARQL query"):
        outline(text)


def test_prefixes_that_are_used_are_declared():
    text = with_prefixes(
        'PREFIX xsd: <http://x/> SELECT * { ?s a kgb:Project ; <a:id:x> "rdfs:x" ; xsd:y id:z }', "b:b/"
    )
    assert text.startswith(
        "PREFIX id: <b:b/>\nPREFIX kgb: <https://w3id.org/kgbuild/ontology#>\nPREFIX xsd: <http://x/>"
    )


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ('SELECT * { ?s ?p "甲" }', None),
        ('SELECT * { ?s ?p ?o FILTER (?o = "甲"@zh) }', None),
        ('SELECT * { ?s ?p ?o FILTER (?o = "甲"^^<a:b>) }', None),
        ('SELECT * { VALUES (?o) { ("甲") } }', None),
        ('SELECT * { VALUES ?o { "甲" } ?s ?p ?o FILTER (?o = "a") }', None),
        ('SELECT (GROUP_CONCAT(?o; SEPARATOR=", ") AS ?n) { }', None),
        ('SELECT * { ?s ?p ?o FILTER (?o = "甲") }', 'SELECT * { ?s ?p ?o FILTER (?o = STR("甲"@zh)) }'),
        ('SELECT * { FILTER EXISTS { ?s ?p "甲" } }', None),
        ('SELECT * { FILTER REGEX(STR(?o), "a,b", "i") }', 'SELECT * { FILTER REGEX(SUBSTR(STR(?o), 1), "a,b", "i") }'),
        (
            'SELECT * { FILTER regex(CONCAT(?o, "甲,"), ?p) }',
            'SELECT * { FILTER regex(SUBSTR(CONCAT(?o, STR("甲,"@zh)), 1), ?p) }',
        ),
        ("SELECT * { FILTER (?o = '\\u7532') }", "SELECT * { FILTER (?o = STR('\\u7532'@zh)) }"),
    ],
)
def test_strings_for_virtuoso(text, sent):
    assert translated(text).text == (sent or text)
