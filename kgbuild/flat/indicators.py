"""Indicators with what they aim at and what came of it; and every value on a row of its own, with its parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.flat.projects import OWNER, owner, source, undertakings
from kgbuild.flat.schema import IRI, SOURCE, VALUE, Cell, Column, Row, Table, Type, prefixed
from kgbuild.flat.things import Thing, Things

_ROLES: Final = {"target": "kgb:annualTarget", "period": "kgb:periodTarget", "actual": "kgb:actual"}
_DEEPEST: Final = 10
"""Steps up the tree of categories after which something is wrong with it."""

_COLUMNS = (
    IRI,
    *OWNER,
    Column("group", Type.INTEGER, "组", "counts the restarts of the numbering in one undertaking, from 1"),
    Column("ordinal", Type.INTEGER, "序号", "number as printed, or counted where none is printed"),
    Column("name", Type.TEXT, "指标名称", "name as printed"),
    Column("category", Type.IRI, "分类标识", "IRI of its category"),
    Column("level1", Type.TEXT, "一级指标", "category of the first level"),
    Column("level1_code", Type.TEXT, "一级指标代码", "its code, in the tree that has codes"),
    Column("level2", Type.TEXT, "二级指标", "category of the second level"),
    Column("level2_code", Type.TEXT, "二级指标代码", "its code"),
    Column("direction", Type.CODE, "方向", "HigherIsBetter or LowerIsBetter, where known"),
    Column("weight", Type.DECIMAL, "分值", "weight as printed", "points"),
    Column("score", Type.DECIMAL, "得分", "score as printed", "points"),
    *prefixed("target", "年度目标", "annual target", VALUE),
    *prefixed("period", "实施周期目标", "target of the whole period", VALUE),
    *prefixed("actual", "实际完成", "what was reported", VALUE),
    Column("achievement", Type.CODE, "完成判定", "Exceeded, Met, NotMet or Undetermined; ours, worked out"),
    Column("achievement_reason_zh", Type.TEXT, "判定理由", "why, in Chinese"),
    Column("achievement_reason_en", Type.TEXT, "判定理由（英文）", "why, in English"),
    Column("published_verdict", Type.TEXT, "公布的结论", "the verdict that the document prints"),
    Column("explanation", Type.TEXT, "说明", "具体完成情况 or 偏差原因 as printed"),
    Column("discrepancies", Type.INTEGER, "差异数", "fields that documents print differently"),
    *SOURCE,
)


def indicators(things: Things) -> Iterator[tuple[Thing, Thing]]:
    """(undertaking, indicator), each indicator once, by group and number."""
    for undertaking in undertakings(things):
        held = [things.thing(node) for node in undertaking.nodes("kgb:indicator")]
        for one in sorted(held, key=lambda one: (one.integer("kgb:group"), one.integer("kgb:ordinal"), one.iri)):
            yield undertaking, one


def _rows(things: Things) -> Iterator[Row]:
    for undertaking, one in indicators(things):
        yield {**owner(things, undertaking), **_indicator(things, one)}


def _indicator(things: Things, one: Thing) -> dict[str, Cell]:
    category = one.node_of("kgb:category")
    return {
        "iri": one.iri,
        "group": one.integer("kgb:group"),
        "ordinal": one.integer("kgb:ordinal"),
        "name": one.text("rdfs:label"),
        "category": category.value if category else None,
        **_levels(things, category),
        "direction": one.code("kgb:direction"),
        "weight": one.decimal("kgb:weight"),
        "score": one.decimal("kgb:score"),
        **_values(things, one),
        "achievement": one.code("kgb:achievement"),
        "achievement_reason_zh": one.text("kgb:achievementReason", "zh"),
        "achievement_reason_en": one.text("kgb:achievementReason", "en"),
        "published_verdict": one.text("kgb:publishedVerdict"),
        "explanation": one.text("kgb:explanation"),
        "discrepancies": things.how_many("kgb:thing", one.node),
        **source(things, one),
    }


def _levels(things: Things, category: NamedNode | None) -> dict[str, Cell]:
    """The names and codes of a category and of the one above it."""
    path: list[NamedNode] = []
    while category and len(path) < _DEEPEST:
        path.insert(0, category)
        category = things.known(category).node_of("skos:broader")
    found: dict[str, Cell] = {}
    for level, node in enumerate(path[:2], 1):
        found[f"level{level}"] = things.label(node)
        found[f"level{level}_code"] = things.known(node).text("skos:notation")
    return found


def _values(things: Things, indicator: Thing) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for role, predicate in _ROLES.items():
        node = indicator.node_of(predicate)
        if node:
            found |= {f"{role}_{name}": cell for name, cell in value(things, things.thing(node)).items()}
    return found


def value(things: Things, one: Thing) -> dict[str, Cell]:
    """The columns of `VALUE`."""
    first, last = one.text("kgb:date"), one.text("kgb:upperDate")
    return {
        "text": one.text("kgb:text"),
        "kind": one.code("kgb:kind"),
        "comparator": one.code("kgb:comparator"),
        "number": one.decimal("kgb:number"),
        "upper_number": one.decimal("kgb:upperNumber"),
        "unit": things.label(one.node_of("kgb:unit")),
        "date": one.day("kgb:date"),
        "upper_date": one.day("kgb:upperDate"),
        "date_iso": f"{first}/{last}" if last else first,
        "parts": len(one.nodes("kgb:part")),
    }


INDICATORS = Table("indicators", "绩效指标", "indicators with targets and results", _COLUMNS, _rows)

_VALUE_COLUMNS = (
    IRI,
    Column("indicator", Type.IRI, "指标标识", "IRI of the indicator"),
    Column("indicator_name", Type.TEXT, "指标名称", "its name"),
    Column("role", Type.CODE, "角色", "annualTarget, periodTarget or actual"),
    Column("part_of", Type.IRI, "所属值", "for a part: IRI of the compound value"),
    Column("ordinal", Type.INTEGER, "分项序号", "for a part: its place in the compound value, from 1"),
    *VALUE,
    *SOURCE,
)


def _value_rows(things: Things) -> Iterator[Row]:
    """Every value, also the second one where two documents differ, each followed by its parts."""
    for _, indicator in indicators(things):
        for predicate in _ROLES.values():
            role: dict[str, Cell] = {
                "indicator": indicator.iri,
                "indicator_name": indicator.text("rdfs:label"),
                "role": predicate.rpartition(":")[2],
            }
            for whole in map(things.thing, indicator.nodes(predicate)):
                yield role | _value_row(things, whole)
                for part in _parts(things, whole):
                    held: dict[str, Cell] = {"part_of": whole.iri, "ordinal": part.integer("kgb:ordinal")}
                    yield role | held | _value_row(things, part)


def _parts(things: Things, whole: Thing) -> list[Thing]:
    return sorted(map(things.thing, whole.nodes("kgb:part")), key=lambda one: one.integer("kgb:ordinal") or 0)


def _value_row(things: Things, one: Thing) -> dict[str, Cell]:
    return {"iri": one.iri, **value(things, one), **source(things, one)}


VALUES = Table("values", "指标值", "every value, and the parts of compound ones", _VALUE_COLUMNS, _value_rows)
