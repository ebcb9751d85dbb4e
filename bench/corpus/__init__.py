"""A corpus of any size in the forms of the seed documents, and what is true of it.

`generated(count, seed)` gives documents whose every name, value and amount is known; `written` puts them into a folder.
The same seed gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from bench.corpus.draw import TRAPS, Draw
from bench.corpus.goal_tables import coded_document, plain_document
from bench.corpus.result_tables import results_document
from bench.corpus.truth import Document

_FORMS = (coded_document, plain_document, coded_document, plain_document, results_document)
"""In the proportion of the seeds: two of each goal table to one table of results."""


def generated(count: int, seed: int = 0, without: Collection[str] = ()) -> Iterator[Document]:
    """`count` documents, each depending on `seed` and its own number alone; `without` names traps to leave out."""
    for number in range(count):
        yield _FORMS[number % len(_FORMS)](Draw.of(f"{seed}/{number}", without), number)


def written(folder: Path, count: int, seed: int = 0) -> list[Document]:
    """Write the documents as files into `folder` and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = list(generated(count, seed))
    for document in documents:
        (folder / document.name).write_bytes(document.data)
    return documents


__all__ = ["TRAPS", "Document", "generated", "written"]
