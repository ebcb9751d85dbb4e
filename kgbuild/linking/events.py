"""Editions of events: 第二十三届…年会, …大会(2024年), 2023世界…大会. Two of one event are one series."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.text import comparable, same_length_folded
from kgbuild.values.numerals import CHINESE, read_chinese

_KIND: Final = (
    r"(?:年会|大会|论坛|峰会|展览会|博览会|交易会|展销会|洽谈会|研讨会|交流会|推介会|对接会|运动会|招聘会"
    r"|马拉松|赛(?![道区事前后])|节(?![约能水目点日假气省奏])|(?<![发开拓进扩施参布画])展(?![示览开销会现望位区])|活动周|宣传周)"
)
_NAME: Final = r"[\u4e00-\u9fffA-Za-z0-9()“”\"「」·]"
_NUMBER: Final = rf"(?:第\s*(?P<number>\d{{1,3}}|[{CHINESE}]{{1,6}})\s*届|(?P<first>首届))"
_NUMBERED: Final = re.compile(rf"(?P<place>[\u4e00-\u9fff]{{2,3}}市)?{_NUMBER}\s*(?P<event>{_NAME}{{2,30}}?{_KIND})")
_NUMBER_BEHIND: Final = re.compile(rf"(?P<event>{_NAME}{{2,30}}?{_KIND})\({_NUMBER}\)")
_DATED: Final = re.compile(rf"(?P<number>20\d\d)年?(?:度)?(?P<event>{_NAME}{{2,30}}?{_KIND})")
_DATED_BEHIND: Final = re.compile(rf"(?P<event>{_NAME}{{2,30}}?{_KIND})\((?P<number>20\d\d)年?(?:度)?\)")
_LEAD: Final = re.compile(r"^(?:支持举办|承办|协办|支持|举办|组织|开展|参加|召开)+")
_PLAIN_WORDS: Final = re.compile(r"总结|表彰|工作|年度|全[省市区]|培训|职工|业务|[\"·]")
_SHORTEST = 4
"""Characters of its own that the name of a dated event has at least: 2023年总结表彰大会 is nobody's series."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: the event in comparable form, its number or year, and where in the text it is named."""

    event: str
    number: int
    start: int
    end: int


def editions(text: str, *, dated: bool = True) -> Iterator[Edition]:
    """The editions that a text names; `dated` also takes a year for the number (for names, not for prose)."""
    folded = same_length_folded(text)
    for pattern in (_NUMBERED, _NUMBER_BEHIND, *((_DATED, _DATED_BEHIND) if dated else ())):
        for match in pattern.finditer(folded):
            found = match.groupdict()
            event = _LEAD.sub("", comparable((found.get("place") or "") + found["event"])).replace('"', "")
            by_year = pattern in (_DATED, _DATED_BEHIND)
            if "届" in event or (by_year and len(_PLAIN_WORDS.sub("", event)) < _SHORTEST + 2):
                continue
            number = 1 if found.get("first") else _number(found["number"])
            yield Edition(event, number, match.start(), match.end())


def _number(printed: str) -> int:
    if printed.isdecimal():
        return int(printed)
    number = read_chinese(printed)
    return int(number) if number is not None else 0
