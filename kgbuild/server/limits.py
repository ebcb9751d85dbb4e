"""How much one request may take. Every limit ends in a status of its own, never in a cut answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and numbers; what a caller meets when one is passed stands behind it."""

    seconds: float = 30.0
    """For one query: 503, and its worker is killed."""
    result_bytes: int = 32 << 20
    """Of one answer: 413."""
    page_bytes: int = 4 << 20
    """Of an answer that is written anew, as a page or for spreadsheets: 413."""
    body_bytes: int = 1 << 20
    """Of one request: 413."""
    body_seconds: float = 15.0
    """For a request to arrive: 408."""
    workers: int = 4
    """Queries of strangers that run at a time; the pages have workers of their own."""
    queue: int = 128
    """Queries that wait for a worker: 503 with Retry-After."""
    kept_bytes: int = 16 << 20
    """Of answers that are kept for the same question, for strangers and for pages each; they are forgotten in turn."""
    memory_bytes: int = 2 << 30
    """Address space of one worker: 503, and it is replaced."""
