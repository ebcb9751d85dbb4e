"""A folder that is replaced whole: written beside the old one, exchanged in one step at the end.

Killed at any moment, a build leaves the old folder as it was, or the new one complete.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from kgbuild.errors import StoreError

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A fresh folder that becomes `target` when the block ends without an error.

    Raises:
        StoreError: another build of the same target is running, or the target is not a graph folder.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - a link at the target is to be kept
    if target.exists() and not (target / "manifest.json").exists() and any(target.iterdir()):
        raise StoreError(f"{target} is not empty and not a graph folder; choose another --out")
    target.parent.mkdir(parents=True, exist_ok=True)
    lock_path = target.parent / f".{target.name}.lock"
    with lock_path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(f"another build is writing {target}; wait for it") from None
        _clear_remains(target)
        fresh = target.parent / f".{target.name}.building"
        fresh.mkdir()
        try:
            yield fresh
            _put_in_place(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            with suppress(FileNotFoundError):
                lock_path.unlink()


def _clear_remains(target: Path) -> None:
    """Remove what a killed build left; bring back a target that was caught between two renames."""
    retired = target.parent / f".{target.name}.old"
    if retired.exists() and not target.exists():
        retired.rename(target)
    for name in ("building", "old"):
        shutil.rmtree(target.parent / f".{target.name}.{name}", ignore_errors=True)


def _put_in_place(fresh: Path, target: Path) -> None:
    _sync(fresh)
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        retired = target.parent / f".{target.name}.old"
        target.rename(retired)
        fresh.rename(target)
        shutil.rmtree(retired, ignore_errors=True)


def _exchange(fresh: Path, target: Path) -> bool:
    """Swap two folders in one system call, where the system has it."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    names = (os.fsencode(fresh), os.fsencode(target))
    result: int = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    return result == 0


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
