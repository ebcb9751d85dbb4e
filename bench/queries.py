"""Every named query on rdflib, on bare pyoxigraph and through our API, on one graph: `python -m bench.queries N`.

rdflib gets kg.ttl parsed into a Graph in memory. A query that exceeds the cap is stopped and counts as long as the cap:
its ratio is a lower bound. With --json the figures are kept after each answer, and a second run goes on where the first
one ended.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from bench.corpus.small import written_small
from bench.engines import Answer, answers
from bench.report import table
from bench.stages import without_report

if TYPE_CHECKING:
    from kgbuild.store import KnowledgeGraph

ENGINES: Final = ("kgbuild", "pyoxigraph", "rdflib")
Figures = dict[str, dict[str, list[float] | None]]
"""Engine → query (or "load") → seconds and rows, or None for a query that was stopped."""

_FITTING: Final = {
    "number-from": (
        "number",
        "SELECT ?x (COUNT(*) AS ?n) { ?y kgb:number ?x } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1",
    ),
    "links-of-project": (
        "name",
        "SELECT ?x { ?y kgb:linkType kgb:Continues ; kgb:from/rdfs:label ?x } ORDER BY ?x LIMIT 1",
    ),
    "promised-facilities": ("area", 'SELECT ?x { BIND ("广州市" AS ?x) }'),
}
"""Where the default of a parameter is about the seeds: the parameter, and what asks the graph for one that fits."""


def main(arguments: list[str] | None = None) -> int:
    """Build, ask, print the table; 0."""
    options = _options(arguments)
    figures: Figures = _kept(options.json)
    end = time.monotonic() + 60 * options.minutes
    with nullcontext(options.out) if options.out else tempfile.TemporaryDirectory() as folder:
        graph = options.graph or built(Path(folder), options.documents, options.jobs)
        texts = asked(graph, options.only)
        for engine in options.engine or ENGINES:
            figures.setdefault(engine, {})
            measure(engine, graph, texts, options.cap, figures[engine], lambda: _keep(options.json, figures), end)
    print(report(figures, options.cap))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.queries", description="Named queries, side by side with rdflib")
    parser.add_argument("documents", type=int, nargs="?", default=20, help="generated documents (default %(default)s)")
    parser.add_argument(
        "--cap", type=float, default=60, help="processor seconds a query may take (default %(default)s)"
    )
    parser.add_argument("--graph", type=Path, help="a graph folder to ask instead of a generated one")
    parser.add_argument("--out", type=Path, help="keep documents and graph in this folder")
    parser.add_argument("--jobs", type=int, help="processes that build (default: one a core)")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="ask this one only (repeat for several)")
    parser.add_argument("--only", action="append", help="ask this query only (repeat for several)")
    parser.add_argument("--minutes", type=float, default=1e6, help="ask nothing more after so many")
    parser.add_argument("--json", type=Path, help="where the figures are kept")
    return parser.parse_args(arguments)


def built(folder: Path, count: int, jobs: int | None) -> Path:
    """The graph of `count` small documents: read, tagged, judged and linked, without rule tallies and report page."""
    import kgbuild

    without_report()
    written_small(folder / "documents", count)
    kgbuild.build([folder / "documents"], folder / "kg", jobs=jobs)
    return folder / "kg"


def asked(graph: Path, only: list[str] | None = None) -> dict[str, str]:
    """The named queries with their defaults, or with parameters that fit a generated graph."""
    import kgbuild
    from kgbuild.queries import named_queries

    opened = kgbuild.KnowledgeGraph(graph)
    texts = {name: query.bound(_fitting(name, opened)) for name, query in named_queries().items()}
    return {name: text for name, text in texts.items() if not only or name in only}


def _fitting(name: str, graph: KnowledgeGraph) -> dict[str, str]:
    if name not in _FITTING:
        return {}
    parameter, text = _FITTING[name]
    row = next(iter(graph.query(text)), None)  # type: ignore[arg-type]
    return {parameter: row[0].value} if row else {}


def measure(
    engine: str,
    graph: Path,
    texts: Mapping[str, str],
    cap: float,
    known: dict[str, list[float] | None],
    keep: Callable[[], None],
    end: float,
) -> None:
    """Ask what is not known yet, until the time is over."""
    waiting = {name: text for name, text in texts.items() if name not in known}
    if not waiting or time.monotonic() > end:
        return
    for name, answer in answers(engine, str(graph), waiting, cap):
        known[name] = list(answer) if answer else None
        keep()
        print(f"… {engine} {name}: {_shown(answer)}", file=sys.stderr)
        if time.monotonic() > end:
            return


def _kept(path: Path | None) -> Figures:
    return json.loads(path.read_text(encoding="utf-8")) if path and path.exists() else {}


def _keep(path: Path | None, figures: Figures) -> None:
    if path:
        path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


# --- the table ---


def report(figures: Figures, cap: float) -> str:
    """Seconds and ratios of each query that all engines were asked, and the medians."""
    asked_of_all = [name for name in figures.get("kgbuild", {}) if all(name in figures.get(one, {}) for one in ENGINES)]
    rows = [_row(figures, name, cap) for name in asked_of_all]
    names = [name for name in asked_of_all if name != "load"]
    if not names:
        return "no query was asked of all engines"
    to_bare = median(_ratio(figures, name, "kgbuild", "pyoxigraph", cap) for name in names)
    to_rdflib = median(_ratio(figures, name, "rdflib", "kgbuild", cap) for name in names)
    stopped = sum(figures["rdflib"][name] is None for name in names)
    slowest = max(_seconds(figures, name, "kgbuild", cap) for name in names)
    heads = ("query", "rows", *(f"{engine} s" for engine in ENGINES), "to bare", "rdflib to ours")
    ending = (
        f"{len(names)} queries, the slowest {slowest:.2f} s; median: {to_bare:.2f} of bare pyoxigraph, "
        f"rdflib {to_rdflib:.0f} times as long ({stopped} stopped at {cap:g} s)"
    )
    return "\n".join([*table(heads, rows), ending])


def _row(figures: Figures, name: str, cap: float) -> tuple[Any, ...]:
    ours = figures["kgbuild"][name]
    mark = "" if figures["rdflib"][name] else "> "
    return (
        name,
        f"{ours[1]:g}" if ours else "",
        *(_shown(figures[engine][name]) for engine in ENGINES),
        f"{_ratio(figures, name, 'kgbuild', 'pyoxigraph', cap):.2f}",
        f"{mark}{_ratio(figures, name, 'rdflib', 'kgbuild', cap):.0f}",
    )


def _ratio(figures: Figures, name: str, one: str, other: str, cap: float) -> float:
    return _seconds(figures, name, one, cap) / _seconds(figures, name, other, cap)


def _seconds(figures: Figures, name: str, engine: str, cap: float) -> float:
    found = figures[engine][name]
    return max(found[0], 1e-6) if found else cap


def _shown(answer: Answer | list[float]) -> str:
    return "stopped" if answer is None else f"{answer[0]:.4f}"


if __name__ == "__main__":
    sys.exit(main())
