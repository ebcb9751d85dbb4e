"""IRI ↔ path on this server. The IRIs are the graph's own and stay so; the server may stand anywhere.

    <base>project-4f…                                  /id/project-4f…
    https://w3id.org/kgbuild/industry/ai               /industry/ai      (so classification, category, department, unit)
    https://w3id.org/kgbuild/ontology#Project          /ontology/Project (a browser keeps what stands behind a #)

A path of a thing answers 303 to a document about it: `/page…` for people, `/data….ttl` and others for programs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from kgbuild.vocab import KGB

_ROOT: Final = KGB.removesuffix("ontology#")
_FAMILIES: Final = ("industry", "classification", "category", "department", "unit")
_ONTOLOGY: Final = KGB.removesuffix("#")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The two ways, for one base of things."""

    base: str

    def path(self, iri: str) -> str | None:
        """Where this server speaks of the thing; None when it does not."""
        if iri.startswith(self.base) and len(iri) > len(self.base):
            return "/id/" + quote(iri[len(self.base) :])
        if iri.startswith(KGB):
            return "/ontology/" + quote(iri[len(KGB) :])
        if iri == _ONTOLOGY:
            return "/ontology"
        if iri.startswith(_ROOT) and iri[len(_ROOT) :].partition("/")[0] in _FAMILIES:
            return "/" + quote(iri[len(_ROOT) :])
        return None

    def iri(self, path: str) -> str | None:
        """The thing at a path (without its first slash, percent signs resolved); None when there is none."""
        family, _, rest = path.partition("/")
        if family == "id" and rest:
            return self.base + rest
        if family == "ontology":
            return KGB + rest if rest else _ONTOLOGY
        return _ROOT + path if family in _FAMILIES and rest else None


def sparql_link(query: str) -> str:
    """The page with the answer to a query."""
    return "/sparql?" + urlencode({"query": query})
