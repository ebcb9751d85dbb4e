"""Money against targets (R33). That totals are sums is stated with the amounts themselves (`rdf/statements.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kgbuild.auditing.facts import Audited, Fact
from kgbuild.model.records import FundingSource, Project
from kgbuild.rdf.stated import StatedUndertaking

_ENOUGH_PROJECTS: Final = 5
"""Shares say something only where there are several projects to compare with."""


def facts(document: Audited) -> Iterator[Fact]:
    """The share of the table's money over the share of its indicators: 1 where money and targets keep step."""
    funded = [(one, total) for one in document.undertakings if (total := _total(one))]
    counted = sum(len(one.indicators) for one, _ in funded)
    money = sum((total for _, total in funded), Decimal(0))
    if len(funded) < _ENOUGH_PROJECTS or not counted:
        return
    for one, total in funded:
        if one.indicators:
            weight = (total / money) / (Decimal(len(one.indicators)) / counted)
            yield Fact(one.node, "kgb:moneyPerIndicator", weight.quantize(Decimal("0.01")))


def _total(one: StatedUndertaking) -> Decimal | None:
    if not isinstance(one.record, Project):
        return None
    return next((each.wan for each in one.record.funding if each.source is FundingSource.TOTAL and each.wan), None)
