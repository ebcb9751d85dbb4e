"""Names of projects and indicators taken apart, so that two of them can be held side by side.

What makes a name this name and no other is its own words (监测样本), its numbers (第8.6代, G60), its level (省级)
and, for an indicator, what is measured (完成率). What does not: years, editions, phases, batches, the department's own
name, and the words that every name has (开展, 数量, 工作经费).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache
from typing import Final

from kgbuild.knowledge import knowledge
from kgbuild.linking.words import RATES_OF_PROCESS, SYNONYMS, words_of_measures, words_of_projects
from kgbuild.text import comparable
from kgbuild.values.numerals import CHINESE, read_chinese

OWN, WEAK, COMMON = 1.0, 0.3, 0.1
"""What a character weighs in a comparison: of own words, of weak ones, of common ones."""
LARGEST_ADDITION: Final = 2
"""Characters of its own that one name may have more than the other, if they are at most a quarter of it."""


_NUMBER: Final = rf"(?:\d{{1,4}}|[{CHINESE}]{{1,5}})"
_PAPER: Final = re.compile(r"\(?[\u4e00-\u9fff]{0,8}\((?:19|20)\d\d\)第?\d{1,4}号\)?")
_YEARS: Final = re.compile(r"(?:19|20)\d\d年?(?:度)?(?:[-~至到](?:(?:19|20)?\d\d))?年?(?:度)?(?!\d)")
_PLAN_PERIOD: Final = re.compile(r"['\"]?十[三四五六]五['\"]?(?:期间|时期)?")
_EDITION: Final = re.compile(rf"\(?(?:第{_NUMBER}届|首届)\)?")
_PHASE: Final = re.compile(rf"\(?第?(?P<number>{_NUMBER})期(?![间限货刊望内初末满])\)?")
_BATCH: Final = re.compile(rf"\(?第{_NUMBER}批次?\)?")
_LEVEL: Final = re.compile(r"(?:国家|国际|世界|全国|省|市|区|县|镇|部)级|规上|限上")
_IDENTIFIER: Final = re.compile(r"[a-z]*\d[a-z\d.\-+/]*")
_MARKS: Final = re.compile(r"[\"'()<>,.;:!?《》/\-~%]+")
_OFFICE: Final = re.compile(r"^[我本]?(?P<name>[\u4e00-\u9fff]{1,9}?局)(?=.{4})")
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:省|自治区|市|州|区|县|旗|盟)")
_LEAD: Final = re.compile(r"^(?:\([^()]{1,12}\))?(?:支持发展|支持举办|支持|开展|推进|举办|参加|实施)?")
_ASPECTS: Final = (
    ("growth", re.compile(r"增长率$|增长$")),
    ("share", re.compile(r"占比$|占.{2,20}$")),
    ("decline", re.compile(r"(?:下降|降低|减少|压减)率?$")),
    ("new", re.compile(r"新增(?!长)|净增")),
    ("satisfaction", re.compile(r"满意度?$")),
    ("rate", re.compile(r"[\u4e00-\u9fff]{2}率$")),
    ("since", re.compile(r"以来(?:累计)?")),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A name without what changes from year to year.

    `weights` has one entry for each character of `plain`; `own` counts those of own words. `pairs` are the pairs of
    neighbouring characters, at least one of them of an own word (of any word, where there is no own one).
    """

    plain: str
    weights: tuple[float, ...]
    own: int
    pairs: frozenset[str]
    identifiers: frozenset[str]
    levels: frozenset[str]
    years: tuple[str, ...]
    phase: int
    aspect: str

    @property
    def of_process(self) -> bool:
        """Whether an indicator measures how a thing was done, or how content somebody is: every project has such."""
        return self.aspect == "satisfaction" or self.aspect in RATES_OF_PROCESS


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two names agree: `score` in 0…1, `shared` the words of both, `addition` the characters that only one has.

    Common words are no addition.
    """

    score: float
    shared: tuple[str, ...]
    addition: int

    @property
    def same(self) -> bool:
        """Whether nothing but common words tells the names apart."""
        return self.score > 0


NOTHING: Final = Likeness(0.0, (), 0)


@lru_cache(maxsize=32768)
def project_wording(name: str, owner: str) -> Wording:
    """The wording of the name of a project or task of the department called `owner`."""
    return _wording(_LEAD.sub("", comparable(name)), owner, measured=False)


@lru_cache(maxsize=8192)
def measure_wording(name: str, owner: str) -> Wording:
    """The wording of the name of an indicator of the department called `owner`."""
    return _wording(_without_unit(comparable(name)), owner, measured=True)


def _wording(text: str, owner: str, *, measured: bool) -> Wording:
    for word, short in SYNONYMS.items():
        text = text.replace(word, short)
    text = _PAPER.sub("", text)
    years = tuple("".join(re.findall(r"\d+", match.group())) for match in _YEARS.finditer(text))
    text = _PLAN_PERIOD.sub("", _YEARS.sub("", text))
    phase = _PHASE.search(text)
    for pattern in (_EDITION, _PHASE, _BATCH):
        text = pattern.sub("", text)
    text = _without_owner(_LEAD.sub("", text), owner)
    levels = frozenset(_LEVEL.findall(text))
    aspect = _aspect(_MARKS.sub("", text)) if measured else ""
    identifiers = frozenset(found.rstrip("-./+") for found in _IDENTIFIER.findall(text))
    plain = _MARKS.sub("", text)
    weights = _weights(plain, measured=measured)
    return Wording(
        plain=plain,
        weights=weights,
        own=weights.count(OWN),
        pairs=_pairs(plain, weights),
        identifiers=identifiers,
        levels=levels,
        years=years,
        phase=_number(phase["number"]) if phase else 0,
        aspect=aspect,
    )


def _pairs(plain: str, weights: tuple[float, ...]) -> frozenset[str]:
    own = [weight == OWN for weight in weights] if OWN in weights else [True] * len(plain)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1) if own[at] or own[at + 1])


def _without_unit(text: str) -> str:
    """Without a unit in brackets: 带动投资(亿元), 满意度(%)."""
    return re.sub(r"\(([^()]{1,4})\)", lambda match: "" if _is_unit(match[1]) else match.group(), text)


def _is_unit(word: str) -> bool:
    return word in _units() or word.lstrip("百千万亿") in _units()


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(map(comparable, knowledge().unit_words)) | {"%", "元"}


def _without_owner(text: str, owner: str) -> str:
    """Without the department's name, its short form (市工信局) and its places (云州市, 江北区)."""
    full = comparable(owner)
    for name in (full, *places(owner)):
        if name:
            text = text.replace(name, "")
    office = _OFFICE.match(text)
    return text[office.end() :] if office and _is_short_for(office["name"], full) else text


