"""What linking needs to know of one document: its undertakings with names, years, industries, events, and indicators.

A digest is two lines of JSON, the undertakings and then their indicators, so links over thousands of documents are made
without opening their graphs again, and indicators are only read while the links of their department are made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from kgbuild.linking.events import editions
from kgbuild.linking.measures import Measure, measure_row, read_measure
from kgbuild.linking.places import Place, places_of
from kgbuild.linking.wording import Wording, project_wording
from kgbuild.model.evidence import Role
from kgbuild.model.records import Form, Plan, Project, Task
from kgbuild.rdf.stated import Stated, StatedUndertaking
from kgbuild.text import comparable

_KINDS: Final = {Project: "project", Task: "task", Plan: "plan"}


class Industry(NamedTuple):
    """An industry that is the focus of an undertaking, how surely, and the words that say so."""

    industry: str
    score: float
    terms: tuple[str, ...]


class Event(NamedTuple):
    """An edition of an event that an undertaking names."""

    event: str
    number: int


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One project, task or plan, for linking.

    `owner` is the printed name of the department, `result` whether a table of results tells of it. `cells` are the
    places of the name; `evidence` gives, for each term and event, the first place that prints it.
    """

    iri: str
    name: str
    department: str
    year: str
    focus: tuple[Industry, ...] = ()
    series: tuple[Event, ...] = ()
    owner: str = ""
    kind: str = "project"
    result: bool = False
    cells: tuple[Place, ...] = ()
    evidence: tuple[tuple[str, Place], ...] = ()

    @property
    def wording(self) -> Wording:
        """The name taken apart."""
        return project_wording(self.name, self.owner)


def digest(stated: Stated, sha256: str) -> str:
    """The digest of a document, as it is stored."""
    undertakings = [_undertaking(one, sha256) for one in stated.undertakings]
    rows = [
        [position, measure_row(indicator, node.value)]
        for position, one in enumerate(stated.undertakings)
        for indicator, node in one.indicators
    ]
    return f"{_compact(undertakings)}\n{_compact(rows)}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_undertakings(text: str, sha256: str) -> list[Undertaking]:
    """The undertakings of a stored digest."""
    return [_read(record, sha256) for record in json.loads(text.partition("\n")[0])]


def read_measures(text: str, sha256: str, base: str) -> list[tuple[Undertaking, Measure]]:
    """The indicators of a stored digest (under the base of the build), each with its undertaking."""
    head, _, rows = text.partition("\n")
    owners = [_read(record, sha256) for record in json.loads(head)]
    return [
        (owners[position], read_measure(row, owners[position].result, sha256, base))
        for position, row in json.loads(rows)
    ]


def _undertaking(one: StatedUndertaking, sha256: str) -> dict[str, Any]:
    heading = one.section.heading
    name = heading.title if isinstance(one.record, Plan) else one.record.name
    evidence: dict[str, Place] = {}
    return {
        "iri": one.node.value,
        "name": name.string if name else "",
        "department": one.department.value if one.department else "",
        "year": str(heading.fiscal_year or ""),
        "owner": heading.department.string if heading.department else "",
        "kind": _KINDS[type(one.record)],
        "result": one.section.form not in (Form.PROJECT_GOALS, Form.DEPARTMENT_GOALS),
        "focus": _focus(one.record, evidence, sha256),
        "series": sorted(_series(one.record, evidence, sha256)),
        "cells": [place.stored for place in places_of(name, sha256)],
        "evidence": {word: place.stored for word, place in sorted(evidence.items())},
    }


def _focus(one: Project | Task | Plan, evidence: dict[str, Place], sha256: str) -> list[Industry]:
    found: list[Industry] = []
    for tag in () if isinstance(one, Plan) else one.tags:
        if tag.role is Role.FOCUS:
            found.append(Industry(tag.industry, float(tag.score), tuple(sorted({t.text.string for t in tag.terms}))))
            for term in tag.terms:
                for place in places_of(term.text, sha256)[:1]:
                    evidence.setdefault(term.text.string, place)
    return found


def _series(one: Project | Task | Plan, evidence: dict[str, Place], sha256: str) -> set[Event]:
    """The editions of events that an undertaking names anywhere; by their year only in names."""
    if isinstance(one, Plan):
        return set()
    names = [one.name, *(indicator.name for indicator in one.indicators)]
    prose = [one.goal.text] if one.goal else []
    prose += [text for each in one.indicators for text in (each.annual, each.explanation) if text]
    found: set[Event] = set()
    for text, dated in (*((name, True) for name in names), *((passage, False) for passage in prose)):
        for edition in editions(text.string, dated=dated):
            found.add(Event(edition.event, edition.number))
            for place in places_of(text[edition.start : edition.end], sha256, printed=True)[:1]:
                evidence.setdefault(edition.event, place)
    return found


def _read(record: dict[str, Any], sha256: str) -> Undertaking:
    return Undertaking(
        **{
            **record,
            "focus": tuple(Industry(industry, score, tuple(terms)) for industry, score, terms in record["focus"]),
            "series": tuple(Event(event, number) for event, number in record["series"]),
            "cells": tuple(Place.of(sha256, stored) for stored in record["cells"]),
            "evidence": tuple((word, Place.of(sha256, stored)) for word, stored in record["evidence"].items()),
        }
    )


def united(undertakings: Iterable[Undertaking]) -> list[Undertaking]:
    """One undertaking for each IRI: what several documents tell of it, put together. Order of input does not matter."""
    by_iri: dict[str, Undertaking] = {}
    for one in sorted(undertakings, key=lambda one: (one.iri, one.result, comparable(one.name), one.cells, one.name)):
        known = by_iri.get(one.iri)
        by_iri[one.iri] = _together(known, one) if known else one
    return list(by_iri.values())


def _together(one: Undertaking, other: Undertaking) -> Undertaking:
    focus = {each.industry: each for each in other.focus} | {each.industry: each for each in one.focus}
    return replace(
        one,
        focus=tuple(focus[industry] for industry in sorted(focus)),
        series=tuple(sorted({*one.series, *other.series})),
        evidence=tuple(sorted({**dict(other.evidence), **dict(one.evidence)}.items())),
    )
