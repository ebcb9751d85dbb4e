"""What was stated of one document: its quads, and its records with the IRIs that they got."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kgbuild.model.records import Indicator, Plan, Project, Section, Task
from kgbuild.model.table import Text
from kgbuild.terms import Statement


@dataclass(frozen=True, slots=True)
class StatedIndicator:
    """An indicator and its IRI."""

    record: Indicator
    node: NamedNode


@dataclass(frozen=True, slots=True)
class StatedUndertaking:
    """A project, task or plan with its IRI, and the IRIs of its goal and its indicators."""

    record: Project | Task | Plan
    name: Text
    node: NamedNode
    goal: NamedNode | None
    indicators: tuple[StatedIndicator, ...]
    section: Section


@dataclass(frozen=True, slots=True)
class Stated:
    """What was stated of one document: its quads; its undertakings with their IRI, their department's, and the year.

    `held` says the same of all undertakings (plans too), with the IRIs of what they hold.
    """

    document: NamedNode
    quads: list[Statement]
    undertakings: list[tuple[Project | Task, NamedNode, NamedNode | None, int | None]]
    held: list[StatedUndertaking]
