"""Every printed amount: the money of projects by source, and the totals that documents state."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kgbuild.flat.projects import YUAN, source, undertakings
from kgbuild.flat.schema import IRI, SOURCE, Cell, Column, Row, Table, Type
from kgbuild.flat.things import Thing, Things

_COLUMNS = (
    IRI,
    Column("of", Type.IRI, "所属标识", "IRI of the project or, for a stated total, of the document"),
    Column("of_name", Type.TEXT, "所属名称", "its name or file name"),
    Column("role", Type.CODE, "用途", "funding: money of a project; statedTotal: a total that the document prints"),
    Column("spending_unit", Type.TEXT, "资金使用单位", "unit whose total it is, in a row of its own"),
    Column(
        "source",
        Type.CODE,
        "资金来源",
        "Total, FiscalAppropriation, SpecialAccount, OtherFunds, CarriedOver, TransferredFunds or LocalFunds",
    ),
    Column("amount", Type.DECIMAL, "金额", "the amount", YUAN),
    Column("text", Type.TEXT, "原文", "as printed, in the money unit of the document"),
    Column("sum_of_parts", Type.DECIMAL, "分项合计", "what its printed parts add up to, where there are any", YUAN),
    Column("difference", Type.DECIMAL, "与分项合计之差", "how far the two are apart", YUAN),
    *SOURCE,
)


def _rows(things: Things) -> Iterator[Row]:
    for one in undertakings(things):
        yield from _of(things, one, "kgb:funding", one.text("rdfs:label"))
    for document in things.stated("kgb:Document"):
        yield from _of(things, document, "kgb:statedTotal", document.text("kgb:fileName"))


def _of(things: Things, holder: Thing, predicate: str, name: str | None) -> Iterator[Row]:
    fundings = [things.thing(node) for node in holder.nodes(predicate)]
    for one in sorted(fundings, key=lambda funding: _position(things, funding)):
        yield _row(things, one) | {"of": holder.iri, "of_name": name, "role": predicate.rpartition(":")[2]}


def _position(things: Things, funding: Thing) -> tuple[int, int, str]:
    place = things.place(funding)
    return (place.row, place.column, funding.iri) if place else (0, 0, funding.iri)


def _row(things: Things, one: Thing) -> dict[str, Cell]:
    unit: NamedNode | None = one.node_of("kgb:spendingUnit")
    return {
        "iri": one.iri,
        "spending_unit": things.label(unit),
        "source": one.code("kgb:fundingSource"),
        "amount": one.decimal("kgb:amount"),
        "text": one.text("kgb:text"),
        "sum_of_parts": one.decimal("kgb:sumOfParts"),
        "difference": one.decimal("kgb:differenceFromSum"),
        **source(things, one),
    }


FUNDING = Table("funding", "资金", "every printed amount", _COLUMNS, _rows)
