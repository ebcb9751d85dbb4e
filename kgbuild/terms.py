"""Our graphs hold IRIs and literals only: no blank nodes, no quoted triples. This is where that is made sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kgbuild.errors import StoreError

Value = NamedNode | Literal


class Statement(NamedTuple):
    """A quad in the making. pyoxigraph's own `Quad` copies its four terms, which costs six times as much."""

    subject: NamedNode
    predicate: NamedNode
    object: Value
    graph_name: NamedNode


Said = Statement | Quad | Triple
"""Whatever says something, of our making or parsed."""


def statements(quads: Iterable[Said]) -> Iterator[tuple[NamedNode, NamedNode, Value]]:
    """(subject, predicate, object) of each quad.

    Raises:
        StoreError: a blank node or a quoted triple; the graph was not written by us.
    """
    for quad in quads:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, Value):
            raise StoreError(f"not a statement of ours: {quad}")
        yield subject, quad.predicate, value
