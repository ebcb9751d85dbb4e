"""A pool of worker processes: a query that goes on for too long costs its worker, and nobody else anything.

Oxigraph cannot be stopped in the middle of a query, so the process is killed and another one started. A rebuild that
puts a new graph folder in place is noticed before each query; workers of the old one are replaced.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kgbuild.errors import StoreError
from kgbuild.server.answered import Answered, Build
from kgbuild.server.jobs import LENGTH, Answer, Job, Outcome
from kgbuild.server.limits import Limits

_log = logging.getLogger(__name__)

_START_SECONDS: Final = 60.0
_BETWEEN_STARTS: Final = 1.0


class Busy(Exception):
    """The queue is full, or the server is stopping."""


class TooSlow(Exception):
    """The time limit is over."""


class WorkerLost(Exception):
    """The worker died of the query."""


def build_of(folder: Path) -> Build | None:
    """Which build lies in the folder now; None while there is none."""
    try:
        status = (folder / "manifest.json").stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns


@dataclass(slots=True)
class _Worker:
    process: asyncio.subprocess.Process
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    build: Build = (0, 0, 0)

    async def answer(self, job: Job) -> Answer:
        """Send the job, wait for its end. Raises WorkerLost."""
        try:
            self.writer.write(job.packed())
            await self.writer.drain()
            head = json.loads(await _framed(self.reader))
            body = await _framed(self.reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise WorkerLost from None
        return Answer(Outcome(head["outcome"]), head["media"], head["message"], body)

    @property
    def is_dead(self) -> bool:
        """Whether somebody ended the process while it was idle (the system does, when memory is short)."""
        return self.process.returncode is not None

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()


async def _framed(reader: asyncio.StreamReader) -> bytes:
    return await reader.readexactly(LENGTH.unpack(await reader.readexactly(LENGTH.size))[0])


class Pool:
    """Workers over one graph folder, and the queue before them."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._workers: dict[int, _Worker] = {}
        self._waiting = 0
        self._stopping = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._answered = Answered(limits.kept_bytes)

    async def start(self) -> None:
        """Start all workers.

        Raises:
            StoreError: the store cannot be opened.
        """
        for worker in await asyncio.gather(*(self._started() for _ in range(self._limits.workers))):
            self._idle.put_nowait(worker)

    async def stop(self) -> None:
        """Kill all workers, whatever they do."""
        self._stopping = True
        for task in self._tasks:
            task.cancel()
        workers = list(self._workers.values())
        for worker in workers:
            worker.kill()
        await asyncio.gather(*(worker.process.wait() for worker in workers))

    async def answer(self, job: Job) -> Answer:
        """The end of a job.

        Raises:
            Busy: too many wait already.
            TooSlow: the time limit is over; the worker was killed.
            WorkerLost: the query took the worker with it (memory, depth).
        """
        if known := self._answered.get(build_of(self._folder), job):
            return known
        worker = await self._free_worker()
        answer = await self._answer_of(worker, job)
        if answer.outcome is Outcome.DONE:
            self._answered.put(worker.build, job, answer)
        elif answer.outcome is Outcome.FAILED and self._is_stale(worker):
            # the old folder went away under the query: files that were not open yet could not be read
            return await self._answer_of(await self._free_worker(), job)
        return answer

    async def _answer_of(self, worker: _Worker, job: Job) -> Answer:
        try:
            async with asyncio.timeout(self._limits.seconds):
                answer = await worker.answer(job)
        except BaseException as error:  # also when the caller went away: what the worker does now concerns nobody
            self._replace(worker)
            if isinstance(error, TimeoutError):
                raise TooSlow from None
            if isinstance(error, WorkerLost) and self._stopping:
                raise Busy from None
            raise
        self._idle.put_nowait(worker)
        return answer

    async def _free_worker(self) -> _Worker:
        """A worker of the build that lies in the folder now."""
        if self._stopping or (self._idle.empty() and self._waiting >= self._limits.queue):
            raise Busy
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                while (worker := await self._idle.get()).is_dead or self._is_stale(worker):
                    self._replace(worker)
        except TimeoutError:
            raise Busy from None
        finally:
            self._waiting -= 1
        return worker

    def _is_stale(self, worker: _Worker) -> bool:
        return build_of(self._folder) not in (None, worker.build)

    # --- processes ---

    def _replace(self, worker: _Worker) -> None:
        worker.kill()
        if not self._stopping:
            self._in_background(self._replaced(worker))

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replaced(self, worker: _Worker) -> None:
        await worker.process.wait()
        self._workers.pop(worker.process.pid, None)
        while True:
            try:
                self._idle.put_nowait(await self._started())
            except (StoreError, OSError) as error:  # a build is being put in place, or memory is short: again soon
                _log.warning("%s", error)
                await asyncio.sleep(_BETWEEN_STARTS)
            else:
                return

    async def _started(self) -> _Worker:
        limits = self._limits
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "kgbuild.server.worker",
            self._folder, str(limits.seconds), str(limits.result_bytes), str(limits.memory_bytes),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            limit=1 << 20, env={**os.environ, "MALLOC_ARENA_MAX": "2"},
        )  # fmt: skip
        assert process.stdout and process.stdin  # asked for above  # noqa: S101
        worker = _Worker(process, process.stdout, process.stdin)
        self._workers[process.pid] = worker
        try:
            async with asyncio.timeout(_START_SECONDS):
                worker.build = tuple(json.loads(await _framed(worker.reader)))
        except BaseException as error:
            worker.kill()
            self._workers.pop(process.pid, None)
            await process.wait()
            if isinstance(error, asyncio.IncompleteReadError | TimeoutError):
                raise StoreError(f"{self._folder}/store cannot be opened; build the graph again") from None
            raise
        return worker
