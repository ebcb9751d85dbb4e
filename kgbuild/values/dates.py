"""Dates and deadlines in values: 2025年12月31日前 · 2023年底前 · 12月31日前 · 2023-10-31.

A date is kept as precisely as it is printed: 2025-12-31, 2023-12, --12-31. A year that only says which
year a thing belongs to (2022年发展水平) is no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.model.values import Comparator
from kgbuild.values.numerals import read_chinese

_YEAR: Final = r"(?P<year>(?:19|20)\d\d)\s*"
_DATE: Final = re.compile(
    rf"{_YEAR}年\s*(?P<first>\d{{1,2}})\s*月?\s*[-~—至到]\s*(?P<last>\d{{1,2}})\s*月(?!\s*\d)"
    rf"|{_YEAR.replace('year', 'year2')}(?:年|[./-])\s*(?P<month2>\d{{1,2}})\s*(?:月|[./-])\s*(?P<day2>\d{{1,2}})(?!\d)\s*[日号]?"
    rf"|{_YEAR.replace('year', 'year3')}年\s*(?P<month3>\d{{1,2}})\s*月\s*(?P<end3>月?[底末])?"
    rf"|{_YEAR.replace('year', 'year4')}年\s*(?P<end4>年?[底末])"
    r"|(?<![\d年])(?P<month5>\d{1,2})\s*月\s*(?P<day5>\d{1,2})\s*[日号]"
    r"|(?<![\d年])(?P<month6>\d{1,2})\s*月\s*(?P<end6>月?[底末])"
)
_BEFORE_AFTER: Final = re.compile(r"\s*(?P<before>之前|以前|前|止)|\s*(?P<after>之后|以后|后|起)")
_UNTIL: Final = re.compile(r"(?:截至|截止至?|截止到|不晚于|不迟于|最迟)\s*$")
_CHINESE_DATE: Final = re.compile(
    r"(?P<year>[零〇一二三四五六七八九]{4})年(?:(?P<month>[一二三四五六七八九十]{1,2})月(?:(?P<day>[一二三四五六七八九十]{1,3})日)?)?"
)
_LEAP_YEAR: Final = 2024
_FEBRUARY: Final = 2
_WHOLE_REST: Final = re.compile(r"[\s,;。()]*(?:完成|完工|交付|验收|实施|启动|结束|内)?[\s,;。()]*")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date at characters `begin:end` of the text, with how a result is held against it."""

    begin: int
    end: int
    date: str
    comparator: Comparator


def with_arabic_dates(text: str) -> str:
    """二〇二四年十二月三十一日 as 2024年12月31日; other text unchanged."""

    def arabic(match: re.Match[str]) -> str:
        year = read_chinese(match["year"])
        spelled = f"{year}年"
        for part, mark in (("month", "月"), ("day", "日")):
            if match[part]:
                spelled += f"{read_chinese(match[part])}{mark}"
        return spelled

    return _CHINESE_DATE.sub(arabic, text)


def find_dates(text: str) -> Iterator[PrintedDate]:
    """The dates that are values: deadlines, and dates that are the whole text."""
    for match in _DATE.finditer(text):
        begin, end = match.span()
        if match["first"]:
            if _is_whole(text, begin, end):
                year = match["year"]
                interval = f"{year}-{int(match['first']):02}/{year}-{int(match['last']):02}"
                yield PrintedDate(begin, end, interval, Comparator.BETWEEN)
            continue
        date = _iso(match)
        if date is None:
            continue
        mark = _BEFORE_AFTER.match(text, end)
        until = _UNTIL.search(text[:begin])
        if mark or until:
            comparator = Comparator.AT_LEAST if mark and mark["after"] else Comparator.AT_MOST
            yield PrintedDate(until.start() if until else begin, mark.end() if mark else end, date, comparator)
        elif match["end3"] or match["end4"] or match["end6"]:
            yield PrintedDate(begin, end, date, Comparator.AT_MOST)
        elif _is_whole(text, begin, end):
            yield PrintedDate(begin, end, date, Comparator.EXACTLY)


def _is_whole(text: str, begin: int, end: int) -> bool:
    return bool(_WHOLE_REST.fullmatch(text[:begin]) and _WHOLE_REST.fullmatch(text[end:]))


def _iso(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    given = next(number for number in "23456" if groups.get(f"year{number}") or groups.get(f"month{number}"))
    year = groups.get(f"year{given}")
    month = int(groups.get(f"month{given}") or (12 if groups.get(f"end{given}") else 0))
    day = int(groups.get(f"day{given}") or 0)
    if not 1 <= month <= 12:
        return None
    last = monthrange(int(year) if year else _LEAP_YEAR, month)[1]
    if day > last:
        return None
    if groups.get(f"end{given}"):
        day = last if year or month != _FEBRUARY else last - 1
    head = f"{year}-" if year else "--"
    return f"{head}{month:02}-{day:02}" if day else f"{head}{month:02}"
