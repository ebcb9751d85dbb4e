"""The virtual environment of the peers: their dependencies and ours exclude each other."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Final

from bench.processes import ROOT, ProcessFailed, Run, middle, run

FOLDER: Final = ROOT / "build" / "bench-peers"
CONSTRAINTS: Final = ROOT / "bench" / "peers-constraints.txt"
PEERS: Final = {"Morph-KGC": ("morph-kgc", "bench.peers.rml"), "maplib": ("maplib", "bench.peers.ottr")}
"""Name → its package, and the module that runs it."""


def mapped(name: str, tidy: Path, times: int) -> Run:
    """Median of `times` runs of a peer over the CSV in `tidy`; installs it when it is not there yet.

    Raises:
        ProcessFailed: it cannot be installed, or it crashed.
    """
    package, module = PEERS[name]
    python = _installed(package)
    return middle(lambda: run([python, "-m", module, tidy]), times)


def _installed(package: str) -> Path:
    """The interpreter of an environment that has the package, as pinned."""
    python = FOLDER / "bin" / "python"
    stamp = FOLDER / f"{package}.{sha256(CONSTRAINTS.read_bytes()).hexdigest()[:12]}.stamp"
    if stamp.exists():
        return python
    if not python.exists():
        _call([sys.executable, "-m", "venv", str(FOLDER)])
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _call([*pip, "--constraint", str(CONSTRAINTS), package])
    stamp.touch()
    return python


def _call(command: list[str]) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "PIP_CONSTRAINT"}
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=900)
    except subprocess.CalledProcessError as error:
        raise ProcessFailed(" ".join(error.stderr.split())[-300:]) from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProcessFailed(str(error)) from None
