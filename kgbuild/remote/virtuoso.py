"""What Virtuoso 7 does otherwise, and how a query is written so that it gives the rows that other stores give.

Each point was met on Virtuoso 7.2.5 and is held by a test (docs/stores.md lists them, with those that cannot be met):

- A plain string with characters beyond ASCII, given to a function, becomes question marks or finds nothing
  (`REGEX(?l, "信息")`, `?x IN ("甲")`). `STR("信息"@zh)` is the same string and works.
- `STR(?l)` cannot be looked through by REGEX; `SUBSTR(STR(?l), 1)` can.
- Such characters in a SEPARATOR become question marks: an ASCII mark is sent, and replaced in the answer.
- ORDER BY puts longer strings in the order in which they arrived: inside braces `ORDER BY ?x` is sent as the order of
  its text or number (ordered queries are sent inside braces, to cut pages around them).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal

from kgbuild.remote.outline import Token, tokens
from kgbuild.remote.values import Row, Term

ASK_COLUMN: Final = b"__ASK_RETVAL"
"""In the answer to an ASK, where a boolean is due."""
_ASCII: Final = re.compile(r"(?:(?!\\[uU])[\x00-\x7f])*")
_BARE_KEY: Final = re.compile(r"\s*(?:(?P<way>ASC|DESC)\s*\(\s*)?(?P<name>[?$]\w+)(?(way)\s*\))", re.IGNORECASE)


@dataclass(slots=True)
class Dialect:
    """One query as Virtuoso understands it, and what must be put back into its answer."""

    text: str
    marks: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def restored(self, row: Row) -> Row:
        """The row with the separators that were meant."""
        return tuple(self._restored(term) for term in row) if self.marks else row

    def _restored(self, term: Term | None) -> Term | None:
        if not isinstance(term, Literal) or not any(mark in term.value for mark in self.marks):
            return term
        value = term.value
        for mark, meant in self.marks.items():
            value = value.replace(mark, meant)
        return Literal(value, language=term.language) if term.language else Literal(value)


def translated(text: str) -> Dialect:
    """The query in the words that Virtuoso understands; `text` has no comments."""
    dialect = Dialect("")
    pieces: list[str] = []
    place = 0
    for start, end, new in sorted([*_strings(text, dialect), *_searched(text), *_nested_orders(text)]):
        pieces += [text[place:start], new]
        place = end
    dialect.text = "".join([*pieces, text[place:]])
    return dialect


def _strings(text: str, dialect: Dialect) -> Iterator[tuple[int, int, str]]:
    """Strings that Virtuoso would spoil, with what is sent in their place."""
    for token, place in _placed(text):
        if token.kind != "string" or _ASCII.fullmatch(token.text):
            continue
        if place == "separator":
            mark = f"[[{secrets.token_hex(8)}]]"
            dialect.marks[mark] = _unquoted(token.text)
            yield token.start, token.end, f'"{mark}"'
        elif _is_plain(text, token) and place == "values":
            dialect.doubts.append(f"a function over {token.text} of a VALUES block goes wrong in Virtuoso; use FILTER")
        elif _is_plain(text, token) and place == "(":
            yield token.start, token.end, f"STR({token.text}@zh)"


def _searched(text: str) -> Iterator[tuple[int, int, str]]:
    """The first argument of each REGEX, as text that Virtuoso can look through."""
    opened: list[int] = []
    before = ""
    for token in tokens(text):
        if token.text == "(" and before == "REGEX":
            opened.append(token.parentheses)
            yield token.end, token.end, "SUBSTR("
        elif opened and token.text == "," and token.parentheses == opened[-1] + 1:
            opened.pop()
            yield token.start, token.start, ", 1)"
        before = token.text.upper() if token.kind == "word" else ""


def _placed(text: str) -> Iterator[tuple[Token, str]]:
    """Each token with its place: "(" in an expression, "{" in a pattern, "values" or "separator"."""
    brackets: list[str] = []
    values_begin = False
    before = ""
    for token in tokens(text):
        if token.text == "{":
            brackets.append("values" if values_begin else "{")
            values_begin = False
        elif token.text == "(":
            brackets.append("values" if values_begin or brackets[-1:] == ["values"] else "(")
        elif token.text in ("}", ")"):
            del brackets[-1:]
        elif token.kind == "word":
            values_begin = values_begin or token.text.upper() == "VALUES"
            before = token.text.upper()
        place = brackets[-1] if brackets else ""
        yield token, "separator" if before == "SEPARATOR" and token.kind == "string" else place
        before = "" if token.kind == "string" else before


def _is_plain(text: str, token: Token) -> bool:
    """Whether the string has neither language nor datatype."""
    return not text[token.end :].lstrip().startswith(("@", "^^"))


def _unquoted(token: str) -> str:
    width = 3 if token[:3] in ('"""', "'''") else 1
    escapes = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}

    def char(match: re.Match[str]) -> str:
        code = match["code"]
        return chr(int(code[1:], 16)) if code else escapes.get(match["other"], match["other"])

    return re.sub(r"\\(?:(?P<code>u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|(?P<other>.))", char, token[width:-width])


def _nested_orders(text: str) -> Iterator[tuple[int, int, str]]:
    """Plain keys of ORDER BY inside sub-queries that do not group, as keys that Virtuoso sorts rightly."""
    grouped: dict[int, bool] = {}
    for token in tokens(text):
        if token.text == "{":
            grouped[token.braces + 1] = False
        word = token.text.upper() if token.kind == "word" and token.parentheses == 0 and token.braces else ""
        if word == "GROUP":
            grouped[token.braces] = True
        elif word == "ORDER" and not grouped.get(token.braces):
            by = re.compile(r"\s*BY\b", re.IGNORECASE).match(text, token.end)
            yield from _keys(text, by.end() if by else token.end)


def _keys(text: str, place: int) -> Iterator[tuple[int, int, str]]:
    while match := _BARE_KEY.match(text, place):
        name = match["name"]
        yield match.start(), match.end(), f" {match['way'] or 'ASC'}(IF(isNumeric({name}), {name}, STR({name})))"
        place = match.end()
