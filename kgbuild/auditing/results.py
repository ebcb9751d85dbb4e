"""Results against targets: same unit, deviation, reasons, baselines (R34–R37, H04, H06), percentages of results (R19)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.auditing.facts import LONGEST, Audited, Fact, is_placeholder, measures, name_of, piece
from kgbuild.auditing.measures import Measure, bare, given
from kgbuild.auditing.targets import is_share, listed_numbers
from kgbuild.model.records import Form, Indicator
from kgbuild.model.values import Achievement, Comparator, Kind, Value
from kgbuild.text import comparable, without_final_marks
from kgbuild.understanding import value_reader
from kgbuild.values.achievement import result_against
from kgbuild.values.numerals import SCALE_PATTERN, SCALES, read_arabic

_REASON: Final = re.compile(
    r"原因|由于|因(?!此|而|公|地|素|材)|影响(?!力)|限制|制约|主要是|导致|得益于|超预期|偏差|改进措施|下一步|未能|尚未|滞后|延迟|推迟|调整"
)
_NOTHING: Final = re.compile(
    r"(?:无|没有|暂无|未发现|不存在|[-/.]+)?(?:明显|较大)?(?:偏差|偏离|改进措施|问题)?(?:无|没有)?"
    r"|(?:正常|略|(?:已|按时|按期|按计划|全部|顺利|超额|较好)*完成(?:目标|任务|较好|良好)*|(?:符合|达到|超过)(?:预期|目标|要求|年初)*|见\S{0,8}|"
    r"(?:客观|其他|主观|工作|历史|特殊)(?:原因|需要|因素)(?:所致|造成|导致)?)"
)
_RELATIVE: Final = re.compile(
    r"(?:与|同|较|比)?(?:上年度?|去年|上一年|同期|往年|(?<=[较比于])20\d\d年度?)\S{0,3}(?:持平|相当|略|水平|增[长强加]|提[高升]|下降|改善|减少|降低)|优于(?:上年|去年|20\d\d年)|略增|"
    r"(?:不低于|高于|优于|达到)全?[国省市区]\S{0,4}平均|(?:不低于|不少于|高于|优于|超过|好于)(?:上年|去年|上一年|往年)"
)
_RELATED: Final = re.compile(
    r"(?:相?比|较)(?:上年|去年|上一年|往年|20\d\d年)\S{0,6}(?:减少|下降|降低|增加|增长|提高|上升)\S{0,2}\d"
)
BASELINE: Final = re.compile(r"[(（][^()（）]*(?:20\d\d年|上年|基期|基数)[^()（）]*\d[^()（）]*[)）]|基期值|基数为")
_ESTIMATE: Final = re.compile(
    r"^\s*(?:预计|预估|估计|初步|暂估|预期)|(?:有望|预计|预期)(?:全年|年底|将|可)?(?:突破|达到?|完成|实现|超)"
)
_PART: Final = re.compile(
    rf"(?<![\d,.])(?P<whole>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>{SCALE_PATTERN})?\s*(?P<unit>[\u4e00-\u9fff]{{1,3}}?)\s*[(,](?:其中)?:?(?:含|其中|包括)?(?<=[含中括:])[^()\d,.;]{{0,12}}"
    rf"(?P<part>\d[\d,]*(?:\.\d+)?)\s*(?P<part_scale>{SCALE_PATTERN})?\s*(?P=unit)"
)
_PERCENT: Final = Decimal(100)


def facts(document: Audited) -> Iterator[Fact]:
    """Comparable results, deviations without a reason, baselines, parts that exceed the whole."""
    missed = 0
    judged = 0
    for undertaking, stated in document.indicators():
        one, node = stated.record, stated.node
        yield from _parts(one, node)
        yield from _baseline(one, node)
        if not undertaking.section.form.has_results:
            continue
        yield from _result(one, node, undertaking.section.form)
        if one.verdict and one.verdict.achievement is not Achievement.UNDETERMINED:
            judged += 1
            missed += one.verdict.achievement is Achievement.NOT_MET
    if judged:
        yield Fact(document.node, "kgb:judgedResults", judged)
        if judged >= _ENOUGH_RESULTS:
            yield Fact(document.node, "kgb:missedTargets", missed)


_ENOUGH_RESULTS: Final = 20
"""That nothing was missed says something only of many targets."""


def _result(one: Indicator, node: NamedNode, form: Form) -> Iterator[Fact]:
    expected, actual = one.annual_value, one.actual_value
    if expected is None or actual is None:
        return
    alike = 1 < listed_numbers(expected.text) == listed_numbers(actual.text)
    if expected.kind is not Kind.QUALITATIVE and not is_placeholder(actual.text) and not alike:
        bare_number = _has_unit_apart(one) and actual.number is not None and actual.unit is None
        answers = bare_number or _comparable(comparable(name_of(one)), expected, actual)
        yield Fact(node, "kgb:comparableResult", answers)
    explained = _explained(one.explanation.string if one.explanation else "", form)
    at = one.explanation if form is Form.PROJECT_RESULTS and not explained else None  # 无 in the place of a reason
    deviation = deviation_of(one)
    if deviation is not None:
        yield Fact(node, "kgb:deviation", deviation)
        yield Fact(node, "kgb:unexplainedDeviation", Decimal(0) if explained else abs(deviation), at)
    if (one.verdict and one.verdict.achievement is Achievement.NOT_MET) or _UNDONE.match(comparable(actual.text)):
        yield Fact(node, "kgb:shortfallExplained", explained, at)
    if form is not Form.PROJECT_RESULTS and one.explanation and (other := _other_evidence(one)):
        yield Fact(node, "kgb:otherEvidence", other, piece(one.explanation, comparable(other)))
    if one.actual:
        yield Fact(node, "kgb:estimated", bool(_ESTIMATE.search(one.actual.string)))
        yield Fact(node, "kgb:resultIsBound", _is_bound(expected, actual))
        yield Fact(node, "kgb:resultIsOpen", _is_open(actual) and not _is_bound(expected, actual))
    for part in measures(actual):
        if part.unit == "%" and part.number is not None and is_share(bare(name_of(one))):
            yield Fact(node, "kgb:resultPercentage", part.number)


_EVIDENCE: Final = re.compile(
    rf"\d[\d,]*(?:\.\d+)?(?:{SCALE_PATTERN})?(?P<unit>人次|家次|场次|[人名位家户个项场次份件台套座篇])"
)
_SINCE_EVER: Final = re.compile(
    rf"累计[\u4e00-\u9fff]{{0,8}}\d[\d,]*(?:\.\d+)?(?:{SCALE_PATTERN})?[\u4e00-\u9fff]{{1,3}}"
)
_NEW: Final = re.compile(r"新增|当年|年度")
_OF_THE_YEAR: Final = re.compile(r"新增|新认定|当年|本年|今年|全年|增加|比上年|较上年|较20|比20|20\d\d年\S{0,4}完成")


def _other_evidence(one: Indicator) -> str | None:
    """Details that tell of something else: persons where firms are counted, sums since the beginning for what is new."""
    assert one.explanation  # noqa: S101
    words = comparable(one.explanation.string[:LONGEST])
    target = one.annual_value
    if _NEW.search(comparable(name_of(one))) and (ever := _SINCE_EVER.search(words)) and not _OF_THE_YEAR.search(words):
        return ever.group()
    if target is None or target.unit not in _COUNTS_PERSONS_OR_FIRMS or target.number is None:
        return None
    told = list(_EVIDENCE.finditer(words))
    same = any({match["unit"], target.unit} <= kind for match in told for kind in _KINDS)
    persons = next((match.group() for match in told if match["unit"] in _KINDS[0] | _KINDS[1]), None)
    return None if same or not persons else persons


_KINDS: Final = (frozenset({"人次", "人", "名", "位"}), frozenset({"家", "户", "家次", "个"}))
_COUNTS_PERSONS_OR_FIRMS: Final = _KINDS[0] | {"家", "户", "家次"}
_UNDONE: Final = re.compile(
    r"(?:尚|暂|仍|均|还)?(?:未(?!发生|出现|发现|造成|超|逾|收到|接到|产生)|没有?(?:完成|开展|达到|实施))|(?:部分|基本未|正在|在建|推进中|进行中|延期|取消|暂停)"
)
"""Words of a result that say it is not there."""
_BOUNDS: Final = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.AT_MOST, Comparator.LESS_THAN)


def _is_bound(expected: Value, actual: Value) -> bool:
    """Whether a result only repeats the target with its operator (≥90%), so that nobody can tell what came out."""
    return actual.comparator in _BOUNDS and not actual.date and comparable(expected.text) == comparable(actual.text)


def _is_open(actual: Value) -> bool:
    """Whether a result is no number that came out (500家以上, 约2.8万座), but one that it is above or near."""
    return (
        not actual.date
        and actual.number is not None
        and actual.comparator in (*_BOUNDS, Comparator.ABOUT)
        and actual.unit != "%"
    )


def _explained(text: str, form: Form) -> bool:
    """Whether a reason is given: the last column of a self-evaluation is for reasons, that of a department for details."""
    if form is Form.PROJECT_RESULTS:
        return not _NOTHING.fullmatch(comparable(without_final_marks(text)))
    return bool(_REASON.search(text))


_ANY_THING: Final = "个"
_ALIKE: Final = (frozenset("个处座项"), frozenset("台套部件"), frozenset("名人位"), frozenset("份本册"))
"""Counting words that printed tables use for each other."""
_THING: Final = re.compile(r"\d个(?P<name>[\u4e00-\u9fff]{2})")
"""58个站点: what is counted, where lines were asked for."""


def _has_unit_apart(one: Indicator) -> bool:
    """Whether the unit of the target stands in a column of its own, so that it goes for the result as well."""
    return one.annual is not None and len({(run.cell.table, run.cell.column) for run in one.annual.runs}) > 1


def _comparable(name: str, expected: Value, actual: Value) -> bool:
    """Whether each measure of the target is answered by one of the same unit (a date by a date)."""
    answers = measures(actual)
    return all(any(_answers(result, target, name) for result in answers) for target in measures(expected))


def _answers(result: Value, target: Value, name: str) -> bool:
    """8家 answers 8个: the general counting word stands for any other, unless it goes on to name something else."""
    if target.date and result.unit == "月" and not result.date:
        return True  # 11月 answers 12月底前
    if target.unit is None and not target.date and result.number is not None:
        return True  # that the target has no unit is said of the target
    if result.unit == target.unit or bool(result.date) != bool(target.date):
        return bool(result.date) == bool(target.date)
    counted = given(result) is Measure.COUNT and given(target) is Measure.COUNT
    if counted and any({result.unit, target.unit} <= family for family in _ALIKE):
        return True
    thing = _THING.search(comparable(result.text))
    return counted and _ANY_THING in (result.unit, target.unit) and not (thing and thing["name"] not in name)


def deviation_of(one: Indicator) -> Decimal | None:
    """How far a result is from its target, in % of it, with its sign; None where they are not numbers of one unit."""
    explanation = one.explanation.string if one.explanation else ""
    pair = result_against(one.annual_value, one.actual_value, explanation, value_reader().read)
    if pair is None or not pair[0]:
        return None
    target, result = pair
    return ((result - target) / target * _PERCENT).quantize(Decimal("0.1"))


def _baseline(one: Indicator, node: NamedNode) -> Iterator[Fact]:
    if not one.annual:
        return
    words = comparable(one.annual.string)
    if (_RELATED if measures(one.annual_value) else _RELATIVE).search(words):
        yield Fact(node, "kgb:baselinePrinted", bool(BASELINE.search(words)))


def _parts(one: Indicator, node: NamedNode) -> Iterator[Fact]:
    """4,202人次(含线上9.3万人次): a part larger than its whole."""
    for text in (one.annual, one.actual, one.explanation):
        for match in _PART.finditer(comparable(text.string[:LONGEST]) if text else ""):
            whole = read_arabic(match["whole"]) * SCALES.get(match["scale"] or "", Decimal(1))
            part = read_arabic(match["part"]) * SCALES.get(match["part_scale"] or "", Decimal(1))
            if part > whole:
                words = match.group() + ")" * ("(" in match.group())
                yield Fact(node, "kgb:partExceedsWhole", words, piece(text, match.group()) if text else None)
