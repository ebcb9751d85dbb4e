"""Every named query on rdflib, on bare pyoxigraph and through our API, on one graph: `python -m bench.queries N`.

rdflib gets kg.ttl parsed into a Graph in memory. A query of it that exceeds the cap is stopped: its ratio is a
lower bound. Each engine runs in a process of its own; seconds are wall seconds, the least of three (one for rdflib).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from bench.corpus import generated
from bench.report import table

ENGINES = ("kgbuild", "pyoxigraph", "rdflib")
_TIMES = 3


def main(arguments: list[str] | None = None) -> int:
    """Build, ask, print the table; the figures go to --json."""
    parser = argparse.ArgumentParser(prog="bench.queries", description="Named queries, side by side with rdflib")
    parser.add_argument("documents", type=int, nargs="?", default=20, help="generated documents (default %(default)s)")
    parser.add_argument(
        "--cap", type=float, default=60, help="seconds a query may take in rdflib (default %(default)s)"
    )
    parser.add_argument("--graph", type=Path, help="a graph folder to ask instead of a generated one")
    parser.add_argument("--json", type=Path, help="where the figures go")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        graph = options.graph or _built(Path(folder), options.documents)
        figures = {engine: dict(_asked(engine, graph, options.cap)) for engine in ENGINES}
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(_report(figures, options.cap))
    return 0


def _built(folder: Path, count: int) -> Path:
    import kgbuild

    documents = folder / "documents"
    documents.mkdir()
    for one in generated(count, 0):
        (documents / one.name).write_bytes(one.data)
    kgbuild.build([documents], folder / "kg", jobs=1)
    return folder / "kg"


def _asked(engine: str, graph: Path, cap: float) -> Iterator[tuple[str, float | None]]:
    """(query, seconds), "load" first; None for a query that was stopped. A stopped process is started again."""
    from kgbuild.queries import named_queries

    waiting = list(named_queries())
    loaded = False
    while waiting:
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        process = multiprocessing.get_context("spawn").Process(target=_answer, args=(engine, str(graph), theirs))
        process.start()
        theirs.close()
        seconds = ours.recv()
        if not loaded:
            yield "load", seconds
            loaded = True
        while waiting and process.is_alive():
            name = waiting.pop(0)
            ours.send(name)
            answered = ours.poll(cap if engine == "rdflib" else None)
            yield name, ours.recv() if answered else None
            if not answered:
                break
        process.kill()
        process.join()
        print(f"… {engine}: {len(waiting)} queries to go", file=sys.stderr)


def _answer(engine: str, graph: str, pipe: Connection) -> None:
    from kgbuild.queries import named_queries

    started = time.perf_counter()
    ask = {"kgbuild": _kgbuild, "pyoxigraph": _pyoxigraph, "rdflib": _rdflib}[engine](graph)
    pipe.send(time.perf_counter() - started)
    while True:
        query = named_queries()[pipe.recv()]
        text = query.bound({})
        pipe.send(min(_seconds(lambda asked=text: ask(asked)) for _ in range(1 if engine == "rdflib" else _TIMES)))


def _seconds(work: Callable[[], int]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _kgbuild(graph: str) -> Callable[[str], int]:
    import kgbuild

    opened = kgbuild.KnowledgeGraph(graph)
    return lambda text: len(list(opened.query(text)))


def _pyoxigraph(graph: str) -> Callable[[str], int]:
    from pyoxigraph import Store

    from kgbuild.vocab import PREFIXES

    store = Store.read_only(f"{graph}/store")
    return lambda text: len(list(store.query(text, prefixes=PREFIXES)))


def _rdflib(graph: str) -> Callable[[str], int]:
    import rdflib

    from kgbuild.vocab import PREFIXES

    loaded = rdflib.Graph().parse(f"{graph}/kg.ttl")
    return lambda text: len(list(loaded.query(text, initNs=PREFIXES)))


def _report(figures: dict[str, dict[str, float | None]], cap: float) -> str:
    ours, bare, theirs = (figures[engine] for engine in ENGINES)
    rows = [
        (name, *(_shown(one[name]) for one in (ours, bare, theirs)), *_ratios(ours, bare, theirs, name, cap))
        for name in ours
    ]
    asked = [name for name in ours if name != "load"]
    to_bare = median((ours[name] or 0) / (bare[name] or 1) for name in asked)
    to_rdflib = median((theirs[name] or cap) / (ours[name] or 1) for name in asked)
    stopped = sum(theirs[name] is None for name in asked)
    lines = table(("query", *(f"{engine} s" for engine in ENGINES), "to bare", "rdflib to ours"), rows)
    ending = f"median: {to_bare:.2f} of bare pyoxigraph, rdflib {to_rdflib:.0f} times as long ({stopped} stopped)"
    return "\n".join([*lines, ending])


def _ratios(
    ours: dict[str, float | None],
    bare: dict[str, float | None],
    theirs: dict[str, float | None],
    name: str,
    cap: float,
) -> tuple[str, str]:
    own = ours[name] or 1.0
    mark = "" if theirs[name] is not None else "> "
    return f"{own / (bare[name] or 1.0):.2f}", f"{mark}{(theirs[name] or cap) / own:.0f}"


def _shown(seconds: float | None) -> str:
    return "stopped" if seconds is None else f"{seconds:.4f}"


if __name__ == "__main__":
    sys.exit(main())
