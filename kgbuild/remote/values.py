"""One spelling for equal values, so that every store gives the same answer: `1.50` and `1.5`, `1` and `true`.

The spelling is that of the embedded store. Only the spelling changes: a store that rounds is found out, not helped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from kgbuild.vocab import iri

Term = NamedNode | Literal | BlankNode
Row = tuple[Term | None, ...]


def _decimal(text: str) -> str:
    """All digits stay: `Decimal.normalize` would round them to its context."""
    spelled = f"{Decimal(text):f}"
    spelled = spelled.rstrip("0").rstrip(".") if "." in spelled else spelled
    return "0" if spelled == "-0" else spelled


def _boolean(text: str) -> str:
    return {"1": "true", "0": "false"}.get(text, text)


def _double(text: str) -> str:
    return Literal(float(text)).value if text not in ("INF", "-INF", "NaN") else text


_SPELLINGS: Final[dict[NamedNode, Callable[[str], str]]] = {
    iri("xsd:integer"): lambda text: str(int(text)),
    iri("xsd:decimal"): _decimal,
    iri("xsd:boolean"): _boolean,
    iri("xsd:double"): _double,
}
_NUMBERS: Final = {iri("xsd:integer"), iri("xsd:decimal"), iri("xsd:double")}


def canonical(term: Term) -> Term:
    """The term in the spelling of the embedded store; what has no spelling of its own stays as it is."""
    if not isinstance(term, Literal) or term.datatype not in _SPELLINGS:
        return term
    try:
        return Literal(_SPELLINGS[term.datatype](term.value), datatype=term.datatype)
    except (ValueError, InvalidOperation):
        return term


def sort_key(term: Term | None) -> tuple[Any, ...]:
    """The order of SPARQL: nothing, blank nodes, IRIs, then literals; numbers by value, text by code points."""
    if term is None:
        return (0,)
    if not isinstance(term, Literal):
        return (1 if isinstance(term, BlankNode) else 2, term.value)
    if term.datatype in _NUMBERS:
        try:
            return (3, 0, Decimal(term.value), "")
        except InvalidOperation:
            pass
    return (3, 1, term.value, term.language or "")


def rows_of(body: bytes) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows of SPARQL results in JSON, spelled canonically.

    Raises:
        ValueError: no such results.
    """
    found = parse_query_results(body, format=QueryResultsFormat.JSON)
    if not isinstance(found, QuerySolutions):
        raise ValueError("a yes or no where rows are due")  # noqa: TRY004 - wrong data
    columns = tuple(variable.value for variable in found.variables)
    return columns, [tuple(_plain(row[name]) for name in columns) for row in found]


def _plain(term: Any) -> Term | None:
    return None if term is None else canonical(term)


def solutions(columns: Sequence[str], rows: Iterable[Row]) -> QuerySolutions:
    """Rows in the shape in which the embedded store gives them."""
    bindings = [
        {name: _json(term) for name, term in zip(columns, row, strict=True) if term is not None} for row in rows
    ]
    text = json.dumps({"head": {"vars": list(columns)}, "results": {"bindings": bindings}})
    found = parse_query_results(text.encode(), format=QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)  # noqa: S101 - we have just written it
    return found


def _json(term: Term) -> Mapping[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
