"""Sorted N-Quads, and Turtle in an order that people can read.

Lines are sorted by code point, so the same quads always give the same bytes. Turtle and TriG put each thing
behind the thing that holds it (project, its goal, its money, its indicators with their targets), type and
label first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kgbuild.terms import Said, Statement, Value, statements
from kgbuild.vocab import DEFAULT_BASE, PREFIXES, iri, prefixes_of

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


class _Printed(dict[Value, str]):
    """Terms as N-Triples prints them, each printed once."""

    def __missing__(self, term: Value) -> str:
        printed = self[term] = str(term)
        return printed


def sorted_lines(quads: Iterable[Statement]) -> list[bytes]:
    """Each quad once, as an N-Quads line in UTF-8, sorted (by bytes, which is by code point)."""
    printed = _Printed()
    return sorted(
        {
            f"{printed[subject]} {printed[predicate]} {printed[value]} {printed[graph]} .\n".encode()
            for subject, predicate, value, graph in quads
        }
    )


def readable(triples: Iterable[Said]) -> list[Triple]:
    """The triples in the order in which a person reads them; equal triples once."""
    ranks = _predicate_ranks()
    things: dict[NamedNode, _Thing] = {}
    for subject, predicate, value in set(statements(triples)):
        rank = ranks.get(predicate, len(_PREDICATES_FIRST))
        key = (rank, predicate.value, value.value, "" if isinstance(value, NamedNode) else str(value))
        thing = things.get(subject)
        if thing is None:
            thing = things[subject] = _Thing(subject)
        thing.said.append((key, predicate, value))
    for thing in things.values():
        thing.said.sort(key=itemgetter(0))
    return [Triple(thing.node, predicate, value) for thing in _in_order(things) for _, predicate, value in thing.said]


@cache
def _predicate_ranks() -> dict[NamedNode, int]:
    ranks = {iri(name): place for place, name in enumerate(_PREDICATES_FIRST)}
    return {**ranks, iri("prov:wasDerivedFrom"): len(ranks) + 1}


@dataclass(slots=True)
class _Thing:
    """A subject with what is said of it: (sort key, predicate, value)."""

    node: NamedNode
    said: list[tuple[tuple[int, str, str, str], NamedNode, Value]] = field(default_factory=list)

    def first(self, rank: int) -> str:
        """The first value of the predicate with this rank."""
        return next((value.value for key, _, value in self.said if key[0] == rank), "")

    @property
    def position(self) -> tuple[int, int]:
        return int(self.first(_GROUP) or 0), int(self.first(_ORDINAL) or 0)

    @property
    def label(self) -> str:
        return next((key[2] for key, _, _ in self.said if key[0] in _LABELS), "")


_GROUP, _ORDINAL, _TYPE = (_PREDICATES_FIRST.index(name) for name in ("kgb:group", "kgb:ordinal", "rdf:type"))
_LABELS = {_PREDICATES_FIRST.index(name) for name in ("skos:prefLabel", "rdfs:label", "dcterms:title")}


def _in_order(things: dict[NamedNode, _Thing]) -> list[_Thing]:
    """Things by class and label, each followed at once by what it holds."""
    classes = {iri(name).value: place for place, name in enumerate(_CLASS_ORDER)}
    holds = {iri(name): place for place, name in enumerate(_HELD)}
    parts: dict[NamedNode, list[_Thing]] = {}
    held: set[NamedNode] = set()
    for thing in things.values():
        found = sorted(
            (holds[predicate], things[value].position, value.value)
            for _, predicate, value in thing.said
            if predicate in holds and isinstance(value, NamedNode) and value in things
        )
        if found:
            parts[thing.node] = [things[NamedNode(node)] for _, _, node in found]
            held.update(part.node for part in parts[thing.node])

    def place(thing: _Thing) -> tuple[bool, int, str, str]:
        kinds = (classes.get(key[2], len(classes)) for key, _, _ in thing.said if key[0] == _TYPE)
        return thing.node in held, min(kinds, default=len(classes)), thing.label, thing.node.value

    ordered: dict[NamedNode, _Thing] = {}

    def visit(thing: _Thing) -> None:
        if thing.node not in ordered:
            ordered[thing.node] = thing
            for part in parts.get(thing.node, ()):
                visit(part)

    for thing in sorted(things.values(), key=place):
        visit(thing)
    return list(ordered.values())


def turtle(triples: Iterable[Said], base: str = DEFAULT_BASE) -> bytes:
    """Readable Turtle with our prefixes; `id:` is the base of the graph."""
    return serialize(readable(triples), format=RdfFormat.TURTLE, prefixes=prefixes_of(base)) or b""


def prefix_lines(base: str = DEFAULT_BASE) -> bytes:
    """The lines above `turtle_body`s, so that they are Turtle together."""
    return "".join(f"@prefix {name}: <{value}> .\n" for name, value in sorted(prefixes_of(base).items())).encode()


def turtle_body(triples: Iterable[Said], base: str = DEFAULT_BASE) -> bytes:
    """The same without its prefix lines, to be put behind others of the same prefixes."""
    lines = turtle(triples, base).split(b"\n", len(PREFIXES))
    return b"\n".join(line for line in lines if not line.startswith(b"@prefix "))
