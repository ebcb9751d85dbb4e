"""Findings as they are kept: of each document beside its graph, and of what stands between documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from kgbuild.errors import StoreError
from kgbuild.model.issues import Severity
from kgbuild.validate import Finding, Tally
from kgbuild.whereabouts import Whereabouts

_ACROSS: Final = "across"
"""Stands for the digest of a document, for the findings between documents."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Findings with where they stand, and how each rule came out."""

    findings: list[Finding]
    tallies: list[Tally] = field(default_factory=list)
    whereabouts: Whereabouts = field(default_factory=Whereabouts)

    @property
    def stored(self) -> bytes:
        """As it is written."""
        whole = {
            "findings": [asdict(one) for one in self.findings],
            "tallies": [asdict(one) for one in self.tallies],
            **self.whereabouts.stored,
        }
        return json.dumps(whole, ensure_ascii=False, indent=0).encode()


def read(documents: Path, sha256: str = _ACROSS) -> Kept:
    """What is kept of a document, or of what stands between documents.

    Raises:
        StoreError: it is missing or damaged.
    """
    path = path_of(documents, sha256)
    try:
        known: dict[str, Any] = json.loads(path.read_bytes())
        return Kept(
            [_finding(one) for one in known["findings"]],
            [Tally(**one) for one in known["tallies"]],
            Whereabouts.of(known),
        )
    except FileNotFoundError:
        raise StoreError(f"{path} is missing; build again") from None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path} is damaged: {error!r}; build again") from None


def _finding(said: dict[str, Any]) -> Finding:
    return Finding(**{**said, "severity": Severity(said["severity"]), "cells": tuple(said["cells"])})


def all_of(documents: Path, manifest: Mapping[str, Any]) -> Iterator[Kept]:
    """What is kept of a graph, document by document; last, what stands between them."""
    for entry in manifest["documents"]:
        yield read(documents, entry["sha256"])
    yield read(documents)


def path_of(documents: Path, sha256: str = _ACROSS) -> Path:
    """The file in the folder `documents/` of a graph."""
    return documents / f"{sha256}.findings.json"
