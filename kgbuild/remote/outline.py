"""The outline of a query: its form, its columns, and the modifiers at its end. Enough to ask for it in pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Final, NamedTuple

from kgbuild.errors import UsageError
from kgbuild.sparql import without_comments
from kgbuild.vocab import prefixes_of

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_MODIFIERS: Final = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})
_TOKEN: Final = re.compile(
    r'(?P<string>"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r'|(?P<iri><[^<>\s"{}|^`\\]*>)'
    r"|[?$](?P<variable>\w+)|(?P<prefix>[A-Za-z][\w.-]*)?:(?P<local>[\w.%-]*)|@[A-Za-z-]+"
    r"|(?P<word>[A-Za-z]\w*)|(?P<number>[0-9][0-9.eE]*)|(?P<mark>[{}()*,])"
)
_KEY: Final = re.compile(r"\s*(?:(?P<way>ASC|DESC)\s*\(\s*)?[?$](?P<name>\w+)(?(way)\s*\))", re.IGNORECASE)


class Token(NamedTuple):
    """A token that matters, with its place and how deep inside braces and parentheses it stands."""

    kind: str
    text: str
    start: int
    end: int
    braces: int
    parentheses: int


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a plain ORDER BY."""

    variable: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """A query taken apart.

    Attributes:
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        body: the query without comments, and without LIMIT, OFFSET and the VALUES behind them.
        values: the VALUES block at the very end, or "".
        columns: the variables of a SELECT in order; empty for SELECT *.
        keys: the keys of ORDER BY; None where one of them is more than a variable.
        is_ordered: whether there is an ORDER BY at the end.
        is_grouped: whether there is a GROUP BY at the end.
        is_distinct: whether the rows are to be different from each other.
        names_graphs: whether GRAPH is used.
        names_dataset: whether the query chooses its graphs itself (FROM).
    """

    form: str
    body: str
    values: str
    columns: tuple[str, ...]
    keys: tuple[Key, ...] | None
    is_ordered: bool
    limit: int | None
    offset: int
    is_grouped: bool
    is_distinct: bool
    names_graphs: bool
    names_dataset: bool

    def window(self, limit: int | None, offset: int) -> str:
        """The query with LIMIT and OFFSET of ours in place of its own."""
        size = f"\nLIMIT {limit}" if limit is not None else ""
        start = f"\nOFFSET {offset}" if offset else ""
        return f"{self.body}{size}{start}\n{self.values}".rstrip() + "\n"

    def inside(self, limit: int, offset: int) -> str:
        """A SELECT with LIMIT and OFFSET of ours around it; its prologue and its FROM come out."""
        prologue, sources, rest = _apart(self.body)
        columns = " ".join(f"?{name}" for name in self.columns) or "*"
        inner = f"{rest}\n{self.values}".rstrip()
        return f"{prologue}SELECT {columns} {sources}{{ {{ {inner} }} }}\nLIMIT {limit}\nOFFSET {offset}\n"

    @property
    def whole(self) -> str:
        """The query with its own LIMIT and OFFSET."""
        return self.window(self.limit, self.offset)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query without comments; an opening bracket has the depth outside it, a closing one too."""
    braces = parentheses = 0
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup or "", match.group()
        if kind in ("local", "prefix"):
            kind = "name"
        if word == "}":
            braces -= 1
        elif word == ")":
            parentheses -= 1
        yield Token(kind, match["variable"] or word, match.start(), match.end(), braces, parentheses)
        if word == "{":
            braces += 1
        elif word == "(":
            parentheses += 1


def outline(text: str) -> Outline:
    """Take a query apart.

    Raises:
        UsageError: it is no query (SPARQL Update, for example).
    """
    text = without_comments(text).strip()
    found = list(tokens(text))
    words = [token for token in found if token.kind == "word" and token.braces == token.parentheses == 0]
    form = next((one for one in words if one.text.upper() in {*FORMS, *_UPDATES}), None)
    if form is None or form.text.upper() not in FORMS:
        raise UsageError("not a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE is needed")
    modifiers = [one for one in words if one.start > form.start and one.text.upper() in _MODIFIERS]
    cuts, size = _sizes(modifiers, found)
    values = _from("VALUES", modifiers, len(text))
    body = "".join(text[start:end] for start, end in _kept(cuts, values))
    order = _clause("ORDER", modifiers, text)
    return Outline(
        form=form.text.upper(),
        body=body.rstrip(),
        values=text[values:],
        columns=_columns(found, form) if form.text.upper() == "SELECT" else (),
        keys=_keys(order) if order is not None else (),
        is_ordered=order is not None,
        limit=size.get("LIMIT"),
        offset=size.get("OFFSET", 0),
        is_grouped=any(one.text.upper() == "GROUP" for one in modifiers),
        is_distinct=any(one.text.upper() == "DISTINCT" and one.start > form.start for one in words),
        names_graphs=any(one.kind == "word" and one.text.upper() == "GRAPH" for one in found),
        names_dataset=any(one.text.upper() == "FROM" for one in words),
    )


def with_prefixes(text: str, base: str) -> str:
    """The query with declarations of those of our prefixes that it uses and does not declare."""
    text = without_comments(text)
    found = list(tokens(text))
    declared = {
        name.text.partition(":")[0]
        for word, name in pairwise(found)
        if word.kind == "word" and word.text.upper() == "PREFIX" and name.kind == "name"
    }
    used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
    known = prefixes_of(base)
    missing = sorted((used - declared) & known.keys())
    return "".join(f"PREFIX {name}: <{known[name]}>\n" for name in missing) + text


def _sizes(modifiers: list[Token], found: list[Token]) -> tuple[list[tuple[int, int]], dict[str, int]]:
    """Where LIMIT and OFFSET stand, and their numbers."""
    following = dict(zip((one.start for one in found), found[1:], strict=False))
    cuts: list[tuple[int, int]] = []
    sizes: dict[str, int] = {}
    for one in modifiers:
        number = following.get(one.start)
        if one.text.upper() in ("LIMIT", "OFFSET") and number and number.kind == "number" and number.text.isdigit():
            cuts.append((one.start, number.end))
            sizes[one.text.upper()] = int(number.text)
    return cuts, sizes


def _apart(body: str) -> tuple[str, str, str]:
    """The prologue of a SELECT, its FROM clauses, and the rest."""
    found = list(tokens(body))
    start = next(one.start for one in found if one.kind == "word" and one.text.upper() == "SELECT")
    cuts: list[tuple[int, int]] = []
    for place, one in enumerate(found):
        if one.kind == "word" and one.text.upper() == "FROM" and one.braces == 0:
            named = found[place + 1].text.upper() == "NAMED"
            cuts.append((one.start, found[place + 1 + named].end))
    sources = "".join(f"{body[first:last]} " for first, last in cuts)
    rest = "".join(body[first:last] for first, last in _kept([(0, start), *cuts], len(body)))
    return body[:start], sources, rest


def _kept(cuts: list[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    start = 0
    for first, last in cuts:
        yield start, first
        start = last
    yield start, max(start, end)


def _from(name: str, modifiers: list[Token], end: int) -> int:
    return next((one.start for one in modifiers if one.text.upper() == name), end)


def _clause(name: str, modifiers: list[Token], text: str) -> str | None:
    """What stands behind ORDER BY."""
    for one, following in zip_longest(modifiers, modifiers[1:]):
        if one and one.text.upper() == name:
            clause = text[one.end : following.start if following else len(text)]
            return re.sub(r"^\s*BY\b", "", clause, flags=re.IGNORECASE)
    return None


def _keys(clause: str) -> tuple[Key, ...] | None:
    keys: list[Key] = []
    clause = clause.strip()
    place = 0
    while place < len(clause):
        match = _KEY.match(clause, place)
        if not match:
            return None
        keys.append(Key(match["name"], (match["way"] or "").upper() == "DESC"))
        place = match.end()
    return tuple(keys)


def _columns(found: list[Token], form: Token) -> tuple[str, ...]:
    """The variables between SELECT and WHERE: bare ones, and those behind AS."""
    columns: list[str] = []
    for before, token in pairwise(found):
        if token.start <= form.start:
            continue
        if token.text == "{" or (token.kind == "word" and token.text.upper() in ("WHERE", "FROM")):
            break
        if token.kind == "variable" and (token.parentheses == 0 or _is_as(before)):
            columns.append(token.text)
    return tuple(columns)


def _is_as(token: Token) -> bool:
    return token.kind == "word" and token.text.upper() == "AS" and token.parentheses == 1
