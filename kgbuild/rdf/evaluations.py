"""A project's self-evaluation to quads: what was spent of which budget, and the points of the whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from kgbuild.model.records import Evaluation, Funding
from kgbuild.model.table import Text
from kgbuild.rdf.codes import SOURCES
from kgbuild.rdf.graphs import DocumentGraphs
from kgbuild.text import width_folded
from kgbuild.values.numerals import canonical
from kgbuild.vocab import iri

_YUAN_PER_WAN: Final = Decimal(10000)


def say_evaluation(graphs: DocumentGraphs, owner: NamedNode, one: Evaluation) -> None:
    """The node of the evaluation below its project. Numbers that cannot be read are not stated."""
    node = graphs.mint.part("evaluation", owner)
    graphs.say(owner, "kgb:evaluation", node)
    graphs.say(node, "rdf:type", iri("kgb:Evaluation"))
    _say_amount(graphs, node, "kgb:adjustedBudget", one.adjusted)
    _say_amount(graphs, node, "kgb:expenditure", one.spent)
    numbers = (
        ("kgb:executionRate", one.rate, "%"),
        ("kgb:weight", one.weight, "分"),
        ("kgb:score", one.score, "分"),
        ("kgb:totalScore", one.total, "分"),
        ("kgb:totalWeight", one.full, "分"),
    )
    for predicate, text, mark in numbers:
        graphs.say(node, predicate, _number(text, mark))
    if one.grade:
        graphs.say(node, "kgb:grade", Literal(one.grade.string))
    graphs.derived(node, one.rate, one.weight, one.score, one.total, one.full, one.grade)


def _say_amount(graphs: DocumentGraphs, owner: NamedNode, predicate: str, funding: Funding | None) -> None:
    """An amount of its own kind: budget and expenditure may be equal and are still two."""
    if funding is None or funding.wan is None:
        return
    amount = canonical(funding.wan * _YUAN_PER_WAN)
    node = graphs.mint.part("funding", owner, predicate, amount)
    graphs.say(owner, predicate, node)
    graphs.say(node, "rdf:type", iri("kgb:Funding"))
    graphs.say(node, "kgb:fundingSource", iri(SOURCES[funding.source]))
    graphs.say(node, "kgb:amount", Literal(amount, datatype=iri("xsd:decimal")))
    graphs.say(node, "kgb:text", Literal(funding.text.string))
    graphs.derived(node, funding.text)


def _number(text: Text | None, mark: str) -> Literal | None:
    """A plain number, with or without its mark; a rate must print its %, since 0.97 and 97 are both in use."""
    if not text:
        return None
    printed = width_folded(text.string).strip()
    if mark == "%" and not printed.endswith("%"):
        return None
    try:
        number = Decimal(printed.removesuffix(mark).strip())
    except ArithmeticError:
        return None
    return Literal(canonical(number), datatype=iri("xsd:decimal")) if number.is_finite() else None
