"""One worker process: opens the store read-only, answers one query after the other.

Jobs come on standard input, answers go to standard output; the server holds the other end of a socket that is both. The
process may be killed at any moment. If nobody kills it, an alarm ends it soon after the time limit; so does the end of
its standard input, when the server is gone.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, Final, cast

from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store, serialize

from kgbuild.server.confinement import confine
from kgbuild.server.jobs import LENGTHS, Answer, Job, Outcome, frame
from kgbuild.vocab import prefixes_of

_RESULTS: Final = {
    one.media_type.partition(";")[0]: one
    for one in (QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV)
}
_GRAPHS: Final = {
    one.media_type: one
    for one in (
        RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.JSON_LD, RdfFormat.RDF_XML, RdfFormat.TRIG, RdfFormat.N_QUADS,
    )
}  # fmt: skip
_WITH_PREFIXES: Final = {RdfFormat.TURTLE.media_type, RdfFormat.TRIG.media_type}
_GRACE: Final = 2.0


class _TooLarge(Exception):
    """The answer passed its limit."""


@dataclass(slots=True)
class _Bounded(RawIOBase):
    """Takes so many bytes and no more."""

    room: int
    parts: list[bytes] = field(default_factory=list)

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.room -= len(data)
        if self.room < 0:
            raise _TooLarge
        self.parts.append(bytes(data))
        return len(data)


def serve(folder: Path, seconds: float, result_bytes: int, memory_bytes: int) -> None:
    """Answer jobs from standard input until it ends."""
    reader, writer = sys.stdin.buffer, sys.stdout.buffer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is said to all of the terminal; the server ends us
    os.chdir(folder)  # a rebuild puts another folder in this place: what is opened from here on is of one build
    manifest = Path("manifest.json")
    prefixes = prefixes_of(str(json.loads(manifest.read_text("utf-8"))["base"]))
    status = manifest.stat()
    confine(memory_bytes)  # before the store starts threads of its own
    store = Store.read_only("store")
    writer.write(frame((status.st_dev, status.st_ino, status.st_mtime_ns)))
    writer.flush()
    while job := _next(reader):
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
        answer = answered(store, prefixes, job, result_bytes)
        signal.setitimer(signal.ITIMER_REAL, 0)
        writer.write(answer.packed())
        writer.flush()


def _next(reader: BinaryIO) -> Job | None:
    lengths = reader.read(LENGTHS.size)
    return Job.unpacked(reader.read(LENGTHS.unpack(lengths)[0])) if lengths else None


def answered(store: Store, prefixes: Mapping[str, str], job: Job, result_bytes: int) -> Answer:
    """The whole answer of a query, or what became of it."""
    out = _Bounded(min(result_bytes, job.most_bytes or result_bytes))
    try:
        media = _write(store, prefixes, job, out)
    except (SyntaxError, ValueError) as error:
        return Answer(Outcome.NOT_SPARQL, message=str(error))
    except _TooLarge:
        return Answer(Outcome.TOO_LARGE)
    except MemoryError:
        return Answer(Outcome.TOO_MUCH_MEMORY)
    except (OSError, RuntimeError) as error:
        return Answer(Outcome.FAILED, message=str(error))
    if media is None:
        return Answer(Outcome.NOT_ACCEPTABLE)
    body = b"".join(out.parts)
    return Answer(Outcome.DONE, media=media, body=_stable(body) if media in _WITH_PREFIXES else body)


def _stable(turtle: bytes) -> bytes:
    """The prefix lines in order: the library writes them in another one each time."""
    lines = turtle.split(b"\n", turtle.count(b"@prefix "))
    count = next((place for place, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"\n".join([*sorted(lines[:count]), *lines[count:]])


def _write(store: Store, prefixes: Mapping[str, str], job: Job, out: _Bounded) -> str | None:
    """Run the query into `out`; the media type, or None when its kind of result is not wanted."""
    result = store.query(
        job.query,
        prefixes=dict(prefixes),
        default_graph=None if job.default_graphs is None else [NamedNode(one) for one in job.default_graphs],
        named_graphs=None if job.named_graphs is None else [NamedNode(one) for one in job.named_graphs],
    )
    sink = cast("BinaryIO", out)
    if isinstance(result, QuerySolutions | QueryBoolean):
        media = job.rows
        if media:
            result.serialize(sink, _RESULTS[media])
    else:
        media = job.triples
        if media:
            serialize(result, sink, _GRAPHS[media], prefixes=dict(prefixes) if media in _WITH_PREFIXES else None)
    return media


if __name__ == "__main__":
    place, seconds, result_bytes, memory_bytes = sys.argv[1:]
    serve(Path(place), float(seconds), int(result_bytes), int(memory_bytes))
