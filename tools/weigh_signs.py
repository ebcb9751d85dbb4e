"""Weigh the signs of the tagger (kgbuild/tagging/signs.toml) by the labelled sets: `python -m tools.weigh_signs`.

Prints precision and recall of Focus on each set, for several `needed`: held out, with points that were found without
any set of its writer, and fitted, with the points of all sets. Logistic regression in plain Python.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, Final

from kgbuild.evaluation import is_right, labelled, undertaking_of
from kgbuild.model.evidence import IndustryTag
from kgbuild.tagging.points import FILE, points
from kgbuild.tagging.roles import tags_of

FOLDER: Final = Path(__file__).parent.parent / "tests" / "tagging"
WRITERS: Final = {
    "of the rules": (
        "seeds", "other", "fresh_dev", "fresh_second", "fresh_third", "fresh_test", "fresh_fourth",
    ),
    "second": ("blind_first", "blind_second"),
    "third": ("blind_third",),
    "fourth": ("blind_fourth",),
    "fifth": ("blind_fifth",),
    "sixth": ("blind_sixth",),
    "seventh": ("blind_seventh",),
}  # fmt: skip
_BASE: Final = "base"
_SHRINK: Final = 2.0
"""How much points are drawn to zero: what few cases say must not weigh much."""
_ROUNDS: Final = 10
_WHOLE: Final = 2
_REAL: Final = {"seeds": 4}
"""How often an undertaking counts, in a set of real documents more often; its name alone counts once."""
_POINTS: Final = 100
Weights = dict[str, float]


@dataclass(frozen=True)
class Case:
    """One undertaking: the signs of each industry that it names (with `base`), and the labelled industries.

    What is labelled as a mention is no Focus, also where it is narrower than one.
    """

    tags: dict[str, tuple[str, ...]]
    wanted: frozenset[str]
    mentioned: frozenset[str]


def main() -> int:
    """Weigh, print, and write if told to."""
    parser = argparse.ArgumentParser(prog="tools.weigh_signs", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the points that all sets together give")
    parser.add_argument("--without", nargs="*", default=[], metavar="SIGN", help="signs to leave out")
    options = parser.parse_args()
    signs = [_BASE, *(one for one in points().signs if one not in options.without)]
    sets = {writer: {name: cases_of(name) for name in names} for writer, names in WRITERS.items()}
    for writer, own in sets.items():
        weights = weigh(_counted({other: found for other, found in sets.items() if other != writer}), signs)
        for name, cases in own.items():
            print(f"{name:14} held out {told(cases, weights)}")
    weights = weigh(_counted(sets), signs)
    for found in sets.values():
        for name, cases in found.items():
            print(f"{name:14} fitted   {told(cases, weights)}")
    if options.write:
        write({sign: round(_POINTS * weight) for sign, weight in weights.items()})
    return 0


def _counted(sets: dict[str, dict[str, list[Case]]]) -> list[Case]:
    """The cases as often as they count, and the names alone: many a real table has little more."""
    counted: list[Case] = []
    for name, cases in (one for found in sets.values() for one in found.items()):
        counted += cases * _REAL.get(name, _WHOLE) + names_of(name)
    return counted


def weigh(cases: Iterable[Case], signs: Sequence[str]) -> Weights:
    """Logistic regression with shrinking, by Newton's method; `base` is not shrunk."""
    places = {sign: number for number, sign in enumerate(signs)}
    rows = [
        (
            [places[sign] for sign in held if sign in places],
            slug not in case.mentioned and is_right(slug, set(case.wanted)),
        )
        for case in cases
        for slug, held in case.tags.items()
    ]
    shrink = [0.0 if sign == _BASE else _SHRINK for sign in signs]
    weights = [0.0] * len(signs)
    for _ in range(_ROUNDS):
        slope = [-one * weight for one, weight in zip(shrink, weights, strict=True)]
        curve = [[0.0] * len(signs) for _ in signs]
        for number, one in enumerate(shrink):
            curve[number][number] = one
        for held, right in rows:
            chance = 1 / (1 + exp(-sum(weights[number] for number in held)))
            spread = chance * (1 - chance)
            for number in held:
                slope[number] += right - chance
                line = curve[number]
                for other in held:
                    line[other] += spread
        weights = [weight + step for weight, step in zip(weights, _solved(curve, slope), strict=True)]
    return dict(zip(signs, weights, strict=True))


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of linear equations, by elimination."""
    lines = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for pivot in range(len(lines)):
        best = max(range(pivot, len(lines)), key=lambda number: abs(lines[number][pivot]))
        lines[pivot], lines[best] = lines[best], lines[pivot]
        if not lines[pivot][pivot]:
            lines[pivot][pivot] = 1.0  # a sign that never holds
        for number in range(pivot + 1, len(lines)):
            share = lines[number][pivot] / lines[pivot][pivot]
            lines[number] = [one - share * other for one, other in zip(lines[number], lines[pivot], strict=True)]
    found = [0.0] * len(lines)
    for number in reversed(range(len(lines))):
        line = lines[number]
        known = sum(line[other] * found[other] for other in range(number + 1, len(lines)))
        found[number] = (line[-1] - known) / line[number]
    return found


def told(cases: Iterable[Case], weights: Weights) -> str:
    """Precision and recall of Focus, where a Focus needs 0 to 70 points."""
    cases = list(cases)
    return "  ".join(f"{needed}: {_figures(cases, weights, needed)}" for needed in range(0, _POINTS, 10) if needed < 80)


def _figures(cases: Iterable[Case], weights: Weights, needed: int) -> str:
    right = wrong = missed = 0
    for case in cases:
        focus = {
            slug for slug, held in case.tags.items() if _POINTS * sum(weights.get(sign, 0.0) for sign in held) >= needed
        }
        found = {one for one in case.wanted if any(is_right(slug, {one}) for slug in focus)}
        right, missed = right + len(found), missed + len(case.wanted - found)
        wrong += sum(not is_right(slug, set(case.wanted)) for slug in focus)
    return f"{right / (right + wrong or 1):.3f} {right / (right + missed or 1):.3f}"


def write(found: dict[str, int]) -> None:
    """Put the points into the file; all else in it stays."""
    text = FILE.read_text("utf-8")
    text = re.sub(r"(?m)^base = .*", f"base = {found.pop(_BASE)}", text)
    for sign, value in found.items():
        text = re.sub(rf"(?m)(^\[signs\.{sign}\]\n(?:.+\n)*?points = ).*", rf"\g<1>{value}", text)
    FILE.write_text(text, "utf-8")


def cases_of(name: str) -> list[Case]:
    """The cases of a labelled set."""
    return [_case(label, tags) for label, tags in labelled(FOLDER / f"{name}.jsonl")]


@cache
def names_of(name: str) -> list[Case]:
    """The cases of a labelled set as they would be without goals and indicators (where the label carries its texts)."""
    labels = map(json.loads, (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines())
    return [_case(label, tags_of(undertaking_of(label)[0], None, [])) for label in labels if "document" not in label]


def _case(label: dict[str, Any], tags: Iterable[IndustryTag]) -> Case:
    held = {tag.industry.rpartition("/")[2]: (_BASE, *tag.signs) for tag in tags}
    return Case(held, frozenset(label["focus"]), frozenset(label["mention"]))


if __name__ == "__main__":
    sys.exit(main())
