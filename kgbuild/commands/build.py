"""`kgbuild build`: files and folders into a graph folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kgbuild.cli import CLEAN, FINDINGS, UNREADABLE
from kgbuild.pipeline import Progress, build
from kgbuild.reporting.report import reaches
from kgbuild.vocab import DEFAULT_BASE

_HEADINGS = ("document", "year", "records", "cells used/ignored/unexplained", "findings")


def run(options: argparse.Namespace) -> int:
    """Build, and tell on stderr what was read, linked and found."""
    with _progress() as progress:
        graph = build(
            options.paths,
            options.out,
            base=options.base or DEFAULT_BASE,
            jobs=options.jobs,
            progress=progress,
            profile=options.profile,
        )
    _tell(graph.manifest, options.out)
    if graph.manifest["unreadable"]:
        return UNREADABLE
    return FINDINGS if reaches(graph.manifest["findings"], options.fail_on) else CLEAN


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def report(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=name[-32:])

        yield report


def _tell(manifest: dict[str, Any], out: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*_HEADINGS, box=None, pad_edge=False, header_style="bold")
    for entry in manifest["documents"][:50]:
        cells = entry["cells"]
        table.add_row(
            f"{entry['name']}\n{entry['department'] or '—'}",
            f"{entry['fiscal_year'] or '—'}",
            _counts(entry["records"]),
            f"{cells['used']}/{cells['ignored']}/{cells['unexplained']}",
            _counts(entry["findings"]),
        )
    terminal = sys.stderr.isatty()
    console = Console(stderr=True, width=None if terminal else 160, highlight=False, markup=False, emoji=False)
    console.print(table)
    if len(manifest["documents"]) > 50:
        console.print(f"… and {len(manifest['documents']) - 50} more (manifest.json lists all)")
    for one in manifest["unreadable"]:
        console.print(f"not read: {one['name']}: {one['reason']}", style="bold red")
    if manifest["passed_over"]:
        names = ", ".join(one["name"] for one in manifest["passed_over"][:5])
        console.print(f"passed over {len(manifest['passed_over'])} files: {names} … (manifest.json)")
    totals: dict[str, int] = {}
    for entry in manifest["documents"]:
        for kind, count in entry["records"].items():
            totals[kind] = totals.get(kind, 0) + count
    console.print(f"read    {len(manifest['documents'])} documents: {_counts(totals)}")
    console.print(f"graph   {_counts(manifest['things'])} (one thing, one node)")
    links = ", ".join(f"{count} {kind}" for kind, count in manifest["links"].items())
    console.print(f"linked  {links or 'nothing'}; {manifest['discrepancies']} readings differ between documents")
    console.print(f"found   {_counts(manifest['findings']) or 'nothing'}: {out}/report.html")


def _counts(counts: dict[str, int]) -> str:
    shown = {key: count for key, count in counts.items() if count and key != "Cell"}
    return ", ".join(f"{count} {key.lower()}" for key, count in shown.items())
