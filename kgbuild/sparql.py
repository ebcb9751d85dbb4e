"""SPARQL text as tokens, as far as we must look into it: variables and keywords outside strings, IRIs and comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(
    r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s"{}|^`\\]*>|#[^\n]*'
    r"|[?$](?P<variable>\w+)|(?P<word>[A-Za-z]\w*(?![\w:-]))"
)


@lru_cache(maxsize=256)
def names_service(text: str) -> bool:
    """Whether a query would ask another server: the keyword SERVICE stands outside names and strings.

    A text without these letters in a row, in any case, cannot hold the keyword; only others are cut into tokens.
    """
    return "SERVICE" in text.upper() and any(
        (match["word"] or "").upper() == "SERVICE" for match in _TOKEN.finditer(text)
    )


def variables(text: str) -> list[str]:
    """The variables of a query, in order, with repeats."""
    return [match["variable"] for match in _TOKEN.finditer(text) if match["variable"]]


def with_variables(text: str, term: Callable[[str], str | None]) -> str:
    """The query with variables replaced by terms; None leaves a variable as it is."""

    def replaced(match: re.Match[str]) -> str:
        found = term(match["variable"]) if match["variable"] else None
        return match.group() if found is None else found

    return _TOKEN.sub(replaced, text)
