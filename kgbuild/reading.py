"""One document, from bytes to understood records. Depends on nothing but that document."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.layouts import interpret
from kgbuild.model.issues import Issue, Severity
from kgbuild.model.records import Reading
from kgbuild.model.table import Document
from kgbuild.privacy import redacted
from kgbuild.readers import read
from kgbuild.understanding import understood


def read_tables(data: bytes, name: str) -> tuple[Document, int]:
    """The tables of a file, with private names masked, and how many names were masked.

    Raises:
        UnreadableInput: see `kgbuild.readers.read`.
    """
    return redacted(read(data, name))


def read_document(data: bytes, name: str) -> Reading:
    """The records of a file.

    Raises:
        UnreadableInput: see `kgbuild.readers.read`.
    """
    document, masked = read_tables(data, name)
    reading = understood(interpret(document))
    if not masked:
        return reading
    issue = Issue(
        "P001", Severity.VIOLATION,
        f"公开文本含个人隐私（姓名与医疗等事项同现），已屏蔽{masked}个姓名",
        f"private persons named with medical or similar matters; {masked} name(s) masked",
    )  # fmt: skip
    return replace(reading, issues=(*reading.issues, issue))
