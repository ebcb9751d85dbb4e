"""One problem, found twice: a doubt of reading (V001) that an audit rule (R14) finds on the same words.

The graph keeps both. A report shows the audit finding alone, for it is as grave or graver and names the indicator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.reporting.located import Located
from kgbuild.rules import announced_by
from kgbuild.whereabouts import Place

_Cell = tuple[str, int, int, int]
"""Document, table, row, column."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A reading finding, and the audit finding that tells the same."""

    located: Located
    into: Located


def fold(located: Iterable[Located]) -> tuple[Folded, ...]:
    """The reading findings that say what an audit finding says of the same words."""
    found = list(located)
    announced = {shape for one in found if (shape := announced_by(one.finding.shape))}
    order = {one.fingerprint: number for number, one in enumerate(found)}
    audits: dict[tuple[str, _Cell], list[Located]] = defaultdict(list)
    for one in found:
        if one.finding.shape in announced:
            for cell in {_cell(place) for place in one.places}:
                audits[one.finding.shape, cell].append(one)
    folded = []
    for one in found:
        if shape := announced_by(one.finding.shape):
            near = (audit for place in one.places for audit in audits.get((shape, _cell(place)), ()))
            telling = [audit for audit in near if _tells_the_same(audit, one)]
            if telling:
                folded.append(Folded(one, min(telling, key=lambda audit: order[audit.fingerprint])))
    return tuple(folded)


def _tells_the_same(audit: Located, reading: Located) -> bool:
    graver = audit.finding.severity.rank >= reading.finding.severity.rank
    return graver and any(_meet(here, there) for here in audit.places for there in reading.places)


def _meet(one: Place, other: Place) -> bool:
    """Whether two places share words of one cell."""
    return _cell(one) == _cell(other) and one.start < other.end and other.start < one.end


def _cell(place: Place) -> _Cell:
    return place.document, place.table, place.row, place.column
