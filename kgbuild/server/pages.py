"""The pages that are about no single thing, and the documents of those that are one."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kgbuild.queries import named_queries
from kgbuild.server.graph import ServedGraph
from kgbuild.server.negotiation import HTML, JSON_LD, TURTLE, chosen, content_type
from kgbuild.server.problems import Problem
from kgbuild.server.things import named, thing_of
from kgbuild.server.views import page
from kgbuild.vocab import KGB

_DATA: Final = {
    ".ttl": TURTLE,
    ".jsonld": JSON_LD,
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
_MOST_DOCUMENTS: Final = 200
_MOST_WORDS: Final = 200


async def start(request: Request) -> Response:
    """What is in the graph."""
    graph: ServedGraph = request.app.state.graph
    departments, industries, terms = await asyncio.gather(
        graph.ask("departments"), graph.ask("industries"), graph.ask("vocabulary", root=KGB)
    )
    manifest = graph.manifest
    names = {row["term"].value: named(row, "term") for row in terms.rows}
    return page(
        request,
        "start",
        kinds=[
            (names[KGB + kind], count)
            for kind, count in {"Document": len(manifest["documents"]), **manifest["things"]}.items()
            if KGB + kind in names
        ],
        documents=manifest["documents"][:_MOST_DOCUMENTS],
        documents_left_out=max(0, len(manifest["documents"]) - _MOST_DOCUMENTS),
        departments=[(named(row, "thing"), int(row["count"].value)) for row in departments.rows],
        industries=[(named(row, "thing"), int(row["count"].value)) for row in industries.rows],
        queries=named_queries().values(),
        base=manifest["base"],
    )


async def search(request: Request) -> Response:
    """Things with a text that holds the words."""
    graph: ServedGraph = request.app.state.graph
    words = request.query_params.get("q", "").strip()[:_MOST_WORDS]
    rows = (await graph.ask("search", words=words)).rows if words else ()
    found = [(named(row, "thing"), row["text"].value, row["kind"].value if "kind" in row else "") for row in rows]
    return page(request, "search", words=words, found=found[:100], more=len(found) > 100)


async def thing(request: Request) -> Response:
    """The address of a thing: 303 to a document about it."""
    path = request.url.path.lstrip("/")
    if request.app.state.graph.addresses.iri(path) is None:
        raise Problem(404, "Nothing is known by this name")
    offered = {HTML: "", **{media: ending for ending, media in _DATA.items()}}
    wanted = chosen(request.headers.get("accept"), (*offered,))
    if wanted is None:
        raise Problem(406, "No format of ours is acceptable", ", ".join(offered))
    folder = "page" if wanted == HTML else "data"
    target = request.url.replace(path=f"/{folder}/{path}{offered[wanted]}")
    location = target.path + (f"?{target.query}" if target.query and wanted == HTML else "")
    return RedirectResponse(location, 303, {"Vary": "Accept"})


async def thing_page(request: Request) -> Response:
    """The page of a thing."""
    graph: ServedGraph = request.app.state.graph
    path = request.path_params["path"]
    iri = _iri(graph, path)
    vocabulary = (await graph.ask("vocabulary", root=KGB)).rows if path == "ontology" else ()
    terms = [(named(row, "term"), row["kind"].value) for row in vocabulary]
    return page(request, "thing", thing=await thing_of(graph, iri), data=_DATA, path=request.url.path[6:], terms=terms)


async def thing_data(request: Request) -> Response:
    """A thing as triples."""
    graph: ServedGraph = request.app.state.graph
    path, dot, ending = request.path_params["path"].rpartition(".")
    media = _DATA.get(dot + ending)
    if media is None:
        raise Problem(404, "No format of ours", ", ".join(_DATA))
    iri = _iri(graph, path)
    if (await graph.ask("exists", thing=iri)).rows[0]["ask"].value != "true":
        raise Problem(404, "Nothing is known by this name", iri)
    if path == "ontology":
        body = await graph.describe("terms", media, root=KGB, ontology=iri)
    else:
        body = await graph.describe("data", media, thing=iri)
    return Response(body, 200, media_type=content_type(media))


def _iri(graph: ServedGraph, path: str) -> str:
    iri = graph.addresses.iri(path)
    if iri is None:
        raise Problem(404, "Nothing is known by this name")
    return iri
