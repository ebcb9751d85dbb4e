"""Same input, same version: the same bytes, whatever the process, the order of paths, the hash seed, the workers."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT, SEEDS

FILES = ("kg.ttl", "kg.nq", "void.ttl", "report.ttl", "report.html", "manifest.json")
WRONG_TOTAL = ("合计\t132,735.81", "合计\t132,735.18")
BUILD = """
import sys, kgbuild
from kgbuild.export import EXPORTS
graph = kgbuild.build(sys.argv[3:], sys.argv[1], jobs=int(sys.argv[2]))
for name, write in EXPORTS.items():
    with (graph.path / f"export.{name}").open("wb") as out:
        write(graph, out)
"""


def built(folder, paths, *, jobs, seed):
    """A build and all its exports, in a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", BUILD, folder, str(jobs), *paths]
    subprocess.run(command, env=environment, check=True)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.slow
def test_two_builds_write_the_same_bytes(tmp_path):
    """The seeds, and one of them with a wrong total, so that shapes have something to say."""
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(SEEDS[2].read_text("utf-8").replace(*WRONG_TOTAL), encoding="utf-8")
    paths = [*SEEDS, wrong]
    one = built(tmp_path / "one", paths, jobs=1, seed=1)
    two = built(tmp_path / "two", [*reversed(paths)], jobs=2, seed=2)
    assert one.keys() == two.keys()
    assert one.keys() >= {*FILES}
    assert [name for name in one if one[name] != two[name]] == []
