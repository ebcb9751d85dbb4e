"""Values in messages. SHACL core cannot put a value into a message: shapes keep plain sentences, values stand behind.

三级指标少于3个 + "{}个" + 2 → 三级指标少于3个：2个
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_WHOLE_FROM: Final = 100
"""Numbers from here on are shown without decimals: 414.5 % is 415 %."""
_MAX_LENGTH: Final = 40


def with_values(message: str, language: str, pattern: str, values: Iterable[str | Decimal]) -> str:
    """A message in Chinese (`zh`) or English with values behind it, each in the pattern."""
    colon, between = ("：", "、") if language == "zh" else (": ", ", ")
    shown = [pattern.replace("{}", readable(value)) for value in values]
    return f"{message}{colon}{between.join(shown)}" if shown else message


def readable(value: str | Decimal) -> str:
    """A number with separators of thousands and no more digits than it needs; a text, cut to 40 characters."""
    if isinstance(value, str):
        return value if len(value) <= _MAX_LENGTH else f"{value[:_MAX_LENGTH]}…"
    if abs(value) >= _WHOLE_FROM:
        value = value.quantize(Decimal(1), ROUND_HALF_UP)
    return f"{value:,f}"
