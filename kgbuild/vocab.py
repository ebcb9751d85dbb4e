"""The only IRIs written in Python. A test holds every kgb: term here against ontology/kgbuild.ttl."""

from __future__ import annotations

from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode

KGB: Final = "https://w3id.org/kgbuild/ontology#"
DEFAULT_BASE: Final = "https://w3id.org/kgbuild/id/"
GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
CSVW: Final = "http://www.w3.org/ns/csvw"
CC_BY: Final = "https://creativecommons.org/licenses/by/4.0/"
FORMATS: Final = "http://www.w3.org/ns/formats/"
LANGUAGES: Final = "http://id.loc.gov/vocabulary/iso639-1/"
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
SERVICE_DESCRIPTION: Final = "http://www.w3.org/ns/sparql-service-description#"

SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
"""Names the schema that reports in SARIF follow; never fetched."""

PREFIXES: Final[dict[str, str]] = {
    "kgb": KGB,
    "id": DEFAULT_BASE,
    "industry": "https://w3id.org/kgbuild/industry/",
    "gbt": "https://w3id.org/kgbuild/classification/gbt4754-2017/",
    "sei": "https://w3id.org/kgbuild/classification/sei-2018/",
    "de": "https://w3id.org/kgbuild/classification/digital-economy-2021/",
    "three": "https://w3id.org/kgbuild/category/three/",
    "four": "https://w3id.org/kgbuild/category/four/",
    "department": "https://w3id.org/kgbuild/department/",
    "unit": "https://w3id.org/kgbuild/unit/",
    "shape": "https://w3id.org/kgbuild/shape/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def prefixes_of(base: str) -> dict[str, str]:
    """Our prefixes for a graph whose things are under `base`."""
    return {**PREFIXES, "id": base}


@cache
def iri(curie: str) -> NamedNode:
    """`kgb:Project` as a node. Raises KeyError for a prefix that is not ours."""
    prefix, _, name = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


def curie(node: NamedNode | Literal) -> str:
    """The short form of an IRI, or the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if node.value.startswith(namespace):
            return f"{prefix}:{node.value[len(namespace) :]}"
    return node.value
