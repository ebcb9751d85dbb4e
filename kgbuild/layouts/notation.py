"""Indicators written as running text inside one cell (绩效指标 column).

Two notations, in any mix of half- and full-width marks:

    N、产出指标：名称，年度指标值：值。
    N、1-产出指标;11-数量指标;名称;实施周期指标值:值;年度指标值:值。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.model.records import Category
from kgbuild.model.table import Text
from kgbuild.text import same_length_folded, without_final_marks

_HAN = "\u4e00-\u9fff"
_LEVEL_1 = rf"(?:产出|效益|效果|满意度|成本|社会评价)(?:类?指标)?|[{_HAN}]{{2,6}}?指标"
_STANDARD = re.compile(r"\d\s*[、.,)]\s*(?:\d\s*-\s*)?(?:产出|效益|效果|满意度|成本|社会评价)(?:类?指标)?\s*[:;,]")
_START = re.compile(rf"\(?(?P<ordinal>\d{{1,12}})\s*[、.,)]\s*(?:(?P<code>\d)\s*-\s*)?(?P<level1>{_LEVEL_1})\s*[:;,]")
_CUT_START = re.compile(rf"(?P<ordinal>\d{{1,3}})\s*(?:[、.](?:\d?-?[{_HAN}]{{0,6}})?)?\s*$")
_LEVEL_2_NAMES = (
    "数量|质量|时效|成本|经济成本|社会成本|生态环境成本|经济效益|社会效益|生态效益|可持续影响|"
    "服务对象满意度|受益对象满意度|满意度"
)
_LEVEL_2 = re.compile(
    rf"\s*(?:(?P<code>\d{{2}})\s*-\s*(?P<coded>[^;:,]{{1,20}}?)|(?P<bare>(?:{_LEVEL_2_NAMES})指标))\s*[;:,]\s*"
)
_LABEL = re.compile(
    r"[,;。\s]{0,8}(?:(?P<period>(?:实施周期|项目周期|周期|中期|中长期|总体|三年)(?:绩效)?(?:指标|目标)值)"
    r"|(?P<annual>(?:20\d\d年度?|年度|当年|本年度?|全年)?(?:绩效)?(?:指标|目标)值))\s*[:;]\s*"
)
_BOUNDARY = re.compile(r"[。;.,!?)\]》”\"'\s]")


@dataclass(frozen=True, slots=True)
class Item:
    """One printed indicator, not yet judged. `annual` is None when its label never came; `numbered`: the ordinal is printed."""

    ordinal: int
    level1: Category | None
    level2: Category | None
    name: Text
    period: Text | None
    annual: Text | None
    whole: Text
    glued: bool = False
    numbered: bool = True

    @property
    def complete(self) -> bool:
        """Whether the item has all that the notation asks for."""
        return bool((self.level1 or not self.numbered) and self.name and self.annual)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an indicator cell: words before the first item, then items."""

    head: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    begin: int  # where the number stands
    end: int  # behind the mark that ends the level-1 name
    ordinal: int
    level1: Category | None
    glued: bool


def speaks_of_indicators(text: Text) -> bool:
    """Whether a cell is written in the notation, judged by its content alone."""
    folded = same_length_folded(text.string)
    return bool(_START.search(folded) or _LABEL.search(folded))


def is_of_indicators(text: Text) -> bool:
    """The same, asked where something else is expected: a goal, too, may say `6、完善考核指标，…`."""
    folded = same_length_folded(text.string)
    return bool(_STANDARD.search(folded) or _LABEL.search(folded))


def begins_with_item(text: Text) -> bool:
    """Whether the cell starts with the start of an item (else it continues another cell)."""
    return bool(_START.match(same_length_folded(text.string)))


def first_ordinal(text: Text) -> int | None:
    """The number of the first item that starts in the cell."""
    folded = same_length_folded(text.string)
    starts = (_start(match, folded, 0) for match in _START.finditer(folded))
    return next((start.ordinal for start in starts if start), None)


