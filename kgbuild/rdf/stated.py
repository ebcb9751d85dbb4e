"""What was stated of one document, for those who go on from there: its quads, its things under their IRIs."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kgbuild.model.records import Indicator, Plan, Project, Section, Task
from kgbuild.terms import Statement


@dataclass(frozen=True, slots=True)
class StatedUndertaking:
    """An undertaking under its IRI, with the heading it stands under and its indicators under theirs."""

    record: Project | Task | Plan
    node: NamedNode
    department: NamedNode | None
    section: Section
    indicators: list[tuple[Indicator, NamedNode]]


@dataclass(frozen=True, slots=True)
class Stated:
    """What was stated of one document: its quads, and its undertakings with what linking needs of them."""

    quads: list[Statement]
    undertakings: list[StatedUndertaking]
