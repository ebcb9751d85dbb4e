"""The files of a whole graph, put together out of those of its documents, a line or a document at a time."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from kgbuild.rdf.notation import merged, prefix_lines


def write_nquads(path: Path, documents: Sequence[Path], extra: Sequence[Iterable[bytes]]) -> None:
    """Sorted files, and sorted lines, as one sorted file, each line once."""
    runs, most = list(documents), _most_open_files()
    while len(runs) > most:
        groups = [runs[at : at + most] for at in range(0, len(runs), most)]
        level = [path.with_name(f".{path.name}.{len(groups)}.{number}") for number in range(len(groups))]
        for run, group in zip(level, groups, strict=True):
            _merge(run, group, ())
        _remove(set(runs) - set(documents))
        runs = level
    _merge(path, runs, extra)
    _remove(set(runs) - set(documents))


def _merge(path: Path, files: Iterable[Path], extra: Sequence[Iterable[bytes]]) -> None:
    with ExitStack() as opened, path.open("wb") as out:
        out.writelines(merged([*(opened.enter_context(file.open("rb")) for file in files), *extra]))


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink()


def _most_open_files() -> int:
    """Half of what the system allows this process."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 512 if allowed == resource.RLIM_INFINITY else max(allowed // 2, 2)


def write_turtle(path: Path, base: str, parts: Iterable[Path | bytes]) -> None:
    """Turtle without prefix lines, in files and in memory, behind our prefixes."""
    with path.open("wb") as out:
        out.write(prefix_lines(base))
        for part in parts:
            if isinstance(part, bytes):
                out.write(part)
            else:
                with part.open("rb") as file:
                    shutil.copyfileobj(file, out)
