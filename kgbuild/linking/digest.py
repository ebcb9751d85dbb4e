"""What linking needs to know of one document: its undertakings with names, years, industries and event series.

A digest is a few kilobytes, so links over thousands of documents are made without opening their graphs again.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any, Final

from kgbuild.model.evidence import Role
from kgbuild.model.records import Goal, Indicator, Project, Task
from kgbuild.rdf.stated import Stated
from kgbuild.text import comparable, same_length_folded

_EDITION: Final = re.compile(
    r"第(?P<edition>\d{1,3}|[一二三四五六七八九十百]{1,4})届\s*[“\"「]?(?P<event>[\u4e00-\u9fffA-Za-z0-9()（）“”\"·]{2,30}?"
    r"(?:年会|大会|大赛|论坛|展览会|博览会|峰会|研讨会|比赛|交易会|文化节|洽谈会))"
)
_YEARS: Final = re.compile(r"\(?(?:19|20)\d\d(?:\s*年?\s*[-~—至]\s*(?:19|20)?\d\d)?\s*年?(?:度)?\)?")
_LEAD: Final = re.compile(r"^(?:\([^()]{1,12}\))?(?:支持发展|支持举办|支持|开展|推进|举办|参加|实施)?")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One project or task, for linking. `focus` holds (industry, score, terms)."""

    iri: str
    name: str
    department: str
    year: str
    focus: tuple[tuple[str, float, tuple[str, ...]], ...]
    series: tuple[tuple[str, str], ...]

    @property
    def core(self) -> str:
        """The name without years and without the words before what is supported."""
        bare = _LEAD.sub("", _YEARS.sub("", same_length_folded(self.name)))
        return comparable(bare)

    @property
    def years(self) -> tuple[str, ...]:
        """The years in the name."""
        return tuple(match.group() for match in _YEARS.finditer(same_length_folded(self.name)))


def digest(stated: Stated) -> list[Undertaking]:
    """The undertakings of a document."""
    return [
        Undertaking(
            iri=node.value,
            name=one.name.string,
            department=department.value if department else "",
            year=str(year or ""),
            focus=tuple(
                (tag.industry, float(tag.score), tuple(sorted({term.text.string for term in tag.terms})))
                for tag in one.tags
                if tag.role is Role.FOCUS
            ),
            series=_series(one),
        )
        for one, node, department, year in stated.undertakings
    ]


def _series(one: Project | Task) -> tuple[tuple[str, str], ...]:
    """(event, edition) for the editions of events that an undertaking names anywhere."""
    texts = [one.name.string, *_goal(one.goal), *(text for each in one.indicators for text in _indicator(each))]
    found = {(comparable(match["event"]), match["edition"]) for text in texts for match in _EDITION.finditer(text)}
    return tuple(sorted(found))


def _goal(goal: Goal | None) -> list[str]:
    return [goal.text.string] if goal else []


def _indicator(one: Indicator) -> list[str]:
    return [text.string for text in (one.name, one.annual, one.explanation) if text]


def as_json(undertakings: list[Undertaking]) -> list[dict[str, Any]]:
    """Plain values, to be stored."""
    return [asdict(one) for one in undertakings]


def from_json(records: list[dict[str, Any]]) -> list[Undertaking]:
    """The inverse of `as_json`."""
    return [
        Undertaking(
            **{
                **record,
                "focus": tuple((industry, score, tuple(terms)) for industry, score, terms in record["focus"]),
                "series": tuple((event, edition) for event, edition in record["series"]),
            }
        )
        for record in records
    ]
