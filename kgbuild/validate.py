"""SHACL: one document's facts at a time, by pyshacl. Terms of the core become rdflib's here.

What comes out are `Finding`s with IRIs and literals of the core; reading issues of the documents become findings of the
same kind, so that one report holds everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kgbuild.knowledge import vocabulary
from kgbuild.model.issues import Severity
from kgbuild.rdf.iris import Minter
from kgbuild.resources import folder
from kgbuild.terms import Said, Statement, statements
from kgbuild.vocab import PREFIXES, iri

if TYPE_CHECKING:
    import rdflib

SHAPE_FILES_ACROSS: Final = frozenset({"links.ttl"})
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


def judge_document(quads: Iterable[Said], sha256: str) -> list[Finding]:
    """Findings on the facts of one document (its `doc` graph; provenance is left out)."""
    return _judge(quads, across=False, document=sha256)


def judge_links(quads: Iterable[Said]) -> list[Finding]:
    """Findings on the links between documents."""
    return _judge(quads, across=True, document="")


def _judge(quads: Iterable[Said], *, across: bool, document: str) -> list[Finding]:
    import pyshacl

    facts = list(quads)
    data = _rdflib_graph([*facts, *(() if across else _mentioned(facts))])
    _, report, _ = pyshacl.validate(
        data, shacl_graph=_shapes(across=across), advanced=False, inference="none", inplace=True
    )
    return sorted(_findings(report, document))


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
def _shapes(*, across: bool) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for path in sorted(folder("shapes").glob("*.ttl")):
        if (path.name in SHAPE_FILES_ACROSS) == across:
            graph.parse(path, format="turtle")
    return graph


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

    graph = rdflib.Graph()
    add = graph.store.add
    for subject, predicate, value in statements(quads):
        add((node(subject.value), node(predicate.value), term(value)), graph)
    return graph


def _findings(report: rdflib.Graph, document: str) -> Iterable[Finding]:
    from rdflib import Literal as RdflibLiteral
    from rdflib import URIRef
    from rdflib.namespace import SH

    for result in report.objects(None, SH.result):
        shape = report.value(result, SH.sourceShape)
        severity = _SEVERITY[str(report.value(result, SH.resultSeverity))]
        messages = {
            message.language or "": str(message)
            for message in report.objects(result, SH.resultMessage)
            if isinstance(message, RdflibLiteral)
        }
        path = report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        yield Finding(
            severity_rank=-severity.rank,
            shape=str(shape),
            focus=str(report.value(result, SH.focusNode)),
            path=str(path) if isinstance(path, URIRef) else "",
            value=str(value) if value is not None else "",
            value_is_thing=isinstance(value, URIRef),
            severity=severity,
            component=str(report.value(result, SH.sourceConstraintComponent)),
            zh=messages.get("zh", next(iter(sorted(messages.values())), "")),
            en=messages.get("en", next(iter(sorted(messages.values())), "")),
            document=document,
        )


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


def report_quads(findings: Iterable[Finding], minter: Minter) -> list[Statement]:
    """A sh:ValidationReport without blank nodes, in the report graph."""
    findings = sorted(set(findings))
    graph = minter.graph("report")
    report = NamedNode(f"{minter.base}report")
    conforms = not any(one.severity is Severity.VIOLATION for one in findings)
    quads = [
        Statement(report, iri("rdf:type"), iri("sh:ValidationReport"), graph),
        Statement(
            report, iri("sh:conforms"),
            Literal("true" if conforms else "false", datatype=iri("xsd:boolean")), graph,
        ),
    ]  # fmt: skip
    severities = {value: NamedNode(key) for key, value in _SEVERITY.items()}
    for one in findings:
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
        if one.path.startswith("http"):
            said.append(("sh:resultPath", NamedNode(one.path)))
        if one.value:
            thing = NamedNode(one.value) if one.value_is_thing else Literal(one.value)
            said.append(("sh:value", thing))
        quads.append(Statement(report, iri("sh:result"), node, graph))
        quads += [Statement(node, iri(name), value, graph) for name, value in said]
    return quads
