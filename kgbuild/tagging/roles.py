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
from functools import lru_cache
from typing import Final

from kgbuild.model.evidence import IndustryTag, Part, Role, Term
from kgbuild.model.records import Goal, Indicator
from kgbuild.model.table import Text
from kgbuild.tagging.contexts import in_passing, is_outcome, spoils, supports
from kgbuild.tagging.kinds import is_running_cost, no_industry
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
_BACKED_BY: Final = 2
_OMNIBUS_GROUPS: Final = 3
_OMNIBUS_INDICATORS: Final = 12


def tags_of(name: Text, goal: Goal | None, indicators: Iterable[Indicator]) -> tuple[IndustryTag, ...]:
    """The tags of one undertaking: those of its Focus first, then by score."""
    if _supports_none(name, goal):
        return ()
    indicators = list(indicators)
    by_industry: dict[str, list[_Evidence]] = defaultdict(list)
    for one in _evidence(name, goal, indicators):
        by_industry[one.term.industry].append(one)
    company = _company(name, indicators, by_industry)
    tags = [_tag(industry, found, company) for industry, found in by_industry.items()]
    return tuple(sorted(tags, key=lambda tag: (tag.role is Role.MENTION, -tag.score, tag.industry)))


def rejected_terms(name: Text, goal: Goal | None, indicators: Iterable[Indicator]) -> list[Term]:
    """The near-misses: occurrences that were no evidence, with the reason."""
    why = _supports_none(name, goal)
    unsupported = _unsupported(name, goal)
    rejected: list[Term] = []
    for part, text in _parts(name, goal, list(indicators)):
        for match, _, spoiled, _ in read(text.string):
            verdict = spoiled or (unsupported if part is not Part.INDICATOR else "") or why
            if verdict:
                rejected.append(Term(text[match.begin : match.end], match.industry, part, Decimal(0), verdict))
    return rejected


