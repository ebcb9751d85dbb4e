"""The target grammar: a printed value in, its kind, comparator, number, unit, date and parts out.

How printed wording is read is a contract: docs/values.md. What measures nothing is masked first (names,
years, ordinals); what is left is one measure, several, or words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kgbuild.model.values import Comparator, Kind, Value
from kgbuild.text import same_length_folded
from kgbuild.values.comparators import comparator_before, comparator_behind
from kgbuild.values.dates import PrintedDate, find_dates, with_arabic_dates
from kgbuild.values.masks import BLANK, without_names
from kgbuild.values.numerals import (
    ARABIC_PATTERN,
    CHINESE,
    SCALE_PATTERN,
    SCALES,
    read_arabic,
    read_chinese,
)

_VARIANTS: Final = str.maketrans("≧≦⩾⩽﹥﹤‹›〉〈", "≥≤≥≤><<>><")
_PERCENT_WORDS: Final = re.compile(rf"百分之(?P<number>[{CHINESE}]+(?:点[{CHINESE}]+)?)")
_ZERO_OF: Final = re.compile(r"零[\u4e00-\u9fff]{2,4}")
_RATIO: Final = re.compile(r"(\d+)\s*:\s*(\d+)")
_PLUS_MINUS: Final = re.compile(r"(?:±|正负|\+/-)\s*$")
# behind a number that ends the phrase, a Han character that no list knows is taken for its unit (5幢), and so is a word
# that ends like a unit (80梯次, 3皮长公里)
_LIKE_A_UNIT: Final = re.compile(
    r"(?:[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,3}[次份里米克升箱吨瓦伏安焦帕卡时方亩元班])(?=$|[,;。、()\s])"
)
_NOT_AFTER_CHINESE: Final = frozenset("级期部届类档号度点分线等层道面方代版节席双字页眼孔顶款卷堂")
"""二级, 一期, 零部件: after a Chinese numeral these grade or name, they do not count."""
_NO_UNITS: Final = frozenset("内外前后起余多上下中级代届号是和与及或等为达不超")
_BRACKET_REACH: Final = 120
MAX_LENGTH: Final = 4000
"""A longer text is no value; it is kept as words, with a doubt."""
_BROKEN: Final = re.compile(r"\d\s+\d")
_RANGE: Final = r"\s*(?:-|~|—|–|至|到)\s*"

LOST_DIGIT = "V002"  # 00 %: a digit was lost in print
NO_UNIT_SCALE = "V001"  # 3000万 of what?
YEAR_SUPPLIED = "V003"  # a deadline without its year
BROKEN_NUMBER = "V005"  # 1 000: one number or two?
TOO_LONG = "V004"  # nobody can check such a target


@dataclass(frozen=True, slots=True)
class _Measure:
    begin: int
    end: int
    value: Value
    in_brackets: bool
    bounded: bool  # a comparator is printed


class ValueReader:
    """Reads values with a given list of units (the labels of `ontology/units.ttl`)."""

    def __init__(self, units: Iterable[str]) -> None:
        ordered = sorted(set(units), key=lambda word: (-len(word), word))
        unit = "|".join(map(re.escape, ordered))
        composite = rf"(?:{unit})(?:\s*[/·]\s*(?:{unit}))*"
        self._number = re.compile(
            rf"(?P<number>{ARABIC_PATTERN})\s*(?P<scale>{SCALE_PATTERN})?\s*(?P<more>余|多)?\s*"
            rf"(?P<unit>\((?:{unit})\)|{composite})?"
        )
        self._chinese = re.compile(
            rf"(?P<number>[{CHINESE}]+)(?P<scale>万亿|亿|万)?(?P<more>余|多)?\s*(?P<unit>{composite})"
        )
        self._range = re.compile(
            rf"(?P<number>{ARABIC_PATTERN})\s*(?P<scale1>{SCALE_PATTERN})?\s*(?P<unit1>{unit})?{_RANGE}"
            rf"(?P<upper>{ARABIC_PATTERN})\s*(?P<scale>{SCALE_PATTERN})?\s*(?P<unit>{composite})?"
        )
        self.read = lru_cache(maxsize=65536)(self._read)

    def _read(self, text: str, year: int | None = None) -> Value:
        """A value; `year` is the budget year, taken for deadlines that print none (and said so)."""
        if len(text) > MAX_LENGTH:
            return Value(text=text, kind=Kind.QUALITATIVE, doubts=(TOO_LONG,))
        folded = with_arabic_dates(same_length_folded(text).translate(_VARIANTS))
        if _BROKEN.search(folded):
            return Value(text=text, kind=Kind.QUALITATIVE, doubts=(BROKEN_NUMBER,))
        same_length = len(folded) == len(text)
        dates = list(find_dates(folded))
        masked = list(folded)
        for date in dates:
            masked[date.begin : date.end] = BLANK * (date.end - date.begin)
        measures = self._measures(without_names("".join(masked)))
        parts = [_dated(date, folded, year) for date in dates] + measures
        parts.sort(key=lambda part: part.begin)
        return _value(text, text if same_length else folded, parts)

    def _measures(self, text: str) -> list[_Measure]:
        whole = text.strip()
        if _ZERO_OF.fullmatch(whole):
            value = Value(text=whole, kind=Kind.QUANTITATIVE, comparator=Comparator.EXACTLY, number=Decimal(0))
            return [_Measure(0, len(text), value, in_brackets=False, bounded=True)]
        if (ratio := _RATIO.fullmatch(whole)) and ratio[1] == ratio[2]:
            value = Value(text=whole, kind=Kind.QUANTITATIVE, comparator=Comparator.EXACTLY, number=Decimal(1))
            return [_Measure(0, len(text), value, in_brackets=False, bounded=True)]
        found: list[_Measure] = []
        position = 0
        while (measure := self._next(text, position)) is not None:
            position = max(measure.end, measure.begin + 1)
            if measure.value.number is not None:
                found.append(measure)
        return _without_remarks(_closed_intervals(found, text), text)

    def _next(self, text: str, position: int) -> _Measure | None:
        """The next thing that looks like a measure; its number is None where it is none."""
        arabic = self._number.search(text, position)
        percent = _PERCENT_WORDS.search(text, position)
        chinese = self._chinese.search(text, position)
        candidates = [match for match in (percent, arabic, chinese) if match]
        if not candidates:
            return None
        first = min(candidates, key=lambda match: (match.start(), candidates.index(match)))
        if first is percent:
            return _percent_words(first, text)
        if first is chinese:
            return _chinese(first, text)
        span = self._range.match(text, first.start())
        if span and (between := _between(span, text)):
            return between
        return _arabic(first, text)


# --- single measures --------------------------------------------------------------------------------


def _arabic(match: re.Match[str], text: str) -> _Measure:
    number = read_arabic(match["number"]) * SCALES.get(match["scale"] or "", Decimal(1))
    unit = match["unit"]
    end = match.end()
    if unit is None:
        guessed = _LIKE_A_UNIT.match(text, end)
        if guessed and guessed.group()[0] not in _NO_UNITS:
            unit, end = guessed.group(), guessed.end()
    unit = unit[1:-1] if unit and unit.startswith("(") else unit
    doubts = []
    if match["scale"] and unit is None:
        doubts.append(NO_UNIT_SCALE)
    if unit == "%" and re.fullmatch(r"0\d+", match["number"]):
        doubts.append(LOST_DIGIT)
    return _measure(text, match, end, number, unit, bool(match["more"]), doubts)


def _chinese(match: re.Match[str], text: str) -> _Measure:
    printed = match["number"]
    number = read_chinese(printed)
    before = text[match.start() - 1 : match.start()]
    alone = match.start() == 0 or comparator_before(text, match.start()) is not None
    names = match["unit"] in _NOT_AFTER_CHINESE
    vague = number is None or names or before in ("数", "几", "第", "每", "逐", "统", "唯", "某", "任", "同")
    # 一批, 一户一档, 一系列: a bare 一 counts only where nothing else can be meant
    if vague or (printed == "一" and not (alone and match.end() == len(text.rstrip()))):
        return _nothing(match)
    assert number is not None  # noqa: S101
    number *= SCALES.get(match["scale"] or "", Decimal(1))
    return _measure(text, match, match.end(), number, match["unit"], bool(match["more"]), [])


def _percent_words(match: re.Match[str], text: str) -> _Measure:
    whole, _, places = match["number"].partition("点")
    number = read_chinese(whole)
    if number is None or (places and read_chinese(places) is None):
        return _nothing(match)
    if places:
        number += Decimal(f"0.{''.join(str(read_chinese(digit)) for digit in places)}")
    return _measure(text, match, match.end(), number, "%", False, [])


def _nothing(match: re.Match[str]) -> _Measure:
    value = Value(text="", kind=Kind.QUALITATIVE)
    return _Measure(match.start(), match.end(), value, in_brackets=False, bounded=False)


def _measure(
    text: str,
    match: re.Match[str],
    end: int,
    number: Decimal,
    unit: str | None,
    more: bool,
    doubts: list[str],
) -> _Measure:
    begin = match.start()
    comparator = Comparator.ABOUT if more else Comparator.EXACTLY
    bounded = more
    behind = comparator_behind(text, end)
    before = comparator_before(text, begin)
    upper = None
    if before:
        begin -= len(before[1])
        # 高于全省平均水平 0.3: what stands between belongs to another comparison
        comparator, bounded = (comparator if more else before[0]), True
    if behind and behind[0] is Comparator.AT_LEAST and unit and _is_bare_tail(text, behind[1], unit):
        behind = behind if text[end:].lstrip().startswith(("以", "及", "或", "(", "之", "+")) else None
    if behind:
        keep = comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.AT_MOST)
        comparator = comparator if keep and behind[0] is not Comparator.ABOUT else behind[0]
        end, bounded = behind[1], True
    if _PLUS_MINUS.search(text[max(match.start() - 4, 0) : match.start()]):
        comparator, number, upper, bounded = Comparator.BETWEEN, -number, number, True
    value = Value(
        text=text[begin:end].replace(BLANK, "").strip(),
        kind=Kind.QUANTITATIVE,
        comparator=comparator,
        number=number,
        upper_number=upper,
        unit=re.sub(r"\s", "", unit) if unit else None,
        doubts=tuple(doubts),
    )
    return _Measure(begin, end, value, _in_brackets(text, match.start()), bounded)


def _is_bare_tail(text: str, position: int, unit: str) -> bool:
    return unit in ("年", "月") and bool(re.match(r"[\u4e00-\u9fff]", text[position : position + 1]))


def _between(match: re.Match[str], text: str) -> _Measure | None:
    """2-3家 · 85%~95% · 30-50万元 · 60—80家; None when the second is not the larger."""
    unit, unit1 = match["unit"], match["unit1"]
    if unit1 and unit1 != unit:
        return None
    scale = SCALES.get(match["scale"] or "", Decimal(1))
    lower_scale = SCALES[match["scale1"]] if match["scale1"] else scale
    if match["scale1"] and not match["scale"]:
        return None
    lower = read_arabic(match["number"]) * lower_scale
    upper = read_arabic(match["upper"]) * scale
    if lower >= upper:
        return None
    value = Value(
        text=match.group().strip(),
        kind=Kind.QUANTITATIVE,
        comparator=Comparator.BETWEEN,
        number=lower,
        upper_number=upper,
        unit=unit,
    )
    return _Measure(match.start(), match.end(), value, _in_brackets(text, match.start()), bounded=True)


def _in_brackets(text: str, position: int) -> bool:
    """Whether the position is inside ( … ), looked for as far as a remark can reach."""
    before = text[max(position - _BRACKET_REACH, 0) : position]
    behind = text[position : position + _BRACKET_REACH]
    return before.rfind("(") > before.rfind(")") and ")" in behind


# --- several measures -------------------------------------------------------------------------------


def _closed_intervals(found: list[_Measure], text: str) -> list[_Measure]:
    """≥90%且≤100% is one interval."""
    merged: list[_Measure] = []
    for measure in found:
        before = merged[-1] if merged else None
        if (
            before
            and re.fullmatch(r"\s*(?:且|并且|,|、)?\s*", text[before.end : measure.begin])
            and before.value.unit == measure.value.unit
            and before.value.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN)
            and measure.value.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)
        ):
            value = replace(
                before.value,
                text=text[before.begin : measure.end],
                comparator=Comparator.BETWEEN,
                upper_number=measure.value.number,
            )
            merged[-1] = replace(before, end=measure.end, value=value)
        else:
            merged.append(measure)
    return merged


_SECOND_TARGET: Final = frozenset({Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.AT_MOST, Comparator.LESS_THAN})


def _without_remarks(found: list[_Measure], text: str) -> list[_Measure]:
    """Numbers in brackets explain the one outside, unless they set a bound of their own."""
    outside = [measure for measure in found if not measure.in_brackets]
    if not outside:
        kept = found
    else:
        kept = [
            measure
            for measure in found
            if not measure.in_brackets or (measure.bounded and measure.value.comparator in _SECOND_TARGET)
        ]
    # a number without unit, bound and 万/亿 inside a phrase names something; alone it is the value
    counted = [one for one in kept if one.value.unit or one.bounded or one.value.doubts]
    return counted or [one for one in kept[-1:] if not text[one.end :].strip()]


def _dated(date: PrintedDate, text: str, year: int | None) -> _Measure:
    iso, doubts = date.date, tuple[str, ...]()
    if iso.startswith("--") and year:
        iso, doubts = f"{year}-{iso[2:]}", (YEAR_SUPPLIED,)
    value = Value(
        text=text[date.begin : date.end],
        kind=Kind.QUANTITATIVE,
        comparator=date.comparator,
        date=iso,
        doubts=doubts,
    )
    return _Measure(date.begin, date.end, value, _in_brackets(text, date.begin), bounded=True)


def _value(text: str, source: str, parts: list[_Measure]) -> Value:
    if not parts:
        return Value(text=text, kind=Kind.QUALITATIVE)
    if len(parts) == 1:
        return replace(parts[0].value, text=text)
    begins = _part_begins(source, parts)
    named = tuple(
        replace(part.value, text=source[begin:end].strip(" ,;，；。、"))
        for part, begin, end in zip(parts, begins, [*begins[1:], len(source)], strict=True)
    )
    doubts = tuple(doubt for part in named for doubt in part.doubts)
    return Value(text=text, kind=Kind.COMPOUND, parts=named, doubts=doubts)


def _part_begins(source: str, parts: list[_Measure]) -> list[int]:
    """Where the words of each part begin: behind the mark that closes the part before."""
    begins = [0]
    for before, part in pairwise(parts):
        between = source[before.end : part.begin]
        marks = list(re.finditer(r"[,;，；。\s]|、", between))
        begins.append(before.end + (marks[0].end() if marks else 0))
    return begins
