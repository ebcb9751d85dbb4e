"""Numbers that do not fit what is printed beside them: a count in the name, the money, other units (R14, R18, R33, R37, R39)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.auditing.facts import LONGEST, Audited, Fact, measures, name_of, piece
from kgbuild.auditing.measures import Measure, bare, given
from kgbuild.auditing.results import BASELINE
from kgbuild.model.records import FundingSource, Project
from kgbuild.model.table import Text
from kgbuild.model.values import Value
from kgbuild.rdf.stated import StatedIndicator, StatedUndertaking
from kgbuild.text import comparable
from kgbuild.understanding import value_reader
from kgbuild.values.numerals import read_arabic

_HAN_NUMBERS: Final = {word: at for at, word in enumerate("两三四五六七八九十", 2)} | {"二": 2}
_COUNTED: Final = re.compile(
    r"(?<![第前近约每各\d])(?P<number>[二两三四五六七八九十]|\d{1,2})(?P<unit>[个份篇项场部座套类])(?P<thing>[\u4e00-\u9fff]{0,10}?"
    r"(?:报告|规划|方案|平台|系统|课题|标准|指南|图谱|会议|论坛|大会|展会|赛事|刊物|图册))$"
)
"""六个分链报告, at the end of a name: as many are to come."""
_HEAD_OF: Final = re.compile(r"[和与及]|总|以及")
_OF_THINGS: Final = frozenset("个份篇项场部座套册本次期")
_LIKE_A_YEAR: Final = range(2010, 2036)
_NEAR: Final = 6
_MIXED: Final = re.compile(
    r"(?P<number>\d+)(?P<unit>[\u4e00-\u9fff])(?:及?以上)?[(]含(?P=number)(?P<other>[\u4e00-\u9fff])[)]"
)
"""3家以上(含3个)."""
_PAID_IN: Final = re.compile(
    r"出资|认缴|缴[存付纳]|注资|拨付\S{0,4}(?:资金|金额|总额)|支付\S{0,4}(?:资金|金额|总额)|兑现\S{0,4}(?:资金|金额|总额)"
)
_BESIDE: Final = Decimal("0.02")
_LEAST_SHARE: Final = Decimal("0.5")
_YUAN_PER_WAN: Final = Decimal(10000)
_CLAUSE: Final = re.compile(r"[^。；;，,、\n]+")
_CUMULATIVE: Final = re.compile(
    r"(?:落户|开工|成立|启动|实施|投产|建设|20\d\d年)\S{0,2}以来|^累计|累计(?:完成|创造|带动|投资|实现|建成|新增)|(?:完成|投资|带动)\S{0,6}累计"
)
_SUMMED: Final = re.compile(r"^累计(?:超过?|达到?|不少于|≥)?\d")
_GROWTH: Final = re.compile(r"(?:增长|提升|提高|增加|上升|下降|降低|减少)\S{0,4}\d")
_SUBJECT_GROWS: Final = re.compile(r"[\u4e00-\u9fff]{4,}(?:增长|提升|提高|增加|上升|下降|降低|减少)\S{0,4}\d")
_GROWS: Final = re.compile(r"增长|提升|提高|下降|降低|减少")
_MEASURED: Final = re.compile(
    r"[值额量率数]|收入|营收|投资|规模|利润|税|成本|消费|人次|面积|[能电水]耗|增速|比重|占比|GDP|单价|价格|工资|用户|订单|用电|浓度|指数|得分|满意|时[间长限]|人口|企业数",
    re.IGNORECASE,
)


def facts(document: Audited) -> Iterator[Fact]:
    """Numbers of indicators against name, year, unit and baseline; money paid in against the budget; parts of a sum."""
    for one in document.undertakings:
        for stated in one.indicators:
            yield from _against_name(stated)
            yield from _like_year(stated, one.section.heading.fiscal_year)
            yield from _mixed(stated)
            yield from _cumulative(stated)
            if isinstance(one.record, Project):
                yield from _of_area(stated)
        yield from _paid_in(one)
        yield from _sums(one)


def _against_name(stated: StatedIndicator) -> Iterator[Fact]:
    """六个分链报告 beside ≥10份; 总报告和六个分链报告 may be seven."""
    name = bare(name_of(stated.record))
    parts = measures(stated.record.annual_value)
    match = _COUNTED.search(name)
    if match and len(parts) == 1 and parts[0].number is not None and (parts[0].unit or "个") in _OF_THINGS:
        number = Decimal(_HAN_NUMBERS.get(match["number"]) or int(match["number"]))
        and_one = bool(_HEAD_OF.search(name[: match.start()]))
        yield Fact(stated.node, "kgb:countInName", parts[0].number in {number, number + and_one})


def _like_year(stated: StatedIndicator, year: int | None) -> Iterator[Fact]:
    """>2020家: a count of things that is the number of a year near the budget's; 2,020家 is none."""
    for part in measures(stated.record.annual_value):
        number = part.number
        if number is None or year is None or number not in _LIKE_A_YEAR or given(part) is not Measure.COUNT:
            continue
        if abs(int(number) - year) <= _NEAR and str(number) in part.text:
            yield Fact(stated.node, "kgb:numberLikeYear", part.text)