def _is_short_for(short: str, name: str) -> bool:
    """Whether the characters of `short` stand in `name` in this order: 市工信局, 云州市工业和信息化局."""
    rest = iter(name)
    return all(char in rest for char in short)


@lru_cache(maxsize=4096)
def places(department: str) -> tuple[str, ...]:
    """The places that the name of a department begins with: 云州市江北区科技局 → 云州市, 江北区."""
    return tuple(dict.fromkeys(_PLACE.findall(comparable(department))))


def _number(printed: str) -> int:
    number = int(printed) if printed.isdecimal() else read_chinese(printed)
    return int(number) if number is not None else 0


def _aspect(plain: str) -> str:
    """What of its object an indicator measures; empty for the object itself."""
    tail = re.sub(r"(?:数量|数)$", "", plain)
    for aspect, pattern in _ASPECTS:
        match = pattern.search(tail)
        if match:
            return match.group() if aspect == "rate" else aspect
    return ""


def _weights(plain: str, *, measured: bool) -> tuple[float, ...]:
    weights = [OWN] * len(plain)
    for match in (words_of_measures() if measured else words_of_projects()).finditer(plain):
        weight = COMMON if match.lastgroup == "common" else WEAK
        weights[match.start() : match.end()] = [weight] * len(match.group())
    return tuple(weights)


def likeness(one: Wording, other: Wording) -> Likeness:
    """How alike two names are.

    `NOTHING` where both have words that the other has not (common ones aside), where one has too many, or where numbers
    or levels differ.
    """
    if one.identifiers != other.identifiers or one.levels != other.levels or not (one.plain and other.plain):
        return NOTHING
    if one.plain == other.plain:
        return Likeness(1.0, (one.plain,), 0)
    kept = _common_pieces(one, other)
    of_one = {at for block in kept for at in range(block.a, block.a + block.size)}
    of_other = {at for block in kept for at in range(block.b, block.b + block.size)}
    additions = _outside(one, of_one), _outside(other, of_other)
    (own, weak), nothing = max(additions), min(additions)
    if any(nothing) or own > LARGEST_ADDITION or own * 4 > max(one.own, other.own):
        return NOTHING
    matched = sum(one.weights[at] for at in of_one) + sum(other.weights[at] for at in of_other)
    score = matched / (sum(one.weights) + sum(other.weights))
    return Likeness(round(score, 4), shared_words(one, other), own + weak)


def shared_words(one: Wording, other: Wording) -> tuple[str, ...]:
    """The pieces of at least two characters that stand in both names, in their order."""
    return tuple(one.plain[block.a : block.a + block.size] for block in _common_pieces(one, other) if block.size > 1)


def _common_pieces(one: Wording, other: Wording) -> list[Match]:
    blocks = SequenceMatcher(None, one.plain, other.plain, autojunk=False).get_matching_blocks()
    shorter = min(len(one.plain), len(other.plain))
    return [block for block in blocks if block.size > 1 or block.size == shorter > 0]


def _outside(wording: Wording, matched: set[int]) -> tuple[int, int]:
    """Characters outside the shared pieces: of own words, of weak ones."""
    left = [weight for at, weight in enumerate(wording.weights) if at not in matched]
    return left.count(OWN), left.count(WEAK)
