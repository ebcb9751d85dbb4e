"""PDF files with text in them: one table a page, ruled tables as rows of cells, lines of text as rows of one cell.

pdfplumber finds rules and characters; which characters make a cell, and what a line end in it means, is worked out here
from where they stand. A page that is a picture is said to be one; nothing is recognised.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from kgbuild.errors import UnreadableInput
from kgbuild.model.table import Cell, Row, Syntax, Table, row_of
from kgbuild.readers.pdf_grid import Character, Slot, columns_of, grids, lines
from kgbuild.text import characters_of_radicals

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MAX_PAGES: Final = 1000
_MAX_UNPACKED: Final = 256 * 1024 * 1024
_MAX_UNKNOWN: Final = 0.2
"""More characters without a known meaning, and the page is as good as a picture."""
_PIECE: Final = 64 * 1024
_STREAM: Final = re.compile(rb"\bstream\r?\n")
_HEADING_ROWS: Final = 3
_Cells = list[tuple[Slot, str]]
_Placed = tuple[float, _Cells, bool]
"""Upper edge and cells of a row, and whether it is a line outside tables."""
_CODE: Final = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")


def read(data: bytes, name: str) -> list[Table]:
    """One table a page.

    Raises:
        UnreadableInput: no PDF, protected, damaged, too long, without any text, or a bomb.
    """
    _refuse(data, name)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            count = len(document.pages)
            tables = list(_pages(document.pages)) if count <= _MAX_PAGES else []
    except Exception as error:  # pdfminer raises whatever damaged bytes lead to  # noqa: BLE001
        causes = (error, *error.args)
        if any(isinstance(one, PDFPasswordIncorrect) for one in causes):
            raise UnreadableInput(name, "protected by a password; save it without one") from None
        raise UnreadableInput(name, f"not a readable PDF ({type(error).__name__}: {error})") from None
    if count > _MAX_PAGES:
        raise UnreadableInput(name, f"{count} pages; more than {_MAX_PAGES} are not read")
    if all(table.is_picture or not table.rows for table in tables):
        raise UnreadableInput(name, "its pages are pictures without text; recognise the text (OCR) first")
    return tables


def _refuse(data: bytes, name: str) -> None:
    """Refuse what would take too much memory: pdfminer unpacks a stream whole."""
    if b"%PDF-" not in data[:1024]:
        raise UnreadableInput(name, "not a PDF file")
    left = _MAX_UNPACKED
    for match in _STREAM.finditer(data):
        inflated = _inflated(data, match.end(), left)
        left -= len(inflated) + len(_inflated(inflated, 0, left))  # a stream may be packed twice
        if left <= 0:
            raise UnreadableInput(name, f"refused: unpacks to more than {_MAX_UNPACKED >> 20} MiB")


def _inflated(data: bytes, start: int, most: int) -> bytes:
    """What a packed stream holds, up to `most` bytes; taken in pieces, since nobody says where it ends."""
    if data[start : start + 1] != b"\x78":
        return b""
    inflater, held = zlib.decompressobj(), bytearray()
    for at in range(start, len(data), _PIECE):
        if inflater.eof or len(held) >= most:
            break
        try:
            held += inflater.decompress(data[at : at + _PIECE], most - len(held))
        except zlib.error:
            break
    return bytes(held)


def _pages(pages: Iterable[Page]) -> Iterator[Table]:
    """The pages as tables of rows from the top, each called after its page."""
    heading: list[_Cells] = []
    for page in pages:
        number = page.page_number
        characters = [_character(one) for one in page.dedupe_chars().chars]
        unknown = sum(one.text == "\ufffd" for one in characters)
        is_picture = bool(page.images) if not characters else unknown > _MAX_UNKNOWN * len(characters)
        rows: list[_Placed] = []
        if not is_picture:
            outside, ruled = _printed(page, characters)
            rows = sorted(outside + _without_swallowed(ruled, heading), key=lambda one: one[0])
            heading = heading or [cells for _, cells, _ in ruled[:_HEADING_ROWS]]
        page.close()
        made = (_row(one, number, at) for at, one in enumerate(rows, 1))
        yield Table(number, tuple(row for row in made if any(row.texts)), f"第{number}页", is_picture=is_picture)


def _character(char: dict[str, object]) -> Character:
    text = _CODE.sub("\ufffd", characters_of_radicals(str(char["text"])))
    return Character(text, *(float(str(char[key])) for key in ("x0", "x1", "top", "bottom")))


def _printed(page: Page, characters: list[Character]) -> tuple[list[_Placed], list[_Placed]]:
    """Lines outside tables, and the rows of tables."""
    found = grids(page)
    outside = [one for one in characters if not any(grid.takes(one) for grid in found)]
    texts = [
        (line.top, [(Slot(0, at, 1, 1), text) for at, text in enumerate(columns_of(line))], True)
        for line in lines(outside)
    ]
    ruled = [(top, cells, False) for grid in found for top, cells in grid.rows()]
    return texts, sorted(ruled, key=lambda one: one[0])


def _without_swallowed(rows: list[_Placed], heading: list[_Cells]) -> list[_Placed]:
    """Where a heading printed again has no rule below, its cells hold the row below too: two rows again."""
    for at, ((top, cells, _), known) in enumerate(zip(rows, heading, strict=False)):
        rests = [
            _behind(text, before) if slot == there else None
            for (slot, text), (there, before) in zip(cells, known, strict=False)
        ]
        if len(cells) != len(known) or None in rests:
            break
        if any(rests):
            below = [(slot, rest or "") for (slot, _), rest in zip(cells, rests, strict=True)]
            return [*rows[:at], (top, known, False), (top, below, False), *rows[at + 1 :]]
    return rows


def _behind(text: str, heading: str) -> str | None:
    """What a cell prints behind its heading; None if it does not begin with it."""
    left = "".join(heading.split())
    for at, character in enumerate(text):
        if not left:
            return text[at:].strip()
        if character.isspace():
            continue
        if character != left[0]:
            return None
        left = left[1:]
    return None if left else ""


def _row(placed: _Placed, page: int, at: int) -> Row:
    _, cells, is_outside = placed
    made = (Cell(page, at, slot.column + 1, text, 0, slot.down, slot.across) for slot, text in cells)
    return row_of(made, Syntax.PLAIN, is_outside=is_outside)
