"""`kgbuild serve`: a built graph over HTTP, read-only, until Ctrl-C."""

from __future__ import annotations

import argparse
import math
import re
import sys
from pathlib import Path
from typing import Final

from kgbuild.cli import CLEAN
from kgbuild.errors import UsageError
from kgbuild.server.limits import Limits

_ABOVE_ZERO: Final = ("time_limit", "result_limit", "memory_limit", "workers")
_FROM_ZERO: Final = ("queue", "keep")
_ORIGIN: Final = re.compile(r"\*|https?://[^/\s]+")


def run(options: argparse.Namespace) -> int:
    """Serve; the address goes to stderr."""
    from kgbuild.server import running

    if not running.is_loopback(options.host):
        print(
            f"kgbuild: warning: {options.host} can be reached from other machines; everybody there can ask this graph",
            file=sys.stderr,
        )
    running.run(
        Path(options.graph),
        host=options.host,
        port=options.port,
        limits=_limits(options),
        allowed_hosts=options.allow_host,
        origins=_origins(options),
        announce=lambda address: print(f"serving {options.graph} at {address}", file=sys.stderr, flush=True),
    )
    return CLEAN


def _limits(options: argparse.Namespace) -> Limits:
    for name in (*_ABOVE_ZERO, *_FROM_ZERO):
        value = getattr(options, name)
        if not math.isfinite(value) or value < 0 or (value == 0 and name in _ABOVE_ZERO):
            least = "above zero" if name in _ABOVE_ZERO else "from zero on"
            raise UsageError(f"--{name.replace('_', '-')} is a number {least}, not {value:g}")
    return Limits(
        seconds=options.time_limit,
        result_bytes=int(options.result_limit * (1 << 20)),
        kept_bytes=int(options.keep * (1 << 20)),
        memory_bytes=int(options.memory_limit * (1 << 20)),
        workers=options.workers,
        queue=options.queue,
    )


def _origins(options: argparse.Namespace) -> list[str]:
    for origin in options.cors:
        if not _ORIGIN.fullmatch(origin):
            raise UsageError(
                f"--cors is an origin (scheme, host, port if any; no slash at its end), or *; not {origin}"
            )
    return list(options.cors)
