"""The graph in other formats. `EXPORTS` is the one list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kgbuild.export import delimited, graphml, parquet, rdf, workbook
from kgbuild.export.choice import Choice
from kgbuild.export.files import File
from kgbuild.store import KnowledgeGraph

EXPORTS: Final[dict[str, Callable[..., None]]] = {
    "turtle": rdf.turtle,
    "nquads": rdf.nquads,
    "trig": rdf.trig,
    "jsonld": rdf.jsonld,
    "rdfxml": rdf.rdfxml,
    "csv": delimited.write,
    "xlsx": workbook.write,
    "parquet": parquet.write,
    "graphml": graphml.write,
}
"""Format → function of (graph, binary stream, choice); without a choice everything is written."""

FLAT: Final = frozenset({"csv", "xlsx", "parquet"})
"""The formats that hold tables."""

FILES: Final[dict[str, Callable[[KnowledgeGraph, Choice], Iterator[File]]]] = {
    "csv": delimited.files,
    "parquet": parquet.files,
}
"""The formats in which each table is a file: several make a folder or a zip."""
