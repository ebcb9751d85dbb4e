"""SPARQL text as tokens, as far as we must look into it: variables and keywords outside strings, IRIs and comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_TOKEN: Final = re.compile(
    r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s"{}|^`\\]*>|#[^\n]*'
    r"|[?$](?P<variable>\w+)|(?P<word>[A-Za-z]\w*(?![\w:-]))"
)

_SERVICE: Final = re.compile(r"service", re.IGNORECASE)
_GAP: Final = r"(?:[ \t\r\n]++|#[^\r\n]*+)*+"
_CLAUSE: Final = re.compile(rf"service{_GAP}(?:silent{_GAP})?(?:<|[?$]\w|(?:[^\W\d_][\w.-]*+)?:)", re.IGNORECASE)
"""The keyword with the name of a server behind it: IRI, variable or short IRI. No space is needed (SERVICE:a)."""
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_PLAIN: Final = re.compile(r"[^\"'<#?$:sS]+")
_NAME: Final = re.compile(r"[?$]\w++")
_UNCODED: Final = {
    '"': (re.compile(r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*+"""'), re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*+"')),
    "'": (re.compile(r"'''(?:[^'\\]|\\[\s\S]|'(?!''))*+'''"), re.compile(r"'(?:[^'\\\r\n]|\\[^\r\n])*+'")),
    "<": (re.compile(r'<(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>'), re.compile("<")),
    "#": (re.compile(r"#[^\r\n]*+"),),
    "?": (_NAME,),
    "$": (_NAME,),
    ":": (re.compile(r":[\w.:%-]*+", re.ASCII),),
}
"""What holds no keyword, by its first character: strings, IRIs or less-than, comments, variables, local names."""
_STEP: Final = 16
_MOST: Final = 1_000_000
"""Ambiguous text can be made to be read again and again: after so many characters (a step counts as some) we stop."""


def names_service(text: str) -> bool:
    """Whether a query might ask another server: in some reading of its text the keyword SERVICE stands as code.

    Where a token ends depends on the grammar (`<` opens an IRI, or is less-than), so all readings are followed; where
    they differ, or are too many, the answer is yes. In a string, a comment, a variable the word does no harm, in an
    IRI only if it could not be the keyword behind a less-than. Both readings of escapes are looked at: as they stand
    (Oxigraph), and replaced beforehand (as the standard has it).
    """
    if "\\" in text and _stands_as_code(_ESCAPE.sub(_unescaped, text)):
        return True
    return _stands_as_code(text)


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"


def _stands_as_code(text: str) -> bool:
    last = max((match.start() for match in _SERVICE.finditer(text)), default=-1)
    reached, ahead, read = {0}, [0], 0
    while ahead:
        place = ahead.pop()
        if place > last:
            continue
        if read > _MOST or _is_clause(text, place):
            return True
        ends = {match.end() for pattern in _patterns(text[place]) if (match := pattern.match(text, place))}
        ends = ends or {place + 1}
        read += sum(_STEP + end - place for end in ends)
        ahead.extend(ends - reached)
        reached |= ends
    return False


def _patterns(first: str) -> tuple[re.Pattern[str], ...]:
    return _UNCODED.get(first, (_PLAIN,))


def _is_clause(text: str, place: int) -> bool:
    return text[place] in "sS" and _CLAUSE.match(text, place) is not None


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


_ESCAPED_BACKSLASHES = re.compile(r"(?<!\\)((?:\\\\)+)([uU])")


def shielded(printed: str) -> str:
    r"""A term as N-Triples prints it, fit for SPARQL, where engines may read \u escapes before anything else.

    A `u` behind an escaped backslash (`\\u`) is written as an escape of its own, so that it cannot look like one.
    """
    return _ESCAPED_BACKSLASHES.sub(lambda match: f"{match[1]}\\u00{ord(match[2]):02X}", printed)
