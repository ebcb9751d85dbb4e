"""What is measured, and the figures that come out: plain data, ready for JSON."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.corpus import Document, written
from bench.growth import exponent
from bench.peers.environment import PEERS, mapped
from bench.processes import ROOT, ProcessFailed, Run, help_seconds, ours
from bench.tidy import tidied

Figures = dict[str, Any]
Say = Callable[[str], None]

COMPARABLE = ("read", "quads", "n-quads")
"""The stages of ours that end where the peers end: with N-Quads (theirs: N-Triples)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: documents in 1x (as many as seeds), its multiples, runs a median, the corpus' seed."""

    base: int = 5
    multiples: tuple[int, ...] = (1, 10, 100)
    times: int = 3
    seed: int = 0
    peers: bool = True


def figures(plan: Plan, work: Path, say: Say) -> Figures:
    """Measure all of it; `work` is a folder for corpora and graphs, removed first."""
    shutil.rmtree(work, ignore_errors=True)
    sizes: list[Figures] = []
    documents: list[Document] = []
    for multiple in plan.multiples:
        folder = work / f"corpus-{multiple}x"
        documents = written(folder, plan.base * multiple, plan.seed)
        say(f"building {multiple}x: {len(documents)} documents, {plan.times} times")
        sizes.append({"multiple": multiple, **_told(ours("build", folder, work / "kg", plan.times))})
    say("the largest again, without SHACL")
    unjudged = _told(ours("no-shacl", folder, work / "kg", plan.times))
    say("the seeds: build, validate, export; kgbuild -h")
    seeds = _told(ours("seeds", ROOT / "seeds", work / "kg", plan.times))
    peers = _peers(plan, documents, work / "tidy", say) if plan.peers else {}
    return {
        "plan": asdict(plan),
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()},
        "pinned": hasattr(os, "sched_setaffinity"),
        "sizes": sizes,
        "growth": _growth(sizes),
        "growth_of_stages": _growth_of_stages(sizes),
        "without_shacl": unjudged,
        "peers": peers,
        "ratios": {name: _ratios(sizes[-1], unjudged, peer) for name, peer in peers.items() if "error" not in peer},
        "seeds": seeds,
        "help_seconds": help_seconds(plan.times + 2),
    }


def _told(run: Run) -> Figures:
    """A run as plain data, with rates a processor second of work."""
    told = {**asdict(run), **run.told}
    del told["told"]
    rates = {f"{name}_per_second": told[name] / run.processor for name in ("documents", "indicators", "quads")}
    return {**told, **rates}


def _growth(sizes: list[Figures]) -> Figures:
    """Exponents against the number of quads: of all points, and of the last step alone."""
    quads = [one["quads"] for one in sizes]
    return {
        name: {"all": exponent(quads, costs), "last_step": exponent(quads[-2:], costs[-2:])}
        for name, key in (("processor time", "processor"), ("wall time", "wall"), ("peak memory", "peak_mib"))
        if (costs := [one[key] for one in sizes])
    }


def _growth_of_stages(sizes: list[Figures]) -> dict[str, float]:
    """Exponent of each stage's seconds over the last step; stages that take hardly any time are left out."""
    before, last = sizes[-2:]
    quads = [before["quads"], last["quads"]]
    return {
        stage: exponent(quads, [before["stages"][stage], seconds])
        for stage, seconds in last["stages"].items()
        if min(before["stages"][stage], seconds) > 0.01
    }


def _peers(plan: Plan, documents: list[Document], tidy: Path, say: Say) -> dict[str, Figures]:
    tidied(documents, tidy)
    peers: dict[str, Figures] = {}
    for name in PEERS:
        say(f"{name}: the same records from CSV")
        try:
            run = mapped(name, tidy, plan.times)
        except ProcessFailed as error:
            peers[name] = {"error": str(error)}
        else:
            peers[name] = {**asdict(run), **run.told}
            del peers[name]["told"]
    return peers


def _ratios(whole: Figures, unjudged: Figures, peer: Figures) -> Figures:
    """Ours to theirs, in processor seconds: a statement, and the same records; below 1 ours is faster."""
    comparable = sum(unjudged["stages"][stage] for stage in COMPARABLE)
    seconds = {
        "whole build": (whole["processor"], whole["startup"]),
        "without SHACL": (unjudged["processor"], unjudged["startup"]),
        "to N-Quads only": (comparable, unjudged["startup"]),
    }
    theirs = peer["processor"]
    statements = whole["quads"] / peer["triples"]
    return {
        name: {
            "per_statement": work / theirs / statements,
            "per_statement_with_startup": (work + startup) / (theirs + peer["startup"]) / statements,
            "same_records": work / theirs,
            "same_records_with_startup": (work + startup) / (theirs + peer["startup"]),
        }
        for name, (work, startup) in seconds.items()
    }
