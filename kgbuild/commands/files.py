"""Reading a file that was named on the command line."""

from __future__ import annotations

from pathlib import Path

from kgbuild.errors import UnreadableInput
from kgbuild.readers import MAX_BYTES


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableInput: it does not exist, is no file, or is too large.
    """
    try:
        if path.is_dir():
            raise UnreadableInput(str(path), "a folder; name a file, or use kgbuild build")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableInput(str(path), f"larger than {MAX_BYTES >> 20} MiB")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or str(error)) from None
