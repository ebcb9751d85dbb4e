"""Remote SPARQL stores: push a graph into one, ask one.

    >>> from kgbuild.remote import Endpoint, RemoteGraph, push
    >>> endpoint = Endpoint("http://127.0.0.1:7878/query", update="http://127.0.0.1:7878/update")
    >>> push(kgbuild.KnowledgeGraph("kg"), endpoint)                              # doctest: +SKIP
    >>> RemoteGraph(endpoint).query("SELECT ?p { ?p a kgb:Project }")             # doctest: +SKIP

What stores do differently, and what is done about it: docs/stores.md.
"""

from __future__ import annotations

from kgbuild.remote.endpoint import Endpoint, Login
from kgbuild.remote.graph import RemoteGraph
from kgbuild.remote.push import Pushed, push

__all__ = ["Endpoint", "Login", "Pushed", "RemoteGraph", "push"]
