"""Links as quads, in the graph of links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kgbuild.linking.pairing import Held
from kgbuild.linking.places import evidence
from kgbuild.linking.projects import Link
from kgbuild.linking.reasons import reasons
from kgbuild.linking.years import OVER_YEARS, IndicatorLink
from kgbuild.rdf.iris import Minter
from kgbuild.terms import Statement
from kgbuild.values.numerals import canonical
from kgbuild.vocab import iri

Said = list[tuple[NamedNode, str, NamedNode | Literal]]


def link_quads(link: Link, minter: Minter) -> Iterator[Statement]:
    """A ProjectLink node, and kgb:relatedTo in both directions."""
    graph = minter.graph("links")
    first, second = NamedNode(link.first), NamedNode(link.second)
    node = minter.part("link", first, link.second, link.kind)
    said: Said = [
        *_ends(node, "kgb:ProjectLink", first, second, link.kind, link.score, link.terms),
        (first, "kgb:relatedTo", second),
        (second, "kgb:relatedTo", first),
        *((node, "kgb:via", NamedNode(industry)) for industry in link.via),
    ]
    yield from (Statement(subject, iri(predicate), value, graph) for subject, predicate, value in said)
    yield from evidence(node, link.evidence, graph, minter)


def indicator_link_quads(link: IndicatorLink, minter: Minter) -> Iterator[Statement]:
    """An IndicatorLink node with the values that were compared, and a way along it: kgb:followedBy, kgb:reportedAs."""
    graph = minter.graph("links")
    first, second = NamedNode(link.one.measure.iri), NamedNode(link.other.measure.iri)
    node = minter.part("link", first, second.value, link.kind)
    said: Said = [
        *_ends(node, "kgb:IndicatorLink", first, second, link.change.value, link.score, link.terms),
        (node, "rdf:type", iri(link.kind)),
        (node, "kgb:renamed", Literal("true" if link.renamed else "false", datatype=iri("xsd:boolean"))),
        *((node, "kgb:reason", Literal(text, language=language)) for language, text in reasons(link).items()),
    ]
    if first != second:
        said.append((first, "kgb:followedBy" if link.kind == OVER_YEARS else "kgb:reportedAs", second))
    for predicate, held in (("kgb:fromTarget", link.one), ("kgb:toTarget", link.other)):
        if target := held.measure.target:
            said.append((node, predicate, _value(held, held.measure.role, target.text, minter)))
    if link.reached and link.reached.measure.actual and link.standing:
        actual = link.reached.measure.actual
        said.append((node, "kgb:reached", _value(link.reached, "kgb:actual", actual.text, minter)))
        said.append((node, "kgb:standing", iri(link.standing.value)))
    yield from (Statement(subject, iri(predicate), value, graph) for subject, predicate, value in said)
    yield from evidence(node, (place for one in _printed(link) for place in one.measure.cells), graph, minter)


def _printed(link: IndicatorLink) -> Iterator[Held]:
    """Whose cells a link rests on."""
    yield link.one
    yield link.other
    if link.reached:
        yield link.reached


def _ends(
    node: NamedNode, kind: str, first: NamedNode, second: NamedNode, link_type: str, score: float, terms: Iterable[str]
) -> Said:
    """What every link says."""
    number = canonical(Decimal(f"{score:.4f}"))
    return [
        (node, "rdf:type", iri("kgb:Link")),
        (node, "rdf:type", iri(kind)),
        (node, "kgb:from", first),
        (node, "kgb:to", second),
        (node, "kgb:linkType", iri(link_type)),
        (node, "kgb:score", Literal(number, datatype=iri("xsd:decimal"))),
        *((node, "kgb:term", Literal(term, language="zh")) for term in terms),
    ]


def _value(held: Held, role: str, text: str, minter: Minter) -> NamedNode:
    """The value node of an indicator, as its document states it."""
    return minter.part("value", NamedNode(held.measure.iri), role, text)
