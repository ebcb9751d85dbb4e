"""File formats. A reader takes bytes and gives tables of positioned cells; it knows nothing of budgets.

`READERS` is the one list of formats: file ending → module and what `inspect` calls it. Modules are
imported when a file of theirs is read, so that reading text loads no spreadsheet library.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import Final

from kgbuild.errors import UnreadableInput, UnsupportedFormat
from kgbuild.model.table import Document, Table

Reader = Callable[[bytes, str], list[Table]]

MAX_BYTES: Final = 64 * 1024 * 1024
"""A larger file is refused: no performance table is near it."""

READERS: Final[Mapping[str, str]] = {
    ".txt": "plain",
    ".md": "plain",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".html": "web",
    ".htm": "web",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xls": "old_workbook",
    ".docx": "word",
    ".pdf": "pdf",
}

_RUNNING_TEXT: Final = frozenset({"plain", "delimited", "web"})
"""Readers whose places are characters of the decoded file."""

_FOREIGN: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "a PDF file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc/.xls)"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x7fELF", "a program"),
)


def read(data: bytes, name: str) -> Document:
    """The tables of one file.

    Raises:
        UnsupportedFormat: no reader for this ending.
        UnreadableInput: empty, too large, or not what its ending says.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        known = " ".join(READERS)
        raise UnsupportedFormat(name, f"no reader for '{ending or 'no ending'}' files; known: {known}")
    if not data.strip():
        raise UnreadableInput(name, "the file is empty")
    if len(data) > MAX_BYTES:
        raise UnreadableInput(name, f"larger than {MAX_BYTES >> 20} MiB; split it by department")
    if READERS[ending] in _RUNNING_TEXT:
        _refuse_foreign(data, name)
    reader: Reader = import_module(f"kgbuild.readers.{READERS[ending]}").read
    tables = reader(data, name)
    if not any(table.rows for table in tables):
        raise UnreadableInput(name, "the file prints nothing")
    return Document(name, hashlib.sha256(data).hexdigest(), tuple(tables))


def line_starts(data: bytes, name: str) -> tuple[int, ...]:
    """Where each line of a text file begins, in characters; empty for a format without running text."""
    if READERS[PurePath(name).suffix.lower()] not in _RUNNING_TEXT:
        return ()
    text = import_module("kgbuild.readers.decode").decode(data, name)
    return (0, *(match.end() for match in re.finditer("\n", text)))


def _refuse_foreign(data: bytes, name: str) -> None:
    for magic, kind in _FOREIGN:
        if data.startswith(magic):
            raise UnreadableInput(name, f"the content is {kind}, not text; give it its own ending")
