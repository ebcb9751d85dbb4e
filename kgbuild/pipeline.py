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

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

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
from kgbuild.profiles import DEFAULT, Profile
from kgbuild.profiles import profile as named_profile
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.notation import sorted_lines
from kgbuild.reporting.document_page import FOLDER, page_name
from kgbuild.reporting.graph_page import write_report
from kgbuild.reporting.turtle import ACROSS
from kgbuild.store import KnowledgeGraph
from kgbuild.swap import replacing
from kgbuild.tagging.lexicon import lexicon
from kgbuild.terms import Statement, statements
from kgbuild.validate import Finding, judge_links, report_head, report_quads
from kgbuild.vocab import DEFAULT_BASE, curie, iri
from kgbuild.whereabouts import StoredFacts, whereabouts
from kgbuild.workers import FIGURES, PARTS, Made, Outcome, Task, Workshop, make_documents

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
    inputs, failures = found.inputs, found.failures
    if not inputs and not failures:
        raise UnreadableInput(", ".join(map(str, paths)), "no file of a known format here")
    with replacing(Path(out)) as fresh, Loader(fresh, base) as loader:
        workshop = Workshop(fresh / "documents", fresh / FOLDER, base, numbers)
        for made in (workshop.documents, workshop.pages):
            made.mkdir()
        entries: list[dict[str, Any]] = []
        outcomes = _documents(inputs, _Old(Path(out), base, numbers), workshop, jobs)
        for done, outcome in enumerate(outcomes, 1):
            if isinstance(outcome, Failure):
                failures.append(outcome)
            else:
                entries.append(outcome.entry)
                loader.add(*_graph_files(outcome.entry, workshop.documents))
            if progress:
                name = outcome.name if isinstance(outcome, Failure) else outcome.entry["name"]
                progress(done, len(inputs), name)
        entries.sort(key=lambda entry: (entry["name"], entry["sha256"]))
        if not entries:
            raise UnreadableInput(
                failures[0].name,
                "\n  ".join([failures[0].reason, *(f"{one.name}: {one.reason}" for one in failures[1:])]),
            )
        _write_graph(fresh, loader, entries, found, minter, numbers)
    return KnowledgeGraph(out)


def _documents(inputs: list[Input], old: _Old, workshop: Workshop, jobs: int | None) -> Iterator[Outcome]:
    """First what is taken over as it is, then what has to be made."""
    tasks = []
    for one in inputs:
        entry = old.take_over(one, workshop)
        if entry is not None and old.take_over_page(one.sha256, workshop):
            yield Made(one.sha256, entry)
        else:
            tasks.append(Task(one, entry))
    yield from make_documents(tasks, workshop, jobs)


# --- what is there already --------------------------------------------------------------------------


class _Old:
    """The graph in place: what it holds of documents that did not change."""

    def __init__(self, folder: Path, base: str, numbers: Profile) -> None:
        self._folder = folder
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            manifest = None
        if not isinstance(manifest, dict) or manifest.get("fingerprint") != fingerprint.of_documents(base, numbers):
            manifest = {"documents": []}
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


def _same_file(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


# --- the graph of all -------------------------------------------------------------------------------


def _write_graph(
    fresh: Path,
    loader: Loader,
    entries: list[dict[str, Any]],
    found: Found,
    minter: Minter,
    numbers: Profile,
) -> None:
    documents = fresh / "documents"
    between = _between(entries, documents, fresh / ".links", minter)
    for lines, turtle in zip(between.nquads, between.turtle, strict=True):
        loader.add(lines, turtle)
    findings = _findings(entries, between.findings)
    conforms = not findings.get(Severity.VIOLATION.value)
    report = [*report_head(minter, conforms=conforms), *report_quads(between.findings, minter)]
    vocab_graph = minter.graph("vocab")
    vocab = [Statement(*said, vocab_graph) for said in statements(vocabulary())]
    end, terms = titled(report, ACROSS, minter.base), titled(vocab, "vocabulary", minter.base)
    own = [sorted_lines(quads) for quads in (report, vocab)]
    for quads, body in zip(own, (end, terms), strict=True):
        loader.add(b"".join(quads), body)
    files = [_graph_files(entry, documents) for entry in entries]
    write_nquads(fresh / "kg.nq", [*(lines for lines, _, _ in files), *between.nquads], own)
    shared: list[Path | bytes] = [*between.turtle, end, terms]
    write_turtle(fresh / "kg.ttl", minter.base, [*chain.from_iterable(turtle for _, *turtle in files), *shared])
    write_turtle(fresh / "report.ttl", minter.base, [*(report for _, _, report in files), end])
    store = loader.finished()
    shutil.rmtree(fresh / ".links")
    kept = Kept(between.findings, [], whereabouts(between.findings, StoredFacts(store), {}))
    path_of(documents).write_bytes(kept.stored)
    manifest = _manifest(entries, found, findings, between, _counted(store), minter, numbers)
    del store  # it is closed before others open it: an open store may still move its files
    _write_text(fresh / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    (fresh / void.NAME).write_bytes(void.description(fresh, manifest, minter))
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


def _counted(store: Store) -> dict[str, int]:
    """How many things of each class the whole graph holds."""
    counts = {
        kind: sum(1 for _ in store.quads_for_pattern(None, iri("rdf:type"), iri(f"kgb:{kind}"), DefaultGraph()))
        for kind in RECORDS
    }
    return {kind: count for kind, count in counts.items() if count}


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
        "kgbuild": kgbuild.__version__,
        "fingerprint": fingerprint.of_documents(minter.base, numbers),
        "page_fingerprint": fingerprint.of_pages(minter.base, numbers),
        "profile": Path(numbers.name).stem,
        "base": minter.base,
        "documents": entries,
        "things": things,
        "unreadable": _named(found.failures),
        "passed_over": _named(found.passed_over),
        "links": dict(sorted(between.links.items())),
        "discrepancies": between.discrepancies,
        "findings": findings,
    }


def _named(files: list[Failure]) -> list[dict[str, str]]:
    ordered = sorted(files, key=lambda one: (one.name, one.reason))
    return [{"name": one.name, "reason": one.reason} for one in ordered]
