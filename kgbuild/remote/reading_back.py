"""What a store made of what it was given: its triples are read back and compared with ours.

First a digest over all of them, in pages. Only where it differs, subject by subject, to say what was changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.remote.asking import Asker, Dataset
from kgbuild.remote.ledger import digest_of
from kgbuild.remote.outline import outline
from kgbuild.remote.values import Row, Term, canonical
from kgbuild.terms import Value

Fact = tuple[NamedNode, NamedNode, Value]
_SUBJECTS: Final = 200
"""Subjects in one question. (Virtuoso takes a time that grows with the square of a VALUES block.)"""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A triple that the store holds otherwise: what we sent, and what it gives back ("" = nothing)."""

    graph: str
    subject: str
    predicate: str
    sent: str
    found: str


def is_equal(asker: Asker, graph: str, sent: Iterable[Fact]) -> bool:
    """Whether the store gives back what was sent, equal values in any spelling."""
    found = (line_of(*row) for row in _rows(asker, graph))
    return digest_of(found) == digest_of(line_of(*statement) for statement in sent)


def facts_of(asker: Asker, graph: str) -> Iterator[Fact]:
    """All triples of a graph of the store; those with blank nodes, which are not of our making, are left out."""
    for subject, predicate, value in _rows(asker, graph):
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and isinstance(value, Value):
            yield subject, predicate, value


def changes(asker: Asker, graph: str, sent: Iterable[Fact]) -> Iterator[Change]:
    """The triples that were sent and do not come back, each with what came in its place."""
    groups = (list(group) for _, group in groupby(sent, key=itemgetter(0)))
    while some := list(islice(groups, _SUBJECTS)):
        wanted = {(one[0], one[1], canonical(one[2])) for group in some for one in group}
        found = _of_subjects(asker, graph, [group[0][0] for group in some])
        strange = sorted(found - wanted, key=str)
        for subject, predicate, value in sorted(wanted - found, key=str):
            instead = next((one[2] for one in strange if one[:2] == (subject, predicate)), "")
            yield Change(graph, subject.value, predicate.value, str(value), str(instead))


def _of_subjects(asker: Asker, graph: str, subjects: list[NamedNode]) -> set[tuple[Term, ...]]:
    names = " ".join(map(str, subjects))
    rows = asker.rows(f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ VALUES ?s {{ {names} }} ?s ?p ?o }} }}")
    return {tuple(canonical(term) for term in row if term is not None) for row in rows}


def _rows(asker: Asker, graph: str) -> Iterator[Row]:
    query = outline(f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return (row for _, page in asker.pages(query, Dataset()) for row in page)


def line_of(*terms: Term | None) -> str:
    """A triple for comparison."""
    return " ".join(str(canonical(term)) for term in terms if term is not None)
