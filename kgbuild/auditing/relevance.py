"""Indicators that have nothing to do with the goal of their undertaking (R27).

Few common words mean something in three cases only: the goal lists what is to be done, item by item; the name stands in
another undertaking too, which it fits; or it is of a field of policy (`ontology/fields.ttl`) that nothing else in the
undertaking touches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kgbuild.auditing.facts import Audited, Fact, branch_of, measures, name_of
from kgbuild.auditing.goals import SPENDING
from kgbuild.auditing.words import neighbours, pairs, share
from kgbuild.model.records import Project
from kgbuild.rdf.stated import StatedIndicator, StatedUndertaking
from kgbuild.resources import folder
from kgbuild.text import comparable
from kgbuild.vocab import iri

_ITEMISED: Final = 3
"""A goal of so many items names everything that is to be done."""
_ENOUGH_PAIRS: Final = 12
"""A shorter indicator has too few words to say that it is about something else."""
_TELLING_NAME: Final = 8
_ENOUGH: Final = 20
_FITS: Final = Decimal("0.5")
_TOLD_GOAL: Final = 16
"""A shorter goal does not say what else the money is for."""

Owners = dict[str, dict[str, StatedUndertaking]]


@dataclass(frozen=True, slots=True)
class Field:
    """Words of indicators that tell a field of policy, and looser words, and those of its neighbours, that touch it."""

    telling: frozenset[str]
    touching: AbstractSet[str]


@cache
def fields() -> dict[str, Field]:
    """The fields of policy by IRI, out of `ontology/fields.ttl`."""
    said: dict[str, dict[str, set[str]]] = {"skos:hiddenLabel": {}, "skos:altLabel": {}, "skos:related": {}}
    for triple in parse(path=folder("ontology") / "fields.ttl", format=RdfFormat.TURTLE):
        for predicate, words in said.items():
            if triple.predicate == iri(predicate) and isinstance(triple.object, Literal | NamedNode):
                words.setdefault(str(triple.subject), set()).add(triple.object.value)
    telling, touching, related = said.values()
    by_iri = {name.strip("<>"): words for name, words in telling.items()}
    return {
        name: Field(
            frozenset(words),
            words.union(touching[name], *(by_iri.get(other, ()) for other in related.get(name, ()))),
        )
        for name, words in telling.items()
    }


def facts(document: Audited) -> Iterator[Fact]:
    """Share of the word pairs of an indicator that the name or the goal of its undertaking has too."""
    owners = _owners(document)
    for one in document.undertakings:
        if one.goal and one.record.goal:
            yield from _related(one, owners)
        if isinstance(one.record, Project) and one.indicators and (left := _unspoken(one)):
            yield Fact(one.node, "kgb:purposeUnspoken", left, one.name)


def _related(one: StatedUndertaking, owners: Owners) -> Iterator[Fact]:
    listed = one.record.goal is not None and len(one.record.goal.items) >= _ITEMISED
    about = _about(one)
    for stated in one.indicators:
        record = stated.record
        name = comparable(name_of(record))
        if branch_of(record) not in ("产出", "效益") or SPENDING.search(name):
            continue
        words = pairs(name + comparable(record.annual.string if record.annual else ""))
        if listed and len(words) >= _ENOUGH_PAIRS:
            yield Fact(stated.node, "kgb:sharedWithGoal", share(words, about))
        elif measures(record.annual_value) and (
            (not listed and _fits_elsewhere(name, one, owners)) or _of_another_field(stated, one)
        ):
            yield Fact(stated.node, "kgb:sharedWithGoal", share(pairs(name), about))


_PURPOSE: Final = re.compile(r"^[(](?P<purpose>[\u4e00-\u9fff]{4,8})[)]")


def _unspoken(one: StatedUndertaking) -> str | None:
    """What a project is for, by the brackets before its name, where neither goal nor indicators speak of it: (人才奖励)."""
    found = _PURPOSE.search(comparable(one.name.string))
    if not found:
        return None
    goal = one.record.goal.text.string if one.record.goal else ""
    texts = [text.string for stated in one.indicators for text in (stated.record.name, stated.record.annual) if text]
    return None if neighbours(found["purpose"]) & neighbours(comparable(" ".join((goal, *texts)))) else found["purpose"]


def _of_another_field(stated: StatedIndicator, one: StatedUndertaking) -> bool:
    """Whether the field of an indicator is named by nothing else: department, project, goal, other indicators."""
    name = comparable(name_of(stated.record))
    own = [field for field in fields().values() if any(word in name for word in field.telling)]
    if not own:
        return False
    department = one.section.heading.department
    goal = one.record.goal.text.string if one.record.goal else ""
    others = [other.record.name.string for other in one.indicators if other.node != stated.node]
    around = comparable(" ".join((department.string if department else "", one.name.string, goal, *others)))
    about = pairs(comparable(f"{one.name.string} {goal}"))
    rest = pairs(_without(name, own)) - _SAID_OF_ALL
    touched = any(word in around for field in own for word in field.touching)
    return len(goal) >= _TOLD_GOAL and not touched and not rest & about


def _without(name: str, own: list[Field]) -> str:
    """A name without the words that tell its field: 乡村 接待 人次 of 乡村旅游接待游客人次."""
    for word in sorted((word for field in own for word in field.telling), key=len, reverse=True):
        name = name.replace(word, " ")
    return name


_SAID_OF_ALL: Final = frozenset(
    {
        "人次",
        "场次",
        "次数",
        "人数",
        "合格",
        "格率",
        "覆盖",
        "盖率",
        "达标",
        "标率",
        "满意",
        "及时",
        "时率",
        "新增",
        "增长",
        "长率",
        "群众",
    }
)
"""Pairs of characters that indicators of all fields have in common."""


def _owners(document: Audited) -> Owners:
    """Telling names of indicators, and the undertakings that use them."""
    found: Owners = {}
    for owner, stated in document.indicators():
        name = comparable(name_of(stated.record))
        if len(name) >= _TELLING_NAME:
            found.setdefault(name, {})[owner.node.value] = owner
    return found


def _fits_elsewhere(name: str, owner: StatedUndertaking, owners: Owners) -> bool:
    """Whether another undertaking has an indicator of this name that shares at least half of its words with it."""
    others = [other for other in owners.get(name, {}).values() if other.node != owner.node][:_ENOUGH]
    return any(share(pairs(name), _about(other)) >= _FITS for other in others)


def _about(one: StatedUndertaking) -> set[str]:
    """The word pairs of the name and the goal of an undertaking."""
    goal = one.record.goal.text.string if one.record.goal else ""
    return pairs(comparable(f"{one.name.string} {goal}"))
