"""All links of a graph, out of the digests of its documents. Indicators are held in memory one department at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Final

from kgbuild.linking.digest import Undertaking, read_measures, read_undertakings
from kgbuild.linking.kinship import CONTINUES
from kgbuild.linking.measures import Measure
from kgbuild.linking.projects import Link, links
from kgbuild.linking.statements import indicator_link_quads, link_quads
from kgbuild.linking.years import IndicatorLink, Successions, indicator_links
from kgbuild.rdf.iris import Minter
from kgbuild.terms import Statement

Documents = dict[str, list[str]]
"""Department → the documents (by SHA-256) that tell of it."""
ByDepartment = dict[str, list[tuple[Undertaking, Measure]]]
_LINKS_AT_ONCE: Final = 2000
_DOCUMENTS_AT_HAND: Final = 8
"""Documents whose indicators are kept while the links of a department are made."""


def linked(digests: Mapping[str, Path], aggregates: frozenset[str], minter: Minter) -> Iterator[list[Statement]]:
    """Statements of all links, some thousands of links at a time, each link whole.

    `digests` gives the stored digest of each document by its SHA-256.
    """
    undertakings, documents = undertakings_of(digests)
    found = links(undertakings, aggregates)
    del undertakings
    followed = indicator_links_of(digests, documents, found, minter.base)
    stated = chain((link_quads(one, minter) for one in found), (indicator_link_quads(one, minter) for one in followed))
    while some := [*chain.from_iterable(islice(stated, _LINKS_AT_ONCE))]:
        yield some


def undertakings_of(digests: Mapping[str, Path]) -> tuple[list[Undertaking], Documents]:
    """All undertakings, and which documents tell of which department."""
    undertakings: list[Undertaking] = []
    documents: defaultdict[str, list[str]] = defaultdict(list)
    for sha256 in sorted(digests):
        of_document = read_undertakings(digests[sha256].read_text("utf-8"), sha256)
        undertakings += of_document
        for department in {one.department for one in of_document} - {""}:
            documents[department].append(sha256)
    return undertakings, dict(documents)


def indicator_links_of(
    digests: Mapping[str, Path], documents: Documents, found: Iterable[Link], base: str
) -> Iterator[IndicatorLink]:
    """The links between indicators, department by department; `found` tells which projects go on."""
    before = _before(found)

    @lru_cache(_DOCUMENTS_AT_HAND)
    def measures(sha256: str) -> ByDepartment:
        held: defaultdict[str, list[tuple[Undertaking, Measure]]] = defaultdict(list)
        for undertaking, measure in read_measures(digests[sha256].read_text("utf-8"), sha256, base):
            held[undertaking.department].append((undertaking, measure))
        return dict(held)

    # departments of the same documents one after the other: a volume with hundreds of them is read once
    for department in sorted(documents, key=lambda name: (documents[name], name)):
        of_department = (measures(sha256).get(department, ()) for sha256 in documents[department])
        yield from indicator_links(chain.from_iterable(of_department), before)


def _before(found: Iterable[Link]) -> Successions:
    before: defaultdict[str, set[str]] = defaultdict(set)
    for link in found:
        if link.kind == CONTINUES:
            before[link.second].add(link.first)
    return dict(before)
