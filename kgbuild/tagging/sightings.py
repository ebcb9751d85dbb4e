"""The terms of a text, and what this text alone says of each: no evidence, in passing, paid for, a part of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kgbuild.model.evidence import Part
from kgbuild.model.records import Goal, Indicator
from kgbuild.model.table import Text
from kgbuild.tagging.branches import branches
from kgbuild.tagging.clauses import clause
from kgbuild.tagging.contexts import spoils
from kgbuild.tagging.lexicon import folded
from kgbuild.tagging.matching import Match
from kgbuild.tagging.nlp import witnessed
from kgbuild.tagging.passing import in_passing
from kgbuild.tagging.payment import is_payee, pays_alone

_LISTED: Final = re.compile(r"[^，,。；;]{0,16}等")
# 围绕人形机器人、脑机接口、合成生物三个方向
_DIRECTION: Final = re.compile(
    r"[^，,。；;]{0,30}[两二三四五六七八九十](?:个|大|类|条)(?:重点|主导|特色|优势)?(?:方向|产业|领域|类|项目|产业链|$|[，,。；;])"
)
_HALF: Final = re.compile("[与和及暨、（）()—-]")
_JOINTS: Final = frozenset(("", "用", "级", "专用", "用的"))


@dataclass(frozen=True, slots=True)
class Sighting:
    """A term in a text, its words in the folded form.

    `agreed`: jieba cuts no word there. `spoiled` says why it is no evidence, `passing` why it is in passing.
    `is_listed`: 光伏、风电等. `is_direction`: 光伏、风电两个方向. `is_part`: right behind a term of another industry
    (the 玻璃 of 光伏玻璃); `is_kind`: right before one (the 光伏). `has_own_half`: all others stand beyond a joint
    (与, 和, a bracket). `leads`: no other stands before it. `opens`: in the first clause. `closes`: in the last of
    several sentences.
    """

    match: Match
    agreed: bool
    spoiled: str
    words: str = ""
    passing: str = ""
    pays_alone: bool = False
    is_payee: bool = False
    is_listed: bool = False
    is_direction: bool = False
    is_part: bool = False
    is_kind: bool = False
    has_own_half: bool = False
    leads: bool = False
    opens: bool = False
    closes: bool = False


@lru_cache(maxsize=16384)
def read(text: str) -> tuple[Sighting, ...]:
    """The terms of a text by place, also those that are no evidence."""
    seen = [
        (match, agreed, match.rejected or spoils(text, match.begin, match.end)) for match, agreed in witnessed(text)
    ]
    kept = [match for match, _, spoiled in seen if not spoiled]
    return tuple(
        Sighting(match, agreed, spoiled) if spoiled else _sighting(text, match, agreed, kept)
        for match, agreed, spoiled in seen
    )


def parts(name: Text, goal: Goal | None, indicators: list[Indicator]) -> Iterator[tuple[Part, Text]]:
    """The texts of an undertaking, a goal that is divided branch by branch."""
    yield Part.NAME, name
    if goal:
        found = branches(goal.text.string)
        yield Part.GOAL, goal.text[: found[0][0]] if found else goal.text
        yield from ((Part.ITEM, goal.text[begin:end]) for begin, end in found)
    for one in indicators:
        yield Part.INDICATOR, one.name
        if one.annual and one.annual.string != one.name.string:
            yield Part.INDICATOR, one.annual


def _sighting(text: str, match: Match, agreed: bool, kept: list[Match]) -> Sighting:
    first, last = clause(text, match.begin, match.end)
    behind = text[match.end : last]
    others = [one for one in kept if one.industry != match.industry]
    return Sighting(
        match,
        agreed,
        "",
        words=folded(text[match.begin : match.end]),
        passing=in_passing(text[first : match.begin], behind),
        pays_alone=pays_alone(match, text[first:last], (one for one in kept if first <= one.begin < last)),
        is_payee=is_payee(text[match.begin : match.end], behind),
        is_listed=bool(_LISTED.match(behind)),
        is_direction=bool(_DIRECTION.match(text, match.end)),
        is_part=any(one.end == match.begin for one in others),
        is_kind=any(one.begin >= match.end and text[match.end : one.begin] in _JOINTS for one in others),
        has_own_half=all(_HALF.search(text, min(one.begin, match.begin), max(one.end, match.end)) for one in others),
        leads=all(one.begin >= match.begin for one in others),
        opens=not first,
        closes="。" in text[: match.begin] and "。" not in text[match.end :].rstrip("。"),
    )
