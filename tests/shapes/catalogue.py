"""The shapes as they stand in `shapes/*.ttl`, read without a SHACL engine."""

from collections import defaultdict

from pyoxigraph import RdfFormat, parse

from kgbuild.vocab import PREFIXES, iri
from tests.conftest import ROOT

SHAPE_FILES = sorted((ROOT / "shapes").glob("*.ttl"))
SH = PREFIXES["sh"]
KINDS = {iri("sh:NodeShape"), iri("sh:PropertyShape")}
CONSTRAINTS = {
    *("minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount", "uniqueLang", "languageIn"),
    *("class", "datatype", "nodeKind", "in", "hasValue", "pattern", "minLength", "maxLength"),
    *("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"),
    *("lessThan", "lessThanOrEquals", "equals", "disjoint"),
    *("and", "or", "not", "xone", "node", "property", "closed", "sparql"),
}
"""Parameters that can make a result."""


def local(term):
    """The last part of an IRI."""
    return term.value.rpartition("#")[2].rpartition("/")[2]


def _described():
    said = defaultdict(lambda: defaultdict(list))
    for path in SHAPE_FILES:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            said[quad.subject][quad.predicate].append(quad.object)
    return said


SAID = _described()
"""Subject → predicate → objects, of all shape files."""

SHAPES = {local(node): node for node, said in SAID.items() if KINDS & {*said[iri("rdf:type")]}}
"""Name → IRI of everything that can stand as sh:sourceShape of a result."""


def parameters(name):
    """What the shape demands: `minCount`, `class`, `sparql` …"""
    return {local(one) for one in SAID[SHAPES[name]] if one.value.startswith(SH)} & CONSTRAINTS


def component(parameter):
    """The sh:sourceConstraintComponent of a parameter."""
    named = "SPARQL" if parameter == "sparql" else parameter[0].upper() + parameter[1:]
    return f"{SH}{named}ConstraintComponent"
