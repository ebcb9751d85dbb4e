"""The points of the signs, out of `signs.toml`: a sum of whole numbers decides between Focus and Mention.

The file is written by `tools/weigh_signs.py` from the labelled sets; whoever disagrees can read and change it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("signs.toml")


@dataclass(frozen=True, slots=True)
class Sign:
    """What a sign is called in both languages, and its points (100 of them: odds of e to one)."""

    en: str
    zh: str
    points: int


@dataclass(frozen=True, slots=True)
class Points:
    """A Focus needs at least `needed` points: `base`, and those of the signs that hold."""

    needed: int
    base: int
    signs: dict[str, Sign]

    def of(self, signs: Iterable[str]) -> int:
        """The sum of the points, with the base."""
        return self.base + sum(self.signs[sign].points for sign in signs)

    def suffice(self, signs: Iterable[str]) -> bool:
        """Whether these signs make a Focus."""
        return self.of(signs) >= self.needed


@cache
def points() -> Points:
    """The points in force."""
    read = tomllib.loads(FILE.read_text("utf-8"))
    signs = {name: Sign(one["en"], one["zh"], one["points"]) for name, one in read["signs"].items()}
    return Points(read["needed"], read["base"], signs)
