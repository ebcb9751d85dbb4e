"""From terms to tags: where a term stands and in what company decides between Focus and Mention.

The name and the goal say what the money is for. A term in an indicator alone is a mention, except in
one that is made of many groups of indicators (an omnibus), where the groups say where the money goes. Running costs of
an office are about no industry, whatever words they use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kgbuild.model.evidence import IndustryTag, Part, Role, Term
from kgbuild.model.records import Goal, Indicator
from kgbuild.model.table import Text
from kgbuild.tagging.branches import branches
from kgbuild.tagging.contexts import is_outcome, spoils, supports
from kgbuild.tagging.kinds import is_open_to_all, is_running_cost, no_industry, pays_someone
from kgbuild.tagging.lexicon import lexicon
from kgbuild.tagging.matching import Match
from kgbuild.tagging.nlp import witnessed
from kgbuild.tagging.passing import Passing, in_passing, modifies
from kgbuild.tagging.payment import NOBODY, Payment, payment

_PART_WEIGHT: Final = {
    Part.NAME: Decimal("1.0"),
    Part.GOAL: Decimal("0.8"),
    Part.ITEM: Decimal("0.7"),
    Part.INDICATOR: Decimal("0.35"),
}
_TOLD: Final = (Part.GOAL, Part.ITEM)
_CUE: Final = Decimal("0.8")
_NESTED: Final = Decimal("0.9")
_CUT_BY_JIEBA: Final = Decimal("0.8")
_SENTENCE_END: Final = re.compile("[。；;]")
_NAME_JOINT: Final = re.compile("[与和及暨、（(—-]")
_BACKED_BY: Final = 2
_OMNIBUS_GROUPS: Final = 3
_OMNIBUS_INDICATORS: Final = 12


def tags_of(name: Text, goal: Goal | None, indicators: Iterable[Indicator]) -> tuple[IndustryTag, ...]:
    """The tags of one undertaking: those of its Focus first, then by score."""
    if _supports_none(name, goal):
        return ()
    indicators = list(indicators)
    by_industry: dict[str, list[_Evidence]] = defaultdict(list)
    for one in _settled(list(_evidence(name, goal, indicators))):
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
    """A term, and whether it is firm (a label, or as good as one).

    `source` is the number of the text in which it stands, `sentence` that of the sentence (in a name, of the half).
    `is_listed`: it is an item of one list with firm ones. `is_loose`: it is aside only where others stand firmly.
    """

    term: Term
    is_firm: bool
    source: int
    sentence: int
    payment: Payment = NOBODY
    is_listed: bool = False
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class _Company:
    """What stands beside a term in the same undertaking.

    `named` are the industries of the name, `told` those of the goal; `firm` those of name and goal that stand there
    firmly; `counted` those that indicators count where name and goal are vague (firm, then, too); `firmly`, the
    industries that stand firmly in a sentence of a text; `office`: the name says only that an office works;
    `open_to_all`: or that all sectors may apply.
    """

    named: frozenset[str]
    told: frozenset[str]
    firm: frozenset[str]
    counted: frozenset[str]
    firmly: dict[tuple[int, int], set[str]]
    office: bool
    open_to_all: bool
    omnibus: bool


def _company(name: Text, indicators: list[Indicator], by_industry: dict[str, list[_Evidence]]) -> _Company:
    def where(*parts: Part, firmly: bool = False) -> frozenset[str]:
        found = {
            industry
            for industry, evidence in by_industry.items()
            if any(one.term.part in parts and not one.term.aside and (one.is_firm or not firmly) for one in evidence)
        }
        return frozenset(found - lexicon().aggregates)

    firmly: dict[tuple[int, int], set[str]] = defaultdict(set)
    for industry, evidence in by_industry.items():
        for one in evidence:
            if one.is_firm and not one.term.aside:
                firmly[one.source, one.sentence].add(industry)
    firm = where(Part.NAME, Part.GOAL, Part.ITEM, firmly=True)
    vague = not firm - lexicon().means and not _speaks_in_name(by_industry) and pays_someone(name.string)
    counted = where(Part.INDICATOR, firmly=True) if vague else frozenset[str]()
    return _Company(
        named=where(Part.NAME) - (lexicon().means - firm),
        told=where(Part.GOAL),
        firm=firm | counted,
        counted=frozenset(one for one in counted if not any(one in lexicon().above(other) for other in counted)),
        firmly=firmly,
        office=is_running_cost(name.string),
        open_to_all=is_open_to_all(name.string),
        omnibus=_is_omnibus(indicators),
    )


def _speaks_in_name(by_industry: dict[str, list[_Evidence]]) -> bool:
    return any(one.is_firm and one.term.part is Part.NAME for found in by_industry.values() for one in found)


def _parts(name: Text, goal: Goal | None, indicators: list[Indicator]) -> Iterator[tuple[Part, Text]]:
    yield Part.NAME, name
    if goal:
        parts = branches(goal.text.string)
        yield Part.GOAL, goal.text[: parts[0][0]] if parts else goal.text
        yield from ((Part.ITEM, goal.text[begin:end]) for begin, end in parts)
    for one in indicators:
        yield Part.INDICATOR, one.name
        if one.annual and one.annual.string != one.name.string:
            yield Part.INDICATOR, one.annual


def _evidence(name: Text, goal: Goal | None, indicators: list[Indicator]) -> Iterator[_Evidence]:
    unsupported = bool(_unsupported(name, goal))
    for source, (part, text) in enumerate(_parts(name, goal, indicators)):
        if unsupported and part is not Part.INDICATOR:
            continue
        seen = read(text.string)
        kept = [match for match, _, spoiled, _ in seen if not spoiled]
        joints = _NAME_JOINT if part is Part.NAME else _SENTENCE_END
        for match, agreed, spoiled, passing in seen:
            if spoiled:
                continue
            aside = _aside(part, text.string, passing)
            weight = _weight(part, match, agreed=agreed)
            why = aside.why if aside else ""
            told = not aside and part in _TOLD
            yield _Evidence(
                Term(text[match.begin : match.end], match.industry, part, weight, aside=why),
                match.is_firm,
                source,
                sentence=len(joints.findall(text.string, 0, match.begin)),
                payment=payment(text.string, match, kept) if told else NOBODY,
                is_listed=match.is_listed,
                is_loose=bool(aside and aside.is_loose),
            )


def _settled(evidence: list[_Evidence]) -> list[_Evidence]:
    """The evidence, where what is only loosely aside counts if nothing else stands firmly in name or goal."""
    stands = any(one.is_firm and not one.term.aside and one.term.part is not Part.INDICATOR for one in evidence)
    if stands:
        return evidence
    return [replace(one, term=replace(one.term, aside="")) if one.is_loose else one for one in evidence]


def _unsupported(name: Text, goal: Goal | None) -> str:
    told = goal.text.string if goal else ""
    if any(match.is_label and not match.rejected for match, _ in witnessed(name.string)):
        return ""
    return "" if supports(name.string, told) else "neither name nor goal speaks of support"


@lru_cache(maxsize=16384)
def read(text: str) -> tuple[tuple[Match, bool, str, Passing | None], ...]:
    """The occurrences in a text: whether jieba agrees, why it is no evidence, why it would be in passing in a goal."""
    seen = witnessed(text)
    kept = [match for match, _ in seen if not match.rejected]
    return tuple(
        (match, agreed, match.rejected or spoils(text, *place), modifies(text, match, kept) or in_passing(text, *place))
        for match, agreed in seen
        for place in [(match.begin, match.end)]
    )


def _aside(part: Part, text: str, passing: Passing | None) -> Passing | None:
    """Why an occurrence is in passing though its part of the undertaking is not."""
    if part is Part.INDICATOR:
        return Passing("an outcome", is_loose=False) if is_outcome(text) else None
    return passing if part is not Part.NAME or (passing and passing.in_names) else None


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
        return Part.NAME in parts and not company.named and _is_own_total(industry, evidence, company)
    is_branch = any(_is_branch(one, company) for one in evidence)
    if _is_measure(industry, evidence, company, is_branch=is_branch):
        return False
    if Part.NAME in parts:
        return _is_named(industry, evidence, company)
    if company.office:
        return False
    if company.open_to_all:
        return industry in company.counted or any(one.payment.alone for one in evidence)
    if is_branch or industry in company.counted or (company.omnibus and parts):
        return True
    return Part.GOAL in parts and _is_told(industry, evidence, company)


def _is_own_total(industry: str, evidence: list[_Evidence], company: _Company) -> bool:
    """Whether a total of the name stands for itself, not for a narrower industry of the goal."""
    if any(industry in lexicon().above(other) for other in company.firm):
        return False
    return not company.firm or any(one.is_firm for one in evidence)


def _is_measure(industry: str, evidence: list[_Evidence], company: _Company, *, is_branch: bool) -> bool:
    """Whether a service or the like (finance, fairs, energy saved …) is a means beside those whom it serves."""
    known = lexicon()
    if industry not in (known.services if company.omnibus else known.means):
        return False
    if industry not in company.firm and company.firm and not is_branch:
        return True
    if company.omnibus or industry in company.named:
        return False
    served = company.named & company.firm if is_branch else company.firm - company.counted
    return bool(served - known.means) and not any(one.payment.payee for one in evidence)


def _is_named(industry: str, evidence: list[_Evidence], company: _Company) -> bool:
    """Whether what stands in the name is what the undertaking is about."""
    if industry in company.firm:
        return True
    if company.open_to_all and industry in lexicon().services:
        # 上市奖励, 融资担保: what all sectors are helped with
        return False
    return not company.named & company.firm or _has_own_half(evidence, company)


def _has_own_half(evidence: list[_Evidence], company: _Company) -> bool:
    """Whether a cue stands alone in its half of the name: 帆船俱乐部 in 游艇制造与帆船俱乐部."""
    return any(
        one.term.part is Part.NAME and not one.term.aside and not company.firmly.get((one.source, one.sentence))
        for one in evidence
    )


def _is_branch(one: _Evidence, company: _Company) -> bool:
    """Whether a term says what a branch of the goal is for: a firm one, or the best that the branch has."""
    if one.term.part is not Part.ITEM or one.term.aside:
        return False
    beside = company.firmly.get((one.source, one.sentence), set()) - {one.term.industry}
    below = {other for other in beside | company.named if one.term.industry in lexicon().above(other)}
    return one.is_listed or not below if one.is_firm else not beside


def _is_told(industry: str, evidence: list[_Evidence], company: _Company) -> bool:
    """Whether what stands in the goal alone is what the undertaking is about."""
    if company.named:
        # where the name says what it is about, the goal tells of scenes and uses
        if any(one.payment.rewarded for one in evidence):
            return not any(industry in lexicon().above(one) for one in company.named)
        return _is_kin(industry, company.named) or (
            industry in company.firm and _is_backed(evidence) and not _is_other_half(industry, company.named)
        )
    if industry not in company.firm:
        if company.firm & (company.told | company.counted):
            return False
        if industry in lexicon().means and not _is_backed(evidence):
            return False
    narrower = {one for one in company.told & company.firm if lexicon().broader.get(one) == industry}
    listed = any(one.is_listed and one.term.part is Part.GOAL for one in evidence)
    return not narrower or listed or industry in lexicon().groups


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
