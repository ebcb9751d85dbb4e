"""`kgbuild export`: the graph in another format, or as flat tables."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from kgbuild.cli import CLEAN
from kgbuild.errors import StoreError, UsageError
from kgbuild.export import EXPORTS, FILES, FLAT
from kgbuild.export.choice import Choice
from kgbuild.export.files import as_zip, into_folder, is_ours, whole
from kgbuild.flat import TABLES
from kgbuild.flat.schema import Table
from kgbuild.store import KnowledgeGraph
from kgbuild.swap import replacing


def run(options: argparse.Namespace) -> int:
    """Write to a file or folder (whole or not at all) or to stdout."""
    name = options.format
    choice = _choice(options)
    graph = KnowledgeGraph(options.graph)
    if not options.output:
        _is_one_stream(name, choice, "standard output")
        with _writable("standard output"):
            EXPORTS[name](graph, sys.stdout.buffer, choice)
            sys.stdout.flush()
        return CLEAN
    target = Path(options.output)
    with _writable(target):
        if name in FILES and target.suffix == ".zip":
            with whole(target) as out:
                as_zip(FILES[name](graph, choice), out)
        elif name in FILES and target.suffix != f".{name}":
            _is_free(target, name)
            with replacing(target, may_go=lambda folder: is_ours(folder, name)) as folder:
                into_folder(FILES[name](graph, choice), folder)
        else:
            _is_one_stream(name, choice, str(target))
            with whole(target) as out:
                EXPORTS[name](graph, out, choice)
    return CLEAN


def _choice(options: argparse.Namespace) -> Choice:
    """What was chosen. Raises UsageError where it does not go with the format."""
    name = options.format
    for option, given, formats in (
        ("--table", options.table, FLAT),
        ("--headings", options.headings, {"csv", "xlsx"}),
        ("--page-base", options.page_base, {"xlsx"}),
    ):
        if given and name not in formats:
            raise UsageError(f"{option} goes with --format {', '.join(sorted(formats))}, not with {name}")
    if options.page_base and (urlsplit(options.page_base).scheme not in ("http", "https")):
        raise UsageError(f"--page-base {options.page_base}: expected an address such as http://127.0.0.1:8000")
    return Choice(
        tables=tuple(map(_table, dict.fromkeys(options.table))) if options.table else tuple(TABLES.values()),
        headings=options.headings,
        page_base=options.page_base,
        note=lambda text: print(f"kgbuild: {text}", file=sys.stderr),
    )


def _table(name: str) -> Table:
    if name not in TABLES:
        raise UsageError(f"no table '{name}'; there are {', '.join(TABLES)}")
    return TABLES[name]


def _is_one_stream(name: str, choice: Choice, where: str) -> None:
    if name in FILES and len(choice.tables) > 1:
        raise UsageError(
            f"{where} takes one table as {name}: choose it with --table ({', '.join(TABLES)}), "
            "or name a folder or a .zip with -o"
        )


def _is_free(target: Path, name: str) -> None:
    if target.exists() and not is_ours(target, name):
        raise UsageError(
            f"{target} is there already and is no folder of tables that an export wrote; choose another -o, "
            f"or end it in .zip or (with one --table) in .{name}"
        )


@contextmanager
def _writable(target: Path | str) -> Iterator[None]:
    """Trouble with the target is the caller's, in one line."""
    try:
        yield
    except BrokenPipeError:  # who reads our pipe has seen enough
        raise
    except OSError as error:
        if isinstance(target, str):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still held back has nowhere to go
        raise UsageError(f"cannot write {target}: {error.strerror or error}") from None
    except StoreError as error:
        if isinstance(error.__cause__, OSError):
            raise UsageError(f"cannot write {target}: {error.__cause__.strerror or error}") from None
        raise
