"""Our graphs hold IRIs and literals only: no blank nodes, no quoted triples. This is where that is made sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kgbuild.errors import StoreError

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple

Value = NamedNode | Literal
Statement = tuple[NamedNode, NamedNode, Value]


def statements(quads: Iterable[Quad | Triple]) -> Iterator[Statement]:
    """(subject, predicate, object) of each quad.

    Raises:
        StoreError: a blank node or a quoted triple; the graph was not written by us.
    """
    for quad in quads:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, Value):
            raise StoreError(f"not a statement of ours: {quad}")
        yield subject, quad.predicate, value
