"""The graph as GraphML (http://graphml.graphdrawing.org/), for Gephi and networkx.

Nodes are undertakings, departments and industries. Edges say whose an undertaking is, who spends the money, which plan
a task belongs to, which industries it is about (weight: score of the tag), and which undertakings are linked (weight:
score of the link). XML without the characters that XML does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Final
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from pyoxigraph import NamedNode

from kgbuild.export.choice import ALL, Choice
from kgbuild.flat.projects import amounts, kind, undertakings
from kgbuild.flat.things import Thing, Things
from kgbuild.store import KnowledgeGraph
from kgbuild.vocab import GRAPHML

Data = dict[str, str | int | Decimal | None]

_KEYS: Final = {
    "node": {
        "label": "string",
        "type": "string",
        "name_en": "string",
        "department": "string",
        "year": "int",
        "amount": "double",
        "indicators": "int",
    },
    "edge": {"label": "string", "type": "string", "weight": "double", "via": "string"},
}
"""The attributes of nodes and edges with their types; `amount` is in 元."""
_HELD_BY: Final = {"kgb:department": "department", "kgb:spendingUnit": "spendingUnit", "kgb:partOf": "partOf"}
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(graph: KnowledgeGraph, out: IO[bytes], choice: Choice = ALL) -> None:
    """Nodes first, then edges, each once, in the order of the documents."""
    things = Things(graph)
    page = _Page(out)
    around: dict[NamedNode, None] = {}
    for one in undertakings(things):
        page.node(one.iri, _undertaking(things, one))
        for name in ("kgb:department", "kgb:spendingUnit", "kgb:industry", "kgb:mentionsIndustry"):
            around |= dict.fromkeys(one.nodes(name))
    for node in sorted(around, key=lambda one: one.value):
        page.node(node.value, _around(things, node))
    for one in undertakings(things):
        for edge in _edges(one):
            page.edge(*edge)
    for graph_of_tags in things.tag_graphs:
        _tags(things, graph_of_tags, page)
    for link in things.across("kgb:ProjectLink"):
        _link(things, link, page)
    page.close()


def _undertaking(things: Things, one: Thing) -> Data:
    return {
        "label": one.text("rdfs:label"),
        "type": kind(one),
        "department": things.label(one.node_of("kgb:department")),
        "year": one.integer("kgb:fiscalYear"),
        "amount": amounts(things, one).get("total"),
        "indicators": len(one.nodes("kgb:indicator")),
    }


def _around(things: Things, node: NamedNode) -> Data:
    is_department = "kgb:Department" in things.known(node).classes()
    return {
        "label": things.label(node) or node.value,
        "type": "Department" if is_department else "Industry",
        "name_en": things.label(node, "en"),
    }


def _edges(one: Thing) -> Iterator[tuple[str, str, Data]]:
    """An undertaking's department, spending unit and plan."""
    for predicate, name in _HELD_BY.items():
        for node in one.nodes(predicate):
            yield one.iri, node.value, {"label": name, "type": name, "weight": 1}


def _tags(things: Things, graph: NamedNode, page: _Page) -> None:
    for tag in things.of_graph("kgb:IndustryTag", graph):
        undertaking, industry, role = tag.node_of("kgb:undertaking"), tag.node_of("kgb:industry"), tag.code("kgb:role")
        if undertaking and industry:
            data: Data = {"label": role, "type": role, "weight": tag.decimal("kgb:score")}
            page.edge(undertaking.value, industry.value, data, name=tag.iri)


def _link(things: Things, link: Thing, page: _Page) -> None:
    first, second, type_of_link = link.node_of("kgb:from"), link.node_of("kgb:to"), link.code("kgb:linkType")
    if first and second:
        via = "、".join(sorted(things.label(node) or node.value for node in link.nodes("kgb:via")))
        data: Data = {
            "label": type_of_link,
            "type": type_of_link,
            "weight": link.decimal("kgb:score"),
            "via": via or None,
        }
        page.edge(first.value, second.value, data, name=link.iri)


class _Page:
    """A GraphML document in the making."""

    def __init__(self, out: IO[bytes]) -> None:
        self._xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._edges: set[str] = set()
        self._xml.startDocument()
        self._open("graphml", {"xmlns": GRAPHML})
        for domain, keys in _KEYS.items():
            for name, kind_of_key in keys.items():
                declared = {"id": f"{domain}_{name}", "for": domain, "attr.name": name, "attr.type": kind_of_key}
                self._open("key", declared)
                self._close("key")
        self._open("graph", {"id": "kgbuild", "edgedefault": "directed"})

    def node(self, name: str, data: Data) -> None:
        self._element("node", {"id": name}, data)

    def edge(self, source: str, target: str, data: Data, name: str = "") -> None:
        """An edge, once: two documents may say the same."""
        name = name or f"{source}>{data['type']}>{target}"
        if name not in self._edges:
            self._edges.add(name)
            self._element("edge", {"id": name, "source": source, "target": target}, data)

    def close(self) -> None:
        self._close("graph")
        self._close("graphml")
        self._xml.endDocument()

    def _element(self, tag: str, attributes: dict[str, str], data: Data) -> None:
        self._open(tag, attributes)
        for name, value in data.items():
            if value is not None:
                self._open("data", {"key": f"{tag}_{name}"})
                self._xml.characters(_clean(f"{value:f}" if isinstance(value, Decimal) else str(value)))
                self._close("data")
        self._close(tag)

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        self._xml.startElement(tag, AttributesImpl({name: _clean(value) for name, value in attributes.items()}))

    def _close(self, tag: str) -> None:
        self._xml.endElement(tag)
        if tag != "data":
            self._xml.ignorableWhitespace("\n")


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
