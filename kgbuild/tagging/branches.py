"""The parts of a goal that each say where money goes: numbered sub-goals, and lists behind a colon.

A record keeps only the sub-goals that a document prints as such (`Goal.items`). An omnibus writes its branches in many
more ways: ①…②…, (1)…(2)…, （一）…（二）…, 目标1：…目标2：…, 第一，…, or 按以下方向支持：…；…；….
"""

from __future__ import annotations

import re
from typing import Final

_TENS: Final = "一二三四五六七八九十"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩"
_MARKS: Final = (
    re.compile(rf"(?P<number>[{_CIRCLED}])"),
    re.compile(r"[(（](?P<number>\d{1,2})[)）]"),
    re.compile(rf"[(（](?P<number>[{_TENS}])[)）]"),
    re.compile(r"(?<!\d)(?P<number>\d{1,2})[)）]"),
    re.compile(rf"(?:目标|任务|方向|子项目?|内容)(?P<number>[{_TENS}1-9])[：:、，,]?"),
    re.compile(rf"(?P<number>[{_TENS}])[是、](?!级)"),
    re.compile(rf"第(?P<number>[{_TENS}])[，,、：:类项]"),
    re.compile(r"(?<![\d.])(?P<number>\d{1,2})(?:、|[.．](?!\d))"),
)
_LIST: Final = re.compile(r"[：:](?P<list>[^：:。]*[；;][^：:。]*)")
_SEMICOLON: Final = re.compile("[；;]")
_LEAST: Final = 2


def branches(goal: str) -> list[tuple[int, int]]:
    """Where the branches of a goal begin and end; empty when it is not divided."""
    counted = [found for mark in _MARKS if len(found := _in_order(mark, goal)) >= _LEAST]
    if counted:
        # 1. …：一是…；二是…。2. …: the outer numbers begin first
        found = min(counted, key=lambda marks: marks[0].start())
        ends = [match.start() for match in found[1:]] + [len(goal)]
        return [(match.end(), end) for match, end in zip(found, ends, strict=True)]
    listed = _LIST.search(goal)
    if not listed:
        return []
    first, last = listed.span("list")
    cuts = [match.start() for match in _SEMICOLON.finditer(goal, first, last)]
    return [
        (begin, end)
        for begin, end in zip([first, *(cut + 1 for cut in cuts)], [*cuts, last], strict=True)
        if goal[begin:end].strip()
    ]


def _in_order(mark: re.Pattern[str], goal: str) -> list[re.Match[str]]:
    """The marks that count up from one."""
    found: list[re.Match[str]] = []
    for match in mark.finditer(goal):
        if _value(match["number"]) == len(found) + 1:
            found.append(match)
    return found


def _value(number: str) -> int:
    if number.isdecimal() and number.isascii():
        return int(number)
    return (_CIRCLED if number in _CIRCLED else _TENS).find(number) + 1
