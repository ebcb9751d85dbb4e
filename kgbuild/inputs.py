"""Which files a build reads, in a fixed order, and what each is called."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Found:
    """What the paths of a build hold."""

    inputs: list[Input] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    passed_over: list[Failure] = field(default_factory=list)
    """Files in folders that are not read: of another kind, or with the same bytes as one that is."""


def find_inputs(paths: Iterable[str | os.PathLike[str]]) -> Found:
    """All files named, and all files of known formats in the folders named; equal bytes once.

    A file that was named and cannot be read is a failure; so is a path that does not exist.
    """
    found = Found()
    known: dict[str, Input] = {}
    for path, name in sorted(_files(paths, found), key=lambda one: one[1]):
        try:
            sha256 = _digest(path, name)
        except UnreadableInput as error:
            found.failures.append(Failure(error.name, error.reason))
            continue
        if sha256 in known:
            found.passed_over.append(Failure(name, f"the same bytes as {known[sha256].name}"))
        else:
            known[sha256] = Input(path, name, sha256)
    found.inputs = sorted(known.values(), key=lambda one: (one.name, one.sha256))
    return found


def is_graph_folder(path: Path) -> bool:
    """Whether a build wrote this folder."""
    return (path / "manifest.json").is_file() and (path / "kg.nq").is_file()


def _files(paths: Iterable[str | os.PathLike[str]], found: Found) -> Iterator[tuple[Path, str]]:
    def note(error: OSError) -> None:
        found.failures.append(Failure(printable(str(error.filename)), error.strerror or str(error)))

    for given in paths:
        root = Path(given)
        if not os.path.isdir(root):  # noqa: PTH112 - Path.is_dir raises where a folder above is closed
            yield root, printable(root.name or str(root))
            continue
        for folder, folders, names in os.walk(root, onerror=note):
            folders[:] = sorted(
                one for one in folders if not one.startswith(".") and not is_graph_folder(Path(folder, one))
            )
            for name in sorted(names):
                path = Path(folder, name)
                shown = printable(path.relative_to(root).as_posix())
                if name.startswith((".", "~$")):
                    continue
                if path.suffix.lower() in READERS:
                    yield path, shown
                else:
                    found.passed_over.append(Failure(shown, "no reader for this kind of file"))


def printable(name: str) -> str:
    """A file name that can be written: bytes that are no UTF-8 show as replacement characters."""
    return os.fsencode(name).decode("utf-8", "replace")


def _digest(path: Path, name: str) -> str:
    try:
        if path.exists() and not path.is_file():
            raise UnreadableInput(name, f"not a regular file: {path}")
        if not path.is_file():
            raise UnreadableInput(name, f"no such file: {path}")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableInput(name, f"{size >> 20} MiB; larger than {MAX_BYTES >> 20} MiB is not read")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableInput(name, error.strerror or str(error)) from None