def read_passage(text: Text) -> Passage:
    """Split a cell into its items. Linear in the length of the cell."""
    folded = same_length_folded(text.string)
    starts = _starts(folded)
    if not starts:
        return Passage(text, ())
    ends = [start.begin for start in starts[1:]] + [len(text)]
    items = tuple(_item(text, folded, start, end) for start, end in zip(starts, ends, strict=True))
    return Passage(text[: starts[0].begin].stripped(), items)


def _starts(folded: str) -> list[_Start]:
    found: list[_Start] = []
    for match in _START.finditer(folded):
        start = _start(match, folded, found[-1].ordinal if found else 0)
        if start:
            found.append(start)
    tail_begin = found[-1].end if found else 0
    tail = folded[max(tail_begin, len(folded) - 24) :]
    cut = _CUT_START.search(tail)
    if found and cut and _is_boundary(tail, cut.start()) and tail[cut.start() - 1 : cut.start()]:
        ordinal = int(cut["ordinal"])
        if ordinal in (found[-1].ordinal + 1, 1) and tail.rstrip()[-1:] not in "%":
            begin = len(folded) - len(tail) + cut.start()
            found.append(_Start(begin, len(folded), ordinal, None, glued=False))
    return found


def _start(match: re.Match[str], folded: str, previous: int) -> _Start | None:
    """An item start, if the number can be one.

    Where the value before ran into the number (`…值:1002、产出指标`), the expected number is split off.
    """
    digits, begin = match["ordinal"], match.start("ordinal")
    category = Category(name=_level_1(match["level1"]), code=match["code"])
    if _is_boundary(folded, begin) and len(digits) <= 3:
        begin = match.start()
        return _Start(begin, match.end(), int(digits), category, glued=False)
    for expected in (str(previous + 1), "1"):
        if digits.endswith(expected) and previous:
            begin = match.end("ordinal") - len(expected)
            glued = len(digits) > len(expected)
            return _Start(begin, match.end(), int(expected), category, glued)
    return None


def _level_1(name: str) -> str:
    return name if name.endswith("指标") else f"{name}指标"


def _is_boundary(folded: str, position: int) -> bool:
    before = folded[position - 1 : position]
    return not before or before == "(" or bool(_BOUNDARY.match(before))


def _item(text: Text, folded: str, start: _Start, end: int) -> Item:
    body_begin = start.end
    level2 = None
    match = _LEVEL_2.match(folded, start.end, end)
    if match:
        printed = text[match.start() : match.end()].stripped(" ;；,，、:：")
        level2 = Category(name=(match["coded"] or match["bare"]).strip(), code=match["code"], printed=printed)
        body_begin = match.end()
    labels = list(_labels(folded, body_begin, end))
    name_end = labels[0][1] if labels else end
    value_ends = [label[1] for label in labels[1:]] + [end]
    fields = {
        kind: _value(text[value_begin:value_end])
        for (kind, _, value_begin), value_end in zip(labels, value_ends, strict=False)
    }
    name = text[body_begin:name_end].stripped()
    return Item(
        ordinal=start.ordinal,
        level1=start.level1,
        level2=level2,
        name=name if labels else _value(name),
        period=fields.get("period"),
        annual=fields.get("annual"),
        whole=text[start.begin : end].stripped(),
        glued=start.glued,
    )


def _labels(folded: str, begin: int, end: int) -> Iterator[tuple[str, int, int]]:
    """(kind, where the name or value before it ends, where its value begins), each kind once."""
    seen: set[str] = set()
    for match in _LABEL.finditer(folded, begin, end):
        kind = match.lastgroup or ""
        if kind not in seen:
            seen.add(kind)
            label_begin = match.start()
            # a name may end in 。: only the mark that separates belongs to the label
            if folded[label_begin : label_begin + 1] == "。" and label_begin + 1 < match.start(kind):
                label_begin += 1
            yield kind, label_begin, match.end()


def _value(text: Text) -> Text:
    stripped = text.stripped()
    kept = len(without_final_marks(stripped.string))
    return stripped[:kept]
