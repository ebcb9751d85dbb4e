"""Audit profiles: the numbers of the audit rules that differ between provinces, as Turtle.

A profile (`shapes/profiles/*.ttl`) states triples about shapes, such as `shape:audit-deviation sh:maxInclusive 15`;
each takes the place of what the shape itself says there. It also names the kinds of project that need no benefit
indicator. The shapes stand for themselves with the numbers of `default.ttl`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kgbuild.errors import UsageError
from kgbuild.resources import folder
from kgbuild.vocab import iri

DEFAULT: Final = "default"
SAME_SIDE: Final = {
    "sh:maxInclusive": "sh:maxExclusive", "sh:maxExclusive": "sh:maxInclusive",
    "sh:minInclusive": "sh:minExclusive", "sh:minExclusive": "sh:minInclusive",
}  # fmt: skip
_NUMBERS: Final = (*SAME_SIDE, "sh:severity", "sh:deactivated")


@dataclass(frozen=True, slots=True)
class Number:
    """What a profile says of one shape: a bound, its severity, or that it does not apply."""

    shape: str
    predicate: str
    value: str
    datatype: str  # empty for an IRI


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as read. `waived` are kinds of spending (IRIs) that need no benefit indicator."""

    name: str
    fingerprint: str
    numbers: tuple[Number, ...] = ()
    waived: frozenset[str] = frozenset()


def named_profiles() -> list[str]:
    """The names of the profiles that come with kgbuild."""
    return sorted(path.stem for path in (folder("shapes") / "profiles").glob("*.ttl"))


@cache
def profile(name: str = DEFAULT) -> Profile:
    """A profile by its name, or from a file.

    Raises:
        UsageError: no such profile, or the file is not one.
    """
    path = folder("shapes") / "profiles" / f"{name}.ttl" if name in named_profiles() else Path(name)
    try:
        data = path.read_bytes()
    except OSError:
        known = ", ".join(named_profiles())
        raise UsageError(f"{name}: no such audit profile; give one of {known}, or a Turtle file") from None
    try:
        triples = list(parse(data, format=RdfFormat.TURTLE))
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"{name}: the audit profile is not Turtle: {error}") from None
    known_shapes = _shapes()
    numbers, waived = [], set()
    wanted = {iri(one): one for one in _NUMBERS}
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if predicate == iri("kgb:waivesBenefit") and isinstance(value, NamedNode):
            waived.add(value.value)
        elif predicate in wanted and isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            if subject.value not in known_shapes:
                raise UsageError(f"{name}: {subject.value} is no shape of kgbuild; see docs/rules.md for their names")
            datatype = value.datatype.value if isinstance(value, Literal) else ""
            numbers.append(Number(subject.value, wanted[predicate], value.value, datatype))
    ordered = tuple(sorted(numbers, key=lambda one: (one.shape, one.predicate, one.value)))
    return Profile(name, hashlib.sha256(data).hexdigest()[:16], ordered, frozenset(waived))


@cache
def _shapes() -> frozenset[str]:
    identifier = iri("dcterms:identifier")
    return frozenset(
        triple.subject.value
        for path in sorted(folder("shapes").glob("*.ttl"))
        for triple in parse(path=path, format=RdfFormat.TURTLE)
        if triple.predicate == identifier and isinstance(triple.subject, NamedNode)
    )
