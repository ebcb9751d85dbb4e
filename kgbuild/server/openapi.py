"""The API as OpenAPI 3.1, written from the headers of the named queries."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import kgbuild
from kgbuild.queries import NamedQuery, Parameter, named_queries
from kgbuild.server.negotiation import CSV, JSON, ROWS

_SCHEMAS: Final[dict[str, dict[str, str]]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]+)?$"},
    "gYear": {"type": "string", "pattern": "^[0-9]{4}$"},
    "date": {"type": "string", "format": "date"},
    "boolean": {"type": "boolean"},
    "iri": {"type": "string", "description": "an IRI, or a short one such as industry:ai"},
}
_PROBLEMS: Final = {
    "400": "a parameter is missing, unknown, given twice or of another type",
    "406": "no acceptable format",
    "413": "the answer is too large",
    "503": "the time limit is over, or too many queries are waiting",
}


@cache
def openapi() -> dict[str, Any]:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kgbuild",
            "version": kgbuild.__version__,
            "summary": "Budget-performance documents as a knowledge graph, read-only",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/queries": {"get": {
                "operationId": "queries", "summary": "The named queries and their parameters",
                "responses": {"200": {"description": "the list", "content": {JSON: {"schema": {"type": "object"}}}}},
            }},
            **{f"/queries/{one.name}": {"get": _operation(one)} for one in named_queries().values()},
            "/sparql": {"get": _sparql()},
        },
        "components": {"schemas": {"Results": _RESULTS, "Problem": _PROBLEM}},
    }  # fmt: skip


def _operation(query: NamedQuery) -> dict[str, Any]:
    results = {"schema": {"$ref": "#/components/schemas/Results"}}
    return {
        "operationId": query.name,
        "summary": query.summary,
        "description": query.summary_zh,
        "tags": list(query.tags),
        "parameters": [_parameter(one) for one in query.parameters],
        "responses": {
            "200": {
                "description": "the rows",
                "content": {JSON: results, CSV: {"schema": {"type": "string"}}},
            },
            **_problems(),
        },
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_SCHEMAS.get(one.type, {"type": "string"}))
    if one.default is not None:
        schema["default"] = int(one.default) if one.type == "integer" else one.default
    return {"name": one.name, "in": "query", "required": one.default is None, "schema": schema}


def _sparql() -> dict[str, Any]:
    field = {"in": "query", "schema": {"type": "string"}}
    return {
        "operationId": "sparql",
        "summary": "A SPARQL 1.1 query; without one, the service description",
        "parameters": [
            {"name": "query", **field},
            *(
                {"name": name, "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}
                for name in ("default-graph-uri", "named-graph-uri")
            ),
        ],
        "responses": {
            "200": {"description": "the result", "content": {media: {} for media in ROWS}},
            **_problems(),
        },
    }


def _problems() -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": text, "content": content} for status, text in _PROBLEMS.items()}


_RESULTS: Final = {
    "type": "object",
    "description": "SPARQL 1.1 Query Results JSON",
    "properties": {
        "head": {"type": "object"},
        "results": {"type": "object", "properties": {"bindings": {"type": "array", "items": {"type": "object"}}}},
    },
}
_PROBLEM: Final = {
    "type": "object",
    "properties": {"status": {"type": "integer"}, "title": {"type": "string"}, "detail": {"type": "string"}},
}
