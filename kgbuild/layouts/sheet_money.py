"""The sums on a sheet of one project: which are of the year, and which of the whole 实施期 beside or above it.

    项目资金 | 实施期资金总额 | 2650 | 年度资金总额   | 900
             | 其中：财政拨款 | 2400 | 其中：财政拨款 | 850

What cannot be told to be of the year is left out: a sum of three years is no sum of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from kgbuild.model.table import Text
from kgbuild.text import comparable
from kgbuild.values.money import read_money

_OF_THE_YEAR: Final = re.compile(r"年度|当年|本年|全年")


@dataclass(frozen=True, slots=True)
class Sum:
    """One printed amount with its label; `role` is a source, or `period_total`, `whole_total`, `own`."""

    role: str
    column: int
    label: Text | None
    value: Text

    @property
    def amount(self) -> Decimal | None:
        """Its number, without a unit."""
        return read_money(re.sub(r"[万亿]?元?$", "", self.value.string.strip()))

    @property
    def says_year(self) -> bool:
        """Whether its label speaks of the year."""
        return self.label is not None and _OF_THE_YEAR.search(comparable(self.label.string)) is not None


@dataclass(slots=True)
class SheetMoney:
    """All sums of a sheet in the order of print."""

    sums: list[Sum] = field(default_factory=list)

    def of_the_year(self) -> Iterator[Sum]:
        """One sum for each source, those of the year alone."""
        total, period = self._totals()
        if total:
            yield total
        parts: dict[str, list[Sum]] = defaultdict(list)
        for one in self.sums:
            if one.role not in ("total", "period_total", "whole_total"):
                parts[one.role].append(one)
        if period is None:
            chosen = {role: found[0] for role, found in parts.items()}
        elif total is None:
            chosen = {}
        else:
            chosen = _beside(parts, total, period)
        yield from _own_as_source(chosen)

    def _totals(self) -> tuple[Sum | None, Sum | None]:
        """The total of the year and that of the period; 项目总预算 is of the period where both are printed."""
        totals = [one for one in self.sums if one.role == "total"]
        whole = [one for one in self.sums if one.role == "whole_total"]
        period = [one for one in self.sums if one.role == "period_total"]
        sure = [one for one in totals if one.says_year] or totals[:1]
        total = sure[0] if sure else None
        if total is None and not period and whole:
            return replace(whole[0], role="total"), None
        others = [one for one in totals if total and total.says_year and not one.says_year]
        period = [*period, *whole, *others]
        return total, period[0] if period else None


def _beside(parts: dict[str, list[Sum]], total: Sum, period: Sum) -> dict[str, Sum]:
    """The parts of the year, where those of the period are printed too."""
    below = {role: one for role, found in parts.items() for one in found[::-1] if one.column == total.column}
    if total.column != period.column and below:
        return below
    if any(len(found) > 1 for found in parts.values()):
        return {role: found[1] for role, found in parts.items() if len(found) > 1}
    single = {role: found[0] for role, found in parts.items()}
    amounts = [one.amount for one in single.values()]
    known = [amount for amount in amounts if amount is not None]
    return single if len(known) == len(amounts) and sum(known, Decimal(0)) == total.amount else {}


def _own_as_source(chosen: dict[str, Sum]) -> Iterator[Sum]:
    """市级财政资金 is what the place adds to a transfer; without a transfer it is the appropriation."""
    own = chosen.pop("own", None)
    yield from chosen.values()
    role = "local" if "transferred" in chosen else "fiscal"
    if own and role not in chosen:
        yield replace(own, role=role)
