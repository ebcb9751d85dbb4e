"""`kgbuild push`: a built graph into a remote SPARQL store."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from kgbuild.cli import CLEAN, FINDINGS
from kgbuild.commands.stores import endpoint_of, warn
from kgbuild.remote.push import Progress, Pushed, push
from kgbuild.store import KnowledgeGraph

_SHOWN = 10


def run(options: argparse.Namespace) -> int:
    """Push, and tell on stderr what was done; exit code 1 when the store holds something otherwise."""
    graph = KnowledgeGraph(options.graph)
    with _progress() as progress:
        pushed = push(
            graph, endpoint_of(options), again=options.again, verify=not options.no_verify, progress=progress
        )  # fmt: skip
    _tell(pushed)
    return FINDINGS if pushed.changes else CLEAN


def _tell(pushed: Pushed) -> None:
    warn(
        f"pushed {len(pushed.written)} graphs ({pushed.triples} triples); "
        f"{len(pushed.unchanged)} unchanged, {len(pushed.removed)} removed"
    )
    if pushed.changes:
        warn(f"the store holds {len(pushed.changes)} triples otherwise than they were sent:")
    for change in pushed.changes[:_SHOWN]:
        warn(f"  {change.subject} {change.predicate}: sent {change.sent}, found {change.found}")
    if len(pushed.changes) > _SHOWN:
        warn(f"  … and {len(pushed.changes) - _SHOWN} more")


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("pushing", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name[-32:])
