"""What the server and its worker processes say to each other: a length, a JSON header, a length, a body."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LENGTH: Final = struct.Struct(">I")


class Outcome(StrEnum):
    """How a query ended, as far as the worker lived to tell."""

    DONE = "done"
    NOT_SPARQL = "not sparql"
    NOT_ACCEPTABLE = "not acceptable"
    TOO_LARGE = "too large"
    TOO_MUCH_MEMORY = "too much memory"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """A query, its dataset (None: the whole graph), and the media types to give: for rows, yes and no; for triples."""

    query: str
    rows: str | None
    triples: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    most_bytes: int | None = None
    """Of the answer, if that is less than what the worker allows."""

    def packed(self) -> bytes:
        """The job on the wire."""
        said = (self.query, self.rows, self.triples, self.default_graphs, self.named_graphs, self.most_bytes)
        return frame(json.dumps(said).encode())

    @classmethod
    def unpacked(cls, data: bytes) -> Job:
        """The job again."""
        query, rows, triples, default_graphs, named_graphs, most_bytes = json.loads(data)
        return cls(query, rows, triples, _tuple(default_graphs), _tuple(named_graphs), most_bytes)


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a job: its body in the media type of the kind of result, or why there is none."""

    outcome: Outcome
    media: str = ""
    message: str = ""
    body: bytes = b""

    def packed(self) -> tuple[bytes, ...]:
        """The answer on the wire."""
        head = json.dumps({"outcome": self.outcome, "media": self.media, "message": self.message}).encode()
        return frame(head), LENGTH.pack(len(self.body)), self.body


def _tuple(names: list[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)


def frame(data: bytes) -> bytes:
    """Bytes behind their length."""
    return LENGTH.pack(len(data)) + data
