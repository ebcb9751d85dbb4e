"""Every IRI of a thing is minted here: base, kind, hash of a few stable fields.

The recipe: the fields, in their comparable form, joined by U+001F, through SHA-256; the first 20 hex digits.
IRIs are ASCII and opaque; they never depend on the order of input, the file name or the place in the file
(except for cells, which are places). Changing a recipe is a breaking change of the graph.

    document     sha256 of its bytes (whole)
    department   printed name (unless ontology/departments.ttl knows the name: then the IRI there)
    project      department, fiscal year, spending unit if it is another body, name, occurrence
    plan         department, fiscal year
    task         plan, name
    goal         its undertaking;  goal item: goal, ordinal
    indicator    undertaking, group, printed ordinal; where no ordinal is printed: categories, name, occurrence
    value        indicator, role (annual, period, actual), printed text;  part: value, position
    funding      undertaking or document, source, amount, and the unit whose total it is
    evaluation   its project;  its amounts are funding: evaluation, which of the two, amount
    tag          undertaking, industry
    link         its two ends, type (of undertakings) or class (of indicators);  discrepancy: thing, field
    issue        document, code, place, printed text;  result: shape, focus, path, value, cells
    tally        rule, document
    dataset      sha256 of kg.nq;  its distributions, partitions …: data set, what is meant (kgbuild.void)
    unit         the word (unless ontology/units.ttl knows it)
    cell         document, table, row, column, start, end
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from pyoxigraph import NamedNode

from kgbuild.errors import UsageError
from kgbuild.text import comparable
from kgbuild.vocab import DEFAULT_BASE

_LENGTH = 20
_OWN_OFFICE = re.compile(r"\(?(?:本级|本部|机关|部门)\)?$")


def _hash(fields: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(fields).encode()).hexdigest()[:_LENGTH]


def is_one_body(department: str, unit: str) -> bool:
    """Whether a spending unit is the department itself: 甲市乙局, 甲市乙局（本级） and 甲市乙局机关 are one."""
    return _OWN_OFFICE.sub("", _comparable(department)) == _OWN_OFFICE.sub("", _comparable(unit))


class Minter:
    """Mints the IRIs of one base."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        if not base.isascii() or "://" not in base or not base.endswith(("/", "#")):
            raise UsageError(f"the base IRI must be absolute, ASCII, and end in / or #: {base}")
        try:
            NamedNode(base)
        except ValueError:
            raise UsageError(f"the base is no IRI: {base}") from None
        self.base = base
        self.graphs = base.removesuffix("id/") + "graph/" if base.endswith("/id/") else base + "graph/"

    def thing(self, kind: str, *fields: str) -> NamedNode:
        """A thing from its stable fields; words are compared in their comparable form."""
        return NamedNode(f"{self.base}{kind}-{_hash(tuple(map(_comparable, fields)))}")

    def part(self, kind: str, owner: NamedNode, *fields: str) -> NamedNode:
        """A thing that belongs to another one."""
        return NamedNode(f"{self.base}{kind}-{_hash((owner.value, *map(_comparable, fields)))}")

    def place(self, kind: str, owner: NamedNode, numbers: tuple[int, ...]) -> NamedNode:
        """A part told apart by numbers alone, which are comparable as they are."""
        return NamedNode(f"{self.base}{kind}-{_hash((owner.value, *map(str, numbers)))}")

    def document(self, sha256: str) -> NamedNode:
        """The document with these bytes."""
        return NamedNode(f"{self.base}document-{sha256}")

    def graph(self, *path: str) -> NamedNode:
        """A named graph, such as ("doc", sha256) or ("links",)."""
        return NamedNode(self.graphs + "/".join(path))


@lru_cache(maxsize=65536)
def _comparable(field: str) -> str:
    return comparable(field)
