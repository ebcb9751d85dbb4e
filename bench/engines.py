"""The engines that answer named queries, each in a process of its own that loads once and forks for every question.

A question that takes too long costs its fork alone. What a fork inherits is frozen out of the garbage collector's
sight. Seconds are processor seconds of the fork, all threads: what else the machine does does not count.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection
from typing import Final

Ask = Callable[[str], int]
"""Answers a query, reads all rows, and gives their number."""
Answer = tuple[float, int] | None
"""Seconds and rows; None for a question that was stopped."""

_TIMES: Final = {"kgbuild": 3, "pyoxigraph": 3, "rdflib": 1}
_PATIENCE: Final = 20
"""Seconds on the wall for each processor second: others may use the machine."""


def answers(engine: str, graph: str, texts: Mapping[str, str], cap: float) -> Iterator[tuple[str, Answer]]:
    """("load", …) first, then the answer to each text under its name, in order."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_answering, args=(engine, graph, theirs, cap))
    process.start()
    theirs.close()
    try:
        yield "load", (ours.recv(), 0)
        for name, text in texts.items():
            ours.send(text)
            yield name, ours.recv()
    finally:
        ours.close()
        process.join()


def _answering(engine: str, graph: str, pipe: Connection, cap: float) -> None:
    """Load, then answer until the other end is closed."""
    open_graph = _ENGINES[engine]
    started = time.process_time()
    opened = open_graph(graph)
    pipe.send(time.process_time() - started)
    gc.collect()
    gc.freeze()
    while True:
        try:
            text = pipe.recv()
        except EOFError:
            return
        pipe.send(_forked(lambda asked=text: _best(opened(), asked, _TIMES[engine], cap), cap))


def _forked(work: Callable[[], tuple[float, int]], cap: float) -> Answer:
    """What `work` gives in a fork of this process; None when it takes more processor seconds than the cap."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        ours.close()
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(cap), math.ceil(cap)))
        try:
            theirs.send(work())
        finally:
            os._exit(0)
    theirs.close()
    try:
        return ours.recv() if ours.poll(cap * _PATIENCE) else None
    except EOFError:
        return None
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        ours.close()


def _best(ask: Ask, text: str, times: int, cap: float) -> tuple[float, int]:
    """The fastest of some answers: of fewer where the next one might pass the cap."""
    found: list[tuple[float, int]] = []
    begun = time.process_time()
    while not found or (len(found) < times and (time.process_time() - begun) * (1 + 1 / len(found)) < cap):
        started = time.process_time()
        rows = ask(text)
        found.append((time.process_time() - started, rows))
    return min(found)


# --- the engines: a graph folder is loaded, and gives a function that opens it in the fork ---


def _kgbuild(graph: str) -> Callable[[], Ask]:
    import kgbuild

    kgbuild.KnowledgeGraph(graph).query("ASK {}")

    def opened() -> Ask:
        fresh = kgbuild.KnowledgeGraph(graph)
        fresh.query("ASK {}")
        return lambda text: len(list(fresh.query(text)))

    return opened


def _pyoxigraph(graph: str) -> Callable[[], Ask]:
    from pyoxigraph import Store

    from kgbuild.vocab import PREFIXES

    Store.read_only(f"{graph}/store")

    def opened() -> Ask:
        store = Store.read_only(f"{graph}/store")
        return lambda text: len(list(store.query(text, prefixes=PREFIXES)))

    return opened


def _rdflib(graph: str) -> Callable[[], Ask]:
    import rdflib

    from kgbuild.vocab import PREFIXES

    loaded = rdflib.Graph().parse(f"{graph}/kg.ttl")
    loaded.query("ASK {}")  # its grammar is built by the first question
    return lambda: lambda text: len(list(loaded.query(text, initNs=PREFIXES)))


_ENGINES: Final[dict[str, Callable[[str], Callable[[], Ask]]]] = {
    "kgbuild": _kgbuild,
    "pyoxigraph": _pyoxigraph,
    "rdflib": _rdflib,
}
