"""Which files a build reads, in a fixed order, and what each is called."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgbuild.errors import UnreadableInput
from kgbuild.readers import MAX_BYTES, READERS


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read. `name` is relative to the folder that was given."""

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Failure:
    """One file that cannot be read, and why."""

    name: str
    reason: str


def find_inputs(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[Input], list[Failure]]:
    """All files named, and all files of known formats in the folders named; equal bytes once.

    A file that was named and cannot be read is a failure; so is a path that does not exist.
    """
    inputs: dict[str, Input] = {}
    failures: list[Failure] = []
    for path, name in sorted(_files(paths), key=lambda one: one[1]):
        try:
            sha256 = _digest(path, name)
        except UnreadableInput as error:
            failures.append(Failure(error.name, error.reason))
            continue
        inputs.setdefault(sha256, Input(path, name, sha256))
    return sorted(inputs.values(), key=lambda one: (one.name, one.sha256)), failures


def _files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[tuple[Path, str]]:
    for given in paths:
        root = Path(given)
        if not root.is_dir():
            yield root, root.name or str(root)
            continue
        for folder, folders, names in os.walk(root):
            folders[:] = sorted(one for one in folders if not one.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                if path.suffix.lower() in READERS and not name.startswith((".", "~$")):
                    yield path, path.relative_to(root).as_posix()


def _digest(path: Path, name: str) -> str:
    try:
        if not path.is_file():
            raise UnreadableInput(name, f"no such file: {path}")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableInput(name, f"{size >> 20} MiB; larger than {MAX_BYTES >> 20} MiB is not read")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableInput(name, error.strerror or str(error)) from None
