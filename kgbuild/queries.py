"""The named queries of `queries/`, in the grlc convention, with typed parameters bound as terms.

A header comments the query (`#+ summary: …`, `#+ summary_zh: …`, `#+ tags:`, `#+ defaults:`). A variable that
begins with an underscore is a parameter; its ending gives the type: `?_name` text, `?_year_gYear`, `?_min_decimal`,
`?_n_integer`, `?_thing_iri`, `?_label_zh`. A parameter is replaced by a term that the RDF library wrote, never by
text of ours: a quote in a value is data. (Engines differ in binding variables from outside; all of them read terms.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kgbuild.errors import UsageError
from kgbuild.resources import folder
from kgbuild.sparql import shielded, variables, with_variables
from kgbuild.vocab import PREFIXES, iri

_PARAMETER: Final = re.compile(r"_(?P<name>[A-Za-z]+)(?:_(?P<type>[A-Za-z]+))?")
_HEADER: Final = re.compile(r"#\+\s*(?P<key>\w+)\s*:\s*(?P<value>.*)")
_DEFAULT: Final = re.compile(r"#\+\s+-\s*(?P<name>\w+)\s*:\s*(?P<value>.*)")
_DATATYPES: Final = frozenset({"integer", "decimal", "gYear", "date", "string", "boolean"})
_LANGUAGES: Final = frozenset({"zh", "en"})
_LEXICAL: Final = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]+(\.[0-9]+)?"),
    "gYear": re.compile(r"[0-9]{4}"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "boolean": re.compile(r"true|false"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name for people, the variable it binds, its type, its default."""

    name: str
    variable: str
    type: str
    default: str | None

    def term(self, value: str) -> NamedNode | Literal:
        """The value as a term of the parameter's type. Raises UsageError when it is none."""
        if self.type == "iri":
            return _iri(value)
        if self.type in _LANGUAGES:
            return Literal(value, language=self.type)
        pattern = _LEXICAL.get(self.type)
        if pattern and not pattern.fullmatch(value):
            raise UsageError(f"parameter {self.name}: '{value}' is no {self.type}")
        return Literal(value, datatype=iri(f"xsd:{self.type}"))


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its header."""

    name: str
    text: str
    summary: str
    summary_zh: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]

    def bound(self, given: dict[str, str]) -> str:
        """The query with its parameters bound to the values given, or to their defaults.

        Raises:
            UsageError: an unknown parameter, one missing, or a value of the wrong type.
        """
        unknown = sorted(given.keys() - {one.name for one in self.parameters})
        if unknown:
            known = ", ".join(one.name for one in self.parameters) or "none"
            raise UsageError(f"{self.name} has no parameter {', '.join(unknown)} (known: {known})")
        terms: dict[str, NamedNode | Literal] = {}
        for one in self.parameters:
            value = given.get(one.name, one.default)
            if value is None:
                raise UsageError(f"{self.name} needs --param {one.name}=… ({one.type})")
            terms[one.variable] = one.term(value)

        return with_variables(self.text, lambda name: _spelled(terms[name]) if name in terms else None)


def _spelled(term: NamedNode | Literal) -> str:
    """A term as SPARQL: integers as bare digits (LIMIT takes nothing else), all others as N-Triples has them."""
    if isinstance(term, Literal) and term.datatype == iri("xsd:integer"):
        return term.value
    return shielded(str(term))


def _iri(value: str) -> NamedNode:
    prefix, _, rest = value.partition(":")
    if prefix in PREFIXES and not rest.startswith("//"):
        value = PREFIXES[prefix] + rest
    try:
        return NamedNode(value)
    except ValueError:
        raise UsageError(f"'{value}' is no IRI") from None


@cache
def named_queries() -> dict[str, NamedQuery]:
    """All queries of the folder, by name."""
    return {
        path.stem: parse_query(path.stem, path.read_text("utf-8")) for path in sorted(folder("queries").glob("*.rq"))
    }


def find_query(name: str) -> NamedQuery:
    """A named query, or a `.rq` file. Raises UsageError when there is neither."""
    if name in named_queries():
        return named_queries()[name]
    path = Path(name)
    if path.suffix in (".rq", ".sparql") and path.is_file():
        return parse_query(path.stem, path.read_text("utf-8"))
    raise UsageError(f"no query '{name}'; kgbuild query --list shows the named ones")


def parse_query(name: str, text: str) -> NamedQuery:
    """A query with its header read and its parameters found."""
    header: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for line in text.splitlines():
        if match := _DEFAULT.match(line):
            defaults[match["name"]] = match["value"].strip().strip("\"'")
        elif match := _HEADER.match(line):
            header[match["key"]] = match["value"].strip()
    parameters: dict[str, Parameter] = {}
    for variable in variables(text):
        match = _PARAMETER.fullmatch(variable)
        if not match:
            continue
        kind = match["type"] or "string"
        if kind not in _DATATYPES | _LANGUAGES | {"iri"}:
            raise UsageError(f"{name}: parameter type '{kind}' is not known")
        parameters[variable] = Parameter(match["name"], variable, kind, defaults.get(match["name"]))
    return NamedQuery(
        name=name,
        text=text,
        summary=header.get("summary", ""),
        summary_zh=header.get("summary_zh", ""),
        tags=tuple(tag.strip() for tag in header.get("tags", "").split(",") if tag.strip()),
        parameters=tuple(parameters.values()),
    )
