"""A folder that is replaced whole: written beside the old one, exchanged in one step at the end.

Killed at any moment, a build leaves the old folder as it was, or the new one complete.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from kgbuild.errors import StoreError
from kgbuild.inputs import is_graph_folder

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


@contextmanager
def replacing(target: Path, may_go: Callable[[Path], bool] = is_graph_folder) -> Iterator[Path]:
    """A fresh folder that becomes `target` when the block ends without an error; if it is gone then, `target` stays.

    `may_go` tells whether a folder that holds something is one that we wrote, so that it may be replaced.

    Raises:
        StoreError: another build of the same target is running, or the target is not a graph folder.
    """
    target = target.resolve()  # a link at the target is kept: what it points to is replaced
    try:
        if not is_replaceable(target, may_go):
            raise StoreError(f"{target} is not empty and not a graph folder; choose another --out")
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target):
            _clear_remains(target)
            fresh = target.parent / f".{target.name}.building"
            fresh.mkdir()
            try:
                yield fresh
                if fresh.exists():
                    _put_in_place(fresh, target)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        place = error.filename or target
        raise StoreError(f"{place}: {error.strerror or error}; {target} is as it was before") from error


def is_replaceable(target: Path, may_go: Callable[[Path], bool] = is_graph_folder) -> bool:
    """Whether nothing but what we wrote would be lost: the folder is such a one, is empty, or does not exist."""
    if not target.exists():
        return True
    return target.is_dir() and (may_go(target) or not any(target.iterdir()))


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """One build of a target at a time. The lock is the system's: it ends with the process that holds it."""
    path = target.parent / f".{target.name}.lock"
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(f"another build is writing {target}; wait for it") from None
        if not _is_still(path, lock.fileno()):
            raise StoreError(f"another build has just written {target}; try again")
        try:
            yield
        finally:
            with suppress(FileNotFoundError):
                path.unlink()


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether the open file is the one at the path (the build that held the lock before may have removed it)."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


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
