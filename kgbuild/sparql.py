"""SPARQL text as tokens, as far as we must look into it: variables and keywords outside strings, IRIs and comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_TOKEN: Final = re.compile(
    r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s"{}|^`\\]*>|#[^\n]*'
    r"|[?$](?P<variable>\w+)|(?P<word>[A-Za-z]\w*(?![\w:-]))"
)


def names_service(text: str) -> bool:
    """Whether a query would ask another server: the keyword SERVICE stands outside names and strings."""
    return any((match["word"] or "").upper() == "SERVICE" for match in _TOKEN.finditer(text))


def variables(text: str) -> list[str]:
    """The variables of a query, in order, with repeats."""
    return [match["variable"] for match in _TOKEN.finditer(text) if match["variable"]]


def without_comments(text: str) -> str:
    """The query with each comment replaced by a space."""
    return _TOKEN.sub(lambda match: " " if match.group().startswith("#") else match.group(), text)


def with_variables(text: str, term: Callable[[str], str | None]) -> str:
    """The query with variables replaced by terms; None leaves a variable as it is."""

    def replaced(match: re.Match[str]) -> str:
        found = term(match["variable"]) if match["variable"] else None
        return match.group() if found is None else found

    return _TOKEN.sub(replaced, text)
