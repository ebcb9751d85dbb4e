"""A request of the SPARQL 1.1 Protocol (W3C Recommendation, section 2.1): three ways to say one query."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import ClientDisconnect, Request

from kgbuild.server.limits import Limits
from kgbuild.server.problems import Problem
from kgbuild.sparql import names_service

_FORM: Final = "application/x-www-form-urlencoded"
_DIRECT: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_UPDATE_NAMES: Final = ("update", "using-graph-uri", "using-named-graph-uri")
_HOW: Final = f"It is the field `query` of the address or of a form; or the body, with Content-Type: {_DIRECT}."
_MOST_FIELDS: Final = 1000
_MOST_ADDRESSES: Final = 128

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Query:
    """The text, and the dataset of the request (None: the whole graph, or what the text says)."""

    text: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None


def fields_of(request: Request) -> Fields:
    """What stands in the address. Raises Problem."""
    return _fields_in_address(request.scope["query_string"].decode("latin-1"))


async def query_of(request: Request, fields: Fields, limits: Limits) -> Query | None:
    """The query of a request; None for a GET that asks nothing (it gets the service description).

    Args:
        request: its method, headers and body.
        fields: what stands in its address.
        limits: of its body.

    Raises:
        Problem: the request is not of the protocol, or wants what a read-only endpoint does not do.
    """
    if request.method != "POST":
        return _query_in_address(fields) if any(name in ("query", *_UPDATE_NAMES) for name, _ in fields) else None
    media = _media(request)
    text = await _text(request, limits)
    if media == _DIRECT:
        if any(name == "query" for name, _ in fields):
            raise Problem(400, "Two queries", "one is the body, another one stands in the address")
        return _query((*fields, ("query", text)))
    posted = _fields(text)
    if any(name in ("query", *_UPDATE_NAMES) for name, _ in fields):
        raise Problem(400, "A form says its query in the body, not in the address")
    return _query((*posted, *((name, value) for name, value in fields if name.endswith("graph-uri"))))


def refuse_service(text: str) -> None:
    """Raises Problem where a query might make this machine ask another one."""
    if names_service(text):
        raise Problem(
            403,
            "SERVICE is refused",
            "No request leaves this machine. (A prefix called `service:` is refused with it: choose another one.)",
        )


def _query(fields: Fields) -> Query:
    if any(name in _UPDATE_NAMES for name, _ in fields):
        raise Problem(403, "Updates are refused", "This endpoint is read-only.")
    texts = [value for name, value in fields if name == "query"]
    if len(texts) != 1:
        raise Problem(400, f"A request holds one query, not {len(texts)}", _HOW)
    refuse_service(texts[0])
    default_graphs = _graphs(fields, "default-graph-uri")
    named_graphs = _graphs(fields, "named-graph-uri")
    if default_graphs or named_graphs:  # the dataset is then these graphs and nothing else
        return Query(texts[0], default_graphs, named_graphs)
    return Query(texts[0], None, None)


def _graphs(fields: Fields, name: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(value for one, value in fields if one == name))
    for value in found:
        try:
            NamedNode(value)
        except ValueError:
            raise Problem(400, f"{name} is no IRI", value) from None
    return found


def _fields(encoded: str) -> Fields:
    try:
        return tuple(parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS))
    except UnicodeDecodeError:
        raise Problem(400, "The request is not UTF-8") from None
    except ValueError:
        raise Problem(400, f"More than {_MOST_FIELDS} fields") from None


# An address that comes again says the same again. (Bodies are not kept: they may be long.)
_fields_in_address = lru_cache(_MOST_ADDRESSES)(_fields)
_query_in_address = lru_cache(_MOST_ADDRESSES)(_query)


def _media(request: Request) -> str:
    media, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    if media == _UPDATE:
        raise Problem(403, "Updates are refused", "This endpoint is read-only.")
    if media not in (_FORM, _DIRECT):
        accepted = f"{_DIRECT}, {_FORM}"
        raise Problem(415, "A query is posted as a form or as it is", accepted, {"Accept-Post": accepted})
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "charset" and value.strip('"') not in ("utf-8", "utf8"):
            raise Problem(415, "A query is UTF-8", parameter)
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Problem(415, "A query is posted without compression")
    return media


async def _text(request: Request, limits: Limits) -> str:
    try:
        return (await _body(request, limits)).decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(400, "The request is not UTF-8") from None


async def _body(request: Request, limits: Limits) -> bytes:
    """The body, as long as it is not too long and does not take too long."""
    too_large = Problem(413, f"A request takes {limits.body_bytes} bytes at most", headers={"Connection": "close"})
    said = request.headers.get("content-length", "")
    if said.isascii() and said.isdigit() and int(said[:20]) > limits.body_bytes:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limits.body_bytes:
                    raise too_large
    except TimeoutError:
        raise Problem(408, "The request did not arrive in time", headers={"Connection": "close"}) from None
    except ClientDisconnect:
        raise Problem(400, "The request broke off") from None
    return bytes(body)
