"""CONSTRUCT as a SELECT of what its template names: rows come in pages that can be counted, triples are made here.

A store that cuts the triples of an answer says so nowhere; rows are asked for until there are no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import QueryTriples, Store, Triple, Variable

from kgbuild.errors import UsageError
from kgbuild.remote.outline import Outline, Token, outline, tokens
from kgbuild.remote.values import Row, Term

_NOTHING: Final = "no_variable"
"""The column that is asked for where a template names no variable."""


def selected(query: Outline) -> tuple[str, Outline]:
    """A CONSTRUCT that matches nothing and keeps the template, and the SELECT of the variables in it.

    Raises:
        UsageError: there is no template.
    """
    found = list(tokens(query.body))
    start = next((at for at, one in enumerate(found) if one.kind == "word" and one.text.upper() == "CONSTRUCT"), None)
    opening = _brace("{", found, start or 0)
    closing = _brace("}", found, start or 0)
    if start is None or opening is None or closing is None:
        raise UsageError("not a SPARQL query: CONSTRUCT needs a template in braces")
    template = query.body[opening.start : closing.end]
    names = list(dict.fromkeys(one.text for one in found if one.kind == "variable" and _inside(one, opening, closing)))
    has_pattern = found[start + 1] is opening
    prologue, rest = query.body[: found[start].start], query.body[closing.end if has_pattern else found[start].end :]
    columns = " ".join(f"?{name}" for name in names) or f"(1 AS ?{_NOTHING})"
    asked = Outline.window(outline(f"{prologue}SELECT {columns}{rest}\n{query.values}"), query.limit, query.offset)
    return f"{prologue}CONSTRUCT {template} WHERE {{ }}", outline(asked)


def made(construct: str, columns: Sequence[str], rows: Iterable[Row]) -> set[Triple]:
    """The triples of the template, once for each row; what a row leaves open makes no triple."""
    store = Store()
    found: set[Triple] = set()
    for row in rows:
        named = zip(columns, row, strict=True)
        bound: dict[Variable, Term | Triple] = {
            Variable(name): term for name, term in named if term is not None and name != _NOTHING
        }
        triples = store.query(construct, substitutions=bound)
        assert isinstance(triples, QueryTriples)  # noqa: S101 - it is a CONSTRUCT
        found.update(triples)
    return found


def _brace(mark: str, found: list[Token], start: int) -> Token | None:
    """The first brace of this kind behind CONSTRUCT that stands inside no other."""
    return next((one for one in found[start:] if one.text == mark and one.kind == "mark" and one.braces == 0), None)


def _inside(one: Token, opening: Token, closing: Token) -> bool:
    return opening.start < one.start < closing.end
