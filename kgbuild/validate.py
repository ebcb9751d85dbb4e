"""SHACL: one document's facts at a time, by pyshacl. Terms of the core become rdflib's here.

What comes out are `Finding`s with IRIs and literals of the core; reading issues of the documents become findings of the
same kind, so that one report holds everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kgbuild.knowledge import vocabulary
from kgbuild.messages import with_values
from kgbuild.model.issues import Severity
from kgbuild.profiles import SAME_SIDE, Profile, profile
from kgbuild.rdf.graphs import integer
from kgbuild.rdf.iris import Minter
from kgbuild.resources import folder
from kgbuild.rules import rule_of
from kgbuild.terms import Said, Statement, statements
from kgbuild.vocab import PREFIXES, iri

if TYPE_CHECKING:
    import rdflib
    from rdflib.store import Store

SHAPE_FILES_ACROSS: Final = frozenset({"links.ttl", "audit_across.ttl"})
"""Shapes that judge the links between documents; all others judge one document."""

_SEVERITY: Final = {
    PREFIXES["sh"] + "Info": Severity.INFO,
    PREFIXES["sh"] + "Warning": Severity.WARNING,
    PREFIXES["sh"] + "Violation": Severity.VIOLATION,
}
_LISTED: Final = ("kgb:IndicatorCategory", "kgb:Unit", "kgb:Department")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One validation result. `cells` are IRIs of the cells that the focus node was read from.

    `severity_rank` is negative so that findings sort with the gravest first.
    """

    severity_rank: int
    shape: str
    focus: str
    path: str
    value: str
    severity: Severity
    component: str
    zh: str
    en: str
    document: str = ""
    value_is_thing: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Tally:
    """How one rule came out for one document (its SHA-256; empty across documents), counted over what it applies to.

    What a document gives no means to check is not checkable, never passed.
    """

    rule: str
    document: str
    passed: int
    failed: int
    not_checkable: int
    reason_zh: str = ""
    reason_en: str = ""


def judge_document(quads: Iterable[Said], sha256: str, numbers: Profile | None = None) -> list[Finding]:
    """Findings on the facts of one document (its graphs `doc` and `derived`; provenance is left out)."""
    return _judge(quads, across=False, document=sha256, numbers=numbers)


def judge_links(quads: Iterable[Said]) -> list[Finding]:
    """Findings on the links between documents."""
    return _judge(quads, across=True, document="")


def _judge(quads: Iterable[Said], *, across: bool, document: str, numbers: Profile | None = None) -> list[Finding]:
    import pyshacl

    facts = list(quads)
    data = _rdflib_graph([*facts, *(() if across else _mentioned(facts))])
    shapes = shapes_graph(numbers or profile(), across=across)
    _, report, _ = pyshacl.validate(
        data,
        shacl_graph=shapes,
        advanced=False,
        inference="none",
        inplace=True,
    )
    return _once(sorted(_findings(report, data, shapes, document)))


def _once(findings: list[Finding]) -> list[Finding]:
    """One finding a thing and audit rule: a pair of properties that should be equal gives a result for each side."""
    seen: dict[tuple[str, ...], Finding] = {}
    for one in findings:
        audit = one.shape.startswith(_AUDIT)
        seen.setdefault(
            (one.shape, one.focus) if audit else (one.shape, one.focus, one.component, one.path, one.value), one
        )
    return list(seen.values())


def _mentioned(facts: list[Said]) -> list[Quad]:
    """What the vocabulary says of the listed things that the facts name."""
    named = {quad.object for quad in facts} | {quad.subject for quad in facts}
    return [quad for quad in _listed() if quad.subject in named]


@cache
def _listed() -> tuple[Quad, ...]:
    """Types and labels of the closed lists, so that a document is judged without the whole vocabulary."""
    classes = {iri(name) for name in _LISTED}
    listed = {quad.subject for quad in vocabulary() if quad.object in classes}
    wanted = {iri("rdf:type"), iri("skos:prefLabel")}
    return tuple(quad for quad in vocabulary() if quad.subject in listed and quad.predicate in wanted)


@cache
def shapes_graph(numbers: Profile, *, across: bool) -> rdflib.Graph:
    """All shapes of one kind, with the numbers of a profile in the place of their own."""
    import rdflib

    graph = rdflib.Graph()
    for path in sorted(folder("shapes").glob("*.ttl")):
        if (path.name in SHAPE_FILES_ACROSS) == across:
            graph.parse(path, format="turtle")
    for one in numbers.numbers:
        shape, predicate = rdflib.URIRef(one.shape), rdflib.URIRef(iri(one.predicate).value)
        if (shape, None, None) not in graph:
            continue
        graph.remove((shape, predicate, None))
        if other := SAME_SIDE.get(one.predicate):
            graph.remove((shape, rdflib.URIRef(iri(other).value), None))
        datatype = rdflib.URIRef(one.datatype) if one.datatype else None
        graph.add(
            (shape, predicate, rdflib.Literal(one.value, datatype=datatype) if datatype else rdflib.URIRef(one.value))
        )
    return graph


