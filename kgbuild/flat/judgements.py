"""What is doubtful: the findings of the report, and the fields that documents print differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.flat.schema import IRI, SOURCE, Cell, Column, Row, Table, Type
from kgbuild.flat.things import Thing, Things

_GRAVEST_FIRST: Final = ("violation", "warning", "info")
_OWN_TEXT: Final = ("rdfs:label", "kgb:text")

_FINDING_COLUMNS = (
    IRI,
    Column("rule", Type.CODE, "规则编号", "id of the audit rule (docs/rules.md), if it is one"),
    Column("shape", Type.CODE, "形状", "name of the shape, or reading- and the code of the issue"),
    Column("severity", Type.CODE, "严重程度", "violation 确定, warning 疑似, info 提示"),
    Column("message_zh", Type.TEXT, "说明", "the message in Chinese"),
    Column("message_en", Type.TEXT, "说明（英文）", "the message in English"),
    Column("focus", Type.IRI, "对象标识", "IRI of the thing that it is about"),
    Column("focus_label", Type.TEXT, "对象", "its name, file name or printed text"),
    Column("path", Type.CODE, "属性", "the property that offends, if it is one"),
    Column("value", Type.TEXT, "涉及的值", "the value that offends, if any"),
    *SOURCE,
)


def _finding_rows(things: Things) -> Iterator[Row]:
    """The gravest first."""
    rows = [_finding(things, one) for one in things.across("sh:ValidationResult")]
    yield from sorted(rows, key=lambda row: (_GRAVEST_FIRST.index(str(row["severity"])), str(row["shape"]), row["iri"]))


def _finding(things: Things, one: Thing) -> Row:
    focus, shape, path = one.node_of("sh:focusNode"), one.node_of("sh:sourceShape"), one.node_of("sh:resultPath")
    place = things.place(one)
    return {
        "iri": one.iri,
        "rule": one.text("dcterms:identifier"),
        "shape": shape.value.rpartition("/")[2] if shape else None,
        "severity": (one.code("sh:resultSeverity") or "").lower(),
        "message_zh": one.text("sh:resultMessage", "zh"),
        "message_en": one.text("sh:resultMessage", "en"),
        "focus": focus.value if focus else None,
        "focus_label": _label(things.thing(focus)) if focus else None,
        "path": path.value.rpartition("#")[2] if path else None,
        "value": next((value.value for value in one.all("sh:value")), None),
        **(place.as_row() if place else {}),
    }


def _label(thing: Thing) -> str | None:
    names = ("skos:prefLabel", "rdfs:label", "kgb:fileName", "kgb:text")
    return next((text for text in map(thing.text, names) if text is not None), None)


FINDINGS = Table("findings", "校验问题", "findings of shapes and of the reading", _FINDING_COLUMNS, _finding_rows)

_DISCREPANCY_COLUMNS = (
    IRI,
    Column("thing", Type.IRI, "对象标识", "IRI of the thing that is printed differently"),
    Column("field", Type.CODE, "字段", "label, text, annualTarget, periodTarget or actual"),
    Column("reading", Type.TEXT, "读法", "what this document prints"),
    Column("shown", Type.INTEGER, "是否采用", "1 if this reading is the one in the other tables, else 0"),
    *SOURCE,
)


def _discrepancy_rows(things: Things) -> Iterator[Row]:
    """One row a reading: the same IRI as often as documents print the field."""
    for one in things.across("kgb:Discrepancy"):
        thing, field = one.node_of("kgb:thing"), one.node_of("kgb:field")
        if thing and field:
            readings = list(_readings(things, thing, field))
            for reading in readings:
                yield {
                    "iri": one.iri,
                    "thing": thing.value,
                    "field": field.value.rpartition("#")[2],
                    "shown": int(reading["reading"] == readings[0]["reading"]),
                    **reading,
                }


def _readings(things: Things, node: NamedNode, field: NamedNode) -> Iterator[dict[str, Cell]]:
    """What each document prints for one field, the first document first."""
    thing = things.thing(node)
    own = next((name for name in _OWN_TEXT if field.value.endswith(name.rpartition(":")[2])), None)
    name = own or f"kgb:{field.value.rpartition('#')[2]}"
    for rank, said in thing.readings(name):
        printed = things.thing(said) if isinstance(said, NamedNode) else thing
        place = things.place(printed, rank=rank)
        text = printed.text("kgb:text") if printed is not thing else said.value
        yield {"reading": text, **(place.as_row() if place else {})}


DISCREPANCIES = Table(
    "discrepancies",
    "文件之间的差异",
    "fields that documents print differently",
    _DISCREPANCY_COLUMNS,
    _discrepancy_rows,
)
