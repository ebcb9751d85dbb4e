"""The one room where the stages meet: files in, a graph folder out.

    kg/  kg.ttl  kg.nq  void.ttl  store/  report.ttl  report.html  manifest.json  documents/

`documents/` keeps what was made of each document (`<sha256>.nq .ttl .findings.json .links.json
.printed.json`), so that a rebuild reads only documents that are new or changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

import kgbuild
from kgbuild import void
from kgbuild.document_build import RECORDS, BuiltDocument, at_cells, findings_from, tallies_from, uncollected
from kgbuild.errors import UnreadableInput
from kgbuild.inputs import Failure, Found, Input, find_inputs
from kgbuild.knowledge import vocabulary
from kgbuild.linking.across import linked as links_across
from kgbuild.linking.discrepancies import discrepancies, readings
from kgbuild.loading import load
from kgbuild.profiles import DEFAULT, Profile
from kgbuild.profiles import profile as named_profile
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.notation import merged, sorted_lines, turtle, turtle_body
from kgbuild.reporting.gathered import of_graph
from kgbuild.reporting.page import write_page
from kgbuild.reporting.report import report_on
from kgbuild.resources import folder
from kgbuild.store import KnowledgeGraph
from kgbuild.swap import replacing
from kgbuild.tagging.lexicon import lexicon
from kgbuild.terms import Statement, statements
from kgbuild.validate import Finding, judge_links, report_quads
from kgbuild.vocab import DEFAULT_BASE, curie, iri, prefixes_of
from kgbuild.workers import build_documents

Progress = Callable[[int, int, str], None]
"""Called with (documents done, documents in all, name)."""

_PARTS = (".nq", ".ttl", ".findings.json", ".links.json", ".printed.json")


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
    with replacing(Path(out)) as fresh:
        documents = fresh / "documents"
        documents.mkdir()
        summaries = dict(_reused(inputs, Path(out), documents, fingerprint(base, numbers)))
        missing = [one for one in inputs if one.sha256 not in summaries]
        done = len(summaries)
        for outcome in build_documents(missing, base, jobs, numbers):
            done += 1
            if isinstance(outcome, Failure):
                failures.append(outcome)
                name = outcome.name
            else:
                _write_document(outcome, documents)
                summaries[outcome.sha256] = outcome.summary
                name = outcome.summary["name"]
            if progress:
                progress(done, len(inputs), name)
        entries = sorted(summaries.values(), key=lambda entry: (entry["name"], entry["sha256"]))
        if not entries:
            raise UnreadableInput(
                failures[0].name,
                "\n  ".join([failures[0].reason, *(f"{one.name}: {one.reason}" for one in failures[1:])]),
            )
        _write_graph(fresh, entries, found, minter, numbers)
    return KnowledgeGraph(out)


# --- documents --------------------------------------------------------------------------------------


def _reused(inputs: list[Input], old: Path, documents: Path, made_by: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Take over what the graph in place already holds of unchanged documents."""
    try:
        manifest = json.loads((old / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    if not isinstance(manifest, dict) or manifest.get("fingerprint") != made_by:
        return
    known = {entry["sha256"]: entry for entry in manifest["documents"]}
    for one in inputs:
        entry = known.get(one.sha256)
        if entry is None or entry["name"] != one.name:
            continue
        sources = [old / "documents" / f"{one.sha256}{part}" for part in _PARTS]
        if all(source.is_file() for source in sources):
            for source in sources:
                _take_over(source, documents / source.name)
            yield one.sha256, entry


def _take_over(source: Path, target: Path) -> None:
    """The same file under another name; a copy where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _write_document(built: BuiltDocument, documents: Path) -> None:
    parts = (built.nquads, built.turtle, built.findings, built.digest, built.printed)
    for part, data in zip(_PARTS, parts, strict=True):
        (documents / f"{built.sha256}{part}").write_bytes(data)


@cache
def fingerprint(base: str, numbers: Profile) -> str:
    """What a stored document depends on besides its bytes: our version, code, ontology, shapes, base and profile."""
    digest = hashlib.sha256(f"{kgbuild.__version__}\x1f{base}\x1f{numbers.fingerprint}".encode())
    sources = [folder("ontology"), folder("shapes"), Path(__file__).parent]
    for root in sources:
        for path in sorted(root.rglob("*")):
            if path.suffix in (".ttl", ".py") and "_data" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


# --- the graph of all -------------------------------------------------------------------------------


def _write_graph(fresh: Path, entries: list[dict[str, Any]], found: Found, minter: Minter, numbers: Profile) -> None:
    documents = fresh / "documents"
    differences = discrepancies(map(readings, _shared(entries, documents)), minter)
    digests = {entry["sha256"]: documents / f"{entry['sha256']}.links.json" for entry in entries}
    with uncollected():
        linked = [*differences, *links_across(digests, lexicon().aggregates, minter)]
    vocab_graph = minter.graph("vocab")
    vocab = [Statement(*said, vocab_graph) for said in statements(vocabulary())]
    held = [(documents / f"{entry['sha256']}.findings.json").read_bytes() for entry in entries]
    findings = [one for data in held for one in findings_from(data)]
    findings += at_cells(judge_links(linked), linked) if linked else []
    report = report_quads(findings, minter, [one for data in held for one in tallies_from(data)])
    _write_nquads(fresh / "kg.nq", documents, entries, [vocab, linked, report])
    _write_turtle(fresh / "kg.ttl", documents, entries, vocab, [*linked, *report], minter)
    things = _counted(load(fresh))
    (fresh / "report.ttl").write_bytes(turtle(report, minter.base))
    manifest = _manifest(entries, found, findings, linked, things, minter, numbers)
    _write_text(fresh / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    (fresh / void.NAME).write_bytes(void.description(fresh, manifest, minter))
    _write_page(fresh, findings)


def _write_page(fresh: Path, findings: list[Finding]) -> None:
    gathered = of_graph(KnowledgeGraph(fresh), findings)
    report = report_on(gathered.sources, gathered.located, tallies=gathered.tallies, unreadable=gathered.unreadable)
    write_page(report, fresh / "report.html")


def _kinds_of_link(linked: list[Statement]) -> dict[str, int]:
    kinds = Counter(curie(value) for _, predicate, value in statements(linked) if predicate == iri("kgb:linkType"))
    return {kind.removeprefix("kgb:"): count for kind, count in sorted(kinds.items())}


def _shared(entries: list[dict[str, Any]], documents: Path) -> Iterator[Iterable[Quad]]:
    """The quads of each document that shares a department and a year with another one."""
    scopes: dict[str, list[str]] = {}
    for entry in entries:
        for scope in entry["scopes"]:
            scopes.setdefault(scope, []).append(entry["sha256"])
    shared = sorted({one for group in scopes.values() if len(group) > 1 for one in group})
    for sha256 in shared:
        yield parse(path=documents / f"{sha256}.nq", format=RdfFormat.N_QUADS)


def _write_nquads(path: Path, documents: Path, entries: list[dict[str, Any]], extra: list[list[Statement]]) -> None:
    files = [(documents / f"{entry['sha256']}.nq").open("rb") for entry in entries]
    try:
        with path.open("wb") as out:
            out.writelines(merged([*files, *(sorted_lines(quads) for quads in extra)]))
    finally:
        for file in files:
            file.close()


def _write_turtle(
    path: Path,
    documents: Path,
    entries: list[dict[str, Any]],
    vocab: list[Statement],
    rest: list[Statement],
    minter: Minter,
) -> None:
    """Prefixes, then each document, then links and report, then the vocabulary."""
    prefixes = prefixes_of(minter.base)
    with path.open("wb") as out:
        out.writelines(f"@prefix {name}: <{value}> .\n".encode() for name, value in sorted(prefixes.items()))
        for entry in entries:
            out.write((documents / f"{entry['sha256']}.ttl").read_bytes())
        for title, quads in (("links and report", rest), ("vocabulary", vocab)):
            out.write(f"\n# ──── {title}\n\n".encode() + turtle_body(quads, minter.base))


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
    findings: list[Finding],
    linked: list[Statement],
    things: dict[str, int],
    minter: Minter,
    numbers: Profile,
) -> dict[str, Any]:
    by_severity: dict[str, int] = {}
    for one in sorted(findings):
        by_severity[one.severity.value] = by_severity.get(one.severity.value, 0) + 1
    return {
        "kgbuild": kgbuild.__version__,
        "fingerprint": fingerprint(minter.base, numbers),
        "profile": Path(numbers.name).stem,
        "base": minter.base,
        "documents": entries,
        "things": things,
        "unreadable": _named(found.failures),
        "passed_over": _named(found.passed_over),
        "links": _kinds_of_link(linked),
        "discrepancies": sum(quad.object == iri("kgb:Discrepancy") for quad in linked),
        "findings": by_severity,
    }


def _named(files: list[Failure]) -> list[dict[str, str]]:
    ordered = sorted(files, key=lambda one: (one.name, one.reason))
    return [{"name": one.name, "reason": one.reason} for one in ordered]
