"""All links of a graph, out of the digests of its documents. Indicators are held in memory one department at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from pyoxigraph import Quad

from kgbuild.linking.digest import Undertaking, read_measures, read_undertakings
from kgbuild.linking.kinship import CONTINUES
from kgbuild.linking.projects import Link, links
from kgbuild.linking.statements import indicator_link_quads, link_quads
from kgbuild.linking.years import Successions, indicator_links
from kgbuild.rdf.iris import Minter


def linked(digests: Mapping[str, Path], aggregates: frozenset[str], minter: Minter) -> Iterator[Quad]:
    """Quads of all links; `digests` gives the stored digest of each document by its SHA-256."""
    undertakings: list[Undertaking] = []
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for sha256 in sorted(digests):
        of_document = read_undertakings(digests[sha256].read_text("utf-8"), sha256)
        undertakings += of_document
        for one in of_document:
            documents[one.department].add(sha256)
    found = links(undertakings, aggregates)
    yield from link_quads(found, minter)
    before = _before(found)
    for department in sorted(documents.keys() - {""}):
        held = [
            (undertaking, measure)
            for sha256 in sorted(documents[department])
            for undertaking, measure in read_measures(digests[sha256].read_text("utf-8"), sha256, minter.base)
            if undertaking.department == department
        ]
        yield from indicator_link_quads(indicator_links(held, before), minter)


def _before(found: list[Link]) -> Successions:
    before: defaultdict[str, set[str]] = defaultdict(set)
    for link in found:
        if link.kind == CONTINUES:
            before[link.second].add(link.first)
    return dict(before)
