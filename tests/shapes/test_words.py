"""What every shape tells people: its name, its message, how grave it is, and what it rests on."""

import pytest
import rdflib
from pyoxigraph import Literal
from rdflib.namespace import SH as SHACL

from kgbuild.vocab import iri
from tests.shapes.catalogue import SAID, SH, SHAPE_FILES, SHAPES, local

SEVERITIES = {iri("sh:Info"), iri("sh:Warning"), iri("sh:Violation")}


def messages(node):
    """A shape's own messages, or those of its SPARQL constraints."""
    own = SAID[node][iri("sh:message")]
    return own or [text for one in SAID[node][iri("sh:sparql")] for text in SAID[one][iri("sh:message")]]


def languages(texts):
    return sorted(text.language for text in texts if isinstance(text, Literal) and text.value.strip())


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_shape_has_name_message_severity_and_basis(name):
    said = SAID[SHAPES[name]]
    assert languages(said[iri("sh:name")]) == ["en", "zh"]
    assert languages(messages(SHAPES[name])) == ["en", "zh"]
    assert len(said[iri("sh:severity")]) == 1
    assert {*said[iri("sh:severity")]} <= SEVERITIES
    assert said[iri("dcterms:source")]


AUDIT = sorted(name for name, node in SHAPES.items() if SAID[node][iri("dcterms:identifier")])


@pytest.mark.parametrize("name", AUDIT)
def test_audit_shape_says_what_to_do(name):
    assert languages(SAID[SHAPES[name]][iri("sh:description")]) == ["en", "zh"]


def test_remedies_tell_shapes_apart():
    remedies = [text.value for name in AUDIT for text in SAID[SHAPES[name]][iri("sh:description")]]
    assert len(remedies) == len({*remedies}) == 2 * len(AUDIT) > 100


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_shape_says_one_thing_in_sparql_at_most(name):
    """A result names the shape, not the query: two queries in one shape could not be told apart."""
    assert len(SAID[SHAPES[name]][iri("sh:sparql")]) <= 1


def test_messages_tell_shapes_apart():
    texts = [text.value for node in SHAPES.values() for text in messages(node)]
    assert sorted(texts) == sorted({*texts})


def test_shapes_use_terms_that_shacl_has():
    """SHACL ignores what it does not know: a misspelt constraint would never fail."""
    used = {predicate for said in SAID.values() for predicate in said}
    used |= {value for said in SAID.values() for values in said.values() for value in values}
    ours = {local(term) for term in used if not isinstance(term, Literal) and term.value.startswith(SH)}
    assert not {term for term in ours if term not in SHACL}


@pytest.mark.parametrize("path", SHAPE_FILES, ids=lambda path: path.name)
def test_shape_file_is_turtle_for_rdflib_too(path):
    assert len(rdflib.Graph().parse(path)) > 0
