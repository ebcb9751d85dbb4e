"""`kgbuild validate`: the report of a built graph."""

from __future__ import annotations

import argparse

from kgbuild.commands import reports
from kgbuild.errors import UsageError
from kgbuild.reporting.gathered import of_graph
from kgbuild.store import KnowledgeGraph


def run(options: argparse.Namespace) -> int:
    """Print the report; the exit code says whether something reaches --fail-on."""
    if options.explain:
        return reports.explain(options)
    if not options.graph:
        raise UsageError("usage: kgbuild validate KG (or kgbuild validate --explain RULE)")
    wishes = reports.asked(options)
    graph = KnowledgeGraph(options.graph)
    report = reports.judged(of_graph(graph), wishes)
    return reports.written(report, options, graph.manifest["base"])
