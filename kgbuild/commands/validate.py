"""`kgbuild validate`: the report of a built graph."""

from __future__ import annotations

import argparse
import sys

from pyoxigraph import NamedNode, Quad

from kgbuild.cli import CLEAN, FINDINGS
from kgbuild.findings import Located, as_csv, as_json, as_text, counted, labels, locate, places, reaches
from kgbuild.store import KnowledgeGraph
from kgbuild.terms import statements
from kgbuild.validate import Finding
from kgbuild.vocab import iri

_FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}
_FILES = {"turtle": "report.ttl", "html": "report.html"}


def run(options: argparse.Namespace) -> int:
    """Print the report; the exit code says whether something reaches --fail-on."""
    graph = KnowledgeGraph(options.graph)
    findings = graph.validate()
    if options.format in _FILES:
        sys.stdout.write((graph.path / _FILES[options.format]).read_text("utf-8"))
    else:
        sys.stdout.write(_FORMATS[options.format](_located(graph, findings)))
    return FINDINGS if reaches(counted(findings), options.fail_on) else CLEAN


def _located(graph: KnowledgeGraph, findings: list[Finding]) -> list[Located]:
    def about(things: set[str]) -> list[Quad]:
        return [
            quad
            for thing in sorted(things)
            for quad in graph.store.quads_for_pattern(NamedNode(thing), None, None, None)
        ]

    cells = places(about({cell for one in findings for cell in one.cells}))
    focus = about({one.focus for one in findings})
    # a difference between documents is named after the thing that they print differently
    owners = {subject: value for subject, predicate, value in statements(focus) if predicate == iri("kgb:thing")}
    things = labels(about({owner.value for owner in owners.values()}))
    names = labels(focus) | {node.value: things.get(owner.value, "") for node, owner in owners.items()}
    documents = {entry["sha256"]: entry["name"] for entry in graph.manifest["documents"]}
    return locate(findings, documents, cells, names)
