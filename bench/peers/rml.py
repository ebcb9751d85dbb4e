"""Morph-KGC over the CSV, in the environment of the peers: `python -m bench.peers.rml FOLDER`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from bench.probe import measured, pin

MAPPING = Path(__file__).parent / "mapping.rml.ttl"
CONFIGURATION = f"[CONFIGURATION]\nnumber_of_processes: 1\nlogging_level: ERROR\n[CSV]\nmappings: {MAPPING}\n"


def main(folder: str) -> None:
    """The engine's own set of N-Triples, written to a file; sources are relative to the folder."""
    pin()
    os.chdir(folder)
    import morph_kgc

    def work() -> dict[str, Any]:
        triples = morph_kgc.materialize_set(CONFIGURATION)
        with Path("morph.nt").open("w", encoding="utf-8") as out:
            out.writelines(f"{triple} .\n" for triple in triples)
        return {"triples": len(triples)}

    measured(work)


if __name__ == "__main__":
    main(sys.argv[1])
