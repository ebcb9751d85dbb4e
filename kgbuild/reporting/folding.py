"""One problem, found twice: a doubt of reading (V001) that an audit rule (R14) finds on the same words.

The graph keeps both. A report shows the audit finding alone, for it is as grave or graver and names the indicator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.reporting.located import Located, Place
from kgbuild.rules import announced_by


@dataclass(frozen=True, slots=True)
class Folded:
    """A reading finding, and the audit finding that tells the same."""

    located: Located
    into: Located


def fold(located: Iterable[Located]) -> tuple[Folded, ...]:
    """The reading findings that say what an audit finding says of the same words."""
    found = list(located)
    announced = {one.fingerprint: announced_by(one.finding.shape) for one in found}
    wanted = {shape for shape in announced.values() if shape}
    audits: dict[str, list[Located]] = defaultdict(list)
    for one in found:
        if one.finding.shape in wanted:
            audits[one.finding.shape].append(one)
    folded = []
    for one in found:
        into = next((audit for audit in audits[announced[one.fingerprint]] if _tells_the_same(audit, one)), None)
        if into:
            folded.append(Folded(one, into))
    return tuple(folded)


def _tells_the_same(audit: Located, reading: Located) -> bool:
    graver = audit.finding.severity.rank >= reading.finding.severity.rank
    return graver and any(_meet(here, there) for here in audit.places for there in reading.places)


def _meet(one: Place, other: Place) -> bool:
    """Whether two places share words of one cell."""
    same_cell = (one.document, one.table, one.row, one.column) == (other.document, other.table, other.row, other.column)
    return same_cell and one.start < other.end and other.start < one.end
