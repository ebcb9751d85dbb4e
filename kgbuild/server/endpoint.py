"""`/sparql`: the SPARQL 1.1 Protocol for programs, an editor with the answer for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kgbuild.server.cancelling import unless_gone
from kgbuild.server.description import described
from kgbuild.server.graph import Rows, ServedGraph, rows_of
from kgbuild.server.jobs import Answer, Job
from kgbuild.server.negotiation import HTML, ROWS, ROWS_JSON, TRIPLES, TURTLE, chosen, content_type
from kgbuild.server.problems import Problem
from kgbuild.server.protocol import Fields, Query, fields_of, query_of
from kgbuild.server.views import page

FORMATS: Final[Mapping[str, str]] = {
    "json": "application/json",
    "xml": "application/xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": TURTLE,
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
"""Values of `format=`, for links and for clients that cannot set a header; a media type is one too."""
_MOST_SHOWN: Final = 500
_MOST_TEXT: Final = 200_000


async def sparql(request: Request) -> Response:
    """One request of the protocol. Raises Problem."""
    graph: ServedGraph = request.app.state.graph
    fields = fields_of(request)
    query = await query_of(request, fields, graph.limits)
    accept = _accept(request, fields)
    if query is None:
        if chosen(accept, (TURTLE, *TRIPLES, HTML)) == HTML:
            return _editor(request, "", None)
        return described(request, accept, [one["graph"].value for one in (await graph.ask("graphs")).rows])
    if chosen(accept, (*ROWS, *TRIPLES, HTML)) == HTML:
        try:
            answer = await unless_gone(request, graph.answer(_job(query, ROWS_JSON, TURTLE, graph.limits.page_bytes)))
        except Problem as problem:  # what was typed stays in the form
            return _editor(request, query.text, None, problem)
        return _editor(request, query.text, answer)
    rows, triples = chosen(accept, (*ROWS,)), chosen(accept, (*TRIPLES,))
    if rows is None and triples is None:
        raise Problem(406, "No format of ours is acceptable", ", ".join(dict.fromkeys([*ROWS, *TRIPLES])))
    job = _job(query, ROWS[rows] if rows else None, TRIPLES[triples] if triples else None)
    answer = await unless_gone(request, graph.answer(job))
    return Response(answer.body, 200, {"Vary": "Accept"}, content_type(answer.media))


def _accept(request: Request, fields: Fields) -> str | None:
    wanted = dict(fields).get("format", "")
    return FORMATS.get(wanted) or (wanted if "/" in wanted else request.headers.get("accept"))


def _job(query: Query, rows: str | None, triples: str | None, most_bytes: int | None = None) -> Job:
    return Job(query.text, rows, triples, query.default_graphs, query.named_graphs, most_bytes)


def _editor(request: Request, text: str, answer: Answer | None, problem: Problem | None = None) -> Response:
    """The form, and below it the rows or the triples."""
    rows: Rows | None = None
    turtle = ""
    if answer and answer.media == ROWS_JSON:
        rows = rows_of(answer.body)
    elif answer:
        turtle = answer.body.decode()
    formats = ("csv", "tsv", "json", "xml") if rows else ("turtle", "ntriples", "jsonld", "rdfxml")
    return page(
        request, "sparql", text=text, rows=rows, most=_MOST_SHOWN, turtle=turtle[:_MOST_TEXT],
        turtle_left_out=len(turtle) > _MOST_TEXT, formats=formats if answer else (), problem=problem,
        status=problem.status if problem else 200, headers=problem.headers if problem else None,
    )  # fmt: skip
