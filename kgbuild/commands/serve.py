"""`kgbuild serve`: a built graph over HTTP, read-only, until Ctrl-C."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kgbuild.cli import CLEAN
from kgbuild.errors import UsageError
from kgbuild.server.limits import Limits


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
        origins=options.cors,
        announce=lambda address: print(f"serving {options.graph} at {address}", file=sys.stderr, flush=True),
    )
    return CLEAN


def _limits(options: argparse.Namespace) -> Limits:
    limits = Limits(
        seconds=options.time_limit,
        result_bytes=int(options.result_limit * (1 << 20)),
        kept_bytes=int(options.keep * (1 << 20)),
        memory_bytes=int(options.memory_limit * (1 << 20)),
        workers=options.workers,
        queue=options.queue,
    )
    if (
        min(
            limits.seconds,
            limits.result_bytes,
            limits.memory_bytes,
            limits.workers,
            limits.queue + 1,
            limits.kept_bytes + 1,
        )
        <= 0
    ):
        raise UsageError("limits are numbers above zero")
    return limits
