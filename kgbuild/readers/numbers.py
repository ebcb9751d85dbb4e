"""Numbers of a sheet as a person sees them: `0.258` under the format `0.0%` is 25.8%."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_LITERAL: Final = re.compile(r'"(?P<words>[^"]*)"|\\(?P<char>.)|_.|\*.|\[[^\]]*\]')
_DECIMALS: Final = re.compile(r"[0#?]\.(?P<sure>0*)(?P<maybe>[#?]*)")
_SCALED: Final = re.compile(r"[0#],+(?!#|0)|!|/")


def shown(value: Decimal, number_format: str) -> str:
    """A number under its format: percent, fixed places, thousands; else its shortest exact form."""
    section = number_format.split(";")[0]
    pattern = _LITERAL.sub("", section)
    if _SCALED.search(pattern) or "E" in pattern.upper() or not ("0" in pattern or "#" in pattern):
        return _plain(value)
    percent = "%" in pattern
    rounded = _rounded(value * 100 if percent else value, pattern)
    return f"{rounded:{',' if ',' in pattern else ''}f}{'%' if percent else _unit(section)}"


def _unit(section: str) -> str:
    """A unit that the format prints behind the number (`0"家"`); money units stand in the heading."""
    behind = section[max(section.rfind("0"), section.rfind("#")) :]
    words = "".join(match["words"] or match["char"] or "" for match in _LITERAL.finditer(behind)).strip()
    return "" if "元" in words or not words.isprintable() or words in ("-", ")") else words


def _rounded(value: Decimal, pattern: str) -> Decimal:
    """The value with the decimal places of the format, half up as spreadsheets do."""
    decimals = _DECIMALS.search(pattern)
    sure = len(decimals["sure"]) if decimals else 0
    maybe = len(decimals["maybe"]) if decimals else 0
    if not value.is_finite() or value.adjusted() > 20:
        return value
    rounded = value.quantize(Decimal(1).scaleb(-sure - maybe), ROUND_HALF_UP)
    shortest = Decimal(_plain(rounded + 0))
    return max(shortest, shortest.quantize(Decimal(1).scaleb(-sure)), key=lambda one: -int(one.as_tuple().exponent))


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
