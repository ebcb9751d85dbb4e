"""The served graph as the pages see it: our own questions by name, answered as rows of terms."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from kgbuild.errors import StoreError, UsageError
from kgbuild.queries import NamedQuery, parse_query
from kgbuild.server.addresses import Addresses
from kgbuild.server.answered import Build
from kgbuild.server.complaints import in_words
from kgbuild.server.jobs import Answer, Job, Outcome
from kgbuild.server.limits import Limits
from kgbuild.server.line import TooSlow, WorkerLost
from kgbuild.server.negotiation import ROWS_JSON, TURTLE
from kgbuild.server.problems import Problem
from kgbuild.server.workers import Busy, Pool, build_of
from kgbuild.store import KnowledgeGraph
from kgbuild.vocab import prefixes_of

_AGAIN: Final = {"Retry-After": "5"}
_PAGE_WORKERS: Final = 2


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a row."""

    kind: str
    value: str
    language: str = ""
    datatype: str = ""

    @property
    def is_iri(self) -> bool:
        """Whether it names a thing."""
        return self.kind == "uri"


Row = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Rows:
    """A result: its columns, its rows; a cell may be missing."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def rows_of(body: bytes) -> Rows:
    """SPARQL results in JSON, read. Yes or no is one row of one column."""
    said = json.loads(body)
    if "boolean" in said:
        return Rows(("ask",), ({"ask": Term("literal", str(said["boolean"]).lower())},))
    return Rows(
        tuple(said["head"]["vars"]),
        tuple({name: _term(cell) for name, cell in row.items()} for row in said["results"]["bindings"]),
    )


def _term(cell: dict[str, Any]) -> Term:
    return Term(cell["type"], str(cell["value"]), cell.get("xml:lang", ""), cell.get("datatype", ""))


@cache
def question(name: str) -> NamedQuery:
    """One of our own questions, `asks/<name>.rq`."""
    path = Path(__file__).parent / "asks" / f"{name}.rq"
    return parse_query(name, path.read_text("utf-8"))


class ServedGraph:
    """One graph folder behind two pools: strangers' queries, and the small ones of our pages.

    Pages so stay quick while every worker of the endpoint is held by a long query.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder = folder
        self.limits = limits
        self._strangers = Pool(folder, limits)
        self._pages = Pool(folder, replace(limits, workers=_PAGE_WORKERS))
        self._manifest: dict[str, Any] = KnowledgeGraph(folder).manifest
        self._build: Build | None = build_of(folder)

    async def start(self) -> None:
        """Open the store in every worker. Raises StoreError."""
        await asyncio.gather(self._strangers.start(), self._pages.start())

    async def stop(self) -> None:
        """Kill what runs."""
        await asyncio.gather(self._strangers.stop(), self._pages.stop())

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest of the build that lies in the folder now."""
        build = build_of(self.folder)
        if build not in (None, self._build):
            with suppress(StoreError):  # it went away again, or is no graph: the old one is served
                self._manifest, self._build = KnowledgeGraph(self.folder).manifest, build
        return self._manifest

    @property
    def addresses(self) -> Addresses:
        """Where things are found on this server."""
        return Addresses(self.manifest["base"])

    async def answer(self, job: Job) -> Answer:
        """The answer to a stranger's query. Raises Problem: every way in which there is none."""
        return await self._answer(self._strangers, job)

    async def ask(self, name: str, **given: str) -> Rows:
        """The rows of one of our questions."""
        return rows_of((await self.page_answer(_bound(name, given), ROWS_JSON, TURTLE)).body)

    async def describe(self, name: str, media: str, **given: str) -> bytes:
        """The triples of one of our questions."""
        return (await self.page_answer(_bound(name, given), ROWS_JSON, media)).body

    async def page_answer(self, text: str, rows: str, triples: str) -> Answer:
        """The answer to a query of ours."""
        return await self._answer(self._pages, Job(text, rows, triples))

    async def _answer(self, pool: Pool, job: Job) -> Answer:
        try:
            answer = await pool.answer(job)
        except Busy:
            raise Problem(503, "Too many queries are waiting", "Ask again soon.", _AGAIN) from None
        except TooSlow:
            detail = f"A query may take {self.limits.seconds:g} seconds; it was stopped. Narrow it, or add a LIMIT."
            raise Problem(503, "The time limit is over", detail, _AGAIN) from None
        except WorkerLost:
            raise _too_heavy(self.limits) from None
        if answer.outcome is Outcome.NOT_SPARQL:
            detail = in_words(answer.message, job.query, prefixes_of(self.manifest["base"]))
            raise Problem(400, "Not a SPARQL query", detail)
        if answer.outcome is not Outcome.DONE:
            raise _why_not(answer, self.limits)
        return answer


def _bound(name: str, given: dict[str, str]) -> str:
    try:
        return question(name).bound(given)
    except UsageError:  # what stands in an address need not be an IRI
        raise Problem(404, "Nothing is known by this name") from None


def _why_not(answer: Answer, limits: Limits) -> Problem:
    match answer.outcome:
        case Outcome.NOT_ACCEPTABLE:
            return Problem(406, "No format of this kind of result is acceptable")
        case Outcome.TOO_LARGE:
            detail = (
                f"An answer may have {limits.result_bytes >> 20} MiB, one on a page {limits.page_bytes >> 20} MiB. "
                "Add a LIMIT, name fewer variables, or ask for another format."
            )
            return Problem(413, "The answer is too large", detail)
        case Outcome.TOO_MUCH_MEMORY:
            return _too_heavy(limits)
        case _:
            return Problem(500, "The query failed", answer.message)


def _too_heavy(limits: Limits) -> Problem:
    detail = f"The engine gave it up: it needs more than {limits.memory_bytes >> 20} MiB, or is nested too deep."
    return Problem(503, "The query is too heavy", detail)
