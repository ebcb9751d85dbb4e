"""`kgbuild inspect`: one stage of one file, on stdout."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from kgbuild.cli import CLEAN
from kgbuild.commands.files import read_bytes
from kgbuild.reading import read_document, read_tables
from kgbuild.records_json import as_record


def run(options: argparse.Namespace) -> int:
    """Print tables, records (JSON Lines, one object a document), tags or quads (sorted N-Quads)."""
    path = Path(options.file)
    data = read_bytes(path)
    if options.stage == "table":
        _tables(data, path.name)
    elif options.stage == "records":
        json.dump(as_record(read_document(data, path.name)), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    elif options.stage == "tags":
        from kgbuild.commands.inspect_tags import print_tags

        print_tags(data, path.name)
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
