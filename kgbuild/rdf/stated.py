"""What was stated of one document, for those who go on from there: its quads, its records under their IRIs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from kgbuild.model.records import Indicator, Plan, Project, Section, Task
from kgbuild.model.table import Text
from kgbuild.terms import Statement


class StatedIndicator(NamedTuple):
    """An indicator and its IRI."""

    record: Indicator
    node: NamedNode


@dataclass(frozen=True, slots=True)
class StatedUndertaking:
    """A project, task or plan under its IRI, with the section it stands in, its goal and indicators under theirs."""

    record: Project | Task | Plan
    name: Text
    node: NamedNode
    department: NamedNode | None
    goal: NamedNode | None
    indicators: tuple[StatedIndicator, ...]
    section: Section


@dataclass(frozen=True, slots=True)
class Stated:
    """What was stated of one document: its quads, and its undertakings."""

    document: NamedNode
    quads: list[Statement]
    undertakings: list[StatedUndertaking]
