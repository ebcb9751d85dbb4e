"""Money against targets (R33). That totals are sums is stated with the amounts themselves (`rdf/statements.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kgbuild.auditing.facts import Audited, Fact, branch_of, measures
from kgbuild.model.records import FundingSource, Project
from kgbuild.rdf.stated import StatedUndertaking

_YUAN_PER_WAN: Final = Decimal(10000)
_ENOUGH_PROJECTS: Final = 5
"""Shares say something only where there are several projects to compare with."""


def facts(document: Audited) -> Iterator[Fact]:
    """How money and targets keep step: share of the table's money over that of its indicators, money promised per yuan."""
    for one in document.undertakings:
        yield from _promised(one)
    funded = [(one, total) for one in document.undertakings if (total := _total(one))]
    counted = sum(len(one.indicators) for one, _ in funded)
    money = sum((total for _, total in funded), Decimal(0))
    if len(funded) < _ENOUGH_PROJECTS or not counted:
        return
    for one, total in funded:
        if one.indicators:
            weight = (total / money) / (Decimal(len(one.indicators)) / counted)
            yield Fact(one.node, "kgb:moneyPerIndicator", weight.quantize(Decimal("0.01")))


def _promised(one: StatedUndertaking) -> Iterator[Fact]:
    """How many times the money of the project its benefit indicators promise."""
    total = _total(one)
    for stated in one.indicators if total else ():
        assert total  # noqa: S101
        if branch_of(stated.record) != "效益":
            continue
        promised = [
            part.number
            for part in measures(stated.record.annual_value)
            if part.unit == "元" and part.number is not None
        ]
        if promised:
            times = max(promised) / (total * _YUAN_PER_WAN)
            yield Fact(stated.node, "kgb:moneyPerYuan", times.quantize(Decimal("0.01")))


def _total(one: StatedUndertaking) -> Decimal | None:
    if not isinstance(one.record, Project):
        return None
    return next((each.wan for each in one.record.funding if each.source is FundingSource.TOTAL and each.wan), None)
