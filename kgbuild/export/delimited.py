"""Tables as CSV: UTF-8 with a byte order mark, RFC 4180, no text that a spreadsheet would take for a formula.

Several tables are several files, with `csv-metadata.json` beside them: the columns and their types in the vocabulary of
the W3C for tabular data (https://www.w3.org/TR/tabular-metadata/).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import IO, Any, Final

from kgbuild.export.choice import ALL, Choice
from kgbuild.export.files import CSV_METADATA, File, alone_or_zipped
from kgbuild.flat.schema import Cell, Column, Table, Type
from kgbuild.flat.things import Things
from kgbuild.spreadsheets import harmless
from kgbuild.store import KnowledgeGraph
from kgbuild.vocab import CSVW

BETWEEN: Final = " | "
"""Stands between the texts of a list."""
_DATATYPES: Final = {
    Type.INTEGER: "integer",
    Type.DECIMAL: "decimal",
    Type.DATE: "date",
    Type.IRI: "anyURI",
}


def write(graph: KnowledgeGraph, out: IO[bytes], choice: Choice = ALL) -> None:
    """One table as CSV; several as a zip of CSV files."""
    alone_or_zipped(files(graph, choice), len(choice.tables), out)


def files(graph: KnowledgeGraph, choice: Choice = ALL) -> Iterator[File]:
    """One file a table, and the description of all of them."""
    things = Things(graph)
    for table in choice.tables:
        yield File(f"{table.name}.csv", partial(_table, table, things, choice))
    yield File(CSV_METADATA, partial(_metadata, choice))


def _table(table: Table, things: Things, choice: Choice, out: IO[bytes]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([choice.heading(column, "name") for column in table.columns])
    for record in table.records(things):
        writer.writerow(map(_printed, record))
    text.flush()
    text.detach()


def _printed(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        cell = BETWEEN.join(cell)
    if isinstance(cell, str):
        return str(harmless(cell))
    return cell if isinstance(cell, int) else format(cell, "f" if isinstance(cell, Decimal) else "")


def _metadata(choice: Choice, out: IO[bytes]) -> None:
    """The description of the tables, after "Metadata Vocabulary for Tabular Data"."""
    description = {
        "@context": [CSVW, {"@language": "en"}],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [_described(table, choice) for table in choice.tables],
    }
    out.write((json.dumps(description, ensure_ascii=False, indent=1) + "\n").encode())


def _described(table: Table, choice: Choice) -> dict[str, Any]:
    return {
        "url": f"{table.name}.csv",
        "rdfs:label": _both(table.zh, table.en),
        "tableSchema": {"columns": [_column(column, choice) for column in table.columns]},
    }


def _column(column: Column, choice: Choice) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": choice.heading(column, "name"),
        "rdfs:label": _both(column.zh, column.name.replace("_", " ")),
        "dc:description": {"@value": column.en, "@language": "en"},
        "datatype": _DATATYPES.get(column.type, "string"),
    }
    if column.type is Type.LIST:
        described["separator"] = BETWEEN
    if column.unit:
        described["schema:unitText"] = column.unit
    return described


def _both(zh: str, en: str) -> list[dict[str, str]]:
    return [{"@value": zh, "@language": "zh"}, {"@value": en, "@language": "en"}]
