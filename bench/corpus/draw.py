"""Chance, with named traps: what makes a document hard to read can be left out by name."""

from __future__ import annotations

from collections.abc import Collection
from random import Random
from typing import Final

TRAPS: Final = (
    "a goal that names indicators",
    "a page number between rows",
    "a project's name cut, with money",
    "a project's name cut, without money",
    "an indicator's name cut in a table of results",
    "the ordinal cut",
    "the level cut",
    "a bare number cut",
    "a number cut behind its comma or point",
    "a numbered name cut",
    "no mark behind a value",
    "a restart behind a reprint",
)


class Draw(Random):
    """A seeded source of chance. The same seed draws the same, whatever is left out."""

    without: frozenset[str] = frozenset()

    @classmethod
    def of(cls, seed: str, without: Collection[str] = ()) -> Draw:
        """A source with its seed, and the traps to leave out."""
        unknown = set(without) - set(TRAPS)
        if unknown:
            raise ValueError(f"no such trap: {', '.join(sorted(unknown))}")
        draw = cls(seed)
        draw.without = frozenset(without)
        return draw

    def trap(self, name: str, chance: float = 1.0) -> bool:
        """Whether to set the trap here."""
        if name not in TRAPS:
            raise ValueError(f"no such trap: {name}")
        drawn = self.random() < chance
        return drawn and name not in self.without
