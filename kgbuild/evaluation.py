"""How good the tags are, against a labelled set: precision, recall and F1 of Focus, by industry, with the errors.

A labelled set is JSON Lines: `name`, `goal`, `indicators` ([name, value] pairs), `focus`, `mention` (industry slugs),
and `trap` (true where nothing at all should be tagged). A tag on a narrower industry than the labelled one is right.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kgbuild.layouts.goals import read_goal
from kgbuild.model.evidence import IndustryTag, Role
from kgbuild.model.records import Indicator
from kgbuild.model.table import Cell, Syntax, Text, clean
from kgbuild.tagging.lexicon import lexicon
from kgbuild.tagging.roles import tags_of


@dataclass(slots=True)
class Score:
    """Counts over a labelled set."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    traps: int = 0
    traps_tagged: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of Focus tags that are right."""
        return _share(self.right.total(), self.wrong.total())

    @property
    def recall(self) -> float:
        """Share of labelled Focus industries that are tagged."""
        return _share(self.right.total(), self.missed.total())

    def add(self, name: str, label: dict[str, Any], tags: Iterable[IndustryTag]) -> None:
        """Count one undertaking."""
        tags = list(tags)
        focus = {_slug(tag.industry) for tag in tags if tag.role is Role.FOCUS}
        wanted = set(label["focus"])
        found = {one for one in wanted if any(one in (tag, *_broader(tag)) for tag in focus)}
        extra = {tag for tag in focus if not wanted & {tag, *_broader(tag)}}
        self.right.update(found)
        self.missed.update(wanted - found)
        self.wrong.update(extra)
        if label.get("trap"):
            self.traps += 1
            self.traps_tagged += bool(tags)
        if extra or wanted - found:
            self.errors.append(f"{name}: too many {sorted(extra)}, missing {sorted(wanted - found)}")
        elif label.get("trap") and tags:
            self.errors.append(f"{name}: a trap, tagged {sorted(_slug(tag.industry) for tag in tags)}")


def evaluate(path: Path) -> Score:
    """The score of the tagger on a labelled set whose lines carry their texts."""
    score = Score()
    for line in path.read_text("utf-8").splitlines():
        label = json.loads(line)
        indicators = [
            Indicator(group=1, ordinal=number, name=_text(name), annual=_text(value), whole=_text(name))
            for number, (name, value) in enumerate(label["indicators"], 1)
        ]
        score.add(label["name"], label, tags_of(_text(label["name"]), read_goal(_text(label["goal"])), indicators))
    return score


def as_text(score: Score) -> str:
    """A table by industry, the errors, and the sums."""
    lines = [f"{'industry':28} {'right':>5} {'wrong':>5} {'missed':>6} {'P':>6} {'R':>6} {'F1':>6}"]
    for industry in sorted(score.right | score.wrong | score.missed):
        right, wrong, missed = score.right[industry], score.wrong[industry], score.missed[industry]
        lines.append(_row(industry, right, wrong, missed))
    lines += ["", *score.errors, ""]
    lines.append(_row("all", score.right.total(), score.wrong.total(), score.missed.total()))
    lines.append(f"traps tagged: {score.traps_tagged} of {score.traps}")
    return "\n".join(lines) + "\n"


def _row(name: str, right: int, wrong: int, missed: int) -> str:
    precision, recall = _share(right, wrong), _share(right, missed)
    harmonic = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{name:28} {right:5} {wrong:5} {missed:6} {precision:6.3f} {recall:6.3f} {harmonic:6.3f}"


def _share(right: int, other: int) -> float:
    return right / (right + other) if right + other else 1.0


def _slug(industry: str) -> str:
    return industry.rpartition("/")[2]


def _broader(slug: str) -> list[str]:
    """The industries above one, nearest first."""
    by_slug = {_slug(narrow): _slug(broad) for narrow, broad in lexicon().broader.items()}
    above: list[str] = []
    while slug in by_slug and slug not in above:
        slug = by_slug[slug]
        above.append(slug)
    return above


def _text(string: str) -> Text:
    return clean(Cell(1, 1, 1, string, 0), Syntax.PLAIN)
