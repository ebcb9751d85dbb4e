"""Documents in parallel: a process pool, and a document that kills its worker fails alone."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context

from kgbuild.document_build import BuiltDocument, build_document
from kgbuild.errors import UnreadableInput
from kgbuild.inputs import Failure, Input
from kgbuild.profiles import Profile

Outcome = BuiltDocument | Failure

_log = logging.getLogger(__name__)

_WORTH_A_POOL = 16
"""Starting workers costs about a second each; fewer documents are faster in this process."""


def build_documents(
    inputs: list[Input], base: str, jobs: int | None, numbers: Profile | None = None
) -> Iterator[Outcome]:
    """The outcome of each input, in the order in which they finish."""
    workers = min(jobs or os.cpu_count() or 1, len(inputs))
    if workers < 2 or (jobs is None and len(inputs) < _WORTH_A_POOL):
        for one in inputs:
            yield _outcome(one, partial(build_document, one.path, one.name, one.sha256, base, numbers))
        return
    yield from _in_pool(inputs, base, workers, numbers)


def _outcome(one: Input, make: Callable[[], BuiltDocument]) -> Outcome:
    try:
        return make()
    except UnreadableInput as error:
        return Failure(error.name, error.reason)
    except OSError as error:
        return Failure(one.name, error.strerror or str(error))
    except BrokenProcessPool:
        return Failure(one.name, "the process that read it died")
    except Exception as error:  # a fault of ours must not cost the other documents  # noqa: BLE001
        _log.debug("%s", one.name, exc_info=True)
        return Failure(one.name, f"kgbuild failed on it ({type(error).__name__}: {error}); please report this")


def _in_pool(inputs: list[Input], base: str, workers: int, numbers: Profile | None) -> Iterator[Outcome]:
    unfinished = {one.sha256: one for one in inputs}
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(build_document, one.path, one.name, one.sha256, base, numbers): one for one in inputs}
        for future in as_completed(futures):
            if isinstance(future.exception(), BrokenProcessPool):
                continue
            one = futures[future]
            del unfinished[one.sha256]
            yield _outcome(one, future.result)
    # a worker died: whoever was not finished is tried once more, each alone
    for one in unfinished.values():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            future = alone.submit(build_document, one.path, one.name, one.sha256, base, numbers)
            yield _outcome(one, future.result)
