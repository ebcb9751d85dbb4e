"""What the engine's parser says about a query, told so that its author knows what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kgbuild.sparql import without_comments

_CLASS: Final = re.compile(r'("(?:\\.|[^"\\])*")|(?:, )?\[(?:\'[^\']*\'|[^\'\]])*\]')
"""A class of characters that the parser would have taken; a bracket inside quotes is a bracket."""
_EXPECTED: Final = ": expected "
_ONE_OF: Final = "one of "
_SENTENCE: Final = re.compile(r"[A-Z][A-Za-z]* [a-zA-Z]")
"""Among the tokens that might follow there may be a reason in words."""
_UPDATE: Final = re.compile(
    r"\s*+(?:(?:PREFIX\s++[^\s:]*+:|BASE)\s*+<[^>]*+>\s*+)*+"
    r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)


def in_words(said: str, query: str, prefixes: Iterable[str]) -> str:
    """Place and reason.

    Args:
        said: by the parser: `error at 1:28: expected …`.
        query: of which it is said.
        prefixes: that need no declaration.
    """
    if _UPDATE.match(without_comments(query)):
        return "An update is none, and is refused: this endpoint is read-only."
    place, _, expected = _CLASS.sub(lambda match: match[1] or "", said).partition(_EXPECTED)
    tokens = [one for one in expected.removeprefix(_ONE_OF).split(", ") if one]
    reason = next(filter(_SENTENCE.match, tokens), "")
    if reason == "Prefix not found":
        reason = f"the prefix is not declared. These need no PREFIX: {', '.join(sorted(prefixes))}"
    elif reason == "IRI parsing failed":
        reason = "this is no whole IRI, and there is no BASE for a part of one"
    elif tokens and not reason:
        reason = f"expected {expected}"
    return f"{place}: {reason}" if reason else place
