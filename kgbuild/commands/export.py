"""`kgbuild export`: the graph in another format."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from kgbuild.cli import CLEAN
from kgbuild.errors import UsageError
from kgbuild.export import EXPORTS
from kgbuild.store import KnowledgeGraph


def run(options: argparse.Namespace) -> int:
    """Write to a file (whole or not at all) or to stdout."""
    graph = KnowledgeGraph(options.graph)
    write = EXPORTS[options.format]
    if not options.output:
        write(graph, sys.stdout.buffer)
        return CLEAN
    target = Path(options.output)
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as out:
            write(graph, out)
        os.replace(part, target)  # noqa: PTH105 - atomic on the same file system
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)
    return CLEAN
