"""The report of a built graph: one page, or an index where that would be too long; the page across documents."""

from __future__ import annotations

from kgbuild import printed
from kgbuild.kept import Kept
from kgbuild.reporting.document_page import FOLDER, HOME, Figures, page_across, page_name
from kgbuild.reporting.gathered import of_graph
from kgbuild.reporting.index import ACROSS, WHOLE, Index
from kgbuild.reporting.located import source_of
from kgbuild.reporting.page import write_page
from kgbuild.reporting.report import report_on
from kgbuild.store import KnowledgeGraph


def write_report(graph: KnowledgeGraph, across: Kept) -> None:
    """`report.html` of a graph whose documents have their pages; `across` is what stands between documents."""
    documents = graph.path / "documents"
    sources = [source_of(entry) for entry in graph.manifest["documents"]]
    index = Index()
    for source in sources:
        index.add(source, Figures.of((documents / f"{source.sha256}.figures.json").read_bytes()))
    if across.findings:
        named = {place.document for place in across.whereabouts.places.values()}
        about = [source for source in sources if source.sha256 in named]
        rows = {source.sha256: printed.read(documents, source.sha256) for source in about}
        page, figures = page_across(about, across, rows)
        path = graph.path / FOLDER / page_name(ACROSS)
        path.write_text(page, encoding="utf-8", newline="\n")
        index.add(None, figures)
    if index.findings > WHOLE:
        unreadable = [(one["name"], one["reason"]) for one in graph.manifest["unreadable"]]
        index.write(graph.path / HOME, unreadable)
        return
    found = of_graph(graph)
    report = report_on(found.sources, found.located, tallies=found.tallies, unreadable=found.unreadable)
    write_page(report, graph.path / HOME)
