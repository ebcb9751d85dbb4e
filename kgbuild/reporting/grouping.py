"""Findings in the order in which a person reads them: document by document, project by project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from kgbuild.reporting.located import Located, Source
from kgbuild.reporting.report import Report


@dataclass(frozen=True, slots=True)
class Project:
    """Findings of one project, task or plan, the gravest first; without a name: of the document as a whole."""

    name: str
    findings: tuple[Located, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one document; without a source: of what stands between documents."""

    file: str
    source: Source | None
    projects: tuple[Project, ...]

    @property
    def findings(self) -> list[Located]:
        """All findings of the document."""
        return [one for project in self.projects for one in project.findings]


def by_document(report: Report) -> Iterator[Group]:
    """Open findings; what concerns several documents comes last."""
    sources = {source.sha256: source for source in report.sources}
    ordered = sorted(report.findings, key=lambda one: (one.file == "", one.file, one.document))
    for (file, sha256), findings in groupby(ordered, key=lambda one: (one.file, one.document)):
        yield Group(file, sources.get(sha256), tuple(_projects(findings)))


def _projects(findings: Iterable[Located]) -> Iterator[Project]:
    groups: dict[str, list[Located]] = {}
    for one in sorted(findings, key=_on_the_page):
        groups.setdefault(one.undertaking, []).append(one)
    for name, group in groups.items():
        yield Project(name, tuple(sorted(group, key=lambda one: one.finding.severity_rank)))


def _on_the_page(one: Located) -> tuple[int, ...]:
    return (one.place.table, one.place.row, one.place.column, one.place.start) if one.place else ()
