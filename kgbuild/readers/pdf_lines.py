"""What the characters of a page say together: lines, and the text of a cell.

Lengths are points (1/72 inch), from the top left of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

_WIDE_GAP: Final = 2.0
"""Characters: a gap between two pieces of a line that do not belong together."""
_ITEM: Final = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]|[①-⑳]")
_LABELLED: Final = re.compile(r"[^：:]{2,12}[：:]")


class Character(NamedTuple):
    """One character and its box."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Characters that stand side by side, from the left."""

    characters: tuple[Character, ...]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(one.top for one in self.characters)

    @property
    def size(self) -> float:
        """The usual height of its characters."""
        return median(one.size for one in self.characters)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(one.bottom for one in self.characters)

    @property
    def width(self) -> float:
        """From its first to its last character."""
        return self.characters[-1].right - self.characters[0].left

    def pieces(self, gap: float) -> list[str]:
        """Its text, cut where nothing is printed for more than `gap` characters; lesser gaps are a space."""
        found = [self.characters[0].text]
        for left, right in pairwise(self.characters):
            between = (right.left - left.right) / max(self.size, 1)
            if between > gap:
                found.append("")
            elif between > 0.5:
                found[-1] += " "
            found[-1] += right.text
        return [text for one in found if (text := one.strip())]


def lines(characters: Iterable[Character]) -> list[Line]:
    """The lines of some characters, from the top. White space at their ends is left out."""
    marks = sorted(characters, key=lambda one: one.top + one.bottom)
    if not marks:
        return []
    apart = 0.4 * median(one.size for one in marks)
    groups = [[marks[0]]]
    for above, below in pairwise(marks):
        if (below.top + below.bottom - above.top - above.bottom) / 2 > apart:
            groups.append([])
        groups[-1].append(below)
    return [Line(printed) for group in groups if (printed := _without_ends(sorted(group, key=lambda one: one.left)))]


def _without_ends(characters: list[Character]) -> tuple[Character, ...]:
    """Without white space before the first and behind the last character."""
    filled = [at for at, one in enumerate(characters) if not one.text.isspace()]
    return tuple(characters[filled[0] : filled[-1] + 1]) if filled else ()


def text_of(found: list[Line]) -> str:
    """The text of a cell. Where a full line goes on in the next, nothing stands between them; else a line end does."""
    text = ""
    widest = max((line.width for line in found), default=0.0)
    full = False
    for line in found:
        (printed,) = line.pieces(float("inf")) or ("",)
        text += ("" if not text else _between(text[-1], printed, full=full)) + printed
        full = line.width > widest - 1.5 * line.size
    return text


def _between(last: str, line: str, *, full: bool) -> str:
    if last in "-/" and line[:1].isdigit():  # a date goes on
        return ""
    if not full or (_ITEM.match(line) and not last.isdigit()):
        return "\n"
    return " " if last.isascii() and last.isalpha() and line[:1].isascii() and line[:1].isalpha() else ""


def columns_of(line: Line) -> list[str]:
    """A line outside tables: 部门名称：甲 and 单位：万元 far apart are two texts, any other line is one."""
    pieces = line.pieces(_WIDE_GAP)
    return pieces if all(map(_LABELLED.match, pieces)) else [" ".join(pieces)]
