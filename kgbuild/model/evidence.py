"""Industry tags with the words that say so. A tag that cannot be argued with is worth nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kgbuild.model.table import Text


class Role(StrEnum):
    """Whether an undertaking is about an industry, or names it in passing."""

    FOCUS = "focus"
    MENTION = "mention"


class Part(StrEnum):
    """Where in an undertaking a term stands; the earlier ones say more."""

    NAME = "name"
    GOAL = "goal"
    ITEM = "item"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Term:
    """One occurrence of a term.

    `verdict` is empty for evidence, else why the occurrence was rejected; `aside` says why evidence is only in passing.
    """

    text: Text
    industry: str
    part: Part
    weight: Decimal
    verdict: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True)
class IndustryTag:
    """One industry of one undertaking. `score` is between 0 and 1; `signs` speak for and against a Focus."""

    industry: str
    role: Role
    score: Decimal
    terms: tuple[Term, ...]
    signs: tuple[str, ...] = ()