def _supports_none(name: Text, goal: Goal | None) -> str:
    labels = [(match.begin, match.end) for match, _ in witnessed(name.string) if match.is_label and not match.rejected]
    return no_industry(name.string, labels, goal.text.string if goal else "")


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A term, whether it is firm (a label, or as good as one), and the number of the text in which it stands."""

    term: Term
    is_firm: bool
    source: int


@dataclass(frozen=True, slots=True)
class _Company:
    """What stands beside a term in the same undertaking.

    `named` are the industries of the name, `told` those of the goal; `firm` those of name and goal that stand there
    firmly; `office`: the name says only that an office works.
    """

    named: frozenset[str]
    told: frozenset[str]
    firm: frozenset[str]
    office: bool
    omnibus: bool


def _company(name: Text, indicators: list[Indicator], by_industry: dict[str, list[_Evidence]]) -> _Company:
    def where(*parts: Part, firmly: bool = False) -> frozenset[str]:
        found = {
            industry
            for industry, evidence in by_industry.items()
            if any(one.term.part in parts and not one.term.aside and (one.is_firm or not firmly) for one in evidence)
        }
        return frozenset(found - lexicon().aggregates)

    return _Company(
        named=where(Part.NAME),
        told=where(Part.GOAL),
        firm=where(Part.NAME, Part.GOAL, Part.ITEM, firmly=True),
        office=is_running_cost(name.string),
        omnibus=_is_omnibus(indicators),
    )


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


def _evidence(name: Text, goal: Goal | None, indicators: list[Indicator]) -> Iterator[_Evidence]:
    unsupported = bool(_unsupported(name, goal))
    for source, (part, text) in enumerate(_parts(name, goal, indicators)):
        if unsupported and part is not Part.INDICATOR:
            continue
        for match, agreed, spoiled, passing in read(text.string):
            if not spoiled:
                aside = _aside(part, text.string, passing)
                weight = _weight(part, match, agreed=agreed)
                term = Term(text[match.begin : match.end], match.industry, part, weight, aside=aside)
                yield _Evidence(term, match.is_firm, source)


def _unsupported(name: Text, goal: Goal | None) -> str:
    told = goal.text.string if goal else ""
    return "" if supports(name.string, told) else "neither name nor goal speaks of support"


@lru_cache(maxsize=16384)
def read(text: str) -> tuple[tuple[Match, bool, str, str], ...]:
    """The occurrences in a text: whether jieba agrees, why it is no evidence, why it would be in passing in a goal."""
    return tuple(
        (match, agreed, match.rejected or spoils(text, *place), in_passing(text, *place))
        for match, agreed in witnessed(text)
        for place in [(match.begin, match.end)]
    )


def _aside(part: Part, text: str, passing: str) -> str:
    """Why an occurrence is in passing though its part of the undertaking is not."""
    if part in (Part.GOAL, Part.ITEM):
        return passing
    return "an outcome" if part is Part.INDICATOR and is_outcome(text) else ""


def _weight(part: Part, match: Match, *, agreed: bool) -> Decimal:
    weight = _PART_WEIGHT[part]
    if not match.is_label:
        weight *= _CUE
    if match.nested:
        weight *= _NESTED
    return weight if agreed else weight * _CUT_BY_JIEBA


def _tag(industry: str, evidence: list[_Evidence], company: _Company) -> IndustryTag:
    terms = tuple(one.term for one in evidence)
    role = Role.FOCUS if _is_focus(industry, evidence, company) else Role.MENTION
    return IndustryTag(industry, role, max(term.weight for term in terms), terms)


def _is_focus(industry: str, evidence: list[_Evidence], company: _Company) -> bool:
    parts = {one.term.part for one in evidence if not one.term.aside}
    if industry in lexicon().aggregates:
        return Part.NAME in parts and not company.named
    if _is_means(industry, company):
        return False
    if Part.NAME in parts:
        return industry in company.firm or not company.named & company.firm
    if company.office:
        return False
    if Part.ITEM in parts or (company.omnibus and parts):
        return True
    return Part.GOAL in parts and _is_told(industry, evidence, company)


def _is_means(industry: str, company: _Company) -> bool:
    """Whether a service (finance, transfer, halls …) is named only loosely, beside what it serves."""
    return industry in lexicon().services and industry not in company.firm and bool(company.firm - {industry})


def _is_told(industry: str, evidence: list[_Evidence], company: _Company) -> bool:
    """Whether what stands in the goal alone is what the undertaking is about."""
    if company.named:
        # where the name says what it is about, the goal tells of scenes and uses
        return _is_kin(industry, company.named) or (
            _is_backed(evidence) and not _is_other_half(industry, company.named)
        )
    if industry not in company.firm and company.firm & company.told:
        return False
    narrower = {one for one in company.told & company.firm if lexicon().broader.get(one) == industry}
    return not narrower or industry in lexicon().groups


def _is_other_half(industry: str, named: frozenset[str]) -> bool:
    """Whether it belongs to a group of which the name holds another member: only the group's name brings it in."""
    broader = lexicon().broader
    group = broader.get(industry)
    return group in lexicon().groups and any(broader.get(one) == group for one in named)


def _is_backed(evidence: list[_Evidence]) -> bool:
    """Whether several indicators measure what the goal says."""
    return len({one.source for one in evidence if one.term.part is Part.INDICATOR}) >= _BACKED_BY


def _is_kin(industry: str, named: frozenset[str]) -> bool:
    """Whether an industry is right below one in the name, or a group of which the name holds a member."""
    broader = lexicon().broader
    below = broader.get(industry) in named
    return below or (industry in lexicon().groups and any(broader.get(one) == industry for one in named))


def _is_omnibus(indicators: list[Indicator]) -> bool:
    groups = {one.group for one in indicators}
    return len(groups) >= _OMNIBUS_GROUPS or len(indicators) >= _OMNIBUS_INDICATORS
