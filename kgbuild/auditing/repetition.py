"""What is printed twice: numbering, indicators, names, goals, outcomes (R29, R30, H01–H03, H05)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import Final

from kgbuild.auditing.facts import LONGEST_NAME, Audited, Fact, branch_of, measures, name_of
from kgbuild.auditing.measures import Measure, bare, given
from kgbuild.model.records import Indicator, Plan
from kgbuild.model.values import Direction
from kgbuild.rdf.stated import StatedIndicator, StatedUndertaking
from kgbuild.text import comparable, without_final_marks

_LONG_NAME: Final = 12
"""A name of so many characters that begins another one with the same value is the same indicator."""
_ENOUGH: Final = 20
"""So many equal things are compared with each other; more say nothing new."""
_LONG_GOAL: Final = 16
_SAME_SUBJECT: Final = 8
"""Two project names that share so many characters in a row are about one thing."""


def facts(document: Audited) -> Iterator[Fact]:
    """Numbering groups; repeats inside one undertaking; names, goals and outcomes that several undertakings share."""
    for one in document.undertakings:
        yield Fact(one.node, "kgb:numberingGroups", max((each.record.group for each in one.indicators), default=1))
        for before, each in pairwise(one.indicators):
            if each.record.group > before.record.group:
                yield Fact(one.node, "kgb:restartsAt", each.node)
        yield from _repeats(one)
    yield from _pasted_names(document)
    yield from _copied_goals(document)
    yield from _shared_outcomes(document)


def _value(one: Indicator) -> str:
    return comparable(without_final_marks(one.annual.string)) if one.annual else ""


def _repeats(one: StatedUndertaking) -> Iterator[Fact]:
    """The later of two equal indicators (one name may go on where the other ends), and of two equal names."""
    equal: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    cores: dict[tuple[str, ...], str] = {}
    names: set[str] = set()
    for stated in one.indicators:
        name = comparable(without_final_marks(name_of(stated.record)))
        key = (name[:_LONG_NAME], _value(stated.record), branch_of(stated.record))
        same = next(
            (printed for known, printed in equal[key] if known.startswith(name) or name.startswith(known)), None
        )
        core = (_core(name), _value(stated.record), branch_of(stated.record))
        if same and (len(name) >= _LONG_NAME or name in names):
            yield Fact(stated.node, "kgb:repeatsIndicator", same)
        elif len(core[0]) >= _LONG_CORE and core in cores and name not in names:
            yield Fact(stated.node, "kgb:repeatsIndicator", cores[core])
        elif name in names:
            yield Fact(stated.node, "kgb:repeatsName", name_of(stated.record))
        names.add(name)
        cores.setdefault(core, name_of(stated.record))
        if len(equal[key]) < _ENOUGH:
            equal[key].append((name, name_of(stated.record)))


_AFFIXES: Final = re.compile(
    r"^(?:年度|全年|当年)?(?:开展|举办|组织|完成|实施|举行|召开|进行)"
    r"|(?:完成)?(?:数量|人次|家次|场次|[场次个人家份期户件栋座处部台套根株条页卷项篇名]?数|量|情况)$|[的与和及、,]"
)
_LONG_CORE: Final = 3


def _core(name: str) -> str:
    """What a name is about whatever the order of its words: 开展节水宣传场次 and 节水宣传活动 are alike, 合格率 stays."""
    core = _AFFIXES.sub("", bare(name))
    return "".join(sorted(core.replace("活动", "").replace("工作", "")))


def _pasted_names(document: Audited) -> Iterator[Fact]:
    """In how many undertakings a name without a number of its own stands, each time with other words."""
    by_name: dict[str, list[tuple[StatedUndertaking, StatedIndicator]]] = defaultdict(list)
    for undertaking, stated in document.indicators():
        if stated.record.annual and not measures(stated.record.annual_value):
            by_name[comparable(name_of(stated.record))].append((undertaking, stated))
    for found in by_name.values():
        if len({_value(stated.record) for _, stated in found}) < len(found):
            continue
        owners = {undertaking.node for undertaking, _ in found}
        for _, stated in found:
            yield Fact(stated.node, "kgb:undertakingsWithName", len(owners))


def _copied_goals(document: Audited) -> Iterator[Fact]:
    by_text: dict[str, list[StatedUndertaking]] = defaultdict(list)
    for one in document.undertakings:
        if one.goal and one.record.goal and len(one.record.goal.text) >= _LONG_GOAL:
            by_text[comparable(without_final_marks(one.record.goal.text.string))].append(one)
    for found in by_text.values():
        for one in found[1:]:
            assert one.goal  # noqa: S101
            yield Fact(one.goal, "kgb:sameGoalAs", found[0].node)


def _shared_outcomes(document: Audited) -> Iterator[Fact]:
    """The same name, number and unit in two projects; not satisfaction, rates, dates or complaints.

    Small numbers and meetings may be alike by chance: those say so only of projects about one thing.
    """
    claims: dict[tuple[str, object, str], list[tuple[StatedUndertaking, StatedIndicator]]] = defaultdict(list)
    for undertaking, stated in document.indicators():
        record = stated.record
        parts = measures(record.annual_value)
        if isinstance(undertaking.record, Plan) or len(parts) != 1 or branch_of(record) not in ("产出", "效益"):
            continue
        [part] = parts
        if part.number and part.unit and given(part) in (Measure.COUNT, Measure.MONEY):
            claims[(bare(name_of(record)), part.number, part.unit)].append((undertaking, stated))
    yield from _same_words(document)
    for found in claims.values():
        for (first, claim), (second, again) in combinations(found[:_ENOUGH], 2):
            telling = _telling(claim.record) and not _renewed(first, second)
            if first.node != second.node and (telling or _one_subject(first, second)):
                yield Fact(claim.node, "kgb:claimedAlsoBy", second.node)
                yield Fact(again.node, "kgb:claimedAlsoBy", first.node)


def _same_words(document: Audited) -> Iterator[Fact]:
    """A benefit of a telling name with the same words, or the same low number, in two undertakings."""
    found: dict[tuple[str, str], list[tuple[StatedUndertaking, StatedIndicator]]] = defaultdict(list)
    for undertaking, stated in document.indicators():
        record = stated.record
        name = bare(name_of(record))
        rate = any(given(part) is Measure.RATE for part in measures(record.annual_value))
        if branch_of(record) == "效益" and len(name) >= _TELLING_NAME and record.annual and not rate:
            found[name, _value(record)].append((undertaking, stated))
    for claims in found.values():
        for (first, claim), (second, again) in combinations(claims[:_ENOUGH], 2):
            if first.node != second.node and not _renewed(first, second):
                yield Fact(claim.node, "kgb:claimedAlsoBy", second.node)
                yield Fact(again.node, "kgb:claimedAlsoBy", first.node)


_TELLING_NAME: Final = 8
"""A shorter name may be the same by chance."""


def _one_subject(first: StatedUndertaking, second: StatedUndertaking) -> bool:
    """Whether two names share a long run of characters; a contract renewed each year is no double claim."""
    if _renewed(first, second):
        return False
    one, other = (comparable(each.name.string[:LONGEST_NAME]) for each in (first, second))
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size >= _SAME_SUBJECT


def _renewed(first: StatedUndertaking, second: StatedUndertaking) -> bool:
    return all(_YEARS.search(comparable(each.name.string[:LONGEST_NAME])) for each in (first, second))


def _telling(one: Indicator) -> bool:
    """Whether a number is no chance: ten or more, of something that should be many and is no meeting."""
    [part] = measures(one.annual_value)
    enough = part.number is not None and part.number >= _NO_CHANCE
    return enough and part.unit not in _MEETINGS and one.direction is not Direction.LOWER


_NO_CHANCE: Final = 10
_MEETINGS: Final = frozenset(
    {"场", "场次", "次", "期", "批", "批次", "班次", "轮", "次/年", "次/月", "课时", "学时", "天"}
)
_YEARS: Final = re.compile(r"20\d\d")
