"""One document, from bytes to understood records. Depends on nothing but that document."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.layouts import interpret, is_header
from kgbuild.layouts.flattened import unflattened
from kgbuild.model.issues import Issue, Severity
from kgbuild.model.records import Reading
from kgbuild.model.table import Document, Span
from kgbuild.privacy import redacted
from kgbuild.readers import read
from kgbuild.understanding import understood


def read_tables(data: bytes, name: str) -> tuple[Document, list[Span]]:
    """The tables of a file, with private names masked, and the cells where they stood.

    Raises:
        UnreadableInput: see `kgbuild.readers.read`.
    """
    document, masked = redacted(read(data, name))
    return unflattened(document, is_header), masked


def read_document(data: bytes, name: str) -> Reading:
    """The records of a file.

    Raises:
        UnreadableInput: see `kgbuild.readers.read`.
    """
    return read_with_tables(data, name)[1]


def read_with_tables(data: bytes, name: str) -> tuple[Document, Reading]:
    """The tables of a file and the records in them.

    Raises:
        UnreadableInput: see `kgbuild.readers.read`.
    """
    document, masked = read_tables(data, name)
    reading = understood(interpret(document))
    private = tuple(
        Issue(
            "P001", Severity.VIOLATION,
            "公开文本含个人隐私（姓名与医疗等事项同现），姓名已屏蔽",
            "a private person is named with medical or similar matters; the name is masked",
            span, span.exact,
        )
        for span in masked
    )  # fmt: skip
    return document, replace(reading, issues=(*reading.issues, *private))
