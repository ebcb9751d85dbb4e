"""Numbers as they are printed: 1,030 · 2.8万 · 30亿 · 三百五十 · 百分之九十."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
SCALES: Final = {
    "万亿": Decimal(10) ** 12,
    "千亿": Decimal(10) ** 11,
    "百亿": Decimal(10) ** 10,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
    "百": Decimal(10) ** 2,
}
CHINESE: Final = "零〇一二两三四五六七八九十百千"
SCALE_PATTERN: Final = "(?:" + "|".join(SCALES) + ")(?![米克瓦卡帕赫伏])"
ARABIC_PATTERN: Final = r"\d{1,3}(?:[,，] ?\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"


def read_arabic(printed: str) -> Decimal:
    """`1,030.5` or `1，030.5` as a Decimal."""
    return Decimal(re.sub(r"[,， ]", "", printed))


def read_chinese(printed: str) -> Decimal | None:
    """一千二百, 二十四, 十, 两 as a Decimal; None for what is no number (百千, 十十)."""
    if printed == "百":  # 百分之百
        return Decimal(100)
    if all(char in _DIGITS for char in printed):
        return Decimal("".join(str(_DIGITS[char]) for char in printed))
    total, digit, place_before = 0, 1, 10_000
    digit_given = False
    for char in printed:
        if char in _DIGITS:
            if digit_given and digit:
                return None
            digit, digit_given = _DIGITS[char], True
            continue
        place = _PLACES[char]
        if place >= place_before or (not digit_given and place != 10):
            return None
        total += digit * place
        place_before, digit, digit_given = place, 1, False
    return Decimal(total + (digit if digit_given else 0))


def canonical(number: Decimal) -> str:
    """The shortest exact spelling: no exponent, no trailing zeros."""
    spelled = f"{number:f}"
    return spelled.rstrip("0").rstrip(".") if "." in spelled else spelled
