"""The ledger: a graph of ours in the remote store that says which graphs we put there, and which of them are complete.

    <graph> dcterms:isPartOf <ledger>           it is ours; being written, or to be removed
    <graph> dcterms:identifier "sum-sha256:…"   it is complete, with this digest
    <graph> dcterms:extent 1234                 and this many triples in the store

A graph gets its mark when it is complete, and loses it before it is written again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kgbuild.rdf.graphs import integer
from kgbuild.rdf.iris import Minter
from kgbuild.remote.asking import Asker
from kgbuild.remote.writing import Writer
from kgbuild.vocab import iri

_SCHEME: Final = "sum-sha256:"
_MODULUS: Final = 1 << 256


@dataclass(frozen=True, slots=True)
class Mark:
    """What a complete graph holds: the digest of what we sent, the number of triples in the store."""

    digest: str
    count: int


def digest_of(lines: Iterable[str]) -> Mark:
    """The digest of a set of lines, whatever their order: the sum of their SHA-256 values modulo 2^256."""
    total = count = 0
    for line in lines:
        total += int.from_bytes(hashlib.sha256(line.encode()).digest(), "big")
        count += 1
    return Mark(f"{_SCHEME}{total % _MODULUS:064x}", count)


class Ledger:
    """The ledger of one base in one store."""

    def __init__(self, base: str, asker: Asker) -> None:
        minter = Minter(base)
        self.name = minter.graph("push").value
        self.union = minter.graph("all").value
        self._asker = asker

    def read(self) -> dict[str, Mark | None]:
        """Graph → its mark, or None while it is not complete. Empty where nothing of ours was pushed."""
        rows = self._asker.rows(
            f"SELECT ?graph ?digest ?count {{ GRAPH <{self.name}> {{ ?graph {iri('dcterms:isPartOf')} <{self.name}> "
            f"OPTIONAL {{ ?graph {iri('dcterms:identifier')} ?digest ; {iri('dcterms:extent')} ?count }} }} }} "
            "ORDER BY ?graph"
        )
        return {
            graph.value: Mark(digest.value, int(count.value)) if digest and count else None
            for graph, digest, count in rows
            if isinstance(graph, NamedNode)
        }

    def write(self, writer: Writer, marks: Mapping[str, Mark | None]) -> None:
        """Replace the whole ledger."""
        writer.replace(self.name, (line for graph, mark in sorted(marks.items()) for line in self._lines(graph, mark)))

    def complete(self, writer: Writer, graph: str, mark: Mark) -> None:
        """Note that a graph is complete."""
        writer.add(self.name, self._lines(graph, mark))

    def _lines(self, graph: str, mark: Mark | None) -> Iterator[str]:
        node = NamedNode(graph)
        yield f"{Triple(node, iri('dcterms:isPartOf'), NamedNode(self.name))} ."
        if mark:
            yield f"{Triple(node, iri('dcterms:identifier'), Literal(mark.digest))} ."
            yield f"{Triple(node, iri('dcterms:extent'), integer(mark.count))} ."
