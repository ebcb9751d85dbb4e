"""The store as an rdflib Dataset that asks no other server: SERVICE is refused, whoever evaluates the query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import rdflib
from oxrdflib import OxigraphStore
from pyoxigraph import Store
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from kgbuild.errors import UsageError
from kgbuild.sparql import names_service


def dataset_over(store: Store, prefixes: Mapping[str, str]) -> rdflib.Dataset:
    """A Dataset over the store, with our prefixes bound."""
    dataset = _Dataset(store=_Store(store=store))
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset


def refuse_service(query: str | Query) -> None:
    """Raise UsageError when a query, as text or prepared, would ask another server."""
    asks = names_service(query) if isinstance(query, str) else "ServiceGraphPattern" in repr(query.algebra)
    if asks:
        raise UsageError("SERVICE is refused: no request leaves this machine")


class _Store(OxigraphStore):
    """Oxigraph evaluates: for the Dataset, and for each graph of it."""

    def query(self, query: str | Query, *args: Any, **options: Any) -> Result:
        """Evaluate a query that stays here."""
        refuse_service(query)
        result: Result = super().query(query, *args, **options)
        return result


class _Dataset(rdflib.Dataset):
    """rdflib evaluates: where the caller wants it so (`use_store_provided=False`)."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:
        """Evaluate a query that stays here."""
        refuse_service(query_object)
        return super().query(query_object, *args, **options)
