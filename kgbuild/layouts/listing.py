"""Indicators listed in one cell behind the names of their categories, without numbers and without 年度指标值.

    产出指标：数量指标：栽种行道树≥600株；质量指标：成活率：95%；效益指标：社会效益指标：…

A colon, or the sign or word that bounds the number, parts name and value. Where there is none, or more than one, they
cannot be told apart: such an indicator has no value, which is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.layouts.notation import Item, Passage
from kgbuild.model.records import Category
from kgbuild.model.table import Text
from kgbuild.text import same_length_folded

_NUMBER: Final = r"(?:[(（]?\d{1,2}[.．、)）](?!\d)|[(（]?[一二三四五六七八九十]{1,2}[、)）]|[①-⑳])"
_LEVEL_1: Final = r"产出|效益|效果"
_EITHER: Final = r"成本|满意度"
"""Of the first level in some trees of categories, of the second in others."""
_LEVEL_2: Final = (
    r"数量|质量|时效|(?:经济|社会|生态环境)成本|(?:经济|社会|生态|环境)效益|可持续(?:影响|发展)"
    r"|(?:服务对象|受益对象|社会公众|群众|社会公众或服务对象)满意度"
)
_LABEL: Final = re.compile(
    rf"(?:(?<=[;:。,、.!)\s])|^)(?:(?:{_NUMBER}|\d{{1,2}})\s*)?"
    rf"(?P<name>(?:(?P<level1>{_LEVEL_1})|(?P<either>{_EITHER})|{_LEVEL_2})类?指标)(?:\(\d{{1,3}}分?\))?\s*:"
)
_SEPARATOR: Final = re.compile(r"[;。](?!\s*$)")
_LEAD: Final = re.compile(rf"\s*(?:{_NUMBER}\s*)?")
_COLON: Final = re.compile(r"(?<!\d):|:(?!\d)")
_BOUND: Final = re.compile(r"[≥≤≧≦><=]=?|不(?:低|少|高|大|小|多)于(?=\s*\d)|不超过(?=\s*\d)")
_MARKS: Final = " \t\r\n\u3000;；。,，、:："


@dataclass(frozen=True, slots=True)
class _Label:
    """The name of a category in the cell: where it begins, where what it holds begins, which levels it can be of."""

    begin: int
    end: int
    name: Text
    is_level1: bool
    is_either: bool


def begins_listing(text: Text) -> bool:
    """Whether a cell begins with the first categories of a list, as the cell of another project does."""
    label = _LABEL.match(same_length_folded(text.string))
    return label is not None and label["name"].startswith(("产出", "成本", "数量"))


def read_listing(text: Text) -> Passage:
    """The indicators of a cell; what stands before the first category is left as the head."""
    folded = same_length_folded(text.string)
    labels = [_label(text, match) for match in _LABEL.finditer(folded)]
    if not labels:
        return Passage(text, ())
    ends = [label.begin for label in labels[1:]] + [len(text)]
    found: list[Item] = []
    level1: Category | None = None
    has_level1 = any(label.is_level1 for label in labels)
    for at, (label, end) in enumerate(zip(labels, ends, strict=True)):
        category = Category(name=label.name.string, printed=label.name)
        pieces = list(_pieces(text[label.end : end]))
        opens = not pieces and at + 1 < len(labels)
        if label.is_level1 or (label.is_either and (opens or (has_level1 and not _is_of_output(label, level1)))):
            level1, level2 = category, None
        else:
            level2 = category
        found += [_item(piece, len(found) + number, level1, level2) for number, piece in enumerate(pieces, 1)]
    return Passage(text[: labels[0].begin].stripped(), tuple(found))


def _label(text: Text, match: re.Match[str]) -> _Label:
    name = text[match.start("name") : match.end("name")]
    return _Label(match.start(), match.end(), name, match["level1"] is not None, match["either"] is not None)


def _is_of_output(label: _Label, level1: Category | None) -> bool:
    """成本指标 with an indicator, behind 产出指标: the second level of the tree of three branches."""
    return label.name.string.startswith("成本") and level1 is not None and level1.name.startswith("产出")


def _pieces(body: Text) -> Iterator[Text]:
    """What is parted by ； or 。, without numbers before and marks behind."""
    folded = same_length_folded(body.string)
    marks = [match.start() for match in _SEPARATOR.finditer(folded)]
    for begin, end in zip([0, *(mark + 1 for mark in marks)], [*marks, len(body)], strict=True):
        lead = _LEAD.match(body.string, begin, end)
        piece = body[lead.end() if lead else begin : end].stripped(_MARKS)
        if piece:
            yield piece


def _item(piece: Text, ordinal: int, level1: Category | None, level2: Category | None) -> Item:
    name, value = _parted(piece)
    return Item(
        ordinal=ordinal, level1=level1, level2=level2, name=name, period=None, annual=value, whole=piece, numbered=False
    )


def _parted(piece: Text) -> tuple[Text, Text | None]:
    """Name and value; the whole piece and None where it does not say which is which."""
    folded = same_length_folded(piece.string)
    colons, bounds = list(_COLON.finditer(folded)), list(_BOUND.finditer(folded))
    if len(colons) == 1 and not any(bound.start() < colons[0].start() for bound in bounds):
        begin, end = colons[0].span()
    elif not colons and len(bounds) == 1:
        begin = end = bounds[0].start()
    else:
        return piece, None
    name, value = piece[:begin].stripped(_MARKS), piece[end:].stripped(_MARKS)
    return (name, value) if name and value else (piece, None)
