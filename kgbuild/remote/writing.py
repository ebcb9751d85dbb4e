"""Writing graphs of a remote store in bounded parts: by the Graph Store Protocol, or by SPARQL Update.

Every request may be sent twice: a graph is a set, and nothing of ours has blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from kgbuild.remote.asking import Asker
from kgbuild.remote.transport import Call, Refused, Transport
from kgbuild.sparql import shielded

_UPDATE_LINES, _UPDATE_BYTES = 1_000, 1 << 18
"""Virtuoso compiles an INSERT DATA as a program: 3 000 short triples pass, 5 000 do not; strings end at 10 MB."""
_UPLOAD_LINES, _UPLOAD_BYTES = 20_000, 1 << 23
_MEDIA_TYPE: Final = "application/n-triples"


class Writer(Protocol):
    """What both ways can do. Lines are N-Triples without line ends."""

    def replace(self, graph: str, lines: Iterable[str]) -> None:
        """Let the graph hold these triples and no others."""

    def add(self, graph: str, lines: Iterable[str]) -> None:
        """Let the graph hold these triples as well."""

    def drop(self, graph: str) -> None:
        """Remove the graph; it need not be there."""


class UpdateWriter:
    """Writes by SPARQL Update."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def replace(self, graph: str, lines: Iterable[str]) -> None:
        """Clear, then insert part by part."""
        self.drop(graph)
        self.add(graph, lines)

    def add(self, graph: str, lines: Iterable[str]) -> None:
        """Insert part by part."""
        for part in parts(lines, _UPDATE_LINES, _UPDATE_BYTES):
            body = "\n".join(map(shielded, part))
            self._asker.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{body}\n}} }}")

    def remove(self, graph: str, lines: Iterable[str]) -> None:
        """Delete part by part."""
        for part in parts(lines, _UPDATE_LINES, _UPDATE_BYTES):
            body = "\n".join(map(shielded, part))
            self._asker.update(f"DELETE DATA {{ GRAPH <{graph}> {{\n{body}\n}} }}")

    def drop(self, graph: str) -> None:
        """Drop the graph."""
        self._asker.update(f"DROP SILENT GRAPH <{graph}>")


class GraphStoreWriter:
    """Writes by the SPARQL 1.1 Graph Store Protocol: PUT for the first part of a graph, POST for the others."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def replace(self, graph: str, lines: Iterable[str]) -> None:
        """PUT, then POST."""
        method = "PUT"
        for part in parts(lines, _UPLOAD_LINES, _UPLOAD_BYTES):
            self._send(method, graph, part)
            method = "POST"
        if method == "PUT":
            self.drop(graph)

    def add(self, graph: str, lines: Iterable[str]) -> None:
        """POST."""
        for part in parts(lines, _UPLOAD_LINES, _UPLOAD_BYTES):
            self._send("POST", graph, part)

    def drop(self, graph: str) -> None:
        """DELETE; a graph that is not there is well."""
        try:
            self._send("DELETE", graph, [])
        except Refused as error:
            if error.status != 404:
                raise

    def _send(self, method: str, graph: str, part: list[str]) -> None:
        content = "".join(f"{line}\n" for line in part).encode()
        headers = {"Content-Type": _MEDIA_TYPE} if content else {}
        url = self._transport.endpoint.graph_store
        self._transport.send(Call(method, url, content, headers, {"graph": graph}, writes=True))


def writer(asker: Asker) -> Writer:
    """The way that the endpoint names: the Graph Store Protocol where its address is given, else Update."""
    return GraphStoreWriter(asker.transport) if asker.transport.endpoint.graph_store else UpdateWriter(asker)


def parts(lines: Iterable[str], most_lines: int, most_bytes: int) -> Iterator[list[str]]:
    """Lines in parts that are small enough for one request; a line that is too long goes alone."""
    part: list[str] = []
    size = 0
    for line in lines:
        length = len(line.encode())
        if part and (len(part) == most_lines or size + length > most_bytes):
            yield part
            part, size = [], 0
        part.append(line)
        size += length
    if part:
        yield part
