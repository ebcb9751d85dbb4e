"""The files of a whole graph, put together out of those of its documents, some thousands of lines at a time."""

from __future__ import annotations

import os
import resource
import shutil
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import IO, Final

from kgbuild.rdf.notation import prefix_lines

_AT_HAND: Final = 100_000
"""Lines of all files together that are held at a time, about: some thirty megabytes."""


@dataclass(frozen=True, slots=True)
class Change:
    """Lines that are no longer said, lines that are said now, and all lines of their subjects, sorted."""

    gone: Sequence[bytes]
    come: Sequence[bytes]
    all: Sequence[bytes]


def write_nquads(
    path: Path,
    documents: Sequence[Path],
    extra: Sequence[bytes],
    old: Path | None = None,
    tell: Callable[[Change], None] = lambda _: None,
) -> None:
    """Sorted files, and sorted lines, as one sorted file, each line once.

    `tell` is told in what it differs from an older file of this kind, as it is written.
    """
    runs, most = list(documents), _most_open_files()
    while len(runs) > most:
        groups = [runs[at : at + most] for at in range(0, len(runs), most)]
        level = [path.with_name(f".{path.name}.{len(groups)}.{number}") for number in range(len(groups))]
        for run, group in zip(level, groups, strict=True):
            write_nquads(run, group, ())
        _remove(set(runs) - set(documents))
        runs = level
    with ExitStack() as opened, path.open("wb") as out:
        before: IO[bytes] = opened.enter_context(old.open("rb")) if old else BytesIO()
        parts = [before, *(opened.enter_context(file.open("rb")) for file in runs), *map(BytesIO, extra)]
        for known, *said in _in_step(parts):
            lines = dict.fromkeys(sorted(chain.from_iterable(said)))
            out.writelines(lines)
            if old and known != [*lines]:
                held = frozenset(known)
                tell(Change([*held.difference(lines)], [line for line in lines if line not in held], [*lines]))
    _remove(set(runs) - set(documents))


def _in_step(files: Sequence[IO[bytes]]) -> Iterator[list[list[bytes]]]:
    """Sorted files of N-Quads side by side: of each its next lines, all as far as the same subject, none cut in two.

    A file takes part by its size, so that all come to their ends at about the same time.
    """
    sizes = [file.seek(0, os.SEEK_END) for file in files]
    at_once = [max(_AT_HAND * size // max(sum(sizes), 1), 1) for size in sizes]
    for file in files:
        file.seek(0)
    held: list[list[bytes]] = [[] for _ in files]
    unread, times = set(range(len(files))), 1
    while unread:
        for number in sorted(unread):
            while len(held[number]) < times * at_once[number]:
                if not (more := [*islice(files[number], at_once[number])]):
                    unread.discard(number)
                    break
                held[number] += more
        if not unread:
            break
        subject, _, _ = min(held[number][-1] for number in unread).partition(b" ")
        cuts = [bisect_left(lines, subject + b" ") for lines in held]
        if any(cuts):
            yield [lines[:cut] for lines, cut in zip(held, cuts, strict=True)]
            held = [lines[cut:] for lines, cut in zip(held, cuts, strict=True)]
            times = 1
        else:  # all that is held is of one subject
            times *= 2
    yield held


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
