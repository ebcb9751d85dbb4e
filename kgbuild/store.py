"""A built graph: query it, look at it with rdflib, read its report. Read-only."""

from __future__ import annotations

import json
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
)

from kgbuild.errors import StoreError, UsageError
from kgbuild.sparql import names_service
from kgbuild.vocab import prefixes_of

if TYPE_CHECKING:
    import rdflib

    from kgbuild.validate import Finding

Result = QuerySolutions | QueryBoolean | QueryTriples


class KnowledgeGraph:
    """The graph in one folder, as `build` left it.

    Raises:
        StoreError: the folder is missing or not a graph folder.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        if not (self.path / "manifest.json").is_file():
            raise StoreError(f"{path}: no graph here (no manifest.json); run kgbuild build first")

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What was read: see docs/manifest.md."""
        try:
            manifest: dict[str, Any] = json.loads((self.path / "manifest.json").read_text("utf-8"))
        except ValueError as error:
            raise StoreError(f"{self.path}/manifest.json is damaged: {error}") from None
        return manifest

    @cached_property
    def store(self) -> Store:
        """The embedded Oxigraph store, opened read-only."""
        try:
            return Store.read_only(str(self.path / "store"))
        except (OSError, RuntimeError) as error:  # the latter for what is damaged
            raise StoreError(f"{self.path}/store cannot be opened: {error}") from None

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        return prefixes_of(self.manifest["base"])

    def query(self, text: str) -> Result:
        """The result of a SPARQL query; our prefixes are known.

        The default graph is the union of all named graphs, each triple once.

        Raises:
            UsageError: the query is not SPARQL, or asks another server (SERVICE).
        """
        if names_service(text):
            raise UsageError("SERVICE is refused: no request leaves this machine")
        try:
            return self.store.query(text, prefixes=self._prefixes)
        except (SyntaxError, ValueError) as error:
            raise UsageError(f"not a SPARQL query: {error}") from None

    @cached_property
    def dataset(self) -> rdflib.Dataset:
        """The same data as an rdflib Dataset (backed by the store, read-only); SERVICE is refused here too."""
        from kgbuild.rdflib_view import dataset_over

        return dataset_over(self.store, self._prefixes)

    def validate(self) -> list[Finding]:
        """The findings of the build: shapes and reading issues, the gravest first.

        Raises:
            StoreError: what the build kept of them is missing or damaged.
        """
        from kgbuild.kept import all_of

        return sorted(one for kept in all_of(self.path / "documents", self.manifest) for one in kept.findings)

    def quads(self) -> Any:
        """All quads, in the order of kg.nq."""
        return parse(path=str(self.path / "kg.nq"), format=RdfFormat.N_QUADS)
