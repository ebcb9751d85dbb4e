"""Indicators over the years, and from plan to report: the links of one department.

Within a year the tables of goals (plan) are paired with the tables of results (report). Over the years each indicator
is followed to the next year that has it, so it has at most one earlier and one later partner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from kgbuild.linking.changes import Change, Standing, standing
from kgbuild.linking.digest import Undertaking
from kgbuild.linking.measures import Measure
from kgbuild.linking.pairing import Candidates, Held, Pair, pairs
from kgbuild.linking.renaming import renamed_pairs
from kgbuild.model.values import Value
from kgbuild.text import comparable
from kgbuild.values.numerals import canonical

OVER_YEARS: Final = "kgb:YearLink"
PLAN_TO_REPORT: Final = "kgb:PlanResultLink"

Successions = dict[str, set[str]]
"""Undertaking → those that it goes on from."""


@dataclass(frozen=True, slots=True)
class IndicatorLink:
    """Two indicators of one measure, the earlier (or planned) one first, and what became of the target.

    `reached` is the earlier indicator whose actual value the later target is held against, with the outcome.
    """

    kind: str
    one: Held
    other: Held
    change: Change
    score: float
    terms: tuple[str, ...]
    renamed: bool
    within: bool
    reached: Held | None = None
    standing: Standing | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What its IRI is made of."""
        return self.one.measure.iri, self.other.measure.iri, self.kind


@dataclass(slots=True)
class _Slot:
    """One measure in one year: as planned, as reported, or both."""

    plan: Held | None = None
    report: Held | None = None

    @property
    def head(self) -> Held:
        one = self.plan or self.report
        assert one is not None  # noqa: S101
        return one

    @property
    def reached(self) -> tuple[Held, Value] | None:
        """Who tells what was reached."""
        for one in (self.report, self.plan):
            if one and one.measure.actual:
                return one, one.measure.actual
        return None


def indicator_links(held: Iterable[tuple[Undertaking, Measure]], before: Successions) -> list[IndicatorLink]:
    """The links between the indicators of one department. Order of input does not matter."""
    by_year: defaultdict[str, dict[tuple[str, bool, str], Held]] = defaultdict(dict)
    ordered = sorted(held, key=lambda pair: (pair[1].iri, pair[1].result, pair[1].cells, pair[1].name))
    for undertaking, measure in ordered:
        if undertaking.year:
            one = Held.of(undertaking, measure)
            by_year[undertaking.year].setdefault(one.key, one)
    found: list[IndicatorLink] = []
    slots: dict[str, list[_Slot]] = {}
    for year in sorted(by_year):
        links, slots[year] = _within_year(_without_repeats(by_year[year].values()))
        found += links
    found += _over_years(slots, before)
    for year in sorted(slots):
        found += _contracts([slot.head for slot in slots[year]], before)
    return sorted({link.key: link for link in reversed(found)}.values(), key=lambda link: link.key)


def _without_repeats(held: Iterable[Held]) -> list[Held]:
    """Without the indicators of tasks that only repeat one of the department's plan, name, target and result."""
    ordered = sorted(held, key=lambda one: one.key)
    planned = {_printed(one) for one in ordered if one.undertaking.kind == "plan"}
    return [one for one in ordered if one.undertaking.kind != "task" or _printed(one) not in planned]


def _printed(one: Held) -> tuple[str, bool, str, str]:
    measure = one.measure
    return one.wording.plain, measure.result, _meant(measure.target), _meant(measure.actual)


def _meant(value: Value | None) -> str:
    """Number and unit, so that 13% and 13.0% are one; of words, the words."""
    if value is None or value.number is None:
        return comparable(value.text) if value else ""
    return f"{canonical(value.number)} {value.unit or ''}"


# --- within a year ----------------------------------------------------------------------------------


