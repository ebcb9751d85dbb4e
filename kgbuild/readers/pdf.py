"""PDF files with text in them: one table a page, ruled tables as rows of cells, lines of text as rows of one cell.

pdfplumber finds rules and characters; which characters make a cell (`pdf_grid`), what a line end in it means
(`pdf_lines`) and what goes on over a page end (`pdf_pages`) is worked out from where they stand. A page that is a
picture is said to be one; nothing is recognised.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from typing import TYPE_CHECKING, Final

from kgbuild.errors import UnreadableInput
from kgbuild.model.table import Table
from kgbuild.readers.pdf_grid import SAME_RULE, clipped_at, grids
from kgbuild.readers.pdf_lines import Character, lines
from kgbuild.readers.pdf_pages import Page, tables_of
from kgbuild.text import characters_of_radicals

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage

_MAX_PAGES: Final = 1000
_MAX_UNPACKED: Final = 256 * 1024 * 1024
_MAX_UNKNOWN: Final = 0.2
"""More characters without a known meaning, and the page is as good as a picture."""
_PIECE: Final = 64 * 1024
_STREAM: Final = re.compile(rb"\bstream\r?\n")
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
            pages = [_page(one) for one in document.pages] if count <= _MAX_PAGES else []
    except Exception as error:  # pdfminer raises whatever damaged bytes lead to  # noqa: BLE001
        causes = (error, *error.args)
        if any(isinstance(one, PDFPasswordIncorrect) for one in causes):
            raise UnreadableInput(name, "protected by a password; save it without one") from None
        raise UnreadableInput(name, f"not a readable PDF ({type(error).__name__}: {error})") from None
    if count > _MAX_PAGES:
        raise UnreadableInput(name, f"{count} pages; more than {_MAX_PAGES} are not read")
    tables = tables_of(pages)
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


def _page(page: PdfPage) -> Page:
    """What is printed on a page; nothing, if it is a picture."""
    end = clipped_at(page)
    characters = [_character(one) for one in page.dedupe_chars().chars if not abs(one["top"] - end) < SAME_RULE]
    unknown = sum(one.text == "\ufffd" for one in characters)
    is_picture = bool(page.images) if not characters else unknown > _MAX_UNKNOWN * len(characters)
    read = Page(page.page_number, is_picture=is_picture)
    if not is_picture:
        found = grids(page, end)
        outside = [one for one in characters if not any(grid.takes(one) for grid in found)]
        read.outside = lines(outside)
        read.grids = sorted((grid.rows() for grid in found), key=lambda rows: rows[0].top)
    page.close()
    return read


def _character(char: dict[str, object]) -> Character:
    text = _CODE.sub("\ufffd", characters_of_radicals(str(char["text"])))
    return Character(text, *(float(str(char[key])) for key in ("x0", "x1", "top", "bottom")))
