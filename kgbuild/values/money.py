"""Amounts of money columns, exactly."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from kgbuild.text import width_folded

_AMOUNT = re.compile(r"(?P<sign>[-−(]?)(?P<digits>\d[\d,\s]*(?:\.\d+)?)\)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")

IN_WAN: Final = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}


def read_money(text: str) -> Decimal | None:
    """A printed amount without its unit; None when it is no amount or its grouping is broken."""
    match = _AMOUNT.fullmatch(width_folded(text).strip())
    if not match:
        return None
    digits = re.sub(r"\s", "", match["digits"])
    if not _GROUPED.fullmatch(digits):
        return None
    amount = Decimal(digits.replace(",", ""))
    return -amount if match["sign"] else amount


def wan_of(amount: Decimal | None, unit: str) -> Decimal | None:
    """An amount of a table in 元, 万元 or 亿元, in 万元. The printed places stay (80.00)."""
    if amount is None or unit == "万元":
        return amount
    return amount * IN_WAN[unit]
