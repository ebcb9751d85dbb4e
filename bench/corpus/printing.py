"""Records as they are printed in a cell: two notations, marks of mixed width, tags and entities."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from bench.corpus.draw import Draw
from bench.corpus.truth import Indicator

Span = tuple[int, int]
_ITEM_GAP = re.compile(r" (?=\d+、|[一二三四五六七八]是)")


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed indicator; the spans tell where a page end may cut what."""

    text: str
    ordinal: Span
    level: Span
    name: Span
    label: Span
    value: Span
    truth: Indicator


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one document: each drawn anew for each place where the widths mix."""

    draw: Draw
    colons: str
    commas: str
    semicolons: str
    numbers: str

    @classmethod
    def drawn(cls, draw: Draw) -> Marks:
        """Full width, half width, or both."""
        colons, commas, semicolons = draw.choice((("：", "，", "；"), (":", ",", ";"), ("：:", "，,", "；;")))
        return cls(draw, colons, commas, semicolons, "." if draw.random() < 0.1 else "、")

    def colon(self) -> str:
        """One of the document's colons."""
        return self.draw.choice(self.colons)

    def comma(self) -> str:
        """One of the document's commas."""
        return self.draw.choice(self.commas)

    def semicolon(self) -> str:
        """One of the document's semicolons."""
        return self.draw.choice(self.semicolons)


def printed(one: Indicator, marks: Marks, following: Indicator | None) -> Printed:
    """One indicator in the notation that its codes ask for.

    Plain: N、产出指标：名称，年度指标值：值。
    Coded: N、1-产出指标;11-数量指标;名称;实施周期指标值:值;年度指标值:值。
    """
    number = f"{one.ordinal}{marks.numbers}"
    if one.level1_code:
        level = f"{one.level1_code}-{one.level1}{marks.semicolon()}{one.level2_code}-{one.level2}{marks.semicolon()}"
        label = marks.semicolon()
        if one.period:
            label += f"实施周期指标值{_lapse(marks)}{one.period.printed}{_inner_end(marks)}{marks.semicolon()}"
        label += f"年度指标值{marks.colon()}"
    else:
        level = f"{one.level1}{marks.colon()}"
        label = f"{marks.comma()}年度指标值{marks.colon()}"
    name = f"{one.name}。" if marks.draw.random() < 0.02 else one.name
    return _assembled(number, level, name, label, one, _end(one, marks, following))


def _lapse(marks: Marks) -> str:
    """A `;` where the `:` should be happens."""
    return ";" if marks.draw.random() < 0.01 else marks.colon()


def _inner_end(marks: Marks) -> str:
    return "。" if marks.draw.random() < 0.1 else ""


def _end(one: Indicator, marks: Marks, following: Indicator | None) -> str:
    """The mark behind the value: doubled, or (where the next number tells) left out, once in a while."""
    counts_on = following and following.ordinal == one.ordinal + 1
    if marks.draw.trap("no mark behind a value", 0.02) and counts_on:
        return ""
    return marks.draw.choices(("。。", "；", "。"), (2, 6, 92))[0]


def _assembled(number: str, level: str, name: str, label: str, one: Indicator, end: str) -> Printed:
    bounds = [0]
    for part in (number, level, name, label, one.annual.printed):
        bounds.append(bounds[-1] + len(part))
    text = f"{number}{level}{name}{label}{one.annual.printed}{end}"
    ordinal, level_at, name_at, label_at, value = pairwise(bounds)
    return Printed(text, ordinal, level_at, name_at, label_at, value, truth=replace(one, name=name))


def tagged(draw: Draw, text: str, *, paragraphs: bool, last: bool) -> str:
    """A cell in `<p>` tags, its entities written out.

    Numbered items may have a paragraph each, on a line each unless the cell is the last of its row; a long
    paragraph may be wrapped over two lines.
    """
    text = escaped(draw, text)
    if not paragraphs or not text:
        return text
    if _ITEM_GAP.search(text) and draw.random() < 0.3:
        gap = " " if last else draw.choice((" ", "\n"))
        return gap.join(f"<p>{part}</p>" for part in _ITEM_GAP.split(text))
    if len(text) > 60 and draw.random() < 0.1:
        at = _between_han(text, len(text) // 2)
        text = f"{text[:at]}\n{text[at:]}"
    return f"<p>{text}</p>"


def _between_han(text: str, start: int) -> int:
    """The first place from `start` on that has a Han character on both sides; 0 if there is none."""
    pairs = range(start, len(text))
    return next((at for at in pairs if all("\u4e00" <= char <= "\u9fff" for char in text[at - 1 : at + 1])), 0)


def escaped(draw: Draw, text: str) -> str:
    """`&` and the comparison signs as entities, some of the time; a lone `<` may stay."""
    if draw.random() < 0.5:
        return text.replace("R&D", "R&amp;D")
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("≥", "&ge;")
