"""Office files are zip archives: looked at before anything unpacks them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

from kgbuild.errors import UnreadableInput

_MAX_UNPACKED: Final = 48 * 1024 * 1024
"""XML libraries need about fifteen times the size of the XML; no performance table is near this."""
_MAX_RATIO: Final = 200


def parts(data: bytes, name: str, kind: str, wanted: Callable[[str], bool]) -> list[bytes]:
    """The wanted members of an Office file.

    Raises:
        UnreadableInput: no zip archive, encrypted, damaged, or a zip bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked > _MAX_UNPACKED or unpacked > _MAX_RATIO * max(len(data), 4096):
                raise UnreadableInput(name, f"refused: unpacks to {unpacked >> 20} MiB (zip bomb)")
            return [archive.read(entry) for entry in entries if wanted(entry.filename)]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError) as error:
        raise UnreadableInput(name, f"not a readable {kind} ({error})") from None
