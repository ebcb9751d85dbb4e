"""A worker process seen from the server: how it is started, asked and ended."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kgbuild.errors import StoreError
from kgbuild.server.answered import Build
from kgbuild.server.jobs import Answer, Job
from kgbuild.server.limits import Limits
from kgbuild.server.line import Line, TooSlow, WorkerLost

_START_SECONDS: Final = 60.0
_MEMORY: Final = {"GLIBC_TUNABLES": "glibc.malloc.arena_max=2:glibc.malloc.tcache_count=1000"}
"""Few arenas, for `RLIMIT_AS` counts what they might use; long lists of small pieces, of which a query takes many."""


@dataclass(frozen=True, slots=True, eq=False)
class Worker:
    """A process with the store of one build open, and the socket to it. It answers one job at a time."""

    build: Build
    _process: Process
    _line: Line

    @property
    def is_dead(self) -> bool:
        """Whether somebody ended the process while it was idle (the system does, when memory is short)."""
        return self._line.is_lost

    async def answer(self, job: Job, seconds: float) -> Answer:
        """The end of a job. Raises TooSlow, WorkerLost."""
        return Answer.unpacked(*await self._line.asked(job.packed(), seconds))

    def kill(self) -> None:
        """End it, whatever it does."""
        _kill(self._process)

    async def wait(self) -> None:
        """Until it has ended."""
        await self._process.wait()


async def started(folder: Path, limits: Limits) -> Worker:
    """A worker that is ready. If that is given up, its process is ended.

    Raises:
        StoreError: the store cannot be opened.
        OSError: there is no memory for another process, or no number.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        _, line = await asyncio.get_running_loop().create_unix_connection(Line, sock=ours)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "kgbuild.server.worker",
            folder, str(limits.seconds), str(limits.result_bytes), str(limits.memory_bytes),
            stdin=theirs.fileno(), stdout=theirs.fileno(), stderr=DEVNULL, env={**os.environ, **_MEMORY},
        )  # fmt: skip
    try:
        build, _ = await line.heard(_START_SECONDS)
    except BaseException as error:
        _kill(process)
        await process.wait()
        if isinstance(error, WorkerLost | TooSlow):
            raise StoreError(
                f"{folder}/store cannot be opened in {limits.memory_bytes >> 20} MiB of memory; "
                "build the graph again, or raise --memory-limit"
            ) from None
        raise
    return Worker(tuple(json.loads(build)), process, line)


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
