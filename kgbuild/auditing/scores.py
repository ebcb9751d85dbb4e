"""Points of self-evaluations: weights, scores, totals, grades, the rate of execution (R38, H07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kgbuild.auditing.facts import Audited, Fact, branch_of
from kgbuild.model.records import Evaluation, Plan, Project
from kgbuild.model.table import Text
from kgbuild.model.values import Achievement
from kgbuild.rdf.stated import StatedUndertaking
from kgbuild.understanding import value_reader

_PERCENT: Final = Decimal(100)
_BRANCHES: Final = {"产出": "kgb:outputWeight", "效益": "kgb:benefitWeight", "满意度": "kgb:satisfactionWeight"}


def facts(document: Audited) -> Iterator[Fact]:
    """Sums of weights and scores against what is printed, points that were not earned, grades, rates of execution."""
    for one in document.undertakings:
        yield from _weights(one)
        yield from _scores(one)
        yield from _grades(one)
        yield from _execution(one)


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
    shares = {branch: Decimal(0) for record, _ in weights if (branch := branch_of(record))}
    for record, weight in weights:
        if branch := branch_of(record):
            shares[branch] += weight
    usual = isinstance(one.record, Project) and total - (execution or 0) == _BESIDE_EXECUTION and "成本" not in shares
    for branch, share in shares.items() if usual else ():
        yield Fact(one.node, _BRANCHES[branch], share)


_BESIDE_EXECUTION: Final = Decimal(90)
"""The usual points of the branches are those of projects, beside ten for execution, where cost is an output."""


def _scores(one: StatedUndertaking) -> Iterator[Fact]:
    """Points above what can be had, and a printed total that is not the sum of all points."""
    for stated in one.indicators:
        weight, score = _points(stated.record.weight), _points(stated.record.score)
        if not stated.record.score or weight is None or score is None:
            continue
        if score > weight:
            yield Fact(stated.node, "kgb:scoreOverWeight", stated.record.score.string, stated.record.score)
        verdict = stated.record.verdict
        if verdict and verdict.achievement is Achievement.NOT_MET:
            yield Fact(stated.node, "kgb:fullScoreThoughMissed", weight > 0 and score >= weight, stated.record.score)
    evaluation = evaluation_of(one)
    if evaluation is None:
        return
    weight, score = _points(evaluation.weight), _points(evaluation.score)
    if evaluation.score and weight is not None and score is not None and score > weight:
        yield Fact(one.node, "kgb:scoreOverWeight", evaluation.score.string, evaluation.score)
    if evaluation.total is None:
        return
    scores = [_points(each) for each in (evaluation.score, *(stated.record.score for stated in one.indicators)) if each]
    total = _points(evaluation.total)
    known = [score for score in scores if score is not None]
    complete = len(scores) == len(known) == len(one.indicators) + bool(evaluation.score)
    if total is not None and known and complete and abs(sum(known, Decimal(0)) - total) > _ROUNDED:
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
    if evaluation is None or evaluation.rate is None:
        return
    rate = _points(evaluation.rate)
    if rate is not None and not evaluation.rate.string.strip().endswith(("%", "％")) and rate <= _AS_FRACTION:
        rate *= _PERCENT
    budget = evaluation.adjusted.wan if evaluation.adjusted else None
    spent = evaluation.spent.wan if evaluation.spent else None
    if rate is not None and spent is not None and budget and abs(spent / budget * _PERCENT - rate) > _RATE_ROUNDED:
        yield Fact(one.node, "kgb:rateBesideAmounts", evaluation.rate.string, evaluation.rate)


_AS_FRACTION: Final = Decimal("1.5")
"""0.98 without a sign is 98 %."""
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
    """What the table says of the whole, where it is a self-evaluation; none of a department that grades its tasks too."""
    if isinstance(one.record, Plan):
        graded = any(each.weight for task in one.record.tasks for each in task.indicators)
        return None if graded else one.record.evaluation
    return one.record.evaluation if isinstance(one.record, Project) else None


def _points(printed: Text | None) -> Decimal | None:
    value = value_reader().read(printed.string, None) if printed else None
    return value.number if value else None
