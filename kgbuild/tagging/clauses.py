"""Where clauses and sentences end."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final

_CLAUSE_END: Final = re.compile(r"[，,。；;！!？?\n]")


def clause(text: str, begin: int, end: int) -> tuple[int, int]:
    """Where the clause around characters `begin:end` begins and ends."""
    ends = _clause_ends(text)
    before = bisect_left(ends, begin)
    behind = bisect_left(ends, end)
    return ends[before - 1] + 1 if before else 0, ends[behind] if behind < len(ends) else len(text)


@lru_cache(maxsize=256)
def _clause_ends(text: str) -> list[int]:
    return [match.start() for match in _CLAUSE_END.finditer(text)]
