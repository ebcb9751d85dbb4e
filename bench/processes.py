"""Runs of measured processes, one after the other, and the median of several."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    """One process, or the median of several. Processor seconds, but `wall`; `startup` is all but the work."""

    wall: float
    processor: float
    startup: float
    peak_mib: float
    told: dict[str, Any] = field(default_factory=dict)


class ProcessFailed(Exception):
    """A measured process ended with an error; the message is the end of what it said."""


def run(arguments: Sequence[str | Path], seconds: float = 3600) -> Run:
    """Run a process that ends with a line of JSON from `bench.probe.measured`.

    Raises:
        ProcessFailed: it ended with an error, or took longer than `seconds`.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    before = _children_seconds()
    try:
        ended = subprocess.run(
            [str(one) for one in arguments], cwd=ROOT, env=environment, capture_output=True, text=True,
            timeout=seconds, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProcessFailed(str(error)) from None
    whole = _children_seconds() - before
    if ended.returncode:
        raise ProcessFailed(" ".join(ended.stderr.split())[-300:] or f"exit code {ended.returncode}")
    told = json.loads(ended.stdout.splitlines()[-1])
    wall, processor, peak = (told.pop(key) for key in ("wall", "processor", "peak_mib"))
    return Run(wall, processor, whole - processor, peak, told)


def _children_seconds() -> float:
    """Processor seconds of all processes that were waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def ours(mode: str, folder: Path, out: Path, times: int) -> Run:
    """Median of `times` runs of `bench.child`; the graph folder is removed before each."""

    def once() -> Run:
        shutil.rmtree(out, ignore_errors=True)
        return run([sys.executable, "-m", "bench.child", mode, folder, out])

    return middle(once, times)


def middle(once: Callable[[], Run], times: int) -> Run:
    """The run with the median time; start-up and memory are medians of their own."""
    runs = sorted((once() for _ in range(times)), key=lambda one: one.processor)
    chosen = runs[len(runs) // 2]
    startup, peak = median(one.startup for one in runs), median(one.peak_mib for one in runs)
    return Run(chosen.wall, chosen.processor, startup, peak, chosen.told)


def help_seconds(times: int) -> float:
    """Median seconds of `kgbuild -h`, start of the interpreter included."""

    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kgbuild", "-h"], cwd=ROOT, capture_output=True, check=True)
        return time.perf_counter() - started

    once()
    return median(once() for _ in range(times))
