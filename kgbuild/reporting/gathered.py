"""Where a report comes from: a built graph, or files that were just read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Store

from kgbuild.errors import StoreError
from kgbuild.printed import Printed, from_json
from kgbuild.reporting.located import Located, Source, locate, source_of
from kgbuild.store import KnowledgeGraph
from kgbuild.terms import Statement
from kgbuild.validate import Finding, Tally
from kgbuild.vocab import iri

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
    quads: list[Statement]
    findings: list[Finding]
    tallies: list[Tally]
    printed: Printed


def of_graph(graph: KnowledgeGraph, findings: Iterable[Finding] | None = None) -> Gathered:
    """The findings of a built graph (those that `graph.validate()` gives, if the caller has none at hand)."""

    @lru_cache(_DOCUMENTS_AT_HAND)
    def rows(sha256: str) -> Printed:
        path = graph.path / "documents" / f"{sha256}.printed.json"
        try:
            return from_json(path.read_text("utf-8"))
        except FileNotFoundError:
            return Printed()
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{path} is damaged: {error!r}; build again") from None

    sources = tuple(source_of(entry) for entry in graph.manifest["documents"])
    located = locate(graph.validate() if findings is None else findings, graph.store, sources, rows)
    unreadable = tuple((one["name"], one["reason"]) for one in graph.manifest["unreadable"])
    return Gathered(sources, tuple(located), tuple(_tallies(graph.store)), unreadable)


def of_files(judged: Iterable[Judged], unreadable: Iterable[tuple[str, str]] = ()) -> Gathered:
    """The findings of files."""
    store = Store()
    files = list(judged)
    sources, printed = [], {}
    for one in files:
        store.extend(Quad(*said) for said in one.quads)
        source = source_of(one.entry, one.name)
        sources.append(source)
        printed[source.sha256] = one.printed
    findings = [finding for one in files for finding in one.findings]
    located = locate(findings, store, sources, printed.__getitem__)
    tallies = sorted(tally for one in files for tally in one.tallies)
    return Gathered(tuple(sources), tuple(located), tuple(tallies), tuple(unreadable))


def _tallies(store: Store) -> list[Tally]:
    """What the report graph says of the things that each rule applies to."""
    found = []
    for quad in store.quads_for_pattern(None, iri("rdf:type"), iri("kgb:RuleTally"), None):
        said: dict[str, str] = defaultdict(str)
        for one in store.quads_for_pattern(quad.subject, None, None, quad.graph_name):
            if isinstance(one.object, Literal | NamedNode):
                language = one.object.language or "" if isinstance(one.object, Literal) else ""
                said[one.predicate.value.rpartition("#")[2] + language] = one.object.value
        found.append(
            Tally(
                rule=said["rule"],
                document=said["document"].rpartition("-")[2],
                passed=int(said["passed"] or 0),
                failed=int(said["failed"] or 0),
                not_checkable=int(said["notCheckable"] or 0),
                reason_zh=said["commentzh"],
                reason_en=said["commenten"],
            )
        )
    return sorted(set(found))
