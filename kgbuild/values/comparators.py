"""Words that say how a number is meant: before it (不少于, 超, 约) and behind it (以上, 左右, 以内)."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.model.values import Comparator

_BEFORE: Final = (
    (Comparator.AT_LEAST, "≥|>=|=>|大于等于|大于或等于|不少于|不低于|不小于|不得少于|不得低于|不能少于|不能低于|不应低于|至少|最少|最低|力争达到|力争达|力争|争取达到|争取"),
    (Comparator.AT_MOST, "≤|<=|=<|小于等于|小于或等于|不超过|不超|不多于|不高于|不大于|不得超过|不得高于|不得多于|不能超过|不突破|至多|最多不超过|最多|最高|控制在|压减至|降至|降低到"),
    (Comparator.MORE_THAN, ">|大于|超过|超出|超|高于|多于|突破"),
    (Comparator.LESS_THAN, "<|小于|少于|低于|不足|不到"),
    (Comparator.ABOUT, "约为|约占|大约|约|将近|接近|近|预计达到|预计达|预计|大概"),
    (Comparator.EXACTLY, "==?|达到|达|为|等于|实现|均|占"),
)  # fmt: skip
_WORDS: Final = {word: comparator for comparator, words in _BEFORE for word in words.replace("==?", "=").split("|")}
_PREFIX: Final = re.compile(
    "(" + "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True)) + r")\s*$"
)
_WINDOW: Final = 12
_SUFFIX: Final = re.compile(
    r"\s*(?:\(含[^()]{0,12}\))?\s*(?:"
    r"(?P<at_least>(?:\(?及\)?|\(?或\)?|\(?含\)?)?以上|之上|\+|\(含\)(?![以上]))"
    r"|(?P<about>左右|上下)"
    r"|(?P<at_most>(?:及|或)?以内|(?:及|或)?以下|之内|内|之?前(?!\d))"
    r")\s*(?:\(含[^()]{0,12}\))?"
)


def comparator_before(text: str, position: int) -> tuple[Comparator, str] | None:
    """The comparator that ends at `position`, and its word; the word starts leftmost (不少于, not 少于)."""
    match = _PREFIX.search(text[max(position - _WINDOW, 0) : position])
    if not match:
        return None
    return _WORDS[match[1]], match[1]


def comparator_behind(text: str, position: int) -> tuple[Comparator, int] | None:
    """The comparator that stands at `position`, and where it ends."""
    match = _SUFFIX.match(text, position)
    if not match:
        return None
    for comparator, group in (
        (Comparator.AT_LEAST, "at_least"),
        (Comparator.ABOUT, "about"),
        (Comparator.AT_MOST, "at_most"),
    ):
        if match[group]:
            return comparator, match.end()
    return None
