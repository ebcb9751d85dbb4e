"""`/queries` and `/queries/NAME`: the named queries as an API and as forms."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kgbuild.errors import UsageError
from kgbuild.queries import NamedQuery, named_queries
from kgbuild.server.cancelling import unless_gone
from kgbuild.server.graph import Rows, ServedGraph, rows_of
from kgbuild.server.jobs import Job
from kgbuild.server.negotiation import CSV, HTML, JSON, ROWS, ROWS_JSON, TURTLE, chosen, content_type
from kgbuild.server.openapi import openapi
from kgbuild.server.problems import Problem
from kgbuild.server.views import page
from kgbuild.server.words import TOPICS
from kgbuild.spreadsheets import harmless

_OWN: Final = ("format", "lang", "run")
"""Fields of the address that are no parameters of a query."""
_FORMATS: Final = {"json": JSON, "csv": CSV, "html": HTML}


async def listed(request: Request) -> Response:
    """All named queries, with their parameters."""
    queries = named_queries().values()
    if chosen(_accept(request), (JSON, HTML)) == HTML:
        return page(request, "queries", queries=queries, topics=TOPICS)
    return JSONResponse({"queries": [_said(one) for one in queries]}, headers={"Vary": "Accept"})


async def named_query(request: Request) -> Response:
    """One named query: its answer, and for people a form above it. Raises Problem."""
    graph: ServedGraph = request.app.state.graph
    query = named_queries().get(request.path_params["name"])
    if query is None:
        raise Problem(404, "No query of this name", f"{request.path_params['name']}: see /queries")
    wanted = chosen(_accept(request), (JSON, CSV, HTML, *ROWS))
    if wanted is None:
        raise Problem(406, "No format of ours is acceptable", f"{JSON}, {CSV}, {HTML}")
    if wanted == HTML and "run" not in request.query_params and any(one.default is None for one in query.parameters):
        return page(request, "query", query=query, rows=None, given=_given(request))
    try:
        text = query.bound(_given(request))
    except UsageError as error:
        if wanted == HTML:
            return page(request, "query", status=400, query=query, rows=None, given=_given(request), wrong=str(error))
        raise Problem(400, "A parameter is wrong", str(error)) from None
    media = ROWS.get(wanted, ROWS_JSON) if wanted != CSV else ROWS_JSON
    most = graph.limits.page_bytes if wanted in (HTML, CSV) else None
    answer = await unless_gone(request, graph.answer(Job(text, media, TURTLE, most_bytes=most)))
    if answer.media == TURTLE:  # the query constructs a graph
        return Response(answer.body, 200, {"Vary": "Accept"}, content_type(TURTLE))
    if wanted == HTML:
        return page(request, "query", query=query, rows=rows_of(answer.body), given=_given(request))
    if wanted == CSV:
        return Response(_csv(rows_of(answer.body)), 200, {"Vary": "Accept"}, content_type(CSV))
    return Response(answer.body, 200, {"Vary": "Accept"}, JSON if wanted == JSON else content_type(answer.media))


async def openapi_document(request: Request) -> Response:
    """The description of `/queries` and `/sparql`."""
    return JSONResponse(openapi())


def _accept(request: Request) -> str | None:
    return _FORMATS.get(request.query_params.get("format", "")) or request.headers.get("accept")


def _given(request: Request) -> dict[str, str]:
    """The parameters; an empty field of a form is one that was not filled in.

    Raises:
        Problem: a parameter is given twice.
    """
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in _OWN or (not value and "run" in request.query_params):
            continue
        if name in given:
            raise Problem(400, "A parameter is given twice", name)
        given[name] = value
    return given


def _said(query: NamedQuery) -> dict[str, Any]:
    return {
        "name": query.name,
        "summary": query.summary,
        "summary_zh": query.summary_zh,
        "tags": query.tags,
        "parameters": [
            {"name": one.name, "type": one.type, "default": one.default, "required": one.default is None}
            for one in query.parameters
        ],
        "href": f"/queries/{query.name}",
    }


def _csv(rows: Rows) -> str:
    """With a byte order mark and without formulas, for spreadsheets; `/sparql` gives plain SPARQL CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.columns)
    for row in rows.rows:
        writer.writerow([harmless(row[name].value) if name in row else "" for name in rows.columns])
    return "\ufeff" + out.getvalue()
