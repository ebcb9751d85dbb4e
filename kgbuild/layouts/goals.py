"""绩效目标: the goal as a whole, and its numbered sub-goals or 一是…二是… measures."""

from __future__ import annotations

import re

from kgbuild.model.records import Goal, GoalItem
from kgbuild.model.table import Text
from kgbuild.text import same_length_folded

_NUMBER = re.compile(r"(?<![\d.])(?P<number>\d{1,2})(?:(?P<mark>、)|(?P<dot>[.])(?=[^\d]))\s*")
_MEASURE = re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})是")
_BEFORE = re.compile(r"[。；;！!\s,，：:）)]")
_CHINESE_DIGITS = "一二三四五六七八九"


def read_goal(text: Text) -> Goal:
    """A goal with its items; one that is not numbered has none."""
    items = _numbered(text) or _measures(text)
    return Goal(text=text, items=tuple(items))


def _numbered(text: Text) -> list[GoalItem]:
    """1、… 2、… from the very start, each number one more than the last, all with one mark."""
    folded = same_length_folded(text.string)
    first = _NUMBER.match(folded)
    if not first or first["number"] != "1":
        return []
    starts = [first]
    for match in _NUMBER.finditer(folded, first.end()):
        follows = int(match["number"]) == len(starts) + 1 and match["mark"] == first["mark"]
        if follows and _BEFORE.match(folded[match.start() - 1]):
            starts.append(match)
    return _cut(text, starts) if len(starts) > 1 else []


def _measures(text: Text) -> list[GoalItem]:
    starts: list[re.Match[str]] = []
    for match in _MEASURE.finditer(text.string):
        at_boundary = match.start() == 0 or _BEFORE.match(text.string[match.start() - 1])
        if at_boundary and _chinese_ordinal(match["number"]) == len(starts) + 1:
            starts.append(match)
    return _cut(text, starts) if len(starts) > 1 else []


def _cut(text: Text, starts: list[re.Match[str]]) -> list[GoalItem]:
    ends = [start.start() for start in starts[1:]] + [len(text)]
    return [
        GoalItem(ordinal=ordinal, text=text[start.end() : end].stripped())
        for ordinal, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _chinese_ordinal(word: str) -> int:
    """一 … 九十九 as a number; 0 for what is none."""
    if "十" not in word:
        return _CHINESE_DIGITS.find(word) + 1 if len(word) == 1 else 0
    tens, _, ones = word.partition("十")
    return (_CHINESE_DIGITS.find(tens) + 1 if tens else 1) * 10 + (_CHINESE_DIGITS.find(ones) + 1 if ones else 0)
