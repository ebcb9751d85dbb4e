"""What the files of a graph depend on besides the documents' bytes; if it is the same, a build takes them over.

The rooms are listed, so that a change of the server or of an export builds nothing again. A test holds the lists
against what is really imported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import kgbuild
from kgbuild.profiles import Profile
from kgbuild.resources import folder

DOCUMENT_ROOMS: Final = (
    "auditing", "document_build", "errors", "kept", "knowledge", "layouts", "linking", "messages", "model", "printed",
    "privacy", "profiles", "rdf", "readers", "reading", "resources", "rules", "tagging", "tallies", "terms", "text",
    "understanding", "validate", "values", "vocab", "whereabouts",
)  # fmt: skip
"""All that `document_build` imports, and itself."""
PAGE_ROOMS: Final = ("reporting",)
"""What the page of a document needs beside these."""
GRAPH_ROOMS: Final = (
    "fingerprint", "graph_files", "inputs", "loading", "pipeline", "previous", "rdflib_view", "sparql", "store", "swap",
    "updating", "void", "workers",
)  # fmt: skip
"""What `pipeline` needs beside both: who makes the files of the whole graph."""


@cache
def of_documents(base: str, numbers: Profile) -> str:
    """Of what is read, stated and judged: version, base, profile, code, ontology and shapes."""
    said = f"{kgbuild.__version__}\x1f{base}\x1f{numbers.fingerprint}"
    knowledge = (path for root in ("ontology", "shapes") for path in folder(root).rglob("*.ttl"))
    return _digest(said, [*knowledge, *_sources(DOCUMENT_ROOMS)])


@cache
def of_pages(base: str, numbers: Profile) -> str:
    """Of the pages that are made of it."""
    return _digest(of_documents(base, numbers), _sources(PAGE_ROOMS))


@cache
def of_graph(base: str, numbers: Profile) -> str:
    """Of all files of a graph: if it is the same too, and nothing else changed, the graph in place is left as it is."""
    return _digest(of_pages(base, numbers), _sources(GRAPH_ROOMS))


def _sources(rooms: Iterable[str]) -> Iterator[Path]:
    """The files of rooms: modules, and the templates that lie beside them."""
    house = Path(__file__).parent
    for room in rooms:
        if (house / room).is_dir():
            yield from (path for path in (house / room).rglob("*") if path.is_file() and path.suffix != ".pyc")
        else:
            yield house / f"{room}.py"


def _digest(said: str, files: Iterable[Path]) -> str:
    digest = hashlib.sha256(said.encode())
    for path in sorted(files):
        data = path.read_bytes()
        digest.update(f"\x1f{path.name}\x1f{len(data)}\x1f".encode() + data)
    return digest.hexdigest()[:32]
