"""Cells that a page end cut in two, as one cell again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kgbuild.model.table import Cell, Document, Row, Text, joined

_Place = tuple[int, int, int]


def whole_rows(document: Document) -> Iterator[Row]:
    """All rows of a document; what a cell prints on later pages (`Cell.part_of`) stands where it begins."""
    rows = [row for table in document.tables for row in table.rows]
    parts = _parts(rows)
    for row in rows:
        whole = _whole(row, parts) if parts else row
        if whole is row or any(whole.texts):
            yield whole


def _whole(row: Row, parts: Mapping[_Place, list[Text]]) -> Row:
    texts = (
        Text("") if cell.part_of else joined([text, *parts.get(_place(cell), [])])
        for cell, text in zip(row.cells, row.texts, strict=True)
    )
    return replace(row, texts=tuple(texts))


def _parts(rows: list[Row]) -> dict[_Place, list[Text]]:
    """What is printed elsewhere of each cell, by its place."""
    parts: dict[_Place, list[Text]] = defaultdict(list)
    begins: dict[_Place, _Place] = {}
    for row in rows:
        for cell, text in zip(row.cells, row.texts, strict=True):
            if cell.part_of:
                begins[_place(cell)] = place = begins.get(cell.part_of, cell.part_of)
                parts[place].append(text)
    return parts


def _place(cell: Cell) -> _Place:
    return cell.table, cell.row, cell.column
