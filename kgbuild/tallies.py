"""How each audit rule came out for one document: passed, failed, not checkable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from kgbuild.auditing.applicability import Unchecked
from kgbuild.resources import folder
from kgbuild.terms import Said, Value, statements
from kgbuild.validate import SHAPE_FILES_ACROSS, Finding, Tally
from kgbuild.vocab import iri

Shape = tuple[NamedNode, NamedNode, Value]
"""One statement of a shape file."""


def tallied(
    quads: Iterable[Said], findings: Iterable[Finding], unchecked: Iterable[Unchecked], sha256: str
) -> list[Tally]:
    """Passed, failed, not checkable for every rule that judges one document.

    The things that a rule applies to are the targets of its shapes, and those that it cannot be checked on.
    """
    failed: dict[str, set[str]] = defaultdict(set)
    for one in findings:
        failed[one.shape].add(one.focus)
    open_things: dict[str, set[str]] = defaultdict(set)
    reasons: dict[str, list[Unchecked]] = defaultdict(list)
    for row in unchecked:
        open_things[row.rule] |= row.things
        reasons[row.rule].append(row)
    targets = _targets(quads)
    tallies = []
    for rule, shapes in sorted(_rules().items()):
        bad = {thing for shape in shapes for thing in failed[shape]}
        left_open = open_things[rule] - bad
        good = {thing for shape in shapes for thing in targets[shape]} - bad - left_open
        why = reasons[rule]
        zh, en = "；".join(row.zh for row in why), "; ".join(row.en for row in why)
        tallies.append(Tally(rule, sha256, len(good), len(bad), len(left_open), zh, en))
    return tallies


@cache
def _rules() -> dict[str, tuple[str, ...]]:
    """Rule → its shapes, of the rules that judge one document."""
    found: dict[str, list[str]] = defaultdict(list)
    for shape, predicate, value in _shape_statements():
        if predicate == iri("dcterms:identifier"):
            found[value.value].append(shape.value)
    return {rule: tuple(sorted(shapes)) for rule, shapes in found.items()}


@cache
def _shape_statements() -> tuple[Shape, ...]:
    files = [path for path in sorted(folder("shapes").glob("*.ttl")) if path.name not in SHAPE_FILES_ACROSS]
    triples = (triple for path in files for triple in parse(path=path, format=RdfFormat.TURTLE))
    return tuple(
        statements(
            triple
            for triple in triples
            if isinstance(triple.subject, NamedNode) and not isinstance(triple.object, BlankNode)
        )
    )


def _targets(quads: Iterable[Said]) -> dict[str, set[str]]:
    """Shape → the things that it is about: by class, or by having or being the value of a property."""
    by_class: dict[Value, set[str]] = defaultdict(set)
    subjects: dict[Value, set[str]] = defaultdict(set)
    objects: dict[Value, set[str]] = defaultdict(set)
    type_node = iri("rdf:type")
    for subject, predicate, value in statements(quads):
        if predicate == type_node:
            by_class[value].add(subject.value)
        subjects[predicate].add(subject.value)
        if isinstance(value, NamedNode):
            objects[predicate].add(value.value)
    kinds = {
        iri("sh:targetClass"): by_class, iri("sh:targetSubjectsOf"): subjects, iri("sh:targetObjectsOf"): objects,
    }  # fmt: skip
    found: dict[str, set[str]] = defaultdict(set)
    for shape, predicate, value in _shape_statements():
        if predicate in kinds:
            found[shape.value] |= kinds[predicate][value]
    return found
