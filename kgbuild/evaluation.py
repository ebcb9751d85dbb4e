"""How good the tags are, against a labelled set: precision, recall and F1 of Focus, by industry, with the errors.

A labelled set is JSON Lines: `name`, `goal`, `indicators` ([name, value] pairs), `focus`, `mention` (industry slugs),
and `trap` (true where nothing at all should be tagged). A line that has `document` in place of `goal` and `indicators`
speaks of the undertaking of this name in that file, whose path is relative to the set. A tag on a narrower industry
than the labelled one is right.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kgbuild.errors import UnreadableInput
from kgbuild.layouts.goals import read_goal
from kgbuild.model.evidence import IndustryTag, Role
from kgbuild.model.records import Goal, Indicator
from kgbuild.model.table import Cell, Syntax, Text, clean
from kgbuild.reading import read_document
from kgbuild.tagging import tagged
from kgbuild.tagging.lexicon import lexicon
from kgbuild.tagging.roles import tags_of


@dataclass(frozen=True, slots=True)
class Error:
    """One undertaking that is tagged otherwise than labelled; industries by their slugs."""

    name: str
    too_many: list[str]
    missing: list[str]
    on_trap: list[str]

    def __str__(self) -> str:
        trap = f", a trap, tagged {self.on_trap}" if self.on_trap else ""
        return f"{self.name}: too many {self.too_many}, missing {self.missing}{trap}"


@dataclass(slots=True)
class Score:
    """Counts over a labelled set."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    traps: int = 0
    traps_tagged: int = 0
    errors: list[Error] = field(default_factory=list)

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
        found = {one for one in wanted if any(is_right(tag, {one}) for tag in focus)}
        extra = {tag for tag in focus if not is_right(tag, wanted)}
        self.right.update(found)
        self.missed.update(wanted - found)
        self.wrong.update(extra)
        if label.get("trap"):
            self.traps += 1
            self.traps_tagged += bool(tags)
        on_trap = {_slug(tag.industry) for tag in tags} if label.get("trap") else set()
        if extra or wanted - found or on_trap:
            self.errors.append(Error(name, sorted(extra), sorted(wanted - found), sorted(on_trap)))


def is_right(slug: str, wanted: set[str]) -> bool:
    """Whether a tag is one of the labelled industries, or narrower than one."""
    return bool(wanted & {slug, *_broader(slug)})


def evaluate(path: Path) -> Score:
    """The score of the tagger on a labelled set.

    Raises:
        UnreadableInput: a line is no label, or its document or undertaking is not there.
        OSError: the set cannot be read.
    """
    score = Score()
    for label, tags in labelled(path):
        score.add(label["name"], label, tags)
    return score


def labelled(path: Path) -> Iterator[tuple[dict[str, Any], tuple[IndustryTag, ...]]]:
    """Each label of a set, and the tags of its undertaking.

    Raises:
        UnreadableInput: a line is no label, or its document or undertaking is not there.
        OSError: the set cannot be read.
    """
    documents = _Documents(path.parent)
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            label = json.loads(line)
            _ = label["name"], label["focus"]
            tags = documents.tags(label) if "document" in label else tags_of(*undertaking_of(label))
        except (ValueError, KeyError, TypeError) as error:
            what = f"no label ({type(error).__name__}: {error}); expected name, goal or document, indicators, focus"
            raise UnreadableInput(f"{path}, line {number}", what) from None
        except UnreadableInput as error:
            raise UnreadableInput(f"{path}, line {number}", str(error)) from None
        yield label, tags


def undertaking_of(label: dict[str, Any]) -> tuple[Text, Goal, list[Indicator]]:
    """Name, goal and indicators of a label that carries its texts."""
    indicators = [
        Indicator(group=1, ordinal=number, name=_text(name), annual=_text(value), whole=_text(name))
        for number, (name, value) in enumerate(label["indicators"], 1)
    ]
    return _text(label["name"]), read_goal(_text(label["goal"])), indicators


class _Documents:
    """The undertakings of the documents that a labelled set points at, each document read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, dict[str, tuple[IndustryTag, ...]]] = {}

    def tags(self, label: dict[str, Any]) -> tuple[IndustryTag, ...]:
        """The tags of the undertaking that a label names."""
        name = label["document"]
        if name not in self._read:
            self._read[name] = self._undertakings(self._folder / name)
        if label["name"] not in self._read[name]:
            raise UnreadableInput(name, f"it has no undertaking named {label['name']!r}; names are compared exactly")
        return self._read[name][label["name"]]

    def _undertakings(self, path: Path) -> dict[str, tuple[IndustryTag, ...]]:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableInput(str(path), f"a label points at this document ({error.strerror})") from None
        found: dict[str, tuple[IndustryTag, ...]] = {}
        for section in tagged(read_document(data, path.name)).sections:
            found |= {one.name.string: one.tags for one in section.projects}
            if section.plan:
                found |= {one.name.string: one.tags for one in section.plan.tasks}
        return found


def as_text(score: Score) -> str:
    """A table by industry, the errors, and the sums."""
    lines = [f"{'industry':28} {'right':>5} {'wrong':>5} {'missed':>6} {'P':>6} {'R':>6} {'F1':>6}"]
    for industry in sorted(score.right | score.wrong | score.missed):
        right, wrong, missed = score.right[industry], score.wrong[industry], score.missed[industry]
        lines.append(_row(industry, right, wrong, missed))
    lines += ["", *map(str, score.errors), ""]
    lines.append(_row("all", score.right.total(), score.wrong.total(), score.missed.total()))
    lines.append(f"traps tagged: {score.traps_tagged} of {score.traps}")
    return "\n".join(lines) + "\n"


def as_json(score: Score) -> str:
    """The same as one JSON object: `all`, `industries`, `traps`, `errors`."""
    counts = [score.right, score.wrong, score.missed]
    report = {
        "all": _figures(*(count.total() for count in counts)),
        "industries": {
            industry: _figures(*(count[industry] for count in counts))
            for industry in sorted(score.right | score.wrong | score.missed)
        },
        "traps": {"tagged": score.traps_tagged, "all": score.traps},
        "errors": [asdict(error) for error in score.errors],
    }
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _figures(right: int, wrong: int, missed: int) -> dict[str, float]:
    precision, recall = _share(right, wrong), _share(right, missed)
    return {
        "right": right,
        "wrong": wrong,
        "missed": missed,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(_harmonic(precision, recall), 4),
    }


def _row(name: str, right: int, wrong: int, missed: int) -> str:
    precision, recall = _share(right, wrong), _share(right, missed)
    harmonic = _harmonic(precision, recall)
    return f"{name:28} {right:5} {wrong:5} {missed:6} {precision:6.3f} {recall:6.3f} {harmonic:6.3f}"


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


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
