"""What a measured process tells of itself: time, peak memory, its core. Standard library only: peers run it too."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def pin() -> bool:
    """Keep this process and its threads on one core, where the system can; tell whether it could."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return True


def peak_mib() -> float:
    """The largest resident set of this process so far, in MiB."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
    except (OSError, StopIteration):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def measured(work: Callable[[], dict[str, Any]]) -> None:
    """Do the work; print its seconds (wall and processor), the peak memory in MiB, and what it returns, as JSON."""
    wall, processor = time.perf_counter(), time.process_time()
    told = work()
    seconds = {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor}
    print(json.dumps({**seconds, "peak_mib": peak_mib(), **told}))
