"""The graph in place: what a build takes over from it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kgbuild import fingerprint, kept, updating
from kgbuild.errors import StoreError
from kgbuild.inputs import Input
from kgbuild.loading import Loader
from kgbuild.profiles import Profile
from kgbuild.reporting.document_page import FOLDER, HOME, page_name
from kgbuild.reporting.index import ACROSS
from kgbuild.updating import Update
from kgbuild.void import DUMPS
from kgbuild.void import NAME as DESCRIPTION
from kgbuild.workers import FIGURES, PARTS, Workshop

_WHOLE: Final = (*DUMPS, DESCRIPTION, "report.ttl", HOME)
"""The files beside the manifest that every build leaves."""
_FEW: Final = 5
"""A store is filled anew if more than one document of so many comes or goes: it is cheaper then, and as good as new."""


class Previous:
    """The graph in a folder, if it was made by the same rules."""

    def __init__(self, folder: Path, base: str, numbers: Profile) -> None:
        self._folder = folder
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            manifest = None
        if not isinstance(manifest, dict) or manifest.get("fingerprint") != fingerprint.of_documents(base, numbers):
            manifest = {"documents": []}
        self._manifest: dict[str, Any] = manifest
        self._entries = {entry["sha256"]: entry for entry in manifest["documents"]}
        self._has_pages = manifest.get("page_fingerprint") == fingerprint.of_pages(base, numbers)

    def take_over(self, one: Input, workshop: Workshop) -> dict[str, Any] | None:
        """The entry of an unchanged document, whose files are now there; None if it has to be made."""
        entry: dict[str, Any] | None = self._entries.get(one.sha256)
        if entry is None or entry["name"] != one.name:
            return None
        files = [Path("documents", f"{one.sha256}{part}") for part in PARTS]
        return entry if self._moved(files, workshop.documents.parent) else None

    def take_over_page(self, sha256: str, workshop: Workshop) -> bool:
        """Whether its page, and the figures of it, are there too."""
        files = [Path("documents", f"{sha256}{FIGURES}"), Path(FOLDER, page_name(sha256))]
        return self._has_pages and self._moved(files, workshop.documents.parent)

    def _moved(self, files: list[Path], fresh: Path) -> bool:
        if not all((self._folder / file).is_file() for file in files):
            return False
        for file in files:
            _same_file(self._folder / file, fresh / file)
        return True

    def is_still(self, read: Mapping[str, Any]) -> bool:
        """Whether a build would only make it again: its manifest says the same of what was read, and all is there."""
        return (
            all(self._manifest.get(key) == value for key, value in read.items())
            and all((self._folder / name).is_file() for name in _WHOLE)
            and self._has_what_is_between()
            and updating.is_of_its_graph(self._folder)
        )

    def _has_what_is_between(self) -> bool:
        try:
            found = kept.read(self._folder / "documents").findings
        except StoreError:
            return False
        return not found or (self._folder / FOLDER / page_name(ACROSS)).is_file()

    def store_in(self, fresh: Path, base: str, taken: int, changed: int) -> Loader | Update:
        """What makes the store: by updating that of the graph in place, if few documents come or go.

        `taken` counts the documents that were taken over, `changed` those to be made.
        """
        changed += len(self._entries) - taken
        if changed * _FEW <= taken and updating.is_worth_going_on(self._folder):
            try:
                return Update(self._folder, fresh)
            except (OSError, RuntimeError):  # the store in place is damaged
                shutil.rmtree(fresh / "store", ignore_errors=True)
        return Loader(fresh, base)


def _same_file(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