@cache
def _memory() -> type[Store]:
    """The plain store of rdflib, which holds one graph, under the name of one that may hold several.

    pyshacl asks for the latter; it keeps for each triple in which graphs it is, which costs a quarter of judging.
    """
    from rdflib.plugins.stores.memory import SimpleMemory

    class OneGraph(SimpleMemory):
        context_aware = graph_aware = True

        def add_graph(self, graph: rdflib.Graph) -> None:
            """There is one, and it is there."""

        def __len__(self, context: object = None) -> int:
            """Whether there is anything: all that is asked, hundreds of times, and rdflib would count."""
            return int(any(True for _ in self.triples((None, None, None))))

    return OneGraph


def _rdflib_graph(quads: Iterable[Said]) -> rdflib.Graph:
    """Our terms as rdflib's, without parsing; the only bridge between the two."""
    import rdflib

    nodes: dict[str, rdflib.URIRef] = {}

    def node(value: str) -> rdflib.URIRef:
        known = nodes.get(value)
        if known is None:
            known = nodes[value] = rdflib.URIRef(value)
        return known

    def term(value: NamedNode | Literal) -> rdflib.URIRef | rdflib.Literal:
        if isinstance(value, NamedNode):
            return node(value.value)
        if value.language:
            return rdflib.Literal(value.value, lang=value.language)
        return rdflib.Literal(value.value, datatype=node(value.datatype.value), normalize=False)

    graph = rdflib.Graph(_memory()())
    add = graph.store.add
    for subject, predicate, value in statements(quads):
        add((node(subject.value), node(predicate.value), term(value)), graph)
    return graph


def _findings(report: rdflib.Graph, data: rdflib.Graph, shapes: rdflib.Graph, document: str) -> Iterable[Finding]:
    """Results as findings; the value that offends stands behind a message whose shape says how (`kgb:shownAs`)."""
    from rdflib import Literal as RdflibLiteral
    from rdflib import URIRef
    from rdflib.namespace import SH

    for result in report.objects(None, SH.result):
        shape = report.value(result, SH.sourceShape)
        severity = _SEVERITY[str(report.value(result, SH.resultSeverity))]
        path = report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        focus = report.value(result, SH.focusNode)
        shown = {
            pattern.language or "": str(pattern) for pattern in shapes.objects(shape, URIRef(iri("kgb:shownAs").value))
            if isinstance(pattern, RdflibLiteral)
        }  # fmt: skip
        values = _offending(report, data, result) if shown else []
        messages = {
            (language := message.language or ""): with_values(str(message), language, shown.get(language, "{}"), values)
            for message in report.objects(result, SH.resultMessage)
            if isinstance(message, RdflibLiteral)
        }
        yield Finding(
            severity_rank=-severity.rank,
            shape=str(shape),
            focus=str(focus),
            path=str(path) if isinstance(path, URIRef) else "",
            value=str(value) if value is not None else "",
            value_is_thing=isinstance(value, URIRef),
            severity=severity,
            component=str(report.value(result, SH.sourceConstraintComponent)),
            zh=messages.get("zh", next(iter(sorted(messages.values())), "")),
            en=messages.get("en", next(iter(sorted(messages.values())), "")),
            document=document,
        )


def _offending(report: rdflib.Graph, data: rdflib.Graph, result: rdflib.term.Node) -> list[str | Decimal]:
    """The values that a shape objects to in one thing; where results name none (sh:maxCount), all that it has."""
    from rdflib import Literal as RdflibLiteral
    from rdflib.namespace import SH

    focus, shape = report.value(result, SH.focusNode), report.value(result, SH.sourceShape)
    same = [one for one in report.subjects(SH.focusNode, focus) if report.value(one, SH.sourceShape) == shape]
    named = {value for one in same for value in report.objects(one, SH.value)}
    values = named or set(data.objects(focus, report.value(result, SH.resultPath)))
    return [
        Decimal(str(value)) if isinstance(value.value, int | float | Decimal) else str(value)
        for value in sorted(value for value in values if isinstance(value, RdflibLiteral))
    ]


_AUDIT: Final = f"{PREFIXES['shape']}audit-"


_ISSUE_FIELDS: Final = (
    "kgb:code", "kgb:severity", "kgb:message", "kgb:text", "kgb:document", "prov:wasDerivedFrom",
)  # fmt: skip
READING_COMPONENT: Final = "kgb:ReadingConstraintComponent"


