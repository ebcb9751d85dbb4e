"""What the page of a thing shows: its names, what is said of it, what points at it, the cells it was read from."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kgbuild.server.addresses import sparql_link
from kgbuild.server.excerpt import Column, Piece, columns
from kgbuild.server.graph import Row, Rows, ServedGraph, Term, question
from kgbuild.server.problems import Problem
from kgbuild.server.words import NAMES
from kgbuild.vocab import curie, iri

_MOST_VALUES: Final = 50
_MOST_ROWS: Final = 8
_SHORT: Final = 120
_TYPE: Final = iri("rdf:type").value
_FROM_CELL: Final = {iri("prov:wasDerivedFrom").value, iri("kgb:evidence").value}
_NAMING: Final = tuple(
    iri(term).value
    for term in ("rdfs:label", "skos:prefLabel", "dcterms:title", "kgb:text", "kgb:fileName", "oa:exact", "kgb:message")
)
_ENDS: Final = {iri(term).value for term in ("kgb:from", "kgb:to", "kgb:undertaking", "kgb:industry")}


@dataclass(frozen=True, slots=True)
class Named:
    """An IRI or a literal, with its names in both languages where it has some."""

    term: Term
    zh: str = ""
    en: str = ""

    def name(self, language: str) -> str:
        """The name in a language, else in the other one, else the short IRI or the text itself."""
        first, second = (self.en, self.zh) if language == "en" else (self.zh, self.en)
        return first or second or (_short_iri(self.term.value) if self.term.is_iri else self.term.value)


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one property, the first ones of `count`; `all_link` leads to the rest."""

    property: Named
    values: tuple[Named, ...]
    count: int
    all_link: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a document's table, with the marked words."""

    document: Named
    table: int
    row: int
    columns: tuple[Column, ...]
    marked_columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """All that its page shows."""

    iri: str
    title: Named
    types: tuple[Named, ...]
    said: tuple[Values, ...]
    pointing: tuple[Values, ...]
    sources: tuple[SourceRow, ...]
    sources_left_out: int


async def thing_of(graph: ServedGraph, address: str) -> Thing:
    """The thing with this IRI. Raises Problem (404) when nothing is said of it."""
    said, pointing, cells = await asyncio.gather(
        graph.ask("said", thing=address), graph.ask("pointing", thing=address), graph.ask("cells", thing=address)
    )
    if not said.rows:
        raise Problem(404, "Nothing is known by this name", address)
    sources, left_out = await _sources(graph, cells)
    properties = [_values(list(group)) for _, group in groupby(said.rows, key=lambda row: row["property"].value)]
    return Thing(
        iri=address,
        title=_title(address, said),
        types=next((one.values for one in properties if one.property.term.value == _TYPE), ()),
        said=tuple(one for one in sorted(properties, key=_rank) if one.property.term.value not in (_TYPE, *_FROM_CELL)),
        pointing=tuple(await asyncio.gather(*(_pointers(graph, address, row) for row in pointing.rows))),
        sources=sources,
        sources_left_out=left_out,
    )


def _title(address: str, said: Rows) -> Named:
    found: dict[str, tuple[int, str]] = {}
    ends = [row["zh"].value for row in said.rows if row["property"].value in _ENDS and "zh" in row]
    if ends:  # a link or a tag has no name: what it is between
        found["zh"] = (len(_NAMING), " · ".join(ends))
    for row in said.rows:
        if row["property"].value in _NAMING:
            rank = _NAMING.index(row["property"].value)
            language = "en" if row["value"].language == "en" else "zh"
            text = row["value"].value
            found[language] = min(found.get(language, (99, "")), (rank, text), key=lambda one: one[0])
    return Named(Term("uri", address), *(_cut(found.get(language, (0, ""))[1]) for language in ("zh", "en")))


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT] + "…"


def _rank(values: Values) -> tuple[int, str]:
    """Names first, then in the order of the IRIs."""
    name = values.property.term.value
    return (_NAMING.index(name) if name in _NAMING else len(_NAMING)), name


def _values(rows: Sequence[Row]) -> Values:
    shown = tuple(named(row, "value") for row in rows[:_MOST_VALUES])
    return Values(_property(rows[0]), shown, len(rows))


async def _pointers(graph: ServedGraph, address: str, row: Row) -> Values:
    name = row["property"].value
    found = await graph.ask("pointers", thing=address, property=name)
    return Values(
        _property(row),
        tuple(named(one, "value") for one in found.rows),
        int(row["count"].value),
        sparql_link(question("all_pointers").bound({"thing": address, "property": name})),
    )


def named(row: Row, name: str) -> Named:
    """The term of a column, with the names of the columns `zh` and `en`."""
    term = row[name]
    zh, en = NAMES.get(term.value, ("", ""))
    return Named(term, *(_cut(row[column].value if column in row else own) for column, own in (("zh", zh), ("en", en))))


def _property(row: Row) -> Named:
    term = row["property"]
    zh, en = NAMES.get(term.value, ("", ""))
    own = {column: row[column].value for column in ("property_zh", "property_en") if column in row}
    return Named(term, own.get("property_zh", zh), own.get("property_en", en))


def _short_iri(value: str) -> str:
    from pyoxigraph import NamedNode

    return curie(NamedNode(value))


# --- source cells ---


async def _sources(graph: ServedGraph, cells: Rows) -> tuple[tuple[SourceRow, ...], int]:
    places = [
        (place, list(group)) for place, group in groupby(cells.rows, key=lambda row: _numbers(row, "table", "row"))
    ]
    by_row: dict[tuple[str, int, int], list[Row]] = {}
    for (table, number), group in places:
        for cell in group:
            by_row.setdefault((cell["document"].value, table, number), []).append(cell)
    shown = list(by_row.items())[:_MOST_ROWS]
    rows = await asyncio.gather(*(_source_row(graph, *place, marked) for place, marked in shown))
    return tuple(rows), len(by_row) - len(shown)


async def _source_row(graph: ServedGraph, document: str, table: int, row: int, marked: list[Row]) -> SourceRow:
    whole = await graph.ask("row", document=document, table=str(table), row=str(row))
    marks = [_piece(cell) for cell in marked]
    return SourceRow(
        Named(Term("uri", document), marked[0]["file"].value),
        table,
        row,
        tuple(columns(map(_piece, whole.rows), marks)),
        tuple(sorted({mark.column for mark in marks})),
    )


def _piece(row: Row) -> Piece:
    column, start, end = _numbers(row, "column", "start", "end")
    return Piece(column, start, end, row["exact"].value)


def _numbers(row: Row, *names: str) -> tuple[int, ...]:
    return tuple(int(row[name].value) for name in names)
