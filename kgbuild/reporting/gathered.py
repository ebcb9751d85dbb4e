"""Where a report comes from: a built graph, or files that were just read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from kgbuild.kept import Kept, all_of
from kgbuild.printed import Printed, read
from kgbuild.reporting.located import Located, Placed, Rows, Source, locate, source_of
from kgbuild.store import KnowledgeGraph
from kgbuild.validate import Tally

_DOCUMENTS_AT_HAND = 32
"""Findings come document by document; few printed tables need be kept."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a report is made of."""

    sources: tuple[Source, ...]
    located: tuple[Located, ...]
    tallies: tuple[Tally, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """One file that was read and judged. `name` is the path that was given."""

    name: str
    entry: Mapping[str, object]
    kept: Kept
    printed: Printed


def of_graph(graph: KnowledgeGraph) -> Gathered:
    """The findings of a built graph, as the build kept them."""
    documents = graph.path / "documents"
    rows = lru_cache(_DOCUMENTS_AT_HAND)(partial(read, documents))
    sources = tuple(source_of(entry) for entry in graph.manifest["documents"])
    kept = list(all_of(documents, graph.manifest))
    unreadable = tuple((one["name"], one["reason"]) for one in graph.manifest["unreadable"])
    return _gathered(sources, kept, rows, unreadable)


def of_files(judged: Iterable[Judged], unreadable: Iterable[tuple[str, str]] = ()) -> Gathered:
    """The findings of files."""
    files = list(judged)
    sources = tuple(source_of(one.entry, one.name) for one in files)
    printed = {source.sha256: one.printed for source, one in zip(sources, files, strict=True)}
    return _gathered(sources, [one.kept for one in files], printed.__getitem__, unreadable)


def _gathered(
    sources: tuple[Source, ...], kept: list[Kept], rows: Rows, unreadable: Iterable[tuple[str, str]]
) -> Gathered:
    located = locate((Placed(one.findings, one.whereabouts) for one in kept), sources, rows)
    tallies = sorted({tally for one in kept for tally in one.tallies})
    return Gathered(sources, tuple(located), tuple(tallies), tuple(unreadable))
