"""`python -m bench.serving KG`: many clients at `kgbuild serve`, side by side with the `oxigraph` server.

The servers take turns over the same store, a few seconds each, asked by the same clients for the same queries. Ours is
measured twice: keeping no answer, so that each one is worked out, and as it is, so that all but the first are repeated.
`oxigraph` comes from PyPI (`pip install oxigraph`) or stands on PATH; without it ours is measured alone.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Final
from urllib.parse import quote

from pyoxigraph import QueryResultsFormat, Store

QUERIES: Final = {
    "lookup": "SELECT ?p ?o WHERE { <https://w3id.org/kgbuild/ontology#Project> ?p ?o }",
    "projects": (
        "SELECT ?s ?label WHERE { ?s a <https://w3id.org/kgbuild/ontology#Project> ; "
        "<http://www.w3.org/2000/01/rdf-schema#label> ?label } LIMIT 50"
    ),
    "count": (
        "SELECT ?kind (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/kgbuild/ontology#Indicator> ; "
        "<https://w3id.org/kgbuild/ontology#annualTarget>/<https://w3id.org/kgbuild/ontology#kind> ?kind } "
        "GROUP BY ?kind"
    ),
}
_TURN: Final = 5.0
_FRESH, _REPEATED, _PEER = "worked out", "repeated", "oxigraph"


@dataclass(slots=True)
class Tally:
    """Seconds of each answer by query, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in QUERIES})
    errors: list[str] = field(default_factory=list)

    @property
    def answers(self) -> int:
        """How many."""
        return sum(map(len, self.seconds.values()))

    def percentile(self, name: str, percent: int) -> float:
        """Milliseconds."""
        return quantiles(self.seconds[name], n=100)[percent - 1] * 1000


async def clients(port: int, path: str, count: int, seconds: float, tally: Tally) -> None:
    """Ask from `count` connections at a time until the time is over."""
    end = time.perf_counter() + seconds
    await asyncio.gather(*(_client(port, path, number, end, tally) for number in range(count)))


async def _client(port: int, path: str, number: int, end: float, tally: Tally) -> None:
    names = list(QUERIES)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while (start := time.perf_counter()) < end:
            name = names[number % len(names)]
            number += 1
            request = (
                f"GET {path}?query={quote(QUERIES[name])} HTTP/1.1\r\n"
                f"Host: 127.0.0.1:{port}\r\nAccept: application/sparql-results+json\r\n\r\n"
            )
            writer.write(request.encode())
            status, body = await _response(reader)
            if status != 200 or not body.endswith(b"}"):
                tally.errors.append(f"{name}: {status} {body[:80]!r}")
            tally.seconds[name].append(time.perf_counter() - start)
    finally:
        writer.close()


async def _response(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split(b" ", 2)[1])
    if length := re.search(rb"\r\ncontent-length: *(\d+)", head):
        return status, await reader.readexactly(int(length[1]))
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return status, body


@contextmanager
def ours(graph: Path, *options: str) -> Iterator[tuple[int, int]]:
    """Port and process of a `kgbuild serve`."""
    command = [sys.executable, "-m", "kgbuild", "serve", str(graph), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            yield int(server.stderr.readline().rsplit(":", 1)[1].strip("/\n")), server.pid
        finally:
            server.terminate()


@contextmanager
def peer(graph: Path) -> Iterator[int | None]:
    """Port of an `oxigraph serve-read-only` over the same store; None where there is no such program."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        yield None
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "serve-read-only", "--location", str(graph / "store"), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            yield port
        finally:
            server.terminate()


def _wait(port: int, seconds: float = 10) -> None:
    """Until somebody listens."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)


def memory_mib(process: int) -> float:
    """Resident memory of a process and its children."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    pages = [int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in (process, *children)]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def bare_milliseconds(graph: Path, times: int = 200) -> dict[str, float]:
    """Each query by the engine in this process, serialised to JSON: no HTTP, nobody else."""
    store = Store.read_only(str(graph / "store"))
    found = {}
    for name, query in QUERIES.items():
        start = time.perf_counter()
        for _ in range(times):
            store.query(query).serialize(format=QueryResultsFormat.JSON)
        found[name] = (time.perf_counter() - start) / times * 1000
    return found


def main() -> int:
    """Measure and print; 1 when an answer was wrong."""
    parser = argparse.ArgumentParser(prog="bench.serving", description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60, help="for each server")
    options = parser.parse_args()
    fresh, repeated, theirs = Tally(), Tally(), Tally()
    with (
        ours(options.graph, "--keep", "0") as (port, process),
        ours(options.graph) as (keeping, other_process),
        peer(options.graph) as other,
    ):
        asyncio.run(clients(port, "/sparql", options.clients, 1, Tally()))
        asyncio.run(clients(keeping, "/sparql", options.clients, 1, Tally()))
        before = memory_mib(process), memory_mib(other_process)
        for _ in range(max(1, round(options.seconds / _TURN))):
            turn = min(_TURN, options.seconds)
            asyncio.run(clients(port, "/sparql", options.clients, turn, fresh))
            asyncio.run(clients(keeping, "/sparql", options.clients, turn, repeated))
            if other:
                asyncio.run(clients(other, "/query", options.clients, turn, theirs))
        after = memory_mib(process), memory_mib(other_process)
    tallies = {_FRESH: fresh, _REPEATED: repeated, **({_PEER: theirs} if other else {})}
    _print(options, tallies, bare_milliseconds(options.graph))
    for label, first, last in zip((_FRESH, _REPEATED), before, after, strict=True):
        print(f"{label}: server and workers {first:.0f} MiB after a second, {last:.0f} MiB at the end")
    return 1 if fresh.errors or repeated.errors else 0


def _print(options: argparse.Namespace, tallies: dict[str, Tally], bare: dict[str, float]) -> None:
    print(f"{options.clients} clients, {options.seconds:g} s each")
    for label, tally in tallies.items():
        rate = tally.answers / options.seconds
        print(f"{label:16} {tally.answers:8} answers  {rate:7.0f}/s  {len(tally.errors)} errors {tally.errors[:2]}")
    print(f"{'query':10}{'':16} {'p50 ms':>8} {'p99 ms':>8} {'to oxigraph':>12}    (bare engine ms)")
    for name in QUERIES:
        peers = tallies[_PEER].percentile(name, 50) if _PEER in tallies else float("nan")
        for label, tally in tallies.items():
            p50, p99 = tally.percentile(name, 50), tally.percentile(name, 99)
            print(f"{name:10}{label:16} {p50:8.2f} {p99:8.2f} {p50 / peers:12.2f}    ({bare[name]:.3f})")


if __name__ == "__main__":
    sys.exit(main())
