"""`python -m bench.serving KG`: many clients at `kgbuild serve`, side by side with the `oxigraph` server.

The servers take turns over the same store, a few seconds each, asked by the same clients for the same queries. Each
client draws its next question at random, the same ones at every server. Ours is measured twice: keeping no answer, so
that each one is worked out, and as it is, so that all but the first are repeated. Beside them stands uvicorn alone,
which says the same answers by heart: what HTTP in Python takes if nothing else is done. `oxigraph` comes from PyPI
(`pip install oxigraph`) or stands on PATH; without it there are no ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count, cycle
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
_TURN: Final = 2.0
_FRESH, _REPEATED, _FLOOR, _PEER = "worked out", "repeated", "uvicorn alone", "oxigraph"


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


def together(turns: list[Tally]) -> Tally:
    """All turns of one server."""
    return Tally(
        {name: [seconds for turn in turns for seconds in turn.seconds[name]] for name in QUERIES},
        [error for turn in turns for error in turn.errors],
    )


@dataclass(frozen=True, slots=True)
class Clients:
    """How the servers are asked."""

    count: int
    seconds: float
    """Of one turn."""
    in_order: bool
    """Each client asks one query after the other, instead of any."""

    def ask(self, port: int, path: str) -> Tally:
        """One turn."""
        return asyncio.run(self._all(port, path))

    async def _all(self, port: int, path: str) -> Tally:
        tally = Tally()
        end = time.perf_counter() + self.seconds
        await asyncio.gather(
            *(_client(port, path, self._questions(number), end, tally) for number in range(self.count))
        )
        return tally

    def _questions(self, number: int) -> Iterator[str]:
        names = list(QUERIES)
        if self.in_order:
            return cycle(names[number % len(names) :] + names[: number % len(names)])
        draw = random.Random(number)  # noqa: S311 - the same questions each time
        return (draw.choice(names) for _ in count())


async def _client(port: int, path: str, questions: Iterator[str], end: float, tally: Tally) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while (start := time.perf_counter()) < end:
            name = next(questions)
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
    with _said_port("kgbuild", "serve", str(graph), "--port", "0", *options) as served:
        yield served


@contextmanager
def floor(graph: Path) -> Iterator[int]:
    """Port of uvicorn alone."""
    with _said_port("bench.floor", str(graph)) as (port, _):
        yield port


@contextmanager
def _said_port(module: str, *arguments: str) -> Iterator[tuple[int, int]]:
    with subprocess.Popen([sys.executable, "-m", module, *arguments], stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr  # noqa: S101
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
    parser.add_argument("--in-order", action="store_true", help="each client asks one query after the other")
    options = parser.parse_args()
    asking = Clients(options.clients, min(_TURN, options.seconds), options.in_order)
    with (
        ours(options.graph, "--keep", "0") as (port, process),
        ours(options.graph) as (keeping, other_process),
        floor(options.graph) as alone,
        peer(options.graph) as other,
    ):
        servers = {_FRESH: (port, "/sparql"), _REPEATED: (keeping, "/sparql"), _FLOOR: (alone, "/")}
        if other:
            servers[_PEER] = (other, "/query")
        for server in servers.values():
            replace(asking, seconds=1).ask(*server)
        before = memory_mib(process), memory_mib(other_process)
        turns: dict[str, list[Tally]] = {label: [] for label in servers}
        for number in range(max(1, round(options.seconds / asking.seconds))):
            for label in list(servers) if number % 2 else reversed(servers):
                turns[label].append(asking.ask(*servers[label]))
        after = memory_mib(process), memory_mib(other_process)
    print(f"{options.clients} clients, {options.seconds:g} s each, in turns of {asking.seconds:g} s")
    _print(turns, options.seconds, bare_milliseconds(options.graph))
    for label, first, last in zip((_FRESH, _REPEATED), before, after, strict=True):
        print(f"{label}: server and workers {first:.0f} MiB after a second, {last:.0f} MiB at the end")
    return 1 if any(turn.errors for label in (_FRESH, _REPEATED) for turn in turns[label]) else 0


def _print(turns: dict[str, list[Tally]], seconds: float, bare: dict[str, float]) -> None:
    tallies = {label: together(found) for label, found in turns.items()}
    for label, tally in tallies.items():
        rate = tally.answers / seconds
        print(f"{label:14} {tally.answers:8} answers  {rate:7.0f}/s  {len(tally.errors)} errors {tally.errors[:2]}")
    print(f"{'query':10}{'':14} {'p50 ms':>8} {'p99 ms':>8}   p50 to oxigraph: median of the turns, half of them")
    theirs = {name: [one.percentile(name, 50) for one in turns.get(_PEER, [])] for name in QUERIES}
    for name in QUERIES:
        for label, tally in tallies.items():
            line = f"{name:10}{label:14} {tally.percentile(name, 50):8.2f} {tally.percentile(name, 99):8.2f}"
            if theirs[name] and label != _PEER:
                line += _ratios([one.percentile(name, 50) for one in turns[label]], theirs[name])
            print(line)
        print(f"{name:10}{'bare engine':14} {bare[name]:8.2f}")


def _ratios(ours: list[float], theirs: list[float]) -> str:
    found = [one / other for one, other in zip(ours, theirs, strict=True)]
    low, middle, high = quantiles(found, n=4, method="inclusive") if len(found) > 1 else found * 3
    return f"   {middle:.2f}  {low:.2f} to {high:.2f}"


if __name__ == "__main__":
    sys.exit(main())
