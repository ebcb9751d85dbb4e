"""Indicators over the years and from plan to report: what measures the same thing, and how its target changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.flat.schema import IRI, SOURCE, Cell, Column, Row, Table, Type
from kgbuild.flat.things import Thing, Things

_KINDS: Final = ("kgb:YearLink", "kgb:PlanResultLink")

_COLUMNS = (
    IRI,
    Column("kind", Type.CODE, "关系", "YearLink: two years; PlanResultLink: plan and report of one year"),
    Column("change", Type.CODE, "变化", "TargetRaised, TargetLowered, TargetKept … (docs/linking.md)"),
    Column("from", Type.IRI, "前者标识", "IRI of the earlier indicator"),
    Column("from_name", Type.TEXT, "前者", "its name as printed"),
    Column("from_target", Type.TEXT, "前者目标", "its target as printed"),
    Column("to", Type.IRI, "后者标识", "IRI of the later indicator"),
    Column("to_name", Type.TEXT, "后者", "its name as printed"),
    Column("to_target", Type.TEXT, "后者目标", "its target as printed"),
    Column("reached", Type.TEXT, "此前完成值", "the latest result before the later target, as printed"),
    Column("standing", Type.CODE, "与此前完成值相比", "PlannedAboveReached, PlannedAtReached or PlannedBelowReached"),
    Column("score", Type.DECIMAL, "可信程度", "from 0 to 1"),
    Column("reason_zh", Type.TEXT, "理由", "why they are linked, in Chinese"),
    Column("reason_en", Type.TEXT, "理由（英文）", "the same in English"),
    Column("terms", Type.LIST, "依据词语", "the words that both share"),
    *SOURCE,
)


def _rows(things: Things) -> Iterator[Row]:
    """The source is the first cell that the link rests on."""
    yield from (_row(things, one) for one in chain.from_iterable(map(things.across, _KINDS)))


def _row(things: Things, one: Thing) -> Row:
    place = things.place(one, "kgb:evidence")
    (kind,) = (name.removeprefix("kgb:") for name in _KINDS if name in one.classes())
    return {
        "iri": one.iri,
        "kind": kind,
        "change": one.code("kgb:linkType"),
        **_end(things, "from", one),
        **_end(things, "to", one),
        "reached": _printed(things, one.node_of("kgb:reached")),
        "standing": one.code("kgb:standing"),
        "score": one.decimal("kgb:score"),
        "reason_zh": one.text("kgb:reason", "zh"),
        "reason_en": one.text("kgb:reason", "en"),
        "terms": tuple(sorted(value.value for value in one.all("kgb:term"))),
        **(place.as_row() if place else {}),
    }


def _end(things: Things, role: str, link: Thing) -> dict[str, Cell]:
    indicator = link.node_of(f"kgb:{role}")
    return {
        role: indicator.value if indicator else None,
        f"{role}_name": things.known(indicator).text("rdfs:label") if indicator else None,
        f"{role}_target": _printed(things, link.node_of(f"kgb:{role}Target")),
    }


def _printed(things: Things, value: NamedNode | None) -> str | None:
    return things.thing(value).text("kgb:text") if value else None


INDICATOR_LINKS = Table(
    "indicator_links", "指标关系", "links between indicators of several years, or of plan and report", _COLUMNS, _rows
)
