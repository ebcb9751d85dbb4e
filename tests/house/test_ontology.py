"""The ontology defines what the code says, and every term speaks Chinese and English."""

import re
from collections import defaultdict

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib import namespace

from kgbuild.knowledge import vocabulary
from kgbuild.text import comparable
from kgbuild.vocab import KGB, PREFIXES, curie, iri
from tests.conftest import ROOT

SOURCES = [
    path
    for folder, ending in (("kgbuild", "py"), ("shapes", "ttl"), ("queries", "rq"))
    for path in sorted((ROOT / folder).rglob(f"*.{ending}"))
]
KNOWN = ("dcat", "dcterms", "foaf", "org", "owl", "prov", "rdf", "rdfs", "sh", "skos", "void", "xsd")
"""Vocabularies whose terms rdflib knows."""
LABELS = [iri("skos:prefLabel"), iri("skos:altLabel"), iri("skos:hiddenLabel")]
BOTH = ["en", "zh"]


def _described():
    said = defaultdict(lambda: defaultdict(list))
    for quad in vocabulary():
        said[quad.subject][quad.predicate].append(quad.object)
    return said


SAID = _described()
DEFINED = {node for node, said in SAID.items() if said[iri("rdf:type")]}
OURS = sorted((node for node in DEFINED if node.value.startswith(KGB)), key=str)
CONCEPTS = sorted((node for node, said in SAID.items() if said[iri("skos:prefLabel")]), key=str)
SCHEMES = sorted({scheme for said in SAID.values() for scheme in said[iri("skos:inScheme")]}, key=str)


def languages(node, *predicates):
    """The languages in which the first of the predicates that is used is said, one entry a literal."""
    said = next((SAID[node][iri(one)] for one in predicates if SAID[node][iri(one)]), [])
    return sorted(one.language for one in said if isinstance(one, Literal) and one.value.strip())


# --- terms ---


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_terms_used_are_defined(path):
    used = {iri(term) for term in re.findall(r"\bkgb:[A-Za-z]\w*", path.read_text("utf-8"))}
    assert {curie(term) for term in used - {*OURS}} == set()


def test_terms_in_the_graph_are_defined(seed_graph):
    used = {term for quad in seed_graph.quads() for term in quad if isinstance(term, NamedNode)}
    assert {term.value for term in used if term.value.startswith(KGB)} <= {term.value for term in OURS}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_terms_of_others_exist(path):
    used = re.findall(rf"(?<![\w:?])({'|'.join(KNOWN)}):([A-Za-z]\w*)", path.read_text("utf-8"))
    assert [f"{prefix}:{name}" for prefix, name in used if name not in getattr(namespace, prefix.upper())] == []


@pytest.mark.parametrize("prefix", KNOWN)
def test_prefixes_of_others_are_theirs(prefix):
    assert PREFIXES[prefix] == str(getattr(namespace, prefix.upper()))


@pytest.mark.parametrize("predicates", [("rdfs:label", "skos:prefLabel"), ("skos:definition",)], ids=" or ".join)
def test_every_term_has_label_and_definition_in_both_languages(predicates):
    said = {curie(term): languages(term, *predicates) for term in OURS}
    assert {term: found for term, found in said.items() if found != BOTH} == {}


def test_labels_of_properties_and_classes_are_their_own():
    seen = defaultdict(list)
    for term in OURS:
        kinds = frozenset(SAID[term][iri("rdf:type")])
        for label in SAID[term][iri("rdfs:label")]:
            seen[(kinds, label)].append(curie(term))
    assert [terms for terms in seen.values() if len(terms) > 1] == []


def test_ontology_has_no_import_and_a_version():
    [ontology] = [node for node in DEFINED if SAID[node][iri("owl:versionIRI")]]
    assert SAID[ontology][iri("owl:versionInfo")]
    assert SAID[ontology][iri("dcterms:license")]
    assert not any(said[iri("owl:imports")] for said in SAID.values())


# --- concepts ---


def test_every_concept_has_one_name_in_each_language():
    """Entries of official lists are quoted as they are published: in Chinese."""
    said = {concept: languages(concept, "skos:prefLabel") for concept in CONCEPTS}
    quoted = {concept for concept in CONCEPTS if SAID[concept][iri("rdf:type")] == [iri("skos:Concept")]}
    wrong = {concept: found for concept, found in said.items() if found != BOTH and concept not in quoted}
    assert {curie(concept): found for concept, found in wrong.items()} == {}
    assert [curie(concept) for concept in quoted if "zh" not in said[concept]] == []


@pytest.mark.parametrize("scheme", [*SCHEMES, None], ids=lambda scheme: curie(scheme) if scheme else "departments")
def test_a_label_means_one_thing_inside_its_scheme(scheme):
    if scheme:
        members = [node for node in CONCEPTS if scheme in SAID[node][iri("skos:inScheme")]]
    else:
        members = [node for node in DEFINED if iri("kgb:Department") in SAID[node][iri("rdf:type")]]
    meanings = defaultdict(set)
    for node in members:
        for label in (label for predicate in LABELS for label in SAID[node][predicate]):
            meanings[comparable(label.value), label.language].add(curie(node))
    assert members
    assert {label: nodes for label, nodes in meanings.items() if len(nodes) > 1} == {}


@pytest.mark.parametrize("upward", ["skos:broader", "rdfs:subClassOf", "rdfs:subPropertyOf", "org:subOrganizationOf"])
def test_nothing_is_above_itself(upward):
    above = {node: set(said[iri(upward)]) for node, said in SAID.items()}
    for node in above:
        reached, new = set(), above[node]
        while new:
            reached |= new
            new = {higher for one in new for higher in above.get(one, ())} - reached
        assert node not in reached


@pytest.mark.parametrize("scheme", SCHEMES, ids=curie)
def test_broader_stays_inside_the_scheme(scheme):
    for node in CONCEPTS:
        if scheme in SAID[node][iri("skos:inScheme")]:
            assert all(scheme in SAID[higher][iri("skos:inScheme")] for higher in SAID[node][iri("skos:broader")])
