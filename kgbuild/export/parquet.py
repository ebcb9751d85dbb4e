"""Tables as Parquet: exact decimals, dates and integers; Chinese heading, description and unit in the metadata.

Needs pyarrow (the extra `parquet`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Final

from kgbuild.errors import UsageError
from kgbuild.export.choice import ALL, Choice
from kgbuild.export.files import File, alone_or_zipped
from kgbuild.flat.schema import Cell, Column, Table, Type
from kgbuild.flat.things import Things
from kgbuild.store import KnowledgeGraph

if TYPE_CHECKING:
    import pyarrow

BATCH: Final = 20_000
"""Rows in memory, and in one row group."""
PRECISION: Final = 38
SCALE: Final = 10
"""Places of a decimal in all, and behind the point."""
_LARGEST_INTEGER: Final = 2**63


def write(graph: KnowledgeGraph, out: IO[bytes], choice: Choice = ALL) -> None:
    """One table as Parquet; several as a zip of Parquet files."""
    alone_or_zipped(files(graph, choice), len(choice.tables), out)


def files(graph: KnowledgeGraph, choice: Choice = ALL) -> Iterator[File]:
    """One file a table.

    Raises:
        UsageError: pyarrow is not installed.
    """
    _pyarrow()
    things = Things(graph)
    for table in choice.tables:
        yield File(f"{table.name}.parquet", partial(_table, table, things, choice))


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError("parquet needs pyarrow, which is not installed: pip install 'kgbuild[parquet]'") from None
    return pyarrow


def _table(table: Table, things: Things, choice: Choice, out: IO[bytes]) -> None:
    arrow = _pyarrow()
    schema = _schema(table, arrow)
    records = _fitting(table, table.records(things), choice)
    with arrow.parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(records, BATCH)):
            columns = list(zip(*batch, strict=True))
            arrays = [
                arrow.array(map(_plain, cells), type=field.type) for cells, field in zip(columns, schema, strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def _plain(cell: Cell) -> Any:
    return list(cell) if isinstance(cell, tuple) else cell


def _schema(table: Table, arrow: Any) -> pyarrow.Schema:
    types = {
        Type.INTEGER: arrow.int64(),
        Type.DECIMAL: arrow.decimal128(PRECISION, SCALE),
        Type.DATE: arrow.date32(),
        Type.LIST: arrow.list_(arrow.string()),
    }
    fields = [
        arrow.field(column.name, types.get(column.type, arrow.string()), metadata=_described(column))
        for column in table.columns
    ]
    return arrow.schema(fields, metadata={"zh": table.zh, "en": table.en})


def _described(column: Column) -> dict[str, str]:
    return {"zh": column.zh, "en": column.en, **({"unit": column.unit} if column.unit else {})}


def _fitting(table: Table, records: Iterable[tuple[Cell, ...]], choice: Choice) -> Iterator[tuple[Cell, ...]]:
    """The records; a number that no column of Parquet can hold is left out, and said so.

    Its printed text stands in a column of its own.
    """
    for record in records:
        if all(map(_fits, record)):
            yield record
            continue
        for column, cell in zip(table.columns, record, strict=True):
            if not _fits(cell):
                choice.note(
                    f"{table.name}: {record[0]}: {column.name} is too long for Parquet and was left out: {cell}"
                )
        yield tuple(cell if _fits(cell) else None for cell in record)


def _fits(cell: Cell) -> bool:
    if isinstance(cell, int):
        return -_LARGEST_INTEGER <= cell < _LARGEST_INTEGER
    if isinstance(cell, Decimal):
        exponent = cell.normalize().as_tuple().exponent
        return isinstance(exponent, int) and -exponent <= SCALE and cell.adjusted() < PRECISION - SCALE
    return True
