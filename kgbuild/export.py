"""The graph in other formats. `EXPORTS` is the one list of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import IO, Final

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kgbuild.rdf.notation import readable
from kgbuild.store import KnowledgeGraph
from kgbuild.vocab import PREFIXES


def _copy(name: str) -> Callable[[KnowledgeGraph, IO[bytes]], None]:
    def write(graph: KnowledgeGraph, out: IO[bytes]) -> None:
        with (graph.path / name).open("rb") as source:
            shutil.copyfileobj(source, out)

    return write


def _trig(graph: KnowledgeGraph, out: IO[bytes]) -> None:
    serialize(
        _graph_by_graph(graph), output=out, format=RdfFormat.TRIG,
        prefixes={**PREFIXES, "id": graph.manifest["base"]},
    )  # fmt: skip


def _graph_by_graph(graph: KnowledgeGraph) -> Iterator[Quad]:
    """Quads of one graph after the other, readable inside each."""
    names = sorted(graph.store.named_graphs(), key=lambda node: node.value)
    for name in names:
        triples = (
            Triple(q.subject, q.predicate, q.object) for q in graph.store.quads_for_pattern(None, None, None, name)
        )
        for triple in readable(triples):
            yield Quad(triple.subject, triple.predicate, triple.object, name)


def _jsonld(graph: KnowledgeGraph, out: IO[bytes]) -> None:
    serialize(_graph_by_graph(graph), output=out, format=RdfFormat.JSON_LD)


def _rdfxml(graph: KnowledgeGraph, out: IO[bytes]) -> None:
    triples = {q.triple for q in graph.quads()}
    serialize(
        readable(triples), output=out, format=RdfFormat.RDF_XML,
        prefixes={**PREFIXES, "id": graph.manifest["base"]},
    )  # fmt: skip


EXPORTS: Final[dict[str, Callable[[KnowledgeGraph, IO[bytes]], None]]] = {
    "turtle": _copy("kg.ttl"),
    "nquads": _copy("kg.nq"),
    "trig": _trig,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
}
