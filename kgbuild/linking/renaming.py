"""Indicators that a report calls by another name than the plan did.

What is left over of one project on both sides is a pair if its target is printed equally, in the same category, and by
no other indicator that is left; and if the names have something in common. Its score is never above a half: the names
have to be looked at by a person.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from kgbuild.linking.changes import Change
from kgbuild.linking.pairing import Held, Pair
from kgbuild.linking.wording import Likeness, shared_words
from kgbuild.model.values import Kind
from kgbuild.text import comparable

_HIGHEST_SCORE: Final = 0.5
_LEAST: Final = 0.25
"""Share of the characters of both names that stand in both, in words of at least two."""

_Key = tuple[str, str, str]


def renamed_pairs(
    plans: list[Held], reports: list[Held], paired: list[Pair], same: dict[str, tuple[str, ...]]
) -> list[Pair]:
    """Pairs of what `paired` left over; `same` gives the plan's undertakings of one of the report."""
    done = {pair.one.key for pair in paired} | {pair.other.key for pair in paired}
    planned: defaultdict[_Key, list[Held]] = defaultdict(list)
    reported: defaultdict[_Key, list[Held]] = defaultdict(list)
    for one in plans:
        if one.key not in done and (key := _key(one, one.undertaking.iri)):
            planned[key].append(one)
    for one in reports:
        for project in same.get(one.undertaking.iri, ()):
            if one.key not in done and (key := _key(one, project)):
                reported[key].append(one)
    found: list[Pair] = []
    for key in sorted(planned.keys() & reported.keys()):
        if len(planned[key]) == len(reported[key]) == 1:
            one, other = planned[key][0], reported[key][0]
            like = _likeness(one, other)
            if like.score >= _LEAST:
                score = round(like.score * _HIGHEST_SCORE, 4)
                found.append(Pair(one, other, like, within=True, change=Change.KEPT, score=score))
    return found


def _key(one: Held, project: str) -> _Key | None:
    """Project, category and target; None for a target that says nothing of its own (words)."""
    target = one.measure.target
    if target is None or target.kind is not Kind.QUANTITATIVE:
        return None
    return project, one.measure.category, comparable(target.text)


def _likeness(one: Held, other: Held) -> Likeness:
    words = shared_words(one.wording, other.wording)
    length = len(one.wording.plain) + len(other.wording.plain)
    return Likeness(round(2 * sum(map(len, words)) / length, 4) if length else 0.0, words, 0)
