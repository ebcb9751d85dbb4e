"""Audit facts: what the audit rules compare, worked out from the records and stated beside them.

A family is a module with `facts(document)`: a pure function from records to derived statements, each with a meaning of
its own (how many outputs, which measure the name asks for, how far a result is from its target). The shapes
`audit_*.ttl` judge them. A new fact is a line in its family, a term in `ontology/audit.ttl`, a shape, its examples.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from kgbuild.auditing import (
    alike,
    applicability,
    categories,
    completeness,
    dates,
    figures,
    goals,
    measures,
    money,
    pledges,
    promises,
    relevance,
    repetition,
    results,
    scores,
    slips,
    spelling,
    targets,
    wording,
)
from kgbuild.auditing.applicability import Unchecked
from kgbuild.auditing.facts import Audited, Fact, FactValue
from kgbuild.auditing.places import PRINTED_IN, cell_at_fault
from kgbuild.model.records import Reading
from kgbuild.profiles import Profile, profile
from kgbuild.rdf.graphs import cell_statements
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.stated import Stated
from kgbuild.terms import Statement
from kgbuild.values.numerals import canonical
from kgbuild.vocab import iri

FAMILIES: Final[tuple[Callable[[Audited], Iterator[Fact]], ...]] = (
    completeness.facts,  # R01–R04, R07
    categories.facts,  # R05, R06, R08–R10
    measures.facts,  # R11, R14, R18
    targets.facts,  # R12, R13, R17, R19, R20
    dates.facts,  # R21, R22
    wording.facts,  # R15, R16, R23, R24
    goals.facts,  # R25, R28
    promises.facts,  # R26
    pledges.facts,  # R26
    relevance.facts,  # R27
    repetition.facts,  # R29, R30, H01–H03, H05
    alike.facts,  # R30, H04
    money.facts,  # R31, R33
    figures.facts,  # R14, R18, R33, R37, R39, H04
    results.facts,  # R19, R34–R37, H04, H06
    scores.facts,  # R38, H07
    spelling.facts,  # R39, R40
    slips.facts,  # R39
)


@dataclass(frozen=True, slots=True)
class Derived:
    """What was derived of one document: quads of its own graph, and what cannot be checked.

    `places` are the cells of facts that name their words: (thing, property) → cells, as IRIs.
    """

    quads: list[Statement]
    unchecked: tuple[Unchecked, ...]
    places: Mapping[tuple[str, str], tuple[str, ...]]


def derive(stated: Stated, reading: Reading, minter: Minter, numbers: Profile | None = None) -> Derived:
    """All audit facts of one document, in the graph `derived/<sha256>`."""
    document = Audited(stated.document, reading, tuple(stated.undertakings), numbers or profile())
    graph = minter.graph("derived", reading.sha256)
    found = dict.fromkeys(_at_cells(document, (fact for family in FAMILIES for fact in family(document))))
    quads = [Statement(fact.thing, iri(fact.name), _term(fact.value), graph) for fact in found]
    cells, places = _located(found, document, minter)
    return Derived([*quads, *cells], tuple(applicability.unchecked(document)), places)


def _at_cells(document: Audited, found: Iterable[Fact]) -> Iterator[Fact]:
    """Facts of values that are printed in several cells, at the cell that they speak of."""
    records = {stated.node: stated.record for _, stated in document.indicators()}
    for fact in found:
        record = records.get(fact.thing) if fact.at is None and fact.name in PRINTED_IN else None
        yield replace(fact, at=cell_at_fault(record, fact.name)) if record else fact


def _located(
    found: Iterable[Fact], document: Audited, minter: Minter
) -> tuple[list[Statement], Mapping[tuple[str, str], tuple[str, ...]]]:
    """The words that facts name as cells of the document, and which fact names which."""
    graph = minter.graph("prov", document.reading.sha256)
    quads: list[Statement] = []
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in found:
        for span in fact.spans():
            place = (span.table, span.row, span.column, span.start, span.end)
            cell = minter.place("cell", document.node, place)
            quads += cell_statements(cell, document.node, place, span.exact, graph)
            places[fact.thing.value, iri(fact.name).value].append(cell.value)
    return quads, {key: tuple(dict.fromkeys(cells)) for key, cells in places.items()}


def _term(value: FactValue) -> NamedNode | Literal:
    if isinstance(value, NamedNode):
        return value
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=iri("xsd:boolean"))
    if isinstance(value, int):
        return Literal(str(value), datatype=iri("xsd:integer"))
    if isinstance(value, Decimal):
        return Literal(canonical(value), datatype=iri("xsd:decimal"))
    return Literal(value)
