"""Automatic numbers of Word lists: a document says "item of list 3, level 1", a person sees 一、 or (2).

ECMA-376 part 1, 17.9. A number belongs to what is printed: indicators and goals are told apart by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docx.oxml.ns import nsmap

if TYPE_CHECKING:
    from docx.document import Document

_W: Final = f"{{{nsmap['w']}}}"
_DIGITS: Final = "〇一二三四五六七八九"
_LEVELS: Final = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str


class Numbering:
    """The lists of one document, counted paragraph by paragraph in reading order."""

    def __init__(self, document: Document) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}  # list → what it counts with, its levels
        self._of_style: dict[str, Any] = {}
        self._counts: dict[str, list[int | None]] = {}
        related = {relation.reltype.rpartition("/")[2]: relation for relation in document.part.rels.values()}
        if "numbering" in related:
            self._read(document.part.numbering_part.element)
            self._of_style = {
                style.get(_W + "styleId"): found
                for style in document.styles.element.iter(_W + "style")
                if (found := style.find(f"{_W}pPr/{_W}numPr")) is not None
            }

    def _read(self, numbering: Any) -> None:
        abstract = {
            one.get(_W + "abstractNumId"): {
                int(level.get(_W + "ilvl", "0")): _level(level) for level in one.iter(_W + "lvl")
            }
            for one in numbering.findall(_W + "abstractNum")
        }
        for one in numbering.findall(_W + "num"):
            number, base = one.get(_W + "numId"), _value(one, "abstractNumId")
            levels = dict(abstract.get(base, {}))
            own = one.findall(_W + "lvlOverride")
            for override in own:
                at = int(override.get(_W + "ilvl", "0"))
                if (level := override.find(_W + "lvl")) is not None:
                    levels[at] = _level(level)
                if (start := _value(override, "startOverride")) and at in levels:
                    levels[at] = _Level(int(start), levels[at].form, levels[at].pattern)
            self._lists[number] = (f"own {number}" if own else base, levels)

    def label(self, paragraph: Any) -> str:
        """The number of the next paragraph as printed; empty for one that is in no list, or has a bullet."""
        mark = paragraph.find(f"{_W}pPr/{_W}numPr")
        if mark is None:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            mark = self._of_style.get(style.get(_W + "val")) if style is not None else None
        counter, levels = self._lists.get(_value(mark, "numId"), ("", {})) if mark is not None else ("", {})
        at = int(_value(mark, "ilvl") or 0) if levels else 0
        if at not in levels:
            return ""
        counts = self._counts.setdefault(counter, [None] * _LEVELS)
        last = counts[at]
        counts[at] = levels[at].start if last is None else last + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        return re.sub(r"%([1-9])", lambda match: _printed(int(match[1]) - 1, counts, levels), levels[at].pattern)


def _level(level: Any) -> _Level:
    form = _value(level, "numFmt") or "decimal"
    pattern = "" if form in ("bullet", "none") else _value(level, "lvlText")
    return _Level(int(_value(level, "start") or 1), form, pattern)


def _value(holder: Any, child: str) -> str:
    found = holder.find(_W + child)
    return "" if found is None else found.get(_W + "val", "")


def _printed(at: int, counts: list[int | None], levels: dict[int, _Level]) -> str:
    if at not in levels:
        return ""
    count = counts[at]
    return _FORMS.get(levels[at].form, str)(levels[at].start if count is None else count)


def _chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 25 → 二十五; from 100 on in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 0 < number <= 20 else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + number - 1) if 0 < number <= 26 else str(number)


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
}
