"""What this endpoint can do, as a SPARQL 1.1 Service Description (W3C Recommendation): GET without a query."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from kgbuild.server.negotiation import TRIPLES, chosen, content_type
from kgbuild.server.problems import Problem
from kgbuild.vocab import SERVICE_DESCRIPTION, iri

_WRITTEN = (
    QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV,
    RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.JSON_LD, RdfFormat.RDF_XML, RdfFormat.TRIG, RdfFormat.N_QUADS,
)  # fmt: skip


def described(request: Request, accept: str | None, graphs: Iterable[str]) -> Response:
    """The description in the format that is wanted. Raises Problem (406)."""
    wanted = chosen(accept, (*TRIPLES,))
    if wanted is None:
        raise Problem(406, "No format of ours is acceptable", ", ".join(TRIPLES))
    try:
        endpoint = NamedNode(str(request.url.replace(query="", fragment="")))
    except ValueError:
        raise Problem(400, "The Host header makes no address") from None
    media = TRIPLES[wanted]
    body = serialize(_triples(endpoint, graphs), format=RdfFormat.from_media_type(media)) or b""
    return Response(body, 200, {"Vary": "Accept"}, content_type(media))


def _triples(endpoint: NamedNode, graphs: Iterable[str]) -> Iterable[Triple]:
    def part(name: str) -> NamedNode:
        return NamedNode(f"{endpoint.value}#{name}")

    a = iri("rdf:type")
    service, dataset, union = part("service"), part("dataset"), part("default-graph")
    yield Triple(service, a, _sd("Service"))
    yield Triple(service, _sd("endpoint"), endpoint)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for one in _WRITTEN:
        yield Triple(service, _sd("resultFormat"), NamedNode(one.iri))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, a, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), union)
    yield Triple(union, a, _sd("Graph"))
    for number, name in enumerate(graphs, 1):
        graph = part(f"graph-{number}")
        yield Triple(dataset, _sd("namedGraph"), graph)
        yield Triple(graph, a, _sd("NamedGraph"))
        yield Triple(graph, _sd("name"), NamedNode(name))


def _sd(name: str) -> NamedNode:
    return NamedNode(SERVICE_DESCRIPTION + name)
