"""Where the data folders are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `ontology`, `shapes`, `queries` or `seeds`.

    Raises:
        FileNotFoundError: the installation is not complete.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        path = root / name
        if path.is_dir():
            return path
    raise FileNotFoundError(f"kgbuild is not installed completely: no {name}/ folder")
