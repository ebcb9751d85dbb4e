"""`kgbuild inspect`: one stage of one file, on stdout."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.cli import CLEAN
from kgbuild.commands.files import read_bytes
from kgbuild.reading import read_document, read_tables
from kgbuild.records_json import as_record
from kgbuild.tagging.lexicon import lexicon

if TYPE_CHECKING:
    from rich.text import Text

    from kgbuild.model.records import Project, Task


def run(options: argparse.Namespace) -> int:
    """Print tables, records (JSON Lines, one object a document) or quads (sorted N-Quads)."""
    path = Path(options.file)
    data = read_bytes(path)
    if options.stage == "table":
        _tables(data, path.name)
    elif options.stage == "records":
        json.dump(as_record(read_document(data, path.name)), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    elif options.stage == "tags":
        _tags(data, path.name)
    else:
        from kgbuild.rdf.iris import Minter
        from kgbuild.rdf.notation import sorted_lines
        from kgbuild.rdf.statements import document_quads
        from kgbuild.tagging import tagged

        quads = document_quads(tagged(read_document(data, path.name)), Minter())
        sys.stdout.buffer.writelines(sorted_lines(quads))
    return CLEAN


def _tables(data: bytes, name: str) -> None:
    """One JSON object a row: table, row, and its cells with column, offsets, spans and text."""
    document, _ = read_tables(data, name)
    for table in document.tables:
        for row in table.rows:
            cells = [
                {
                    "column": cell.column,
                    "start": cell.origin,
                    "end": cell.origin + len(cell.raw),
                    "row_span": cell.row_span,
                    "column_span": cell.column_span,
                    "text": text.string,
                }
                for cell, text in zip(row.cells, row.texts, strict=True)
            ]
            json.dump(
                {"table": table.number, "row": row.number, "cells": cells},
                sys.stdout,
                ensure_ascii=False,
            )
            sys.stdout.write("\n")


def _tags(data: bytes, name: str) -> None:
    """Each undertaking with its tags, and the occurrences that were no evidence; terms are marked in the text."""
    from rich.console import Console

    from kgbuild.tagging import tagged
    from kgbuild.tagging.roles import rejected_terms

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 200)
    for section in tagged(read_document(data, name)).sections:
        undertakings: list[Project | Task] = [*section.projects, *(section.plan.tasks if section.plan else ())]
        for one in undertakings:
            console.print(_marked(one.name.string, {term.text.string for tag in one.tags for term in tag.terms}))
            for tag in one.tags:
                words = ", ".join(sorted({f"{term.text.string} ({term.part})" for term in tag.terms}))
                console.print(f"  {tag.role:8}{tag.score:.2f}  {lexicon().names[tag.industry]}: {words}", markup=False)
            if one.goal:
                console.print(
                    _marked(one.goal.text.string, {term.text.string for tag in one.tags for term in tag.terms})
                )
            for term in rejected_terms(one.name, one.goal, one.indicators):
                console.print(f"  rejected {term.text.string} ({term.part}): {term.verdict}", style="dim", markup=False)


def _marked(text: str, terms: set[str]) -> Text:
    from rich.text import Text

    shown = Text(text)
    for term in sorted(terms):
        shown.highlight_words([term], style="bold magenta")
    return shown
