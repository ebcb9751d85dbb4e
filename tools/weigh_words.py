"""Weigh the words that tell an office's own work (kgbuild/tagging/own_work.toml): `python -m tools.weigh_words`.

Prints for each writer, with words found without any set of theirs and for several `needed`: traps that stay, of all
traps, and undertakings with a Focus that are lost, of all of them. Logistic regression that keeps few words (lasso), by
accelerated proximal gradient steps.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from kgbuild.evaluation import undertaking_of
from kgbuild.model.records import Goal, Indicator
from kgbuild.model.table import Text
from kgbuild.reading import read_document
from kgbuild.tagging.lexicon import lexicon
from kgbuild.tagging.own_work import FILE, SIZES, WHOLE, Reading, Words, own_work, shares_of, without_labels
from kgbuild.tagging.sightings import parts, read
from tools.weigh_signs import FOLDER, WRITERS

SETS: Final = WRITERS | {"fifth": ("blind_fifth",), "sixth": ("blind_sixth",), "seventh": ("blind_seventh",)}
_WORD: Final = re.compile(f"[\u4e00-\u9fff]{{{SIZES[0]},{SIZES[-1]}}}")
_LEAST: Final = 6
"""Undertakings in which a word must stand."""
_PRICE: Final = 0.7
"""Of a word's weight, in units of the loss: a higher price leaves fewer words."""
_ROUNDS: Final = 2000
_POINTS: Final = 100
_NEEDED: Final = range(0, 90, 20)


@dataclass(frozen=True)
class Case:
    """One undertaking: its texts, whether it is a trap, and whether it has a Focus."""

    texts: tuple[Reading, ...]
    is_trap: bool
    has_focus: bool


def main() -> int:
    """Weigh, print, and write if told to."""
    parser = argparse.ArgumentParser(prog="tools.weigh_words", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the words that all sets together give")
    options = parser.parse_args()
    sets = {writer: [case for name in names for case in cases_of(name)] for writer, names in SETS.items()}
    for writer, own in sets.items():
        found = weigh([case for other, cases in sets.items() if other != writer for case in cases])
        print(f"{writer:14} {len(found[1])} words  {told(own, *found)}")
    if options.write:
        base, points = weigh([case for cases in sets.values() for case in cases])
        write(base, points)
    return 0


def weigh(cases: Sequence[Case]) -> tuple[int, dict[str, int]]:
    """The base and the points of the words that matter."""
    words = vocabulary(cases)
    columns = {word: number for number, word in enumerate(words)}
    known = Words(0, 0, columns)
    rows = np.zeros((len(cases), len(words) + 1))
    rows[:, -1] = 1
    for number, case in enumerate(cases):
        for word, share in shares_of(case.texts, known).items():
            rows[number, columns[word]] = share / WHOLE
    weights = lasso(rows, np.array([case.is_trap for case in cases], dtype=float))
    points = {word: round(_POINTS * weights[number]) for word, number in columns.items()}
    return round(_POINTS * weights[-1]), {word: value for word, value in points.items() if value}


def lasso(rows: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Weights of the columns; the last column, the base, has no price."""
    step = 4 / np.linalg.norm(rows, 2) ** 2
    price = np.full(rows.shape[1], _PRICE * step)
    price[-1] = 0
    weights = ahead = np.zeros(rows.shape[1])
    pace = 1.0
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(rows @ ahead)))
        moved = ahead - step * (rows.T @ (chance - right))
        moved = np.sign(moved) * np.maximum(np.abs(moved) - price, 0)
        faster = (1 + (1 + 4 * pace**2) ** 0.5) / 2
        ahead = moved + (pace - 1) / faster * (moved - weights)
        weights, pace = moved, faster
    return weights


def vocabulary(cases: Iterable[Case]) -> list[str]:
    """Words of two to four characters, as jieba cuts them, in several undertakings; no cue of an industry."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    cues = lexicon().cues
    held: Counter[str] = Counter()
    for case in cases:
        held.update({word for _, text, seen in case.texts for word in jieba.cut(without_labels(text, seen))})
    return sorted(
        word for word, count in held.items() if count >= _LEAST and _WORD.fullmatch(word) and word not in cues
    )


def told(cases: Iterable[Case], base: int, points: dict[str, int]) -> str:
    """Traps that stay and undertakings that are lost, for several `needed`."""
    cases = list(cases)
    traps, focus = sum(case.is_trap for case in cases), sum(case.has_focus for case in cases)
    told = []
    for needed in _NEEDED:
        own = [bool(own_work(case.texts, Words(needed, base, points))) for case in cases]
        stay = sum(case.is_trap and not found for case, found in zip(cases, own, strict=True))
        lost = sum(case.has_focus and found for case, found in zip(cases, own, strict=True))
        told.append(f"{needed}: {stay}/{traps} -{lost}/{focus}")
    return "  ".join(told)


def write(base: int, points: dict[str, int]) -> None:
    """Put base and words into the file, the strongest first; its head stays."""
    head = FILE.read_text("utf-8").partition("\nbase = ")[0]
    lines = [f'"{word}" = {points[word]}' for word in sorted(points, key=lambda word: (-points[word], word))]
    FILE.write_text(f"{head}\nbase = {base}\n\n[words]\n" + "\n".join(lines) + "\n", "utf-8")


def cases_of(name: str) -> list[Case]:
    """The cases of a labelled set."""
    found: list[Case] = []
    labels = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
    read_already: dict[str, dict[str, tuple[Text, Goal | None, list[Indicator]]]] = {}
    for label in labels:
        if document := label.get("document"):
            if document not in read_already:
                read_already[document] = _undertakings(document)
            undertaking = read_already[document][label["name"]]
            is_trap = not label["focus"] and not label["mention"]
        else:
            undertaking, is_trap = undertaking_of(label), label["trap"]
        texts = tuple((part, text.string, read(text.string)) for part, text in parts(*undertaking))
        found.append(Case(texts, is_trap, bool(label["focus"])))
    return found


def _undertakings(document: str) -> dict[str, tuple[Text, Goal | None, list[Indicator]]]:
    path = (FOLDER / document).resolve()
    found: dict[str, tuple[Text, Goal | None, list[Indicator]]] = {}
    for section in read_document(path.read_bytes(), path.name).sections:
        tasks = section.plan.tasks if section.plan else ()
        for one in (*section.projects, *tasks):
            found[one.name.string] = (one.name, one.goal, list(one.indicators))
    return found


if __name__ == "__main__":
    sys.exit(main())
