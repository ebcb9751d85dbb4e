"""`kgbuild check`: what a clerk asks before publishing. Reads and judges files; writes nothing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kgbuild.cli import CLEAN, FINDINGS, UNREADABLE
from kgbuild.commands.files import read_bytes
from kgbuild.document_build import audited
from kgbuild.errors import UnreadableInput
from kgbuild.findings import Located, as_csv, as_json, as_text, counted, labels, locate, places, reaches
from kgbuild.profiles import Profile, profile
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.statements import state
from kgbuild.reading import read_document

_FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}


def run(options: argparse.Namespace) -> int:
    """Print findings of all files; files that cannot be read are told on stderr."""
    located: list[Located] = []
    unreadable = 0
    for name in options.files:
        try:
            located += _check(Path(name), profile(options.profile))
        except UnreadableInput as error:
            unreadable += 1
            print(f"kgbuild: {error}", file=sys.stderr)
    if located or unreadable < len(options.files):
        sys.stdout.write(_FORMATS[options.format](located))
    if unreadable:
        return UNREADABLE
    counts = counted(one.finding for one in located)
    return FINDINGS if reaches(counts, options.fail_on) else CLEAN


def _check(path: Path, numbers: Profile) -> list[Located]:
    reading = read_document(read_bytes(path), path.name)
    audit = audited(state(reading, Minter()), reading, Minter(), numbers)
    return locate(audit.findings, {reading.sha256: path.name}, places(audit.quads), labels(audit.quads))
