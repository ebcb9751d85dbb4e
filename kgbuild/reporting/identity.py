"""What makes two findings of two builds the same: the rule, and the thing it is about. Never a place in a file.

A finding keeps its identity when the file is edited elsewhere, renamed or scanned again, as long as department, year,
project and indicator keep their names. It loses it when the thing is renamed: that is another thing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Final, Protocol

from kgbuild.text import comparable
from kgbuild.validate import Finding

VERSION: Final = "kgbuildFinding/v1"
"""Name of the recipe, for readers that compare fingerprints of several tools or versions."""
_LENGTH: Final = 20
_VALUES: Final = frozenset({"kgb:annualTarget", "kgb:periodTarget", "kgb:actual", "kgb:part", "kgb:funding"})
"""Things that go by their role: the printed number may change and the finding stays."""


class _Named(Protocol):
    @property
    def label(self) -> str: ...

    @property
    def role(self) -> str: ...


def identity(finding: Finding, trail: Sequence[_Named], scope: str) -> tuple[str, ...]:
    """The fields of a fingerprint.

    A reading issue is about the document; only its text tells it from others of its code.
    """
    things = [f"{one.role}={'' if one.role in _VALUES else comparable(one.label)}" for one in trail]
    is_reading = "/reading-" in finding.shape
    return (finding.shape, scope, finding.path, *things, comparable(finding.value) if is_reading else "")


class Occurrences:
    """Fingerprints; equal findings are told apart by their order."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, ...]] = Counter()

    def next(self, fields: tuple[str, ...]) -> str:
        """The fingerprint of the next finding with these fields."""
        self._seen[fields] += 1
        text = "\x1f".join((*fields, str(self._seen[fields])))
        return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
