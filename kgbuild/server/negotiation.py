"""Which format to answer in: the Accept header against what there is (RFC 9110, section 12.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

HTML: Final = "text/html"
JSON: Final = "application/json"
CSV: Final = "text/csv"
ROWS_JSON: Final = "application/sparql-results+json"
TURTLE: Final = "text/turtle"
JSON_LD: Final = "application/ld+json"

ROWS: Final[Mapping[str, str]] = {
    ROWS_JSON: ROWS_JSON,
    "application/sparql-results+xml": "application/sparql-results+xml",
    CSV: CSV,
    "text/tab-separated-values": "text/tab-separated-values",
    JSON: ROWS_JSON,
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
"""Asked for → written, for rows and for yes or no; ours first."""
TRIPLES: Final[Mapping[str, str]] = {
    TURTLE: TURTLE,
    "application/n-triples": "application/n-triples",
    JSON_LD: JSON_LD,
    "application/rdf+xml": "application/rdf+xml",
    "application/trig": "application/trig",
    "application/n-quads": "application/n-quads",
    "application/x-turtle": TURTLE,
    JSON: JSON_LD,
    "application/xml": "application/rdf+xml",
}
"""Asked for → written, for graphs."""
_CHARSET: Final = ("text/",)


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    quality: float

    def matches(self, media: str) -> int:
        """How exactly the range names the type: 3 the type, 2 its family, 1 anything, 0 not."""
        if self.kind == media:
            return 3
        if self.kind == "*/*":
            return 1
        return 2 if self.kind.endswith("/*") and media.startswith(self.kind[:-1]) else 0


@lru_cache(maxsize=64)
def chosen(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The offered type that is wanted most; among equals the one offered first. None: none of them is wanted."""
    if not accept or not accept.strip():
        return offered[0]
    ranges = [one for part in accept.split(",") if (one := _range(part))]
    best, best_quality = None, 0.0
    for media in offered:
        named = max(ranges, key=lambda one: one.matches(media), default=None)
        quality = named.quality if named and named.matches(media) else 0.0
        if quality > best_quality:
            best, best_quality = media, quality
    return best


def _range(text: str) -> _Range | None:
    """One range with its q-value; other parameters (version, charset) say nothing to us. None: it is none."""
    kind, *parameters = (part.strip() for part in text.lower().split(";"))
    if kind == "*":
        kind = "*/*"
    if kind.count("/") != 1:
        return None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return None
            return _Range(kind, quality) if 0 <= quality <= 1 else None
    return _Range(kind, 1.0)


def language(asked: str | None, accept_language: str | None) -> str:
    """`zh` or `en`: what the address says, else the browser; Chinese where neither does."""
    if asked in ("zh", "en"):
        return asked
    for part in (accept_language or "").lower().split(","):
        name = part.strip().partition(";")[0].partition("-")[0]
        if name in ("zh", "en"):
            return name
    return "zh"


def content_type(media: str) -> str:
    """The header: text is UTF-8, and says so."""
    return f"{media}; charset=utf-8" if media.startswith(_CHARSET) else media
