"""The application: which address is answered by which room."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kgbuild.server import endpoint, named, pages
from kgbuild.server.graph import ServedGraph
from kgbuild.server.guard import Guard
from kgbuild.server.problems import Problem, as_response

_STATIC: Final = Path(__file__).parent / "static"
_FAMILIES: Final = ("id", "industry", "classification", "category", "department", "unit", "ontology")
_NOT_FOUND: Final = 404
_CLIENT_GONE: Final = 499
_WHERE: Final = "SPARQL is asked at /sparql, named queries are listed at /queries, and / shows what there is."


def application(graph: ServedGraph, *, hosts: Collection[str] | None, origins: Collection[str] = ()) -> Starlette:
    """The ASGI application over a graph.

    Args:
        graph: started and stopped by whoever runs the server.
        hosts: names of this server; None takes any.
        origins: web origins whose scripts may read answers (CORS), or `*`.
    """
    middleware = [Middleware(Guard, hosts=hosts)]
    if origins:
        allowed = Middleware(CORSMiddleware, allow_origins=[*origins], allow_methods=["GET", "POST"], max_age=600)
        middleware.append(allowed)
    app = Starlette(
        routes=[
            Route("/", pages.start),
            Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
            Route("/sparql", _options, methods=["OPTIONS"]),
            Route("/queries", named.listed),
            Route("/queries/{name}", named.named_query),
            Route("/openapi.json", named.openapi_document),
            Route("/search", pages.search),
            Route("/page/{path:path}", pages.thing_page),
            Route("/data/{path:path}", pages.thing_data),
            Route("/style.css", _static),
            Route("/favicon.svg", _static),
            *(Route(f"/{family}/{{path:path}}", pages.thing) for family in _FAMILIES),
            Route("/ontology", pages.thing),
        ],
        middleware=middleware,
        exception_handlers={
            Problem: _problem,
            HTTPException: _http_problem,
            ClientDisconnect: _gone,
            Exception: _fault,
        },
    )
    app.state.graph = graph
    return app


async def _options(_: Request) -> Response:
    accepted = "application/sparql-query, application/x-www-form-urlencoded"
    return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS", "Accept-Post": accepted})


async def _static(request: Request) -> Response:
    return FileResponse(_STATIC / request.url.path.lstrip("/"), headers={"Cache-Control": "max-age=3600"})


async def _problem(request: Request, problem: Exception) -> Response:
    if not isinstance(problem, Problem):
        raise problem
    return as_response(request, problem)


async def _http_problem(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    headers = dict(error.headers or {})
    hint = _WHERE if error.status_code == _NOT_FOUND else f"Here: {headers['Allow']}" if "Allow" in headers else ""
    return as_response(request, Problem(error.status_code, error.detail, hint, headers))


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=_CLIENT_GONE)


async def _fault(request: Request, _: Exception) -> Response:
    return as_response(request, Problem(500, "A fault of this server", "Its log says more. Please report it."))
