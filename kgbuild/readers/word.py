"""Word documents (.docx): the tables of the body, and the paragraphs before each as rows of one cell of it.

python-docx opens the package; what a person sees in it is worked out here, because its own texts leave out insertions
and automatic numbers. Deleted and hidden words, comments, notes, headers and footers are not read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.oxml.ns import nsmap

from kgbuild.errors import UnreadableInput
from kgbuild.model.table import Cell, Row, Syntax, Table, row_of
from kgbuild.readers import package
from kgbuild.readers.word_lists import Numbering

if TYPE_CHECKING:
    from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc

_W: Final = f"{{{nsmap['w']}}}"
_TRANSPARENT: Final = {_W + one for one in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
"""Holders of blocks and rows that a reader does not see."""
_UNSEEN: Final = {_W + one for one in ("del", "moveFrom", "tbl", "pPr", "rPr")}
_SECOND_FORM: Final = "}Fallback"
"""The same drawing once more, for programs that do not know the first form."""
_MARKS: Final = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


def read(data: bytes, name: str) -> list[Table]:
    """The tables of a document, in order; one inside a cell of another follows it.

    Raises:
        UnreadableInput: no Word document, encrypted, damaged, or a zip bomb.
    """
    package.parts(data, name, ".docx document", lambda part: False)
    try:
        document = Document(io.BytesIO(data))
        body = _Body(Numbering(document))
        body.take(document.element.body)
    except Exception as error:  # python-docx raises whatever its XML layers raise  # noqa: BLE001
        raise UnreadableInput(name, f"not a readable .docx document ({error})") from None
    return body.closed()


class _Body:
    """The tables found so far, and the lines above the one that is still to come."""

    def __init__(self, numbering: Numbering) -> None:
        self.tables: list[Table] = []
        self.lines: list[str] = []
        self.numbering = numbering

    def take(self, holder: Any) -> None:
        """All blocks of the body, or of what holds some of them."""
        for block in holder:
            if block.tag == _W + "p":
                self.lines.append(_text(block, self.numbering))
            elif block.tag == _W + "tbl":
                self._table(block)
            elif block.tag in _TRANSPARENT:
                self.take(block)

    def closed(self) -> list[Table]:
        """All tables; lines after the last one make one more."""
        if any(self.lines):
            self._add([])
        return self.tables

    def _table(self, table: CT_Tbl) -> None:
        rows = [list(_slots(row)) for row in _held(table, "tr")]
        self._add(rows)
        for inner in (inner for row in rows for slot in row for inner in _held(slot.cell, "tbl")):
            self._table(inner)

    def _add(self, rows: list[list[_Slot]]) -> None:
        number = len(self.tables) + 1
        above = [
            row_of([Cell(number, at, 1, line, 0)], Syntax.PLAIN, is_outside=True)
            for at, line in enumerate(self.lines, 1)
            if line.strip()
        ]
        grid = _grid(rows, number, len(self.lines) + 1, self.numbering)
        self.tables.append(Table(number, (*above, *grid), f"表{number}"))
        self.lines = []


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell of the file. Where it goes on with the cell above, it prints nothing of its own."""

    cell: CT_Tc
    column: int
    goes_on: bool


def _held(holder: Any, name: str) -> Iterator[Any]:
    """The elements of this name that a holder shows as its own."""
    for one in holder:
        if one.tag == _W + name:
            yield one
        elif one.tag in _TRANSPARENT:
            yield from _held(one, name)


def _slots(row: CT_Row) -> Iterator[_Slot]:
    column = 1 + row.grid_before
    for cell in _held(row, "tc"):
        yield _Slot(cell, column, cell.vMerge == "continue")
        column += cell.grid_span


def _grid(rows: list[list[_Slot]], number: int, first: int, numbering: Numbering) -> Iterator[Row]:
    hanging = {(at, slot.column) for at, slots in enumerate(rows) for slot in slots if slot.goes_on}
    for at, slots in enumerate(rows):
        cells = []
        for slot in (slot for slot in slots if not slot.goes_on):
            below = at + 1
            while (below, slot.column) in hanging:
                below += 1
            raw = "\n".join(_text(one, numbering) for one in _held(slot.cell, "p"))
            cells.append(Cell(number, first + at, slot.column, raw, 0, below - at, slot.cell.grid_span))
        if cells and any((row := row_of(cells, Syntax.PLAIN)).texts):
            yield row


def _text(paragraph: Any, numbering: Numbering) -> str:
    """What a paragraph shows, with its automatic number."""
    return numbering.label(paragraph) + "".join(_pieces(paragraph))


def _pieces(holder: Any) -> Iterator[str]:
    for one in holder:
        if not isinstance(one.tag, str) or one.tag in _UNSEEN or one.tag.endswith(_SECOND_FORM):
            continue
        if one.tag == _W + "r" and _is_hidden(one):
            continue
        if one.tag == _W + "t":
            yield one.text or ""
        elif one.tag in _MARKS:
            yield _MARKS[one.tag]
        else:
            yield from _pieces(one)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(_W + "val", "1") not in ("0", "false", "off")
