"""void.ttl: the description that every build leaves beside its graph."""

import hashlib
import json
import re

import pytest
import rdflib
from rdflib import RDF, Literal, URIRef, namespace
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, VOID, XSD

import kgbuild
from kgbuild import void
from kgbuild.vocab import CC_BY, PREFIXES
from tests.conftest import SEEDS

SPDX = rdflib.Namespace(PREFIXES["spdx"])


@pytest.fixture(scope="module")
def described(seed_graph):
    return rdflib.Graph().parse(seed_graph.path / "void.ttl")


@pytest.fixture(scope="module")
def dataset(described):
    [node] = described.subjects(RDF.type, DCAT.Dataset)
    return node


def ask(graph, query):
    return [tuple(term.value for term in found) for found in graph.query(query)]


def test_it_is_a_data_set_of_both_vocabularies(described, dataset):
    assert (dataset, RDF.type, VOID.Dataset) in described
    for said in (DCTERMS.title, DCTERMS.description):
        assert sorted(text.language for text in described.objects(dataset, said)) == ["en", "zh"]
    assert {str(language)[-2:] for language in described.objects(dataset, DCTERMS.language)} == {"zh", "en"}


@pytest.mark.parametrize(
    ("said", "query"),
    [
        (VOID.triples, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        (VOID.classes, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        (VOID.properties, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
    ],
)
def test_counts_are_those_of_the_turtle(seed_graph, described, dataset, said, query):
    """Counted by another engine, in the file that is published."""
    graph = rdflib.Graph().parse(seed_graph.path / "kg.ttl")
    [[expected]] = graph.query(query)
    assert described.value(dataset, said) == expected


def test_partitions_are_complete(seed_graph, described, dataset):
    classes = {
        str(described.value(part, VOID["class"])): int(described.value(part, VOID.entities))
        for part in described.objects(dataset, VOID.classPartition)
    }
    properties = {
        str(described.value(part, VOID.property)): int(described.value(part, VOID.triples))
        for part in described.objects(dataset, VOID.propertyPartition)
    }
    things = seed_graph.manifest["things"]
    assert {kind: classes[f"{PREFIXES['kgb']}{kind}"] for kind in things} == things
    assert sum(properties.values()) == int(described.value(dataset, VOID.triples))


def test_distributions_are_the_files(seed_graph, described, dataset):
    found = {}
    for one in described.objects(dataset, DCAT.distribution):
        url = described.value(one, DCAT.downloadURL)
        assert (dataset, VOID.dataDump, url) in described
        checksum = described.value(one, SPDX.checksum)
        assert described.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        size, digest = described.value(one, DCAT.byteSize), described.value(checksum, SPDX.checksumValue)
        found[str(url).rpartition("/")[2]] = (int(size), str(digest).lower(), str(described.value(one, DCAT.mediaType)))
        assert (size.datatype, digest.datatype) == (XSD.nonNegativeInteger, XSD.hexBinary)
    base = "https://www.iana.org/assignments/media-types/"
    for name, media_type in (("kg.ttl", "text/turtle"), ("kg.nq", "application/n-quads")):
        data = (seed_graph.path / name).read_bytes()
        assert found.pop(name) == (len(data), hashlib.sha256(data).hexdigest(), base + media_type)
    assert found == {}


def test_files_are_named_relative_to_the_description(seed_graph):
    text = (seed_graph.path / "void.ttl").read_text("utf-8")
    assert "<kg.nq>" in text
    assert "@base" not in text
    assert str(seed_graph.path) not in text
    published = rdflib.Graph().parse(data=text, publicID="https://example.org/data/void.ttl", format="turtle")
    assert URIRef("https://example.org/data/kg.nq") in set(published.objects(None, VOID.dataDump))


def test_licences_are_told_apart(described, dataset):
    """The description has a licence; the data has none that we know of, and the description says so."""
    [itself] = described.subjects(RDF.type, VOID.DatasetDescription)
    assert described.value(itself, DCTERMS.license) == URIRef(CC_BY)
    assert described.value(itself, FOAF.primaryTopic) == dataset
    assert (dataset, DCTERMS.license, None) not in described
    rights = described.value(dataset, DCTERMS.rights)
    assert sorted(text.language for text in described.objects(rights, namespace.RDFS.label)) == ["en", "zh"]


def test_it_says_what_made_it_and_from_what(seed_graph, described, dataset):
    build = described.value(dataset, PROV.wasGeneratedBy)
    software = described.value(build, PROV.wasAssociatedWith)
    assert str(described.value(software, namespace.OWL.versionInfo)) == kgbuild.__version__
    sources = {str(node) for node in described.objects(dataset, PROV.wasDerivedFrom)}
    assert sources == {iri for (iri,) in ask(seed_graph, "SELECT ?d { ?d a kgb:Document }")}


def test_years_and_vocabularies(described, dataset):
    period = described.value(dataset, DCTERMS.temporal)
    assert described.value(period, DCAT.startDate) == Literal("2020", datatype=XSD.gYear)
    assert described.value(period, DCAT.endDate) == Literal("2025", datatype=XSD.gYear)
    used = {str(one) for one in described.objects(dataset, VOID.vocabulary)}
    assert {PREFIXES[name] for name in ("kgb", "prov", "skos", "dcterms", "oa", "sh")} <= used


def test_linksets_lead_to_other_sites(described, dataset):
    sites = {}
    for one in described.objects(dataset, VOID.subset):
        assert (one, RDF.type, VOID.Linkset) in described
        assert described.value(one, VOID.subjectsTarget) == dataset
        site = str(described.value(described.value(one, VOID.objectsTarget), VOID.uriSpace))
        sites[site] = sites.get(site, 0) + int(described.value(one, VOID.triples))
    assert sites["http://qudt.org/"] > 100
    assert not any("w3id.org/kgbuild" in site for site in sites)


def test_only_known_terms_are_used(described):
    """rdflib refuses a term that its vocabulary does not have."""
    known = {
        name: getattr(namespace, name.upper())
        for name in ("dcat", "dcterms", "foaf", "owl", "prov", "rdf", "rdfs", "void")
    }
    used = {*described.predicates(), *described.objects(None, RDF.type)}
    spdx = {"checksum", "algorithm", "checksumValue", "Checksum"}
    for term in used:
        prefix, space = next((prefix, space) for prefix, space in PREFIXES.items() if str(term).startswith(space))
        name = str(term).removeprefix(space)
        assert name in spdx if prefix == "spdx" else name in known[prefix], term


def test_there_are_no_blank_nodes_and_no_time(seed_graph, described):
    assert not any(isinstance(term, rdflib.BNode) for triple in described for term in triple)
    assert not re.search(r"\d{4}-\d\d-\d\d|T\d\d:", (seed_graph.path / "void.ttl").read_text("utf-8"))


def test_another_graph_is_another_data_set(seed_graph, dataset, tmp_path):
    other = kgbuild.build([SEEDS[3]], tmp_path / "kg", jobs=1)
    described = rdflib.Graph().parse(other.path / "void.ttl")
    assert set(described.subjects(RDF.type, DCAT.Dataset)) != {dataset}
    assert sorted(path.name for path in other.path.iterdir()) >= ["documents", "kg.nq", "kg.ttl"]
    assert void.NAME in {path.name for path in other.path.iterdir()}
    assert json.loads((other.path / "manifest.json").read_text("utf-8"))["base"] in (other.path / "void.ttl").read_text(
        "utf-8"
    )
