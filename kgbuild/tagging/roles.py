"""From terms to tags: where a term stands and in what company decides between Focus and Mention.

The name and the goal say what the money is for. A term in an indicator alone is a mention, except in
one that is made of many groups of indicators (an omnibus), where the groups say where the money goes. Running costs of
an office are about no industry, whatever words they use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kgbuild.model.evidence import IndustryTag, Part, Role, Term
from kgbuild.model.records import Goal, Indicator
from kgbuild.model.table import Text
from kgbuild.tagging.contexts import is_running_cost, spoils, supports_nothing
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
_OMNIBUS_GROUPS: Final = 3
_OMNIBUS_INDICATORS: Final = 12


def tags_of(name: Text, goal: Goal | None, indicators: Iterable[Indicator]) -> tuple[IndustryTag, ...]:
    """The tags of one undertaking: those of its Focus first, then by score."""
    if supports_nothing(name.string):
        return ()
    indicators = list(indicators)
    by_industry: dict[str, list[Term]] = defaultdict(list)
    for part, text in _parts(name, goal, indicators):
        for term in _terms(part, text):
            if not term.verdict:
                by_industry[term.industry].append(term)
    named = {one for one, terms in by_industry.items() if any(term.part is Part.NAME for term in terms)}
    company = _Company(
        named=frozenset(named - lexicon().aggregates),
        office=is_running_cost(name.string),
        omnibus=_is_omnibus(indicators),
    )
    tags = [_tag(industry, terms, company) for industry, terms in by_industry.items()]
    return tuple(sorted(tags, key=lambda tag: (tag.role is Role.MENTION, -tag.score, tag.industry)))


@dataclass(frozen=True, slots=True)
class _Company:
    """What stands beside a term in the same undertaking."""

    named: frozenset[str]
    office: bool
    omnibus: bool


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


def _tag(industry: str, terms: list[Term], company: _Company) -> IndustryTag:
    score = max(term.weight for term in terms)
    parts = {term.part for term in terms}
    if industry in lexicon().aggregates:
        is_focus = Part.NAME in parts and not company.named
    elif Part.NAME in parts:
        is_focus = True
    elif company.office:
        is_focus = False
    elif Part.ITEM in parts or company.omnibus:
        is_focus = True
    else:
        # where the name says what it is about, the goal tells of scenes and uses
        is_focus = Part.GOAL in parts and (not company.named or _is_kin(industry, company.named))
    return IndustryTag(industry, Role.FOCUS if is_focus else Role.MENTION, score, tuple(terms))


def _is_kin(industry: str, others: frozenset[str]) -> bool:
    """Whether one is a direct broader or narrower industry of the other."""
    broader = lexicon().broader
    return broader.get(industry) in others or any(broader.get(other) == industry for other in others)


def _is_omnibus(indicators: list[Indicator]) -> bool:
    groups = {one.group for one in indicators}
    return len(groups) >= _OMNIBUS_GROUPS or len(indicators) >= _OMNIBUS_INDICATORS
