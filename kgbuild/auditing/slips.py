"""Slips of whoever wrote or copied the page, told without a list of words: doubled words and marks, two names (R39).

`spelling` finds what differs from a known spelling.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.auditing.facts import LONGEST, Audited, Fact
from kgbuild.model.records import Project
from kgbuild.model.table import Text
from kgbuild.rdf.stated import StatedUndertaking

_HAN: Final = "\u4e00-\u9fff"
_SAME_AGAIN: Final = re.compile(rf"(?P<word>[{_HAN}]{{2}})(?:和|与|及|以及)(?P=word)(?![{_HAN}])")
"""业务水平和水平; 能力和能力建设 may be meant."""
_VERB_AGAIN: Final = re.compile(
    rf"(?P<word>实现|达到|进行|完成|确保|保障|提高|提升|加强|促进|增强)(?!.{{0,10}}(?:和|与|并|及|或|、))[{_HAN}\d%“”]{{2,10}}(?P=word)(?![率度量数{_HAN}]?[者员])"
)
"""实现单位面积产出实现倍增: one clause, nothing between that joins two."""
_STATE_AGAIN: Final = re.compile(
    rf"(?P<word>正常|顺利|有序|有效|稳定|及时|安全|高效|规范)[{_HAN}]{{1,4}}(?P=word)(?![{_HAN}])"
)
"""维护机关正常运转正常."""
_NO_SLIP: Final = re.compile(
    r"(?:提高|提升|加强|促进|增强)\S*(?:水平|能力|质量|效率|标准)(?:提高|提升)$|完成\S{0,6}完成[率度]|以\S+(?:促进|提升|保障)|越|又|再|既|边"
)
_MARKS_AGAIN: Final = re.compile(
    r"[，,][，,]|[；;][；;]|、、|。。(?!。)|[，,；;]。|。[，,]|、[，。；]|(?:指标值|完成值|目标值)[;；]"
)
_TAGS: Final = re.compile(r"</?(?:p|br|div|span)\s*/?>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:gt|lt|amp|nbsp|quot|#\d{2,5});")
_CLAUSE: Final = re.compile(r"[^。；;，,：:\n]+")
_MEETING: Final = re.compile(
    rf"(?P<sign>[A-Za-z]{{2,}}\d{{1,4}}|[A-Za-z]{{3,}})(?P<noun>[{_HAN}]{{0,1}}(?:大会|会议|年会|论坛|峰会|大赛|展会))"
)
_QUOTED: Final = re.compile(rf"[“\"](?P<name>[^“”\"]{{4,14}})[”\"](?P<noun>[{_HAN}]{{4,6}})")


def facts(document: Audited) -> Iterator[Fact]:
    """Words and marks that stand twice, marks of another format, and one thing under two names in a project."""
    for one in document.undertakings:
        for node, text in _texts(one):
            yield from _again(node, text)
        for node, text in _cells(one):
            yield from _marks(node, text)
        yield from _two_names(one)
        yield from _meetings(one)
        yield from _final_marks(one)
    yield from _printed_twice(document)
    yield from _shifted(document)


def _texts(one: StatedUndertaking) -> Iterator[tuple[NamedNode, Text]]:
    yield one.node, one.name
    if one.goal and one.record.goal:
        yield one.goal, one.record.goal.text
    for stated in one.indicators:
        yield stated.node, stated.record.name
        if stated.record.annual:
            yield stated.node, stated.record.annual


def _cells(one: StatedUndertaking) -> Iterator[tuple[NamedNode, Text]]:
    if one.goal and one.record.goal:
        yield one.goal, one.record.goal.text
    for stated in one.indicators:
        yield stated.node, stated.record.whole


def _again(node: NamedNode, text: Text) -> Iterator[Fact]:
    string = text.string[:LONGEST]
    for clause in _CLAUSE.finditer(string):
        for pattern in (_SAME_AGAIN, _VERB_AGAIN, _STATE_AGAIN):
            for match in pattern.finditer(clause.group()):
                if not _NO_SLIP.search(match.group() if pattern is not _VERB_AGAIN else clause.group()):
                    begin, end = clause.start() + match.start(), clause.start() + match.end()
                    yield Fact(node, "kgb:doubledWord", match.group(), text[begin:end])


def _marks(node: NamedNode, text: Text) -> Iterator[Fact]:
    """Marks that stand twice, and characters that a page of the web would have shown as one (&gt;)."""
    for span in text.spans():
        printed = _TAGS.sub("", span.exact)
        found = [*_MARKS_AGAIN.findall(printed), *_ENTITY.findall(printed)]
        if found:
            yield Fact(node, "kgb:strayMarks", " ".join(dict.fromkeys(found)), span)


def _final_marks(one: StatedUndertaking) -> Iterator[Fact]:
    """Names of indicators that end like a sentence, where most do not."""
    ends = [stated for stated in one.indicators if stated.record.name.string.endswith(("。", "；"))]
    if 2 * len(ends) < len(one.indicators):
        for stated in ends:
            yield Fact(stated.node, "kgb:strayMarks", stated.record.name.string[-1], stated.record.name)


def _printed_twice(document: Audited) -> Iterator[Fact]:
    """The indicator of which a page break left another reading (L015), said at the reading that was taken as well."""
    others = [issue for issue in document.reading.issues if issue.code == _READ_TWICE and issue.span][:_ENOUGH]
    for _, stated in document.indicators() if others else ():
        for issue in others:
            name = stated.record.name.string
            if len(name) >= _TELLING and name in issue.zh and name not in issue.text:
                yield Fact(stated.node, "kgb:namedOtherwise", issue.text)


def _shifted(document: Audited) -> Iterator[Fact]:
    """Goals that stand in another column than nearly all others of their table: the row lacks a cell, or has one too many."""
    places: dict[int, list[tuple[int, NamedNode, Text]]] = defaultdict(list)
    for one in document.undertakings:
        if isinstance(one.record, Project) and one.goal and one.record.goal and (spans := one.record.goal.text.spans()):
            places[spans[0].table].append((spans[0].column, one.goal, one.record.goal.text))
    for goals in places.values():
        usual, count = Counter(column for column, _, _ in goals).most_common(1)[0]
        if _ROWS <= count < len(goals) <= count + count // _ROWS:
            yield from (
                Fact(goal, "kgb:shiftedBy", column - usual, at) for column, goal, at in goals if column != usual
            )


_ROWS: Final = 5
"""So many rows to one make a column the usual one."""
_ENOUGH: Final = 50
"""More of one kind say nothing new."""
_READ_TWICE: Final = "L015"
_TELLING: Final = 4


def _two_names(one: StatedUndertaking) -> Iterator[Fact]:
    """“甲”先行示范区 beside “甲”创新示范区: what follows a quoted name ends alike and begins otherwise."""
    known: dict[str, list[str]] = defaultdict(list)
    for node, text in _texts(one):
        for match in _QUOTED.finditer(text.string[:LONGEST]):
            other = next((noun for noun in known[match["name"]] if _differ(noun, match["noun"])), None)
            if other:
                shown = f"“{match['name']}”{match['noun']} / {other}"
                yield Fact(node, "kgb:namedOtherwise", shown, text[match.start() : match.end()])
            elif match["noun"] not in known[match["name"]] and len(known[match["name"]]) < _ENOUGH:
                known[match["name"]].append(match["noun"])


def _meetings(one: StatedUndertaking) -> Iterator[Fact]:
    """AB30大会 beside AB30会议: one sign, and two words for what is held."""
    known: dict[str, str] = {}
    for node, text in _texts(one):
        for match in _MEETING.finditer(text.string[:LONGEST]):
            before = known.setdefault(match["sign"].casefold(), match["noun"])
            if before != match["noun"]:
                other = f"{match.group()} / {match['sign']}{before}"
                yield Fact(node, "kgb:namedOtherwise", other, text[match.start() : match.end()])


def _differ(first: str, second: str) -> bool:
    """Whether two nouns have one character or two of their first ones other, and go on alike."""
    pairs = list(zip(first[:_HEAD], second[:_HEAD], strict=False))
    other = [at for at, (one, two) in enumerate(pairs) if one != two]
    return len(pairs) == _HEAD and 1 <= len(other) <= 2 and other[-1] < _HEAD - 1


_HEAD: Final = 4
