"""The graph in the formats of RDF."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import IO

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kgbuild.export.choice import ALL, Choice
from kgbuild.rdf.notation import readable
from kgbuild.store import KnowledgeGraph
from kgbuild.vocab import prefixes_of


def turtle(graph: KnowledgeGraph, out: IO[bytes], choice: Choice = ALL) -> None:
    """Turtle: kg.ttl as the build left it."""
    _copy(graph, "kg.ttl", out)


def nquads(graph: KnowledgeGraph, out: IO[bytes], choice: Choice = ALL) -> None:
    """N-Quads: kg.nq as the build left it."""
    _copy(graph, "kg.nq", out)


def _copy(graph: KnowledgeGraph, name: str, out: IO[bytes]) -> None:
    with (graph.path / name).open("rb") as source:
        shutil.copyfileobj(source, out)


def trig(graph: KnowledgeGraph, out: IO[bytes], choice: Choice = ALL) -> None:
    """TriG: the named graphs one after the other, readable inside each."""
    serialize(
        _graph_by_graph(graph), output=out, format=RdfFormat.TRIG,
        prefixes=prefixes_of(graph.manifest["base"]),
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


def jsonld(graph: KnowledgeGraph, out: IO[bytes], choice: Choice = ALL) -> None:
    """JSON-LD with named graphs."""
    serialize(_graph_by_graph(graph), output=out, format=RdfFormat.JSON_LD)


def rdfxml(graph: KnowledgeGraph, out: IO[bytes], choice: Choice = ALL) -> None:
    """RDF/XML: the union of the graphs."""
    triples = {q.triple for q in graph.quads()}
    serialize(
        readable(triples), output=out, format=RdfFormat.RDF_XML,
        prefixes=prefixes_of(graph.manifest["base"]),
    )  # fmt: skip
