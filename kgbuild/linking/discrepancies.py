"""Two documents print the same thing differently: both readings are kept, the difference is stated.

Documents are compared only where they describe the same things (same IRIs); texts are compared in their
comparable form, so width and spaces make no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kgbuild.rdf.iris import Minter
from kgbuild.terms import Statement, statements
from kgbuild.text import comparable, without_final_marks
from kgbuild.vocab import iri

_HELD_FIELDS = ("kgb:annualTarget", "kgb:periodTarget", "kgb:actual")


@dataclass(frozen=True, slots=True)
class Printing:
    """What one document prints for one field of one thing, and the cells that print it."""

    printed: str
    cells: tuple[NamedNode, ...]


def readings(quads: Iterable[Quad]) -> dict[tuple[NamedNode, str], Printing]:
    """The comparable fields of one document's things: (thing, field) → reading."""
    texts: dict[NamedNode, str] = {}
    labels: dict[NamedNode, str] = {}
    held: list[tuple[NamedNode, str, NamedNode]] = []
    cells: dict[NamedNode, list[NamedNode]] = defaultdict(list)
    goals: set[NamedNode] = set()
    fields = {iri(name): name for name in _HELD_FIELDS}
    label, text, derived = iri("rdfs:label"), iri("kgb:text"), iri("prov:wasDerivedFrom")
    type_node, goal = iri("rdf:type"), iri("kgb:Goal")
    for subject, predicate, value in statements(quads):
        if predicate == label:
            labels[subject] = value.value
        elif predicate == text:
            texts[subject] = value.value
        elif not isinstance(value, NamedNode):
            continue
        elif predicate == derived:
            cells[subject].append(value)
        elif predicate in fields:
            held.append((subject, fields[predicate], value))
        elif predicate == type_node and value == goal:
            goals.add(subject)

    def place(node: NamedNode) -> tuple[NamedNode, ...]:
        return tuple(sorted(cells[node], key=lambda cell: cell.value))

    found = {(node, "rdfs:label"): Printing(printed, place(node)) for node, printed in labels.items()}
    found |= {(node, "kgb:text"): Printing(texts[node], place(node)) for node in goals if node in texts}
    found |= {(owner, field): Printing(texts[node], place(node)) for owner, field, node in held}
    return found


def discrepancies(documents: Iterable[dict[tuple[NamedNode, str], Printing]], minter: Minter) -> list[Statement]:
    """A kgb:Discrepancy for each field that documents print differently. Order of input does not matter."""
    by_field: dict[tuple[NamedNode, str], list[Printing]] = defaultdict(list)
    for document in documents:
        for key, reading in document.items():
            by_field[key].append(reading)
    graph = minter.graph("links")
    quads: list[Statement] = []
    for (thing, field), found in by_field.items():
        if len({comparable(without_final_marks(reading.printed)) for reading in found}) < 2:
            continue
        node = minter.part("discrepancy", thing, field)
        quads.append(Statement(node, iri("rdf:type"), iri("kgb:Discrepancy"), graph))
        quads.append(Statement(node, iri("kgb:thing"), thing, graph))
        quads.append(Statement(node, iri("kgb:field"), iri(field), graph))
        for reading in found:
            quads.append(Statement(node, iri("kgb:reading"), Literal(reading.printed), graph))
            quads += [Statement(node, iri("prov:wasDerivedFrom"), cell, graph) for cell in reading.cells]
    return quads
