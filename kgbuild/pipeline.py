"""The one room where the stages meet: files in, a graph folder out.

    kg/  kg.ttl  kg.nq  void.ttl  store/  report.ttl  report.html  report/  manifest.json  documents/

`documents/` keeps what was made of each document, `report/` its page, so that a rebuild makes only what is new or
changed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, parse

import kgbuild
from kgbuild import fingerprint, void
from kgbuild.document_build import RECORDS, at_cells, titled, uncollected
from kgbuild.errors import UnreadableInput
from kgbuild.graph_files import write_nquads, write_turtle
from kgbuild.inputs import Failure, Found, Input, find_inputs
from kgbuild.kept import Kept, path_of
from kgbuild.knowledge import vocabulary
from kgbuild.linking.across import linked as links_across
from kgbuild.linking.discrepancies import discrepancies, readings
from kgbuild.loading import Loader
from kgbuild.model.issues import Severity
from kgbuild.previous import Previous
from kgbuild.profiles import DEFAULT, Profile
from kgbuild.profiles import profile as named_profile
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.notation import sorted_lines
from kgbuild.reporting.document_page import FOLDER
from kgbuild.reporting.graph_page import write_report
from kgbuild.reporting.turtle import ACROSS
from kgbuild.store import KnowledgeGraph
from kgbuild.swap import replacing
from kgbuild.tagging.lexicon import lexicon
from kgbuild.terms import Statement, statements
from kgbuild.updating import Update, note
from kgbuild.validate import Finding, judge_links, report_head, report_quads
from kgbuild.vocab import DEFAULT_BASE, curie, iri
from kgbuild.whereabouts import StoredFacts, whereabouts
from kgbuild.workers import PARTS, Made, Outcome, Task, Workshop, make_documents

Progress = Callable[[int, int, str], None]
"""Called with (documents done, documents in all, name)."""


def build(
    paths: Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    base: str = DEFAULT_BASE,
    jobs: int | None = None,
    progress: Progress | None = None,
    profile: str = DEFAULT,
) -> KnowledgeGraph:
    """Build the graph of all files under `paths` into the folder `out`, and open it.

    `profile` names the audit profile, or its file: the numbers by which the audit rules judge.

    Files that cannot be read are listed in the manifest; the others are built all the same.

    Raises:
        UsageError: there is no such profile.
        UnreadableInput: there was nothing to read at all.
        StoreError: `out` is in use by another build, or is not a graph folder.
    """
    minter, numbers = Minter(base), named_profile(profile)
    found = find_inputs(paths)
    inputs = found.inputs
    if not inputs and not found.failures:
        raise UnreadableInput(", ".join(map(str, paths)), "no file of a known format here")
    with replacing(Path(out)) as fresh:
        workshop = Workshop(fresh / "documents", fresh / FOLDER, base, numbers)
        for made in (workshop.documents, workshop.pages):
            made.mkdir()
        previous = Previous(Path(out), base, numbers)
        taken, tasks = _taken_over(inputs, previous, workshop)
        if not tasks and previous.is_still(
            _what_was_read(_in_order(one.entry for one in taken), found, minter, numbers)
        ):
            shutil.rmtree(fresh)  # nothing takes the place of the graph
            return KnowledgeGraph(out)
        changed = sum(1 for task in tasks if task.entry is None)
        with previous.store_in(fresh, base, len(inputs) - changed, changed) as loader:
            outcomes = _told(chain(taken, make_documents(tasks, workshop, jobs)), len(inputs), progress)
            entries = _loaded(outcomes, found, loader, workshop)
            _write_graph(fresh, loader, entries, found, minter, numbers)
    return KnowledgeGraph(out)


def _taken_over(inputs: list[Input], previous: Previous, workshop: Workshop) -> tuple[list[Made], list[Task]]:
    """What is taken over as it is, and what has to be made."""
    taken, tasks = [], []
    for one in inputs:
        entry = previous.take_over(one, workshop)
        if entry is not None and previous.take_over_page(one.sha256, workshop):
            taken.append(Made(one.sha256, entry))
        else:
            tasks.append(Task(one, entry))
    return taken, tasks


def _told(outcomes: Iterable[Outcome], count: int, progress: Progress | None) -> Iterator[Outcome]:
    for done, outcome in enumerate(outcomes, 1):
        yield outcome
        if progress:
            progress(done, count, outcome.name if isinstance(outcome, Failure) else outcome.entry["name"])


def _loaded(
    outcomes: Iterable[Outcome], found: Found, loader: Loader | Update, workshop: Workshop
) -> list[dict[str, Any]]:
    """The entries of all documents, which are being loaded; failures are added to those that were found.

    Raises:
        UnreadableInput: there is no document.
    """
    entries: list[dict[str, Any]] = []
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            found.failures.append(outcome)
        else:
            entries.append(outcome.entry)
            loader.add(*_graph_files(outcome.entry, workshop.documents))
    if not entries:
        first, *others = found.failures
        raise UnreadableInput(first.name, "\n  ".join([first.reason, *(f"{one.name}: {one.reason}" for one in others)]))
    return _in_order(entries)


def _in_order(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(entries, key=lambda entry: (entry["name"], entry["sha256"]))


# --- the graph of all -------------------------------------------------------------------------------


def _write_graph(
    fresh: Path,
    loader: Loader | Update,
    entries: list[dict[str, Any]],
    found: Found,
    minter: Minter,
    numbers: Profile,
) -> None:
    documents = fresh / "documents"
    between = _between(entries, documents, fresh / ".links", minter)
    for both in zip(between.nquads, between.turtle, strict=True):
        loader.add(*both)
    findings = _findings(entries, between.findings)
    conforms = not findings.get(Severity.VIOLATION.value)
    report = [*report_head(minter, conforms=conforms), *report_quads(between.findings, minter)]
    vocab_graph = minter.graph("vocab")
    vocab = [Statement(*said, vocab_graph) for said in statements(vocabulary())]
    end, terms = titled(report, ACROSS, minter.base), titled(vocab, "vocabulary", minter.base)
    own = [b"".join(sorted_lines(quads)) for quads in (report, vocab)]
    for lines, turtle in zip(own, (end, terms), strict=True):
        loader.add(lines, turtle)
    files = [_graph_files(entry, documents) for entry in entries]
    said = [*(lines for lines, _, _ in files), *between.nquads]
    write_nquads(fresh / "kg.nq", said, own, loader.old, loader.replace)
    shared: list[Path | bytes] = [*between.turtle, end, terms]
    write_turtle(fresh / "kg.ttl", minter.base, [*chain.from_iterable(turtle for _, *turtle in files), *shared])
    write_turtle(fresh / "report.ttl", minter.base, [*(report for _, _, report in files), end])
    store = loader.finished()
    shutil.rmtree(fresh / ".links")
    kept = Kept(between.findings, [], whereabouts(between.findings, StoredFacts(store), {}))
    path_of(documents).write_bytes(kept.stored)
    counts = void.Counts.of(store)
    del store  # it is closed before others open it: an open store may still move its files
    note(fresh, loader.replaced)
    manifest = _manifest(entries, found, findings, between, _things(counts), minter, numbers)
    _write_text(fresh / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    (fresh / void.NAME).write_bytes(void.description(fresh, manifest, minter, counts))
    write_report(KnowledgeGraph(fresh), kept)


def _graph_files(entry: dict[str, Any], documents: Path) -> tuple[Path, Path, Path]:
    """What a document adds to the graph: as N-Quads, and as Turtle the document and its report."""
    lines, turtle, report = (documents / f"{entry['sha256']}{part}" for part in PARTS[:3])
    return lines, turtle, report


@dataclass(slots=True)
class _Between:
    """What stands between documents, in files of some thousands of links, and what was found in it."""

    nquads: list[Path] = field(default_factory=list)
    turtle: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    links: Counter[str] = field(default_factory=Counter)
    discrepancies: int = 0


def _between(entries: list[dict[str, Any]], documents: Path, folder: Path, minter: Minter) -> _Between:
    folder.mkdir()
    between = _Between()
    differences = discrepancies(map(readings, _shared(entries, documents)), minter)
    digests = {entry["sha256"]: documents / f"{entry['sha256']}.links.json" for entry in entries}
    with uncollected():
        links = links_across(digests, lexicon().aggregates, minter)
        for number, quads in enumerate(chain([differences] if differences else [], links)):
            between.findings += at_cells(judge_links(quads), quads)
            between.links.update(_kinds_of_link(quads))
            between.discrepancies += sum(quad.object == iri("kgb:Discrepancy") for quad in quads)
            between.nquads.append(folder / f"{number}.nq")
            between.nquads[-1].write_bytes(b"".join(sorted_lines(quads)))
            between.turtle.append(folder / f"{number}.ttl")
            between.turtle[-1].write_bytes(titled(quads, f"between documents, {number + 1}", minter.base))
    between.findings.sort()
    return between


def _findings(entries: list[dict[str, Any]], across: list[Finding]) -> dict[str, int]:
    """Findings by severity; none is left out."""
    counts = Counter(one.severity.value for one in across)
    for entry in entries:
        counts.update(entry["findings"])
    return {name: count for name, count in counts.items() if count}


def _kinds_of_link(linked: list[Statement]) -> Iterator[str]:
    """The type of each link."""
    for _, predicate, value in statements(linked):
        if predicate == iri("kgb:linkType"):
            yield curie(value).removeprefix("kgb:")


def _shared(entries: list[dict[str, Any]], documents: Path) -> Iterator[Iterable[Quad]]:
    """The quads of each document that shares a department and a year with another one."""
    scopes: dict[str, list[str]] = {}
    for entry in entries:
        for scope in entry["scopes"]:
            scopes.setdefault(scope, []).append(entry["sha256"])
    shared = sorted({one for group in scopes.values() if len(group) > 1 for one in group})
    for sha256 in shared:
        yield parse(path=documents / f"{sha256}.nq", format=RdfFormat.N_QUADS)


def _things(counts: void.Counts) -> dict[str, int]:
    """How many things of each class the whole graph holds."""
    return {kind: count for kind in RECORDS if (count := counts.classes.get(iri(f"kgb:{kind}")))}


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _manifest(
    entries: list[dict[str, Any]],
    found: Found,
    findings: dict[str, int],
    between: _Between,
    things: dict[str, int],
    minter: Minter,
    numbers: Profile,
) -> dict[str, Any]:
    return {
        **_what_was_read(entries, found, minter, numbers),
        "things": things,
        "links": dict(sorted(between.links.items())),
        "discrepancies": between.discrepancies,
        "findings": findings,
    }


def _what_was_read(entries: list[dict[str, Any]], found: Found, minter: Minter, numbers: Profile) -> dict[str, Any]:
    """What the manifest says of documents, other files and rules: all else in a graph follows from it."""
    return {
        "kgbuild": kgbuild.__version__,
        "fingerprint": fingerprint.of_documents(minter.base, numbers),
        "page_fingerprint": fingerprint.of_pages(minter.base, numbers),
        "graph_fingerprint": fingerprint.of_graph(minter.base, numbers),
        "profile": Path(numbers.name).stem,
        "base": minter.base,
        "documents": entries,
        "unreadable": _named(found.failures),
        "passed_over": _named(found.passed_over),
    }


def _named(files: list[Failure]) -> list[dict[str, str]]:
    ordered = sorted(files, key=lambda one: (one.name, one.reason))
    return [{"name": one.name, "reason": one.reason} for one in ordered]
