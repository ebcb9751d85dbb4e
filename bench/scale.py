"""Whether a document costs the same among ten and among a thousand: `python -m bench.scale 10 100 1000`.

For each size a generated corpus is built from nothing, again with nothing changed, again with one document changed,
then judged again alone, each in a process of its own. Figures are kept in a file, so sizes can be measured one at a
time; the table holds all.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench.corpus import written
from bench.growth import exponent
from bench.probe import peak_mib
from bench.processes import ROOT
from bench.report import table

Figures = dict[str, Any]
_HEADS = (
    "documents", "build s", "cpu ms/doc", "ratio", "of main", "ratio", "SHACL ms/doc", "ratio", "main MiB",
    "worker MiB", "SHACL MiB",
)  # fmt: skip
_REBUILDS = ("documents", "nothing changed: s", "cpu s", "MiB", "one changed: s", "cpu s", "ratio", "MiB")


def main(arguments: list[str] | None = None) -> int:
    """Measure the sizes that are asked for; print the table of all that were."""
    parser = argparse.ArgumentParser(prog="bench.scale", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[10, 100], help="numbers of documents (default: 10 100)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default %(default)s)")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench-scale", help="where graphs are built")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child:
        mode, corpus, graph = options.child
        json.dump(_CHILDREN[mode](corpus, graph, options.jobs), sys.stdout)
        return 0
    kept = options.work / "figures.json"
    known: dict[str, Figures] = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
    for size in options.sizes:
        known[str(size)] = measured(size, options.jobs, options.work)
        kept.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    sizes = sorted(known.values(), key=lambda one: one["documents"])
    print("\n".join(_told(sizes)))
    return 0


def measured(size: int, jobs: int, work: Path) -> Figures:
    """The figures of one size; its corpus and graph are removed again."""
    corpus, graph = work / f"corpus-{size}", work / f"kg-{size}"
    for folder in (corpus, graph):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        documents = written(corpus, size)
        built = _run("build", corpus, graph, jobs)
        unchanged = _run("build", corpus, graph, jobs)
        (corpus / documents[0].name).write_bytes(documents[0].data + b"\n")
        changed = _run("build", corpus, graph, jobs)
        judged = _run("judge", corpus, graph, jobs)
    finally:
        for folder in (corpus, graph):
            shutil.rmtree(folder, ignore_errors=True)
    runs = {"built": built, "unchanged": unchanged, "changed": changed, "judged": judged}
    return {"documents": size, "jobs": jobs, **runs}


def _run(mode: str, corpus: Path, graph: Path, jobs: int) -> Figures:
    command = [sys.executable, "-m", "bench.scale", "--jobs", str(jobs), "--child", mode, str(corpus), str(graph)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    told: Figures = json.loads(done.stdout)
    return told


def _build(corpus: str, graph: str, jobs: int) -> Figures:
    """Build; wall seconds, processor seconds of all processes, the largest resident sets in MiB."""
    import kgbuild

    started, before = time.perf_counter(), time.process_time()
    manifest = kgbuild.build([corpus], graph, jobs=jobs).manifest
    wall, own = time.perf_counter() - started, time.process_time() - before
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "wall": wall,
        "main": own,
        "processor": own + workers.ru_utime + workers.ru_stime,
        "main_mib": peak_mib(),
        "worker_mib": workers.ru_maxrss / 1024,
        "findings": sum(manifest["findings"].values()),
        "quads": sum(one["quads"] for one in manifest["documents"]),
        "report_kib": (Path(graph) / "report.html").stat().st_size / 1024,
    }


def _judge(_corpus: str, graph: str, _jobs: int) -> Figures:
    """SHACL alone, in this process: processor seconds of judging each document again."""
    from pyoxigraph import RdfFormat, parse

    import kgbuild
    from kgbuild.rdf.iris import Minter
    from kgbuild.validate import judge_document

    held = kgbuild.KnowledgeGraph(graph)
    minter, spent = Minter(held.manifest["base"]), 0.0
    for number, entry in enumerate(held.manifest["documents"]):
        sha256 = entry["sha256"]
        graphs = {minter.graph(name, sha256) for name in ("doc", "derived")}
        quads = parse(path=held.path / "documents" / f"{sha256}.nq", format=RdfFormat.N_QUADS)
        facts = [quad for quad in quads if quad.graph_name in graphs]
        if not number:
            judge_document(facts, sha256)  # loads the shapes
        spent += _seconds(partial(judge_document, facts, sha256))
    return {"documents": spent, "mib": peak_mib()}


def _seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


_CHILDREN: dict[str, Callable[[str, str, int], Figures]] = {"build": _build, "judge": _judge}


def _told(sizes: list[Figures]) -> list[str]:
    """The table; ratios are to the smallest size."""
    first = sizes[0]

    def each(one: Figures, part: str, what: str) -> float:
        value: float = one[part][what]
        return value / one["documents"]

    def ratio(one: Figures, part: str, what: str) -> str:
        return f"{each(one, part, what) / each(first, part, what):.2f}"

    rows = [
        (
            str(one["documents"]), f"{one['built']['wall']:.1f}",
            f"{1000 * each(one, 'built', 'processor'):.0f}", ratio(one, "built", "processor"),
            f"{1000 * each(one, 'built', 'main'):.0f}", ratio(one, "built", "main"),
            f"{1000 * each(one, 'judged', 'documents'):.0f}", ratio(one, "judged", "documents"),
            f"{one['built']['main_mib']:.0f}", f"{one['built']['worker_mib']:.0f}", f"{one['judged']['mib']:.0f}",
        )
        for one in sizes
    ]  # fmt: skip
    rebuilds = [
        (
            str(one["documents"]),
            f"{one['unchanged']['wall']:.2f}", f"{one['unchanged']['processor']:.2f}",
            f"{one['unchanged']['main_mib']:.0f}",
            f"{one['changed']['wall']:.1f}", f"{one['changed']['processor']:.1f}",
            f"{one['changed']['processor'] / one['built']['processor']:.2f}", f"{one['changed']['main_mib']:.0f}",
        )
        for one in sizes
    ]  # fmt: skip
    lines = [*table(_HEADS, rows), "", *table(_REBUILDS, rebuilds)]
    if len(sizes) > 1:
        counts = [one["documents"] for one in sizes[-2:]]
        grown = exponent(counts, [one["built"]["processor"] for one in sizes[-2:]])
        lines.append(f"  exponent of processor time, last step: {grown:.2f}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
