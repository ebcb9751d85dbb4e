"""One measured run of ours, in a process of its own: `python -m bench.child build|no-shacl|seeds FOLDER OUT`."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from bench.probe import measured, pin

EXPORTED = ("turtle", "nquads", "jsonld")


def main(mode: str, folder: str, out: str) -> None:
    """Pin, import, then measure."""
    pin()
    import kgbuild.export
    import kgbuild.pipeline
    import kgbuild.store  # noqa: F401 - so that the clock finds every use
    from bench.stages import Stages, without_shacl

    stages = Stages()
    if mode == "no-shacl":
        without_shacl()
    stages.install()
    work = {"build": _build, "no-shacl": _build, "seeds": _seeds}[mode]
    measured(lambda: {**work(folder, out), "stages": stages.seconds})


def _build(folder: str, out: str) -> dict[str, Any]:
    import kgbuild

    documents = kgbuild.build([folder], out, jobs=1).manifest["documents"]
    return {
        "documents": len(documents),
        "indicators": sum(one["records"].get("Indicator", 0) for one in documents),
        "quads": sum(one["quads"] for one in documents),
        "mib": sum(path.stat().st_size for path in Path(folder).iterdir()) / 1024**2,
    }


def _seeds(folder: str, out: str) -> dict[str, Any]:
    """Build, validate and export in one process."""
    import kgbuild
    from kgbuild.export import EXPORTS

    told = _build(folder, out)
    graph = kgbuild.KnowledgeGraph(out)
    told["findings"] = len(graph.validate())
    for name in EXPORTED:
        EXPORTS[name](graph, io.BytesIO())
    return told


if __name__ == "__main__":
    main(*sys.argv[1:])