def _within_year(held: list[Held]) -> tuple[list[IndicatorLink], list[_Slot]]:
    plans = sorted((one for one in held if not one.measure.result), key=lambda one: one.key)
    reports = sorted((one for one in held if one.measure.result), key=lambda one: one.key)
    if not (plans and reports):
        return [], [_Slot(plan=one) for one in plans] + [_Slot(report=one) for one in reports]
    same = _same_project(plans, reports)
    paired = pairs(Candidates(plans), reports, lambda undertaking: same.get(undertaking.iri, (undertaking.iri,)))
    paired += renamed_pairs(plans, reports, paired, same)
    partner = {pair.one.key: pair.other for pair in paired}
    answered = {one.key for one in partner.values()}
    slots = [_Slot(plan=one, report=partner.get(one.key)) for one in plans]
    slots += [_Slot(report=one) for one in reports if one.key not in answered]
    links = [
        _link(PLAN_TO_REPORT, pair)
        for pair in paired
        if pair.one.measure.iri != pair.other.measure.iri or pair.change is not Change.KEPT
    ]
    return links, slots


def _same_project(plans: list[Held], reports: list[Held]) -> dict[str, tuple[str, ...]]:
    """Undertaking of a report → those of the plan that are the same, or have the same name."""
    names: defaultdict[tuple[str, str, int], set[str]] = defaultdict(set)
    for one in plans:
        names[_name(one.undertaking)].add(one.undertaking.iri)
    planned = {one.undertaking.iri for one in plans}
    found: dict[str, tuple[str, ...]] = {}
    for one in reports:
        undertaking = one.undertaking
        same = {undertaking.iri} if undertaking.iri in planned else names[_name(undertaking)]
        found[undertaking.iri] = tuple(sorted(same)) if len(same) == 1 else ()
    return found


def _name(one: Undertaking) -> tuple[str, str, int]:
    return one.kind, one.wording.plain, one.wording.phase


# --- over the years ---------------------------------------------------------------------------------


def _over_years(slots: dict[str, list[_Slot]], before: Successions) -> list[IndicatorLink]:
    """Each indicator followed to the next year that has it."""
    earlier = Candidates()
    slot_of: dict[tuple[str, bool, str], _Slot] = {}
    plans: set[str] = set()
    found: list[IndicatorLink] = []
    for year in sorted(slots):
        later = [slot.head for slot in slots[year]]

        def kin(undertaking: Undertaking) -> Iterable[str]:
            return sorted(plans if undertaking.kind == "plan" else before.get(undertaking.iri, ()))  # noqa: B023

        for pair in pairs(earlier, later, kin):
            earlier.remove(pair.one)
            found.append(_link(OVER_YEARS, pair, slot_of[pair.one.key].reached))
        for slot in sorted(slots[year], key=lambda slot: slot.head.key):
            earlier.add(slot.head)
            slot_of[slot.head.key] = slot
        plans = plans | {one.undertaking.iri for one in later if one.undertaking.kind == "plan"}
    return found


def _contracts(held: list[Held], before: Successions) -> list[IndicatorLink]:
    """Two contracts that follow each other (2022-2023, 2023-2024) and stand in one year's table."""
    of_project: defaultdict[str, list[Held]] = defaultdict(list)
    for one in held:
        of_project[one.undertaking.iri].append(one)
    found: list[IndicatorLink] = []
    for project in sorted(of_project):
        for earlier in sorted(before.get(project, set()) & of_project.keys()):
            known = _only(earlier)
            paired = pairs(Candidates(of_project[earlier]), of_project[project], known, across=False)
            found += (_link(OVER_YEARS, pair, _Slot(plan=pair.one).reached) for pair in paired)
    return found


def _only(project: str) -> Callable[[Undertaking], Iterable[str]]:
    return lambda _: (project,)


def _link(kind: str, pair: Pair, reached: tuple[Held, Value] | None = None) -> IndicatorLink:
    target = pair.other.measure.target
    against = None
    if reached and target and pair.change is not Change.MEASURE:
        against = standing(reached[1], target, pair.other.measure.direction or pair.one.measure.direction)
    return IndicatorLink(
        kind=kind,
        one=pair.one,
        other=pair.other,
        change=pair.change,
        score=pair.score,
        terms=pair.likeness.shared,
        renamed=pair.one.wording.plain != pair.other.wording.plain,
        within=pair.within,
        reached=reached[0] if reached and against else None,
        standing=against,
    )
