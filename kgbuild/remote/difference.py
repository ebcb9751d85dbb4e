"""What a graph of the store has too much and too little, so that only that is sent.

The store's triples are read in pages and never all held: ours are remembered by a digest of 16 bytes each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgbuild.remote.reading_back import Fact, line_of


@dataclass(frozen=True, slots=True)
class Difference:
    """Triples that the store has and we have no more, and digests of those that only we have."""

    gone: tuple[Fact, ...]
    missing: frozenset[bytes]

    @property
    def size(self) -> int:
        """How many triples are to be sent."""
        return len(self.gone) + len(self.missing)

    def fresh(self, ours: Iterable[Fact]) -> Iterator[Fact]:
        """Those of ours that the store does not have."""
        return (fact for fact in ours if _digest(fact) in self.missing)


def difference(stored: Iterable[Fact], ours: Iterable[Fact]) -> Difference:
    """Compare a graph of the store with ours, equal values in any spelling."""
    missing = {_digest(fact) for fact in ours}
    gone: list[Fact] = []
    for fact in stored:
        digest = _digest(fact)
        if digest in missing:
            missing.discard(digest)
        else:
            gone.append(fact)
    return Difference(tuple(gone), frozenset(missing))


def _digest(fact: Fact) -> bytes:
    return hashlib.blake2b(line_of(*fact).encode(), digest_size=16).digest()
