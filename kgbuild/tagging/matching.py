"""Terms in a text: the longest match over characters, its nested terms, and what masks them.

Matching is over characters, because a segmenter that cuts 新能源汽车产业 as 新能源/汽车产业 would lose terms.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from kgbuild.tagging.lexicon import Lexicon, folded, lexicon

_COORDINATED: Final = re.compile("[和与及、/暨]")
_ENDINGS: Final = frozenset(
    ("产业", "制造业", "数字化", "行业", "制造", "装备", "设备", "材料", "服务", "经济", "企业")
)
_LISTED: Final = frozenset("、和与及")
_LATIN: Final = re.compile("[a-z0-9]")
_COMPANY: Final = re.compile(
    r"[\u4e00-\u9fffa-z0-9()]{2,24}?(?:有限责任公司|股份有限公司|有限公司|集团公司|会计师事务所|律师事务所)"
)


@dataclass(frozen=True, slots=True)
class Match:
    """A term at characters `begin:end`. `rejected` says why it is no evidence; empty when it is.

    `is_firm`: a label, or a cue as good as one. `is_listed`: it is an item of one list with firm ones.
    """

    begin: int
    end: int
    industry: str
    is_label: bool
    is_firm: bool
    nested: bool = False
    rejected: str = ""
    is_listed: bool = False

    @property
    def length(self) -> int:
        """Characters of the term."""
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class _Found:
    begin: int
    end: int
    term: str


@cache
def _automaton() -> tuple[object, tuple[str, ...]]:
    """The automaton over all terms and masks, and the patterns by its numbers."""
    from ahocorasick_rs import AhoCorasick

    known = lexicon()
    patterns = tuple(sorted({*known.labels, *known.cues, *known.false_friends, *known.masks}))
    return AhoCorasick(patterns), patterns


def has_candidates(text: str) -> bool:
    """Whether any term stands in the text at all (cheap)."""
    return bool(_occurrences(text))


@lru_cache(maxsize=256)
def _occurrences(text: str) -> list[_Found]:
    automaton, patterns = _automaton()
    string = folded(text)
    return [
        _Found(begin, end, patterns[number])
        for number, begin, end in automaton.find_matches_as_indexes(string, overlapping=True)  # type: ignore[attr-defined]
        if _whole_word(string, begin, end)
    ]


@lru_cache(maxsize=256)
def find_matches(text: str) -> tuple[Match, ...]:
    """All occurrences, kept and rejected, by place."""
    string, found = folded(text), _occurrences(text)
    known = lexicon()
    terms = sorted(
        (one for one in found if one.term in known.labels or one.term in known.cues), key=lambda one: one.begin
    )
    shields = _shields(found, string, known)
    matches = [match for one in terms for match in _judged(one, terms, shields, known)]
    matches = [_confirmed(match, matches, string) for match in matches]
    return tuple(sorted(matches, key=lambda one: (one.begin, -one.end, one.industry)))


def _confirmed(match: Match, matches: list[Match], string: str) -> Match:
    """A cue in one list with labels is as good as they are: 航空、电子信息、医药.

    Not one that hangs on the term before it: the 首台套 of 电力装备首台套及开关柜.
    """
    if match.rejected or any(other.end == match.begin for other in matches if not other.rejected):
        return match
    for other in matches:
        between = string[min(match.end, other.end) : max(match.begin, other.begin)]
        if other.is_firm and not other.rejected and between in _LISTED:
            return replace(match, is_firm=True, is_listed=True)
    return match


def _whole_word(string: str, begin: int, end: int) -> bool:
    """Latin terms count as whole words only: IC, not the end of TOPIC."""
    before, after = string[begin - 1 : begin] if begin else "", string[end : end + 1]
    starts = _LATIN.match(string[begin]) and _LATIN.match(before)
    ends = _LATIN.match(string[end - 1]) and _LATIN.match(after)
    return not starts and not ends


def _shields(found: list[_Found], string: str, known: Lexicon) -> list[tuple[int, int, frozenset[str] | None, str]]:
    """Stretches in which terms do not count: (begin, end, for these industries or for all, why)."""
    shields: list[tuple[int, int, frozenset[str] | None, str]] = []
    for one in found:
        if one.term in known.masks:
            shields.append((one.begin, one.end, None, f"mask 「{one.term}」"))
        if one.term in known.false_friends:
            shields.append((one.begin, one.end, known.false_friends[one.term], f"false friend 「{one.term}」"))
    shields += [(match.start(), match.end(), None, "company name") for match in _COMPANY.finditer(string)]
    return shields


def _judged(
    one: _Found,
    terms: list[_Found],
    shields: list[tuple[int, int, frozenset[str] | None, str]],
    known: Lexicon,
) -> list[Match]:
    first = bisect_left(terms, one.begin - known.longest, key=lambda other: other.begin)
    last = bisect_left(terms, one.end, key=lambda other: other.begin)
    near = [other for other in terms[first:last] if other.end > one.begin and other is not one]
    around = [
        other
        for other in near
        if other.begin <= one.begin and one.end <= other.end and other.end - other.begin > one.end - one.begin
    ]
    nested = bool(around)
    crossed = next((other for other in near if _crosses(other, one, known) and not _shares_ending(other, one)), None)
    # a part of 软件和信创产业 speaks for itself; the 半导体 of 氧化物半导体 does not
    swallowed = nested and not all(_COORDINATED.search(other.term) for other in around)
    matches: list[Match] = []
    labelled = known.labels.get(one.term, frozenset())
    for industry in sorted(labelled | known.cues.get(one.term, frozenset())):
        why = next(
            (
                reason
                for begin, end, industries, reason in shields
                if begin <= one.begin and one.end <= end and (industries is None or industry in industries)
            ),
            "",
        )
        if not why and crossed:
            why = f"cut by 「{crossed.term}」"
        if not why and swallowed:
            why = f"inside 「{max(around, key=lambda other: other.end - other.begin).term}」"
        is_label = industry in labelled
        is_firm = is_label or one.term in known.firm_cues
        matches.append(Match(one.begin, one.end, industry, is_label, is_firm, nested, why))
    return matches


def _shares_ending(other: _Found, one: _Found) -> bool:
    """Whether two terms share only a word that ends one and begins the other: 眼镜产业 and 产业数字化."""
    first, second = sorted((other, one), key=lambda found: found.begin)
    return second.term[: first.end - second.begin] in _ENDINGS


def _crosses(other: _Found, one: _Found, known: Lexicon) -> bool:
    """Whether another term takes part of this one, and is the longer, or a label, or the earlier of equals."""
    overlaps = other.begin < one.end and one.begin < other.end
    nested = (other.begin <= one.begin and one.end <= other.end) or (one.begin <= other.begin and other.end <= one.end)

    def rank(found: _Found) -> tuple[int, bool, int]:
        return found.end - found.begin, found.term in known.labels, -found.begin

    return overlaps and not nested and rank(other) > rank(one)
