"""What `check` and `validate` share: the options of a report, writing it, the exit code."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kgbuild.cli import CLEAN, FINDINGS
from kgbuild.reporting.accepted import Acceptance, read_acceptance
from kgbuild.reporting.baseline import Baseline, baseline_of, known_of, read_baseline
from kgbuild.reporting.explain import explained
from kgbuild.reporting.formats import FORMATS, Style
from kgbuild.reporting.gathered import Gathered, of_graph
from kgbuild.reporting.index import WHOLE
from kgbuild.reporting.report import Report, Selection, reaches, report_on
from kgbuild.reporting.text import Terminal
from kgbuild.rules import find_rule
from kgbuild.store import KnowledgeGraph
from kgbuild.vocab import DEFAULT_BASE


def explain(options: argparse.Namespace) -> int:
    """Print what a rule asks for, what it rests on and what to do."""
    sys.stdout.write(explained(find_rule(options.explain), options.lang or "both"))
    return CLEAN


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller selects, accepts and knows already."""

    selection: Selection
    acceptance: Acceptance | None
    baseline: Baseline | None


def asked(options: argparse.Namespace) -> Asked:
    """The options, read before any work is done.

    Raises:
        UsageError: an unknown rule, a damaged file of suppressions, a baseline that is none.
        UnreadableInput: a file that is not there.
    """
    selection = Selection.of(options.rules, options.severity)
    today = datetime.now().astimezone().date()  # a suppression ends on a day; nothing else asks the calendar
    acceptance = read_acceptance(Path(options.suppressions), today) if options.suppressions else None
    return Asked(selection, acceptance, _baseline(Path(options.baseline)) if options.baseline else None)


def _baseline(path: Path) -> Baseline:
    """An older graph folder, or an older report in JSON."""
    if path.is_dir():
        return baseline_of(known_of(of_graph(KnowledgeGraph(path)).located))
    return read_baseline(path)


def judged(gathered: Gathered, wishes: Asked) -> Report:
    """The report that the options ask for."""
    return report_on(
        gathered.sources,
        gathered.located,
        tallies=gathered.tallies,
        unreadable=gathered.unreadable,
        selection=wishes.selection,
        acceptance=wishes.acceptance,
        baseline=wishes.baseline,
    )


def written(report: Report, options: argparse.Namespace, base: str = DEFAULT_BASE) -> int:
    """Write the report to standard output; returns the exit code."""
    if options.format == "html" and len(report.findings) > WHOLE:
        told = f"{len(report.findings)} findings on one page; choose with --rules or --severity"
        print(f"kgbuild: {told}, or open report.html of a built graph", file=sys.stderr)
    style = Style(options.lang, _terminal(), base)
    text = FORMATS[options.format](report, style)
    if options.format == "text":
        sys.stdout.write(text)
    else:  # data is UTF-8 whatever the terminal speaks
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
    return FINDINGS if reaches(report.failing, options.fail_on) else CLEAN


def _terminal() -> Terminal:
    """Colour on a terminal, unless NO_COLOR is set to something; a pipe is 100 columns wide."""
    if not sys.stdout.isatty():
        return Terminal()
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Terminal(min(shutil.get_terminal_size().columns, 160), colour=not plain)
