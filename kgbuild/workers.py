"""Documents in parallel: a process pool, and a document that kills its worker fails alone.

A worker writes the files of its document itself; only its entry in the manifest comes back.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
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
        for one in tasks:
            yield _outcome(one, workshop, partial(workshop.make, one))
        return
    yield from _in_pool(tasks, workshop, workers)


def _outcome(one: Task, workshop: Workshop, make: Callable[[], Made]) -> Outcome:
    try:
        return make()
    except StoreError:
        raise
    except UnreadableInput as error:
        failure = Failure(error.name, error.reason)
    except OSError as error:
        failure = Failure(one.input.name, error.strerror or str(error))
    except BrokenProcessPool:
        failure = Failure(one.input.name, "the process that read it died")
    except Exception as error:  # a fault of ours must not cost the other documents  # noqa: BLE001
        _log.debug("%s", one.input.name, exc_info=True)
        reason = f"kgbuild failed on it ({type(error).__name__}: {error}); please report this"
        failure = Failure(one.input.name, reason)
    workshop.clear(one.input)
    return failure


def _in_pool(tasks: list[Task], workshop: Workshop, workers: int) -> Iterator[Outcome]:
    unfinished = {one.input.sha256: one for one in tasks}
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(workshop.make, one): one for one in tasks}
        for future in as_completed(futures):
            if isinstance(future.exception(), BrokenProcessPool):
                continue
            one = futures[future]
            del unfinished[one.input.sha256]
            yield _outcome(one, workshop, future.result)
    # a worker died: whoever was not finished is tried once more, each alone
    for one in unfinished.values():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            future = alone.submit(workshop.make, one)
            yield _outcome(one, workshop, future.result)
