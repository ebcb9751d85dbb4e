"""An indicator of the plan and the same indicator of the report, where the two forms of table gave it two nodes.

A plan that numbers its indicators knows them by number; a self-evaluation that prints them in columns knows them by
name. `kgb:reports` leads from the second to the first, so that nothing that counts indicators counts one twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kgbuild.rdf.iris import Minter
from kgbuild.terms import Statement, statements
from kgbuild.text import comparable, without_final_marks
from kgbuild.vocab import iri

_Key = tuple[NamedNode, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The indicators of one document in the order of print, by undertaking and name; `form` is "" if it has several."""

    form: str
    indicators: dict[_Key, tuple[NamedNode, ...]]


def sheet(quads: Iterable[Quad]) -> Sheet:
    """What one document says of its form and its indicators."""
    forms: set[str] = set()
    labels: dict[NamedNode, str] = {}
    places: dict[NamedNode, dict[str, int]] = defaultdict(dict)
    held: set[tuple[NamedNode, NamedNode]] = set()
    form, label, indicator = iri("kgb:form"), iri("rdfs:label"), iri("kgb:indicator")
    numbers = {iri("kgb:group"): "group", iri("kgb:ordinal"): "ordinal"}
    for subject, predicate, value in statements(quads):
        if predicate == form:
            forms.add(value.value)
        elif predicate == label:
            labels[subject] = comparable(without_final_marks(value.value))
        elif predicate in numbers:
            places[subject][numbers[predicate]] = int(value.value)
        elif predicate == indicator and isinstance(value, NamedNode):
            held.add((subject, value))

    def order(node: NamedNode) -> tuple[int, int, str]:
        return places[node].get("group", 0), places[node].get("ordinal", 0), node.value

    found: dict[_Key, list[NamedNode]] = defaultdict(list)
    for owner, node in sorted(held, key=lambda pair: order(pair[1])):
        found[owner, labels.get(node, "")].append(node)
    return Sheet(forms.pop() if len(forms) == 1 else "", {key: tuple(nodes) for key, nodes in found.items()})


def reports(sheets: Iterable[Sheet], minter: Minter) -> list[Statement]:
    """`kgb:reports` for each name that plan and report of an undertaking print equally often, in the order of print."""
    by_form: dict[str, dict[_Key, set[tuple[NamedNode, ...]]]] = defaultdict(lambda: defaultdict(set))
    for one in sheets:
        for key, nodes in one.indicators.items():
            by_form[one.form][key].add(nodes)
    planned, reported = by_form[iri("kgb:ProjectGoals").value], by_form[iri("kgb:ProjectResults").value]
    graph = minter.graph("links")
    return [
        Statement(later, iri("kgb:reports"), earlier, graph)
        for key in planned.keys() & reported.keys()
        if len(planned[key]) == 1 and len(reported[key]) == 1
        for earlier, later in _pairs(*planned[key], *reported[key])
    ]


def _pairs(planned: tuple[NamedNode, ...], reported: tuple[NamedNode, ...]) -> Iterable[tuple[NamedNode, NamedNode]]:
    """Pairs in order; none where one table prints the name more often, or where both know it by one node."""
    if len(planned) != len(reported) or {*planned} & {*reported}:
        return ()
    return zip(planned, reported, strict=True)
