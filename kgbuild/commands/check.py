"""`kgbuild check`: what a clerk asks before publishing. Reads and judges files; writes nothing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kgbuild.cli import UNREADABLE
from kgbuild.commands import reports
from kgbuild.commands.files import read_bytes
from kgbuild.document_build import audited, kept, summary
from kgbuild.errors import UnreadableInput, UsageError
from kgbuild.inputs import printable
from kgbuild.printed import printed_of
from kgbuild.profiles import Profile, profile
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.statements import state
from kgbuild.readers import line_starts
from kgbuild.reading import read_with_tables
from kgbuild.reporting.gathered import Judged, of_files


def run(options: argparse.Namespace) -> int:
    """Print findings of all files; files that cannot be read are told on stderr, and in the report."""
    if options.explain:
        return reports.explain(options)
    if not options.files:
        raise UsageError("usage: kgbuild check FILE… (or kgbuild check --explain RULE)")
    wishes, numbers = reports.asked(options), profile(options.profile)
    files: dict[str, Judged] = {}
    unreadable: list[tuple[str, str]] = []
    for name in dict.fromkeys(options.files):
        try:
            one = judged_file(Path(name), numbers)
            files.setdefault(str(one.entry["sha256"]), one)
        except UnreadableInput as error:
            unreadable.append((printable(name), error.reason))
            print(f"kgbuild: {error}", file=sys.stderr)
    if not files:
        return UNREADABLE
    code = reports.written(reports.judged(of_files(files.values(), unreadable), wishes), options)
    return UNREADABLE if unreadable else code


def judged_file(path: Path, numbers: Profile | None = None) -> Judged:
    """A file, read and judged by the numbers of an audit profile.

    Raises:
        UnreadableInput: see `kgbuild.readers.read`.
    """
    data, name = read_bytes(path), printable(path.name)
    document, reading = read_with_tables(data, name)
    audit = audited(state(reading, Minter()), reading, Minter(), numbers)
    printed = printed_of(document, line_starts(data, name), audit.quads)
    entry = summary(reading, audit.quads, audit.findings)
    return Judged(printable(str(path)), entry, kept(audit, printed), printed)
