"""What kgbuild knows that is not code: labels of units, categories and departments out of `ontology/`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kgbuild.resources import folder
from kgbuild.text import comparable

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABELS = {_SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel")}
_THREE_BRANCHES = "/category/three/"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Look-ups by comparable label; values are IRIs."""

    units: dict[str, str]
    unit_words: frozenset[str]
    categories: dict[str, str]
    departments: dict[str, str]


@cache
def knowledge() -> Knowledge:
    """The look-ups, read once a process (a few milliseconds)."""
    units = labelled("units.ttl")
    return Knowledge(
        units=_by_label(units),
        unit_words=frozenset(label for label, _ in units),
        categories=_category_labels(labelled("categories.ttl")),
        departments=_by_label(labelled("departments.ttl")),
    )


def vocabulary_files() -> list[Path]:
    """The Turtle files of the ontology folder, in a fixed order."""
    return sorted(folder("ontology").glob("*.ttl"))


@cache
def vocabulary() -> tuple[Quad, ...]:
    """All triples of the ontology folder."""
    return tuple(quad for path in vocabulary_files() for quad in parse(path=path, format=RdfFormat.TURTLE))


def labelled(name: str) -> list[tuple[str, str]]:
    """(Chinese label, IRI) of one file, in the order of the file."""
    return [
        (quad.object.value, quad.subject.value)
        for quad in parse(path=folder("ontology") / name, format=RdfFormat.TURTLE)
        if quad.predicate.value in _LABELS
        and isinstance(quad.object, Literal)
        and isinstance(quad.subject, NamedNode)
        and quad.object.language in ("zh", "zh-hans", None)
    ]


def _by_label(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for label, node in pairs:
        found.setdefault(comparable(label), node)
    return found


def _category_labels(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The three-branch tree first: it is the one whose codes are printed."""
    ordered = sorted(pairs, key=lambda pair: _THREE_BRANCHES not in pair[1])
    return _by_label(ordered)
