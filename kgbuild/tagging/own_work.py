"""Whether an undertaking speaks of an office's own work or of a service to the public: the points of its words.

Names of fields and purchases (`kinds.py`) are known one by one; this knows the language around them: 业务, 排查, 案件
against 支持, 给予, 引进, 攻关. Words and points are in `own_work.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from operator import add
from pathlib import Path
from typing import Final

from kgbuild.model.evidence import Part
from kgbuild.tagging.sightings import Sighting

FILE: Final = Path(__file__).with_name("own_work.toml")
SHARE: Final = {Part.NAME: 5, Part.GOAL: 3, Part.ITEM: 3, Part.INDICATOR: 2}
"""Fifths of its points that a word has by where it stands; it counts once in the name, the goal, the indicators."""
WHOLE: Final = 5
SIZES: Final = (2, 3, 4)
"""Characters of a word."""
_SHOWN: Final = 4
Reading = tuple[Part, str, tuple[Sighting, ...]]
"""Where a text stands, the text, and what was seen in it."""


@dataclass(frozen=True)
class Words:
    """Points of words (100 of them: odds of e to one).

    Own work needs at least `needed`, with the base, and from the words above zero by themselves: who says little is not
    judged.
    """

    needed: int
    base: int
    points: dict[str, int]

    @cached_property
    def by_beginning(self) -> dict[str, list[str]]:
        """First two characters → the words."""
        found: dict[str, list[str]] = {}
        for word in self.points:
            found.setdefault(word[:2], []).append(word)
        return found

    def within(self, text: str) -> Iterator[str]:
        """The words that stand in a text, each once."""
        for beginning in self.by_beginning.keys() & set(map(add, text, text[1:])):
            yield from (word for word in self.by_beginning[beginning] if word in text)


@cache
def words() -> Words:
    """The words in force."""
    read = tomllib.loads(FILE.read_text("utf-8"))
    return Words(read["needed"], read["base"], read["words"])


def own_work(texts: Iterable[Reading], known: Words) -> str:
    """Why an undertaking is an office's own work, with its strongest words; empty when it may support an industry."""
    shares = shares_of(texts, known)
    weighed = {word: known.points[word] * share for word, share in shares.items()}
    total = known.base + sum(weighed.values()) // WHOLE
    spoken = sum(points for points in weighed.values() if points > 0) // WHOLE
    if total < known.needed or spoken < known.needed:
        return ""
    strongest = sorted(weighed, key=lambda word: (-weighed[word], word))[:_SHOWN]
    told = ", ".join(f"{word} {weighed[word] // WHOLE:+}" for word in strongest if weighed[word] > 0)
    return f"the office's own work, {total} points of {known.needed}: {told}"


def shares_of(texts: Iterable[Reading], known: Words) -> dict[str, int]:
    """The fifths of each known word that stands outside the labels of the scheme."""
    places: dict[Part, list[str]] = {}
    for part, text, seen in texts:
        places.setdefault(Part.GOAL if part is Part.ITEM else part, []).append(without_labels(text, seen))
    shares: dict[str, int] = {}
    for place, strings in places.items():
        for word in known.within("\n".join(strings)):
            shares[word] = shares.get(word, 0) + SHARE[place]
    return shares


def without_labels(text: str, seen: Iterable[Sighting]) -> str:
    """What the industries are called says nothing of what is done."""
    for one in seen:
        if one.match.is_label:
            text = text[: one.match.begin] + " " * (one.match.end - one.match.begin) + text[one.match.end :]
    return text
