"""Whether a query asks another server is told from its text, in every reading that an engine may have of it."""

import pytest

from kgbuild.knowledge import vocabulary
from kgbuild.sparql import names_service

SERVER = "<http://127.0.0.1:1/>"
ASKING = [
    f"SELECT * {{ SERVICE {SERVER} {{}} }}",
    f"SELECT * {{ service silent {SERVER} {{}} }}",
    f"SELECT * {{ SeRvIcE{SERVER}{{}} }}",
    f"SELECT * {{ SERVICESILENT{SERVER}{{}} }}",
    f"PREFIX : {SERVER} SELECT * {{ SERVICE: {{}} }}",
    f"PREFIX : {SERVER} SELECT * {{ SERVICE:a {{}} }}",
    f"PREFIX p: {SERVER} SELECT * {{ SERVICEp:a {{}} }}",
    f"PREFIX SERVICE: {SERVER} SELECT * {{ SERVICE SERVICE:a {{}} }}",
    f"SELECT * {{ BIND({SERVER} AS ?server) SERVICE ?server {{}} }}",
    f"SELECT * {{ SERVICE # <\n # '\n {SERVER} {{}} }}",
    f"SELECT * {{ # \r SERVICE {SERVER} {{}} \n}}",
    f"ASK {{ FILTER EXISTS {{ SERVICE {SERVER} {{}} }} }}",
    f"ASK {{ FILTER NOT EXISTS {{ {{ {{ SERVICE {SERVER} {{}} }} }} }} }}",
    f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE {SERVER} {{}} }} }} }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {SERVER} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1SERVICE {SERVER} {{}} }}",
    f"SELECT * {{ ?s ?p true.SERVICE {SERVER} {{}} }}",
    f"SELECT * {{ ?s ?p trueSERVICE{SERVER}{{}} }}",
    f"SELECT * {{ ?s ?p ''SERVICE {SERVER} {{}} }}",
    f"SELECT * {{ ?s ?p '''a\n'b'''.SERVICE {SERVER} {{}} }}",
    f'SELECT * {{ ?s ?p """a""" . SERVICE {SERVER} {{}} ?s ?p """b""" }}',
    f'SELECT * {{ ?s ?p "a\\"" . SERVICE {SERVER} {{}} ?s ?p "b" }}',
    f"SELECT * {{ FILTER(1<2)SERVICE#>\n{SERVER}{{}} }}",
    f"SELECT * {{ FILTER('a'<'>x')SERVICE{SERVER}{{FILTER('y'='y')}} }}",
    f"SELECT * {{ FILTER(1<2#> '''\n)SERVICE{SERVER}{{}} #'''\n}}",
    f"SELECT * {{ FILTER(1<2&&3<4)SERVICE{SERVER}{{}} }}",
    f"SELECT * {{ ?s <http://a/'> ?o . SERVICE {SERVER} {{}} ?s <http://b/'> ?o }}",
    f"SELECT * {{ ?s <http://a\\u0041'> ?o . SERVICE {SERVER} {{}} FILTER('x'='x') }}",
    f'SELECT * {{ ?s ?p "\\u0022 . " . SERVICE {SERVER} {{}} ?s ?p "" }}',
    f"SELECT * {{ \\u0053ERVICE {SERVER} {{}} }}",
    f"SELECT * {{ \\U00000053ERVIC\\u0045 {SERVER} {{}} }}",
    f'SELECT * {{ ?s ?p "\\u0022 . SERVICE {SERVER} {{}} # \\u0022" }}',
]
HARMLESS = [
    'SELECT ("SERVICE <http://127.0.0.1:1/> {}" AS ?x) {}',
    "SELECT ('it\\'s a SERVICE <x>' AS ?x) {}",
    'SELECT ("""a "quoted" SERVICE <x>""" AS ?x) {}',
    "# SERVICE <http://127.0.0.1:1/> {}\nSELECT * {}",
    "SELECT ?service $Service { ?service ?p $Service }",
    "SELECT * { ?s <http://example.org/service> ?o }",
    "SELECT * { ?s <http://example.org/service/a#b> ?o }",
    "SELECT * { ?s ?p <http://example.org/services>, <http://example.org/services/x-service-y?z> }",
    "SELECT * { ?s ?p kgb:service, id:my.service-1 }",
    "SELECT * { ?s rdfs:label \"it's a SERVICE <x>\" } # don't",
    'SELECT * { FILTER(?a<5 && ?b>"SERVICE <x>") }',
    "SELECT * { ?s ?p 'serv' , 'ice <x>' }",
    'SELECT ("\\u0053ERVICE" AS ?x) {}',
    "ASK {}",
    "",
]


@pytest.mark.parametrize("query", ASKING)
def test_service_is_seen(query):
    assert names_service(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_alone_does_no_harm(query):
    assert not names_service(query)


def test_our_own_names_do_no_harm():
    named = {node.value for quad in vocabulary() for node in (quad.subject, quad.predicate) if "ervice" in node.value}
    assert len(named) > 3
    assert not [one for one in named if names_service(f"SELECT * {{ ?s ?p <{one}> . <{one}> ?q ?o }}")]


@pytest.mark.parametrize("text", ["s" * 10**6, '"' * 10**6, "<a'" * 300_000, "<" * 10**6, "'''" * 300_000])
def test_what_cannot_be_told_apart_is_refused(text):
    assert names_service(text + "service <x>")
