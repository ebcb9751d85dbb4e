"""Sorted N-Quads, and Turtle in an order that people can read.

Lines are sorted by code point, so the same quads always give the same bytes. Turtle and TriG put each thing
behind the thing that holds it (project, its goal, its money, its indicators with their targets), type and
label first.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kgbuild.terms import Value, statements
from kgbuild.vocab import PREFIXES, iri

_CLASS_ORDER: Final = (
    "owl:Ontology", "owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "skos:ConceptScheme",
    "kgb:Document", "kgb:Department", "kgb:DepartmentPlan", "kgb:Task", "kgb:Project", "kgb:Discrepancy",
    "sh:ValidationReport", "sh:ValidationResult", "kgb:Issue", "kgb:Cell",
)  # fmt: skip
_HELD: Final = (
    "kgb:goal", "kgb:item", "kgb:funding", "kgb:statedTotal", "kgb:indicator", "kgb:annualTarget",
    "kgb:periodTarget", "kgb:actual", "kgb:part",
)  # fmt: skip
_PREDICATES_FIRST: Final = (
    "rdf:type", "skos:prefLabel", "rdfs:label", "dcterms:title", "kgb:ordinal", "kgb:group", "kgb:text",
)  # fmt: skip


def sorted_lines(quads: Iterable[Quad]) -> list[str]:
    """Each quad once, as an N-Quads line, sorted."""
    data = (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()
    return sorted(set(data.splitlines(keepends=True)))


def merged(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    """Sorted parts as one sorted sequence, each line once; holds one line of each part in memory."""
    before = ""
    for line in heapq.merge(*parts):
        if line != before:
            yield line
        before = line


def readable(triples: Iterable[Quad | Triple]) -> list[Triple]:
    """The triples in the order in which a person reads them; equal triples once."""
    rank = {iri(name): place for place, name in enumerate(_PREDICATES_FIRST)}
    rank[iri("prov:wasDerivedFrom")] = len(rank) + 1
    things: dict[NamedNode, _Thing] = {}
    for subject, predicate, value in set(statements(triples)):
        things.setdefault(subject, _Thing(subject)).said.append((predicate, value))
    for thing in things.values():
        thing.said.sort(key=lambda one: (rank.get(one[0], len(_PREDICATES_FIRST)), one[0].value, _key(one[1])))
    return [Triple(thing.node, predicate, value) for thing in _in_order(things) for predicate, value in thing.said]


@dataclass(slots=True)
class _Thing:
    node: NamedNode
    said: list[tuple[NamedNode, Value]] = field(default_factory=list)

    def first(self, *predicates: str) -> str:
        """The first value said with one of the predicates, the earlier predicate first."""
        for predicate in predicates:
            for said, value in self.said:
                if said == iri(predicate):
                    return value.value
        return ""

    @property
    def position(self) -> tuple[int, int]:
        return int(self.first("kgb:group") or 0), int(self.first("kgb:ordinal") or 0)


def _key(term: Value) -> tuple[str, str]:
    return (term.value, term.language or term.datatype.value) if isinstance(term, Literal) else (term.value, "")


def _in_order(things: dict[NamedNode, _Thing]) -> list[_Thing]:
    """Things by class and label, each followed at once by what it holds."""
    classes = {iri(name): place for place, name in enumerate(_CLASS_ORDER)}
    holds = {iri(name): place for place, name in enumerate(_HELD)}
    held = {value for thing in things.values() for predicate, value in thing.said if predicate in holds}

    def place(thing: _Thing) -> tuple[bool, int, str, str]:
        kinds = [
            classes.get(v, len(classes)) for p, v in thing.said if p == iri("rdf:type") if isinstance(v, NamedNode)
        ]
        label = thing.first("rdfs:label", "skos:prefLabel", "dcterms:title")
        return thing.node in held, min(kinds, default=len(classes)), label, thing.node.value

    ordered: dict[NamedNode, _Thing] = {}

    def visit(thing: _Thing) -> None:
        if thing.node in ordered:
            return
        ordered[thing.node] = thing
        parts = [
            (holds[predicate], things[value].position, value.value, things[value])
            for predicate, value in thing.said
            if predicate in holds and isinstance(value, NamedNode) and value in things
        ]
        for *_, part in sorted(parts, key=lambda one: one[:3]):
            visit(part)

    for thing in sorted(things.values(), key=place):
        visit(thing)
    return list(ordered.values())


def turtle(triples: Iterable[Quad | Triple]) -> bytes:
    """Readable Turtle with our prefixes."""
    return serialize(readable(triples), format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
