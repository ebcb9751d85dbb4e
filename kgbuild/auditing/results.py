"""Results against targets: same unit, deviation, reasons, baselines, weights (R34–R38, H04, H06)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.auditing.facts import LONGEST, Audited, Fact, branch_of, measures, name_of, piece
from kgbuild.auditing.measures import Measure, given
from kgbuild.model.records import Evaluation, Form, Indicator, Project
from kgbuild.model.table import Text
from kgbuild.model.values import Achievement, Kind, Value
from kgbuild.rdf.stated import StatedUndertaking
from kgbuild.text import comparable
from kgbuild.understanding import value_reader
from kgbuild.values.achievement import result_against
from kgbuild.values.numerals import SCALE_PATTERN, SCALES, read_arabic

_REASON: Final = re.compile(r"原因|由于|因(?!此|而|公)|影响|限制|制约|主要是|导致|得益于|超预期|偏差|改进|措施|下一步")
_NOTHING: Final = re.compile(r"(?:无|没有|暂无|[-/.]+)?(?:偏差|改进措施)?(?:无|没有)?[.,]?")
_RELATIVE: Final = re.compile(
    r"(?:与|同|较|比)?(?:上年|去年|上一年|同期|往年)\S{0,3}(?:持平|相当|略|水平|增长|提高|下降)|优于(?:上年|去年|20\d\d年)|略增|"
    r"(?:不低于|高于|优于|达到)全?[国省市区]\S{0,4}平均"
)
_RELATED: Final = re.compile(
    r"(?:相?比|较)(?:上年|去年|上一年|往年|20\d\d年)\S{0,6}(?:减少|下降|降低|增加|增长|提高|上升)\S{0,2}\d"
)
_BASELINE: Final = re.compile(r"[(（][^()（）]*(?:20\d\d年|上年|基期|基数)[^()（）]*\d[^()（）]*[)）]|基期值|基数为")
_ESTIMATE: Final = re.compile(r"^\s*(?:预计|预估|估计|初步|暂估|预期)")
_PART: Final = re.compile(
    rf"(?<![\d,.])(?P<whole>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>{SCALE_PATTERN})?\s*(?P<unit>[\u4e00-\u9fff]{{1,3}}?)\s*[(,](?:其中)?:?(?:含|其中|包括)?(?<=[含中括:])[^()\d,.;]{{0,12}}"
    rf"(?P<part>\d[\d,]*(?:\.\d+)?)\s*(?P<part_scale>{SCALE_PATTERN})?\s*(?P=unit)"
)
_PERCENT: Final = Decimal(100)
_BRANCHES: Final = {"产出": "kgb:outputWeight", "效益": "kgb:benefitWeight", "满意度": "kgb:satisfactionWeight"}


def facts(document: Audited) -> Iterator[Fact]:
    """Comparable results, deviations without a reason, baselines, weights, parts that exceed the whole."""
    missed = 0
    judged = 0
    for undertaking, stated in document.indicators():
        one, node = stated.record, stated.node
        yield from _parts(one, node)
        yield from _baseline(one, node)
        if undertaking.section.form is Form.PROJECT_GOALS:
            continue
        yield from _result(one, node, undertaking.section.form)
        if one.verdict and one.verdict.achievement is not Achievement.UNDETERMINED:
            judged += 1
            missed += one.verdict.achievement is Achievement.NOT_MET
    if judged:
        yield Fact(document.node, "kgb:judgedResults", judged)
        if judged >= _ENOUGH_RESULTS:
            yield Fact(document.node, "kgb:missedTargets", missed)
    for one_undertaking in document.undertakings:
        yield from _weights(one_undertaking)
        yield from _scores(one_undertaking)
        yield from _grades(one_undertaking)
        yield from _execution(one_undertaking)


_ENOUGH_RESULTS: Final = 20
"""That nothing was missed says something only of many targets."""


def _result(one: Indicator, node: NamedNode, form: Form) -> Iterator[Fact]:
    expected, actual = one.annual_value, one.actual_value
    if expected is None or actual is None:
        return
    if expected.kind is not Kind.QUALITATIVE:
        yield Fact(node, "kgb:comparableResult", _comparable(comparable(name_of(one)), expected, actual))
    explained = _explained(one.explanation.string if one.explanation else "", form)
    deviation = deviation_of(one)
    if deviation is not None:
        yield Fact(node, "kgb:deviation", deviation)
        yield Fact(node, "kgb:unexplainedDeviation", Decimal(0) if explained else abs(deviation))
    if one.verdict and one.verdict.achievement is Achievement.NOT_MET:
        yield Fact(node, "kgb:shortfallExplained", explained)
    if one.actual:
        yield Fact(node, "kgb:estimated", bool(_ESTIMATE.search(one.actual.string)))


def _explained(text: str, form: Form) -> bool:
    """Whether a reason is given: the last column of a self-evaluation is for reasons, that of a department for details."""
    if form is Form.PROJECT_RESULTS:
        return not _NOTHING.fullmatch(comparable(text))
    return bool(_REASON.search(text))


_ANY_THING: Final = "个"
_THING: Final = re.compile(r"\d个(?P<name>[\u4e00-\u9fff]{2})")
"""58个站点: what is counted, where lines were asked for."""


def _comparable(name: str, expected: Value, actual: Value) -> bool:
    """Whether each measure of the target is answered by one of the same unit (a date by a date)."""
    answers = measures(actual)
    return all(any(_answers(result, target, name) for result in answers) for target in measures(expected))


def _answers(result: Value, target: Value, name: str) -> bool:
    """8家 answers 8个: the general counting word stands for any other, unless it goes on to name something else."""
    if result.unit == target.unit or bool(result.date) != bool(target.date):
        return bool(result.date) == bool(target.date)
    counted = given(result) is Measure.COUNT and given(target) is Measure.COUNT
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
        yield Fact(node, "kgb:baselinePrinted", bool(_BASELINE.search(words)))


def _parts(one: Indicator, node: NamedNode) -> Iterator[Fact]:
    """4,202人次(含线上9.3万人次): a part larger than its whole."""
    for text in (one.annual, one.actual, one.explanation):
        for match in _PART.finditer(comparable(text.string[:LONGEST]) if text else ""):
            whole = read_arabic(match["whole"]) * SCALES.get(match["scale"] or "", Decimal(1))
            part = read_arabic(match["part"]) * SCALES.get(match["part_scale"] or "", Decimal(1))
            if part > whole:
                words = match.group() + ")" * ("(" in match.group())
                yield Fact(node, "kgb:partExceedsWhole", words, piece(text, match.group()) if text else None)


def _weights(one: StatedUndertaking) -> Iterator[Fact]:
    weights = [
        (stated.record, weight) for stated in one.indicators if (weight := _points(stated.record.weight)) is not None
    ]
    if not weights:
        return
    evaluation = evaluation_of(one)
    execution = _points(evaluation.weight) if evaluation else None
    total = sum((weight for _, weight in weights), execution or Decimal(0))
    full = evaluation.full if evaluation else None
    yield Fact(one.node, "kgb:weightSum", total, full)
    if full and _points(full) not in (None, total):
        yield Fact(one.node, "kgb:totalBesideWeights", full.string, full)
    for branch, name in _BRANCHES.items():
        own = [weight for record, weight in weights if branch_of(record) == branch]
        if own:
            yield Fact(one.node, name, sum(own, Decimal(0)))


def _scores(one: StatedUndertaking) -> Iterator[Fact]:
    """Points above what can be had, and a printed total that is not the sum of all points."""
    for stated in one.indicators:
        weight, score = _points(stated.record.weight), _points(stated.record.score)
        if stated.record.score and weight is not None and score is not None and score > weight:
            yield Fact(stated.node, "kgb:scoreOverWeight", stated.record.score.string, stated.record.score)
    evaluation = evaluation_of(one)
    if evaluation is None or evaluation.total is None:
        return
    scores = [_points(each) for each in (evaluation.score, *(stated.record.score for stated in one.indicators)) if each]
    total = _points(evaluation.total)
    known = [score for score in scores if score is not None]
    complete = len(scores) == len(known) == len(one.indicators) + bool(evaluation.score)
    if total is not None and complete and abs(sum(known, Decimal(0)) - total) > _ROUNDED:
        yield Fact(one.node, "kgb:totalBesideScores", evaluation.total.string, evaluation.total)


_ROUNDED: Final = Decimal("0.1")


def _grades(one: StatedUndertaking) -> Iterator[Fact]:
    """Whether the printed grade is the one that the printed total earns."""
    evaluation = evaluation_of(one)
    total = _points(evaluation.total) if evaluation else None
    if evaluation is None or evaluation.grade is None or total is None:
        return
    printed = next(
        (grade for grade, words in _GRADES.items() if words.fullmatch(evaluation.grade.string.strip())), None
    )
    if printed:
        earned = next(grade for grade, least in _LEAST.items() if total >= least)
        yield Fact(one.node, "kgb:gradeFitsScore", printed == earned, evaluation.grade)


def _execution(one: StatedUndertaking) -> Iterator[Fact]:
    """A printed rate of execution that is not what was spent of the budget."""
    evaluation = evaluation_of(one)
    if evaluation is None or evaluation.rate is None or not evaluation.rate.string.strip().endswith(("%", "％")):
        return
    rate = _points(evaluation.rate)
    budget = evaluation.adjusted.wan if evaluation.adjusted else None
    spent = evaluation.spent.wan if evaluation.spent else None
    if rate is not None and spent is not None and budget and abs(spent / budget * _PERCENT - rate) > _RATE_ROUNDED:
        yield Fact(one.node, "kgb:rateBesideAmounts", evaluation.rate.string, evaluation.rate)


_RATE_ROUNDED: Final = Decimal("0.6")
"""Percentage points: rates are printed as whole numbers too."""
_GRADES: Final = {
    "优": re.compile(r"优秀?|A"),
    "良": re.compile(r"良好?|B"),
    "中": re.compile(r"中等?|一般|C"),
    "差": re.compile(r"较?差|D"),
}
_LEAST: Final = {"优": Decimal(90), "良": Decimal(80), "中": Decimal(60), "差": Decimal(0)}
"""Points of the whole that a grade needs (docs/rules.md, R38)."""


def evaluation_of(one: StatedUndertaking) -> Evaluation | None:
    """What the table says of the whole project, where it is a self-evaluation."""
    return one.record.evaluation if isinstance(one.record, Project) else None


def _points(printed: Text | None) -> Decimal | None:
    value = value_reader().read(printed.string, None) if printed else None
    return value.number if value else None
