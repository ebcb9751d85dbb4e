"""What we, not the documents, say: the industries of undertakings, and the links between undertakings."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kgbuild.flat.projects import OWNER, owner
from kgbuild.flat.schema import IRI, SOURCE, Cell, Column, Row, Table, Type, prefixed
from kgbuild.flat.things import Thing, Things, labels

_TERMS = Column("terms", Type.LIST, "依据词语", "the words that it rests on")

_TAG_COLUMNS = (
    IRI,
    *OWNER,
    Column("industry", Type.IRI, "产业标识", "IRI of the industry"),
    Column("industry_zh", Type.TEXT, "产业", "its Chinese name"),
    Column("industry_en", Type.TEXT, "产业（英文）", "its English name"),
    Column("role", Type.CODE, "角色", "Focus: it is about this industry; Mention: it only names it"),
    Column("score", Type.DECIMAL, "得分", "how much speaks for it, from 0 to 1"),
    _TERMS,
    *SOURCE,
)


def _tag_rows(things: Things) -> Iterator[Row]:
    """Each tag once, in the order of the documents; its source is the first cell with one of the words."""
    seen: set[str] = set()
    for graph in things.tag_graphs:
        fresh = [one for one in things.of_graph("kgb:IndustryTag", graph) if one.iri not in seen]
        seen.update(one.iri for one in fresh)
        rows = [_tag(things, one) for one in fresh]
        yield from sorted(rows, key=lambda row: (str(row["undertaking"]), str(row["role"]), str(row["industry"])))


def _tag(things: Things, one: Thing) -> Row:
    undertaking, industry = one.node_of("kgb:undertaking"), one.node_of("kgb:industry")
    place = things.place(one, "kgb:evidence")
    return {
        "iri": one.iri,
        **(owner(things, things.known(undertaking)) if undertaking else {}),
        "industry": industry.value if industry else None,
        "industry_zh": things.label(industry),
        "industry_en": things.label(industry, "en"),
        "role": one.code("kgb:role"),
        "score": one.decimal("kgb:score"),
        "terms": _terms(one),
        **(place.as_row() if place else {}),
    }


def _terms(one: Thing) -> tuple[str, ...]:
    return tuple(sorted(value.value for value in one.all("kgb:term")))


TAGS = Table("tags", "产业标注", "industries of undertakings", _TAG_COLUMNS, _tag_rows)

_LINK_COLUMNS = (
    IRI,
    *prefixed("from", "起点", "the earlier one", OWNER),
    *prefixed("to", "终点", "the later one", OWNER),
    Column("type", Type.CODE, "关系类型", "SharedIndustry, SameSeries, Continues, SameFacility … (docs/linking.md)"),
    Column("score", Type.DECIMAL, "强度", "strength, from 0 to 1"),
    Column("via", Type.LIST, "共同产业", "industries that both are about"),
    Column("via_iri", Type.LIST, "共同产业标识", "their IRIs"),
    _TERMS,
    *SOURCE,
    *prefixed("to", "终点", "where the later one is printed", SOURCE[:-1]),
)


def _link_rows(things: Things) -> Iterator[Row]:
    """The source of a link is that of its first undertaking; that of the second is beside it."""
    for one in things.across("kgb:ProjectLink"):
        via = one.nodes("kgb:via")
        first, second = (things.known(node) for node in _ends(one))
        yield {
            "iri": one.iri,
            **_end(things, "from", first),
            **_end(things, "to", second),
            "type": one.code("kgb:linkType"),
            "score": one.decimal("kgb:score"),
            "via": labels(things, via),
            "via_iri": tuple(sorted(node.value for node in via)),
            "terms": _terms(one),
        }


def _ends(link: Thing) -> Iterator[NamedNode]:
    for name in ("kgb:from", "kgb:to"):
        yield from link.nodes(name)[:1]


def _end(things: Things, role: str, undertaking: Thing) -> dict[str, Cell]:
    place = things.place(undertaking)
    where: dict[str, Cell] = dict(place.as_row("to_source_" if role == "to" else "source_")) if place else {}
    if role == "to":
        where.pop("documents", None)
    return {f"{role}_{name}": cell for name, cell in owner(things, undertaking).items()} | where


LINKS = Table("links", "项目关系", "links between undertakings", _LINK_COLUMNS, _link_rows)
