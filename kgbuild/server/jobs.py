"""What the server and its worker processes say to each other: two lengths, a word in JSON, a body of bytes."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

LENGTHS: Final = struct.Struct(">II")
"""What a frame begins with: the bytes of its word, the bytes of its body."""


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
        return frame(said)

    @classmethod
    def unpacked(cls, said: bytes) -> Job:
        """The job again, of the word of its frame."""
        query, rows, triples, default_graphs, named_graphs, most_bytes = json.loads(said)
        return cls(query, rows, triples, _tuple(default_graphs), _tuple(named_graphs), most_bytes)


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a job: its body in the media type of the kind of result, or why there is none."""

    outcome: Outcome
    media: str = ""
    message: str = ""
    body: bytes = b""

    def packed(self) -> bytes:
        """The answer on the wire."""
        return frame((self.outcome, self.media, self.message), self.body)

    @classmethod
    def unpacked(cls, said: bytes, body: bytes) -> Answer:
        """The answer again, of the two parts of its frame."""
        outcome, media, message = json.loads(said)
        return cls(Outcome(outcome), media, message, body)


def _tuple(names: list[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)


def frame(word: Any, body: bytes = b"") -> bytes:
    """A word and a body behind their lengths: in one piece, for one write."""
    said = json.dumps(word).encode()
    return b"".join((LENGTHS.pack(len(said), len(body)), said, body))
