"""From terms to tags: where a term stands and in what company decides between Focus and Mention.

The name and the goal say what the money is for. A term in an indicator alone is a mention, except in
one that is made of many groups of indicators (an omnibus), where the groups say where the money goes. Running costs of
an office are about no industry, whatever words they use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from kgbuild.model.evidence import IndustryTag, Part, Role, Term
from kgbuild.model.records import Goal, Indicator
from kgbuild.model.table import Text
from kgbuild.tagging.contexts import is_running_cost, spoils
from kgbuild.tagging.lexicon import lexicon
from kgbuild.tagging.matching import Match
from kgbuild.tagging.nlp import witnessed

_PART_WEIGHT: Final = {
    Part.NAME: Decimal("1.0"),
    Part.GOAL: Decimal("0.8"),
    Part.ITEM: Decimal("0.7"),
    Part.INDICATOR: Decimal("0.35"),
}
_CUE: Final = Decimal("0.8")
_NESTED: Final = Decimal("0.9")
_CUT_BY_JIEBA: Final = Decimal("0.8")
_FOCUS: Final = Decimal("0.55")
_OMNIBUS_GROUPS: Final = 3
_OMNIBUS_INDICATORS: Final = 12


def tags_of(name: Text, goal: Goal | None, indicators: Iterable[Indicator]) -> tuple[IndustryTag, ...]:
    """The tags of one undertaking, the strongest first; rejected occurrences stay with the tag they would have made."""
    indicators = list(indicators)
    office = is_running_cost(name.string)
    terms = [term for part, text in _parts(name, goal, indicators) for term in _terms(part, text)]
    by_industry: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        by_industry[term.industry].append(term)
    tags = [
        tag
        for industry, found in by_industry.items()
        if (tag := _tag(industry, found, office=office, omnibus=_is_omnibus(indicators)))
    ]
    return tuple(sorted(tags, key=lambda tag: (tag.role is Role.MENTION, -tag.score, tag.industry)))


def rejected_terms(name: Text, goal: Goal | None, indicators: Iterable[Indicator]) -> list[Term]:
    """The near-misses: occurrences that were no evidence, with the reason."""
    return [term for part, text in _parts(name, goal, list(indicators)) for term in _terms(part, text) if term.verdict]


def _parts(name: Text, goal: Goal | None, indicators: list[Indicator]) -> Iterator[tuple[Part, Text]]:
    yield Part.NAME, name
    if goal and goal.items:
        yield from ((Part.ITEM, item.text) for item in goal.items)
    elif goal:
        yield Part.GOAL, goal.text
    for one in indicators:
        yield Part.INDICATOR, one.name
        if one.annual and one.annual.string != one.name.string:
            yield Part.INDICATOR, one.annual


def _terms(part: Part, text: Text) -> Iterator[Term]:
    for match, agreed in witnessed(text.string):
        verdict = match.rejected or spoils(text.string, match.begin, match.end)
        weight = Decimal(0) if verdict else _weight(part, match, agreed=agreed)
        yield Term(text[match.begin : match.end], match.industry, part, weight, verdict)


def _weight(part: Part, match: Match, *, agreed: bool) -> Decimal:
    weight = _PART_WEIGHT[part]
    if not match.is_label:
        weight *= _CUE
    if match.nested:
        weight *= _NESTED
    return weight if agreed else weight * _CUT_BY_JIEBA


def _tag(industry: str, found: list[Term], *, office: bool, omnibus: bool) -> IndustryTag | None:
    kept = [term for term in found if not term.verdict]
    if not kept:
        return None
    score = max(term.weight for term in kept)
    in_name = any(term.part is Part.NAME for term in kept)
    if omnibus and score < _FOCUS and sum(term.part is Part.INDICATOR for term in kept) >= 1:
        score = max(score, _FOCUS)
    is_focus = score >= _FOCUS and (in_name or not office)
    if industry in lexicon().aggregates and not in_name:
        is_focus = False
    return IndustryTag(industry, Role.FOCUS if is_focus else Role.MENTION, score, tuple(kept))


def _is_omnibus(indicators: list[Indicator]) -> bool:
    groups = {one.group for one in indicators}
    return len(groups) >= _OMNIBUS_GROUPS or len(indicators) >= _OMNIBUS_INDICATORS