def _mixed(stated: StatedIndicator) -> Iterator[Fact]:
    text = stated.record.annual
    match = _MIXED.search(comparable(text.string[:LONGEST])) if text else None
    if text and match and match["unit"] != match["other"]:
        yield Fact(stated.node, "kgb:unitsOfOneNumber", match.group(), piece(text, match.group()))


def _cumulative(stated: StatedIndicator) -> Iterator[Fact]:
    """A year's target that counts from the beginning on, and growth of something that has no measure."""
    one = stated.record
    name, value = comparable(name_of(one)), comparable(one.annual.string[:LONGEST] if one.annual else "")
    parts = measures(one.annual_value)
    if parts and (_CUMULATIVE.search(name) or _SUMMED.search(value)) and not any(part.date for part in parts):
        yield Fact(stated.node, "kgb:cumulativeTarget", True)
    rates = [part for part in parts if given(part) is Measure.RATE]
    grown = value if _SUBJECT_GROWS.search(value) else name + value
    grows = _GROWTH.search(value) or (_GROWS.search(name) and len(rates) == len(parts) == 1)
    if rates and grows and not _MEASURED.search(grown) and not BASELINE.search(value):
        yield Fact(stated.node, "kgb:baselinePrinted", False)


def _of_area(stated: StatedIndicator) -> Iterator[Fact]:
    """≥3000亿元 of an industry: a sum of the whole area, which no project brings about by itself."""
    name = bare(name_of(stated.record))
    for part in measures(stated.record.annual_value):
        large = part.unit == "元" and part.number is not None and part.number >= _OF_AN_AREA
        if large and _AREA_TOTAL.search(name + comparable(part.text)) and not _OF_A_SITE.search(name):
            yield Fact(stated.node, "kgb:areaTotal", part.text)


_OF_AN_AREA: Final = Decimal(5_000_000_000)
_AREA_TOTAL: Final = re.compile(r"规模|营收|营业收入|产值|增加值|投资|投入|GDP|零售|进出口|消费|税收", re.IGNORECASE)
_OF_A_SITE: Final = re.compile(r"项目|落户|园区|基金|企业年?产值|生产线|资金")


def _paid_in(one: StatedUndertaking) -> Iterator[Fact]:
    """Money to be paid in (出资, 认缴) that is nearly, and not quite, the money of the project."""
    total = _total(one)
    if not total:
        return
    for node, text, value in _payments(one):
        for part in measures(value):
            if part.unit == "元" and part.number:
                share = part.number / (total * _YUAN_PER_WAN)
                if share >= _LEAST_SHARE:
                    yield Fact(node, "kgb:paidBesideBudget", abs(share - 1).quantize(Decimal("0.01")), text)


def _payments(one: StatedUndertaking) -> Iterator[tuple[NamedNode, Text, Value | None]]:
    for stated in one.indicators:
        if stated.record.annual and _PAID_IN.search(comparable(name_of(stated.record) + stated.record.annual.string)):
            yield stated.node, stated.record.annual, stated.record.annual_value
    if one.goal and one.record.goal:
        goal = one.record.goal.text[:LONGEST]
        for clause in _CLAUSE.finditer(goal.string):
            if _PAID_IN.search(clause.group()):
                yield one.goal, goal[clause.start() : clause.end()], value_reader().read(clause.group(), None)


def _total(one: StatedUndertaking) -> Decimal | None:
    if not isinstance(one.record, Project):
        return None
    return next((each.wan for each in one.record.funding if each.source is FundingSource.TOTAL and each.wan), None)


_SUM: Final = re.compile(
    r"(?P<whole>\d[\d,]*)(?P<unit>[份家个项人名户场次件台套座亩])[,;]?(?:其中|包括|分别为)[:,]?(?P<parts>(?:[^.;:\d]{0,40}\d[\d,]*(?P=unit),?){2,})"
)
_OF_SUM: Final = re.compile(r"(?P<part>\d[\d,]*)(?P<unit>[份家个项人名户场次件台套座亩])")


def _sums(one: StatedUndertaking) -> Iterator[Fact]:
    """3500份,其中90份,1000份,1800份,600份: parts that do not make the whole."""
    if not one.goal or not one.record.goal:
        return
    goal = one.record.goal.text[:LONGEST]
    goal_words = comparable(goal.string)
    for match in _SUM.finditer(goal_words):
        whole = read_arabic(match["whole"])
        parts = [read_arabic(part["part"]) for part in _OF_SUM.finditer(match["parts"])]
        if sum(parts) != whole:
            words = f"{goal_words[: match.start()].rpartition(';')[2].rpartition(',')[2]}{match.group()}".rstrip(",")
            yield Fact(one.goal, "kgb:partsBesideWhole", f"{'+'.join(map(str, parts))} ≠ {whole}", piece(goal, words))
