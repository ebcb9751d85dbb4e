"""A pool of worker processes: a query that goes on for too long costs its worker, and nobody else anything.

Oxigraph cannot be stopped in the middle of a query, so the process is killed and another one started. A rebuild that
puts a new graph folder in place is noticed before each query; workers of the old one are replaced.
"""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path
from typing import Final

from kgbuild.errors import StoreError
from kgbuild.server.answered import Answered, Build
from kgbuild.server.jobs import Answer, Job, Outcome
from kgbuild.server.limits import Limits
from kgbuild.server.line import WorkerLost
from kgbuild.server.processes import Worker, started

_log = logging.getLogger(__name__)

_BETWEEN_STARTS: Final = 1.0


class Busy(Exception):
    """The queue is full, or the server is stopping."""


def build_of(folder: Path) -> Build | None:
    """Which build lies in the folder now; None while there is none."""
    try:
        status = os.stat(f"{folder}/manifest.json")  # noqa: PTH116 - once a query: a Path of each is not free
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns


class Pool:
    """Workers over one graph folder, and the queue before them."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._workers: set[Worker] = set()
        self._waiting = 0
        self._stopping = False
        self._replacing: set[asyncio.Task[None]] = set()
        self._answered = Answered(limits.kept_bytes)

    async def start(self) -> None:
        """Start all workers.

        Raises:
            StoreError: the store cannot be opened.
        """
        await asyncio.gather(*(self._start_one() for _ in range(self._limits.workers)))

    async def stop(self) -> None:
        """Kill all workers, whatever they do."""
        self._stopping = True
        for task in self._replacing:
            task.cancel()
        for worker in self._workers:
            worker.kill()
        await asyncio.gather(*self._replacing, *(one.wait() for one in self._workers), return_exceptions=True)

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

    async def _answer_of(self, worker: Worker, job: Job) -> Answer:
        try:
            answer = await worker.answer(job, self._limits.seconds)
        except BaseException as error:  # also when the caller went away: what the worker does now concerns nobody
            self._replace(worker)
            if isinstance(error, WorkerLost) and self._stopping:
                raise Busy from None
            raise
        self._idle.put_nowait(worker)
        return answer

    async def _free_worker(self) -> Worker:
        """A worker of the build that lies in the folder now."""
        while (worker := await self._next_worker()).is_dead or self._is_stale(worker):
            self._replace(worker)
        return worker

    async def _next_worker(self) -> Worker:
        if self._stopping:
            raise Busy
        if not self._idle.empty():
            return self._idle.get_nowait()
        if self._waiting >= self._limits.queue:
            raise Busy
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._idle.get()
        except TimeoutError:
            raise Busy from None
        finally:
            self._waiting -= 1

    def _is_stale(self, worker: Worker) -> bool:
        return build_of(self._folder) not in (None, worker.build)

    # --- replacing ---

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        if not self._stopping:
            task = asyncio.create_task(self._start_instead_of(worker))
            self._replacing.add(task)
            task.add_done_callback(self._replacing.discard)

    async def _start_instead_of(self, worker: Worker) -> None:
        await worker.wait()
        self._workers.discard(worker)
        while True:
            try:
                return await self._start_one()
            except (StoreError, OSError) as error:  # a build is being put in place, or memory is short: again soon
                _log.warning("%s", error)
                await asyncio.sleep(_BETWEEN_STARTS)

    async def _start_one(self) -> None:
        worker = await started(self._folder, self._limits)
        self._workers.add(worker)
        self._idle.put_nowait(worker)
