"""Documents in parallel: a pool of processes, and a document that kills its process fails alone.

A worker writes the files of its document itself; only its entry in the manifest comes back.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from kgbuild import kept, printed
from kgbuild.document_build import build_document
from kgbuild.errors import StoreError, UnreadableInput
from kgbuild.inputs import Failure, Input
from kgbuild.profiles import Profile
from kgbuild.reporting.document_page import document_page, page_name
from kgbuild.reporting.located import source_of

PARTS = (".nq", ".ttl", ".report.ttl", ".findings.json", ".links.json", ".printed.json")
"""The files that are made of a document, in the folder `documents`."""
FIGURES = ".figures.json"
"""The figures of its page, there too."""

_log = logging.getLogger(__name__)

_WORTH_A_POOL = 16
"""Starting workers costs about a second each; fewer documents are faster in this process."""


@dataclass(frozen=True, slots=True)
class Task:
    """One input to make files of. `entry` is its entry in the manifest if all but its page is there already."""

    input: Input
    entry: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A document whose files are written, and its entry in the manifest."""

    sha256: str
    entry: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Workshop:
    """How documents are made, and where their files go: two folders that exist."""

    documents: Path
    pages: Path
    base: str
    numbers: Profile | None = None

    def make(self, task: Task) -> Made:
        """Make all files of a document, or its page alone.

        Raises:
            UnreadableInput: see `build_document`.
            StoreError: the files cannot be written.
        """
        if task.entry is not None:
            try:
                return self._with_page(task.entry)
            except StoreError:  # what was taken over is damaged
                self.clear(task.input)
        return self._with_page(self._built(task.input))

    def _built(self, one: Input) -> dict[str, Any]:
        built = build_document(one.path, one.name, one.sha256, self.base, self.numbers)
        parts = (built.nquads, built.turtle, built.report, built.findings, built.digest, built.printed)
        for part, data in zip(PARTS, parts, strict=True):
            _write(self._path(one.sha256, part), data)
        return built.summary

    def _with_page(self, entry: dict[str, Any]) -> Made:
        sha256 = entry["sha256"]
        found, rows = kept.read(self.documents, sha256), printed.read(self.documents, sha256)
        page, figures = document_page(source_of(entry), found, rows)
        _write(self.pages / page_name(sha256), page.encode())
        _write(self._path(sha256, FIGURES), figures.stored)
        return Made(sha256, entry)

    def clear(self, one: Input) -> None:
        """Remove what was written of a document before it failed."""
        for part in (*PARTS, FIGURES):
            self._path(one.sha256, part).unlink(missing_ok=True)
        (self.pages / page_name(one.sha256)).unlink(missing_ok=True)

    def _path(self, sha256: str, part: str) -> Path:
        return self.documents / f"{sha256}{part}"


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from None


Outcome = Made | Failure


def make_documents(tasks: list[Task], workshop: Workshop, jobs: int | None) -> Iterator[Outcome]:
    """The outcome of each task, in the order in which they finish."""
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    if workers < 2 or (jobs is None and len(tasks) < _WORTH_A_POOL):
        return _here(tasks, workshop)
    return _in_processes(tasks, workshop, workers)


def _here(tasks: Iterable[Task], workshop: Workshop) -> Iterator[Outcome]:
    for one in tasks:
        yield _outcome(one, workshop)


def _outcome(one: Task, workshop: Workshop) -> Outcome:
    """Made where the document is: an error of a library need not be one that can be sent to another process.

    Raises:
        StoreError: the files cannot be written.
    """
    try:
        return workshop.make(one)
    except StoreError:
        raise
    except UnreadableInput as error:
        failure = Failure(error.name, error.reason)
    except OSError as error:
        failure = Failure(one.input.name, error.strerror or str(error))
    except Exception as error:  # a fault of ours must not cost the other documents  # noqa: BLE001
        _log.debug("%s", one.input.name, exc_info=True)
        reason = f"kgbuild failed on it ({type(error).__name__}: {error}); please report this"
        failure = Failure(one.input.name, reason)
    workshop.clear(one.input)
    return failure


def _in_processes(tasks: Iterable[Task], workshop: Workshop, workers: int) -> Iterator[Outcome]:
    """A process that dies takes its pool with it: who was at work then is tried once more, one at a time."""
    ahead = deque(tasks)
    while ahead:
        suspects = deque((yield from _until_one_dies(ahead, workshop, workers)))
        if suspects and not _processes_start():
            yield from _here([*suspects, *ahead], workshop)
            return
        while suspects:
            for one in (yield from _until_one_dies(suspects, workshop, 1)):
                workshop.clear(one.input)
                yield Failure(one.input.name, "the process that read it died")


def _until_one_dies(ahead: deque[Task], workshop: Workshop, workers: int) -> Generator[Outcome, None, list[Task]]:
    """Take tasks from `ahead` and make them in a pool. What was at work when a process died is returned."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        at_work: dict[Future[Outcome], Task] = {}
        while ahead or at_work:
            while ahead and len(at_work) < workers:
                try:
                    future = pool.submit(_outcome, ahead[0], workshop)
                except BrokenProcessPool:
                    return list(at_work.values())
                at_work[future] = ahead.popleft()
            died = False
            for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                if isinstance(future.exception(), BrokenProcessPool):
                    died = True
                else:
                    del at_work[future]
                    yield future.result()
            if died:
                return list(at_work.values())
    return []


def _processes_start() -> bool:
    """Whether a process can be started at all: it cannot by a script that builds while it is imported."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(int).exception() is None
