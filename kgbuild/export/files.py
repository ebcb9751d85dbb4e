"""Several files that are written together: into a zip, or into a folder."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from kgbuild.flat import TABLES

CSV_METADATA: Final = "csv-metadata.json"
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every member of a zip: equal content gives equal bytes."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be: its name, and what writes it."""

    name: str
    write: Callable[[IO[bytes]], None]


def alone_or_zipped(files: Iterator[File], asked: int, out: IO[bytes]) -> None:
    """The first file as it is where one table is asked for; else all of them as one zip."""
    if asked == 1:
        next(files).write(out)
    else:
        as_zip(files, out)


def as_zip(files: Iterable[File], out: IO[bytes]) -> None:
    """The files as one zip."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            with archive.open(member(file.name), "w", force_zip64=True) as opened:
                file.write(opened)


def member(name: str) -> zipfile.ZipInfo:
    """The entry of a file in a zip, without the clock and the machine in it."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


def into_folder(files: Iterable[File], folder: Path) -> None:
    """The files in a folder that exists."""
    for file in files:
        with (folder / file.name).open("wb") as opened:
            file.write(opened)


@contextmanager
def whole(target: Path) -> Iterator[IO[bytes]]:
    """A file that is written beside and put in place when it is complete; else it leaves nothing."""
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        os.replace(part, target)  # noqa: PTH105 - atomic on the same file system
    finally:
        part.unlink(missing_ok=True)


def is_ours(folder: Path, ending: str) -> bool:
    """Whether nothing but tables of ours would be lost with a folder: it holds no other files, or none."""
    if not folder.is_dir():
        return False
    ours = {f"{name}.{ending}" for name in TABLES} | {CSV_METADATA}
    return {path.name for path in folder.iterdir()} <= ours
