"""kgbuild: Chinese budget-performance documents as one validated, linked, queryable RDF knowledge graph.

    >>> import kgbuild
    >>> graph = kgbuild.build(["seeds"], "kg")          # doctest: +SKIP
    >>> graph.query("SELECT (COUNT(?p) AS ?n) { ?p a kgb:Project }")   # doctest: +SKIP

Everything else is private. Names are loaded when they are first used: importing kgbuild is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgbuild.pipeline import build
    from kgbuild.store import KnowledgeGraph

__version__ = "0.1.0"
__all__ = ["KnowledgeGraph", "__version__", "build"]

_HOMES = {"build": "kgbuild.pipeline", "KnowledgeGraph": "kgbuild.store"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kgbuild' has no attribute '{name}'")
