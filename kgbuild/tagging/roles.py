"""The tags of an undertaking: which industries its texts name, and which of them it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from kgbuild.model.evidence import IndustryTag, Part, Role, Term
from kgbuild.model.records import Goal, Indicator
from kgbuild.model.table import Text
from kgbuild.tagging.contexts import supports
from kgbuild.tagging.kinds import no_industry
from kgbuild.tagging.nlp import witnessed
from kgbuild.tagging.own_work import own_work, words
from kgbuild.tagging.points import points
from kgbuild.tagging.sightings import Sighting, parts, read
from kgbuild.tagging.signs import Candidate, Company, Evidence, signs_of

_PART_WEIGHT: Final = {
    Part.NAME: Decimal("1.0"),
    Part.GOAL: Decimal("0.8"),
    Part.ITEM: Decimal("0.7"),
    Part.INDICATOR: Decimal("0.35"),
}
_CUE: Final = Decimal("0.8")
_NESTED: Final = Decimal("0.9")
_CUT_BY_JIEBA: Final = Decimal("0.8")


def tags_of(name: Text, goal: Goal | None, indicators: Iterable[Indicator]) -> tuple[IndustryTag, ...]:
    """The tags of one undertaking: those of its Focus first, then by score."""
    if _supports_none(name, goal):
        return ()
    indicators = list(indicators)
    texts = list(parts(name, goal, indicators))
    kept = list(_kept(texts, unsupported=bool(_unsupported(name, goal))))
    if not kept or _own_work(texts):
        return ()
    terms: dict[str, list[Term]] = defaultdict(list)
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for source, part, text, seen in kept:
        match = seen.match
        printed = text[match.begin : match.end]
        terms[match.industry].append(Term(printed, match.industry, part, _weight(part, seen), aside=seen.passing))
        evidence[match.industry].append(Evidence(part, source, seen))
    candidates = [Candidate(industry, found) for industry, found in evidence.items()]
    company = Company(name.string, indicators, candidates)
    tags = [_tag(one, company, tuple(terms[one.industry])) for one in candidates]
    return tuple(sorted(tags, key=lambda tag: (tag.role is Role.MENTION, -tag.score, tag.industry)))


def rejected_terms(name: Text, goal: Goal | None, indicators: Iterable[Indicator]) -> list[Term]:
    """The near-misses: occurrences that were no evidence, with the reason."""
    texts = list(parts(name, goal, list(indicators)))
    why = _supports_none(name, goal) or _own_work(texts)
    unsupported = _unsupported(name, goal)
    rejected: list[Term] = []
    for part, text in texts:
        for seen in read(text.string):
            verdict = seen.spoiled or (unsupported if part is not Part.INDICATOR else "") or why
            if verdict:
                match = seen.match
                rejected.append(Term(text[match.begin : match.end], match.industry, part, Decimal(0), verdict))
    return rejected


def _supports_none(name: Text, goal: Goal | None) -> str:
    labels = [(match.begin, match.end) for match, _ in witnessed(name.string) if match.is_label and not match.rejected]
    return no_industry(name.string, labels, goal.text.string if goal else "")


def _unsupported(name: Text, goal: Goal | None) -> str:
    told = goal.text.string if goal else ""
    if any(match.is_label and not match.rejected for match, _ in witnessed(name.string)):
        return ""
    return "" if supports(name.string, told) else "neither name nor goal speaks of support"


def _own_work(texts: Sequence[tuple[Part, Text]]) -> str:
    return own_work(((part, text.string, read(text.string)) for part, text in texts), words())


def _kept(texts: Sequence[tuple[Part, Text]], *, unsupported: bool) -> Iterator[tuple[int, Part, Text, Sighting]]:
    for source, (part, text) in enumerate(texts):
        if unsupported and part is not Part.INDICATOR:
            continue
        for seen in read(text.string):
            if not seen.spoiled:
                yield source, part, text, seen


def _weight(part: Part, seen: Sighting) -> Decimal:
    weight = _PART_WEIGHT[part]
    if not seen.match.is_label:
        weight *= _CUE
    if seen.match.nested:
        weight *= _NESTED
    return weight if seen.agreed else weight * _CUT_BY_JIEBA


def _tag(candidate: Candidate, company: Company, terms: tuple[Term, ...]) -> IndustryTag:
    signs = signs_of(candidate, company)
    role = Role.FOCUS if points().suffice(signs) else Role.MENTION
    return IndustryTag(candidate.industry, role, max(term.weight for term in terms), terms, signs)