def reading_findings(quads: Iterable[Said], sha256: str) -> list[Finding]:
    """The reading issues of one document (in its `prov` graph) as findings."""
    issues: dict[NamedNode, dict[str, list[NamedNode | Literal]]] = {}
    wanted = {iri(name): name for name in _ISSUE_FIELDS}
    ours = list(statements(quads))
    types = {subject for subject, _, value in ours if value == iri("kgb:Issue")}
    for subject, predicate, value in ours:
        if subject in types and predicate in wanted:
            issues.setdefault(subject, {}).setdefault(wanted[predicate], []).append(value)
    findings = []
    for fields in issues.values():
        severity = _SEVERITY[fields["kgb:severity"][0].value]
        messages = {m.language: m.value for m in fields["kgb:message"] if isinstance(m, Literal)}
        findings.append(
            Finding(
                severity_rank=-severity.rank,
                shape=f"{PREFIXES['shape']}reading-{fields['kgb:code'][0].value}",
                focus=fields["kgb:document"][0].value,
                path="",
                value=fields["kgb:text"][0].value if "kgb:text" in fields else "",
                severity=severity,
                component=iri(READING_COMPONENT).value,
                zh=messages["zh"],
                en=messages["en"],
                document=sha256,
                cells=tuple(cell.value for cell in fields.get("prov:wasDerivedFrom", [])),
            )
        )
    return sorted(findings)


def report_quads(
    findings: Iterable[Finding],
    minter: Minter,
    tallies: Iterable[Tally] = (),
    accepted: Mapping[Finding, str] = MappingProxyType({}),
) -> list[Statement]:
    """Results of a sh:ValidationReport and the tallies of the rules, without blank nodes, in the report graph.

    `accepted` findings carry their reasons. The report itself is stated by `report_head`.
    """
    graph = minter.graph("report")
    report = _report(minter)
    quads: list[Statement] = []
    severities = {value: NamedNode(key) for key, value in _SEVERITY.items()}
    for one in sorted(set(findings)):
        node = minter.thing("result", one.shape, one.focus, one.path, one.value, *one.cells)
        said: list[tuple[str, NamedNode | Literal]] = [
            ("rdf:type", iri("sh:ValidationResult")),
            ("sh:focusNode", NamedNode(one.focus)),
            ("sh:sourceShape", NamedNode(one.shape)),
            ("sh:sourceConstraintComponent", NamedNode(one.component)),
            ("sh:resultSeverity", severities[one.severity]),
            ("sh:resultMessage", Literal(one.zh, language="zh")),
            ("sh:resultMessage", Literal(one.en, language="en")),
            *(("prov:wasDerivedFrom", NamedNode(cell)) for cell in one.cells),
        ]
        if rule := rule_of(one.shape):
            said.append(("dcterms:identifier", Literal(rule)))
        if one in accepted:
            said.append(("kgb:acceptedReason", Literal(accepted[one])))
        if one.path.startswith("http"):
            said.append(("sh:resultPath", NamedNode(one.path)))
        if one.value:
            thing = NamedNode(one.value) if one.value_is_thing else Literal(one.value)
            said.append(("sh:value", thing))
        quads.append(Statement(report, iri("sh:result"), node, graph))
        quads += [Statement(node, iri(name), value, graph) for name, value in said]
    return [*quads, *_tally_quads(tallies, minter)]


def report_head(minter: Minter, *, conforms: bool) -> list[Statement]:
    """The sh:ValidationReport of all documents; what `report_quads` states are its results."""
    graph, report = minter.graph("report"), _report(minter)
    said = Literal("true" if conforms else "false", datatype=iri("xsd:boolean"))
    return [
        Statement(report, iri("rdf:type"), iri("sh:ValidationReport"), graph),
        Statement(report, iri("sh:conforms"), said, graph),
    ]


def _report(minter: Minter) -> NamedNode:
    return NamedNode(f"{minter.base}report")


def _tally_quads(tallies: Iterable[Tally], minter: Minter) -> list[Statement]:
    graph = minter.graph("report")
    quads = []
    for one in sorted(set(tallies)):
        node = minter.thing("tally", one.rule, one.document)
        said: list[tuple[str, NamedNode | Literal]] = [
            ("rdf:type", iri("kgb:RuleTally")),
            ("kgb:rule", Literal(one.rule)),
            *(("kgb:document", minter.document(one.document)) for _ in [one.document] if one.document),
            ("kgb:passed", integer(one.passed)),
            ("kgb:failed", integer(one.failed)),
            ("kgb:notCheckable", integer(one.not_checkable)),
        ]
        if one.reason_zh:
            said += [
                ("rdfs:comment", Literal(one.reason_zh, language="zh")),
                ("rdfs:comment", Literal(one.reason_en, language="en")),
            ]
        quads += [Statement(node, iri(name), value, graph) for name, value in said]
    return quads
