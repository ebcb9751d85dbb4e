"""The load script of the bench, for a moment: no answer may be wrong."""

import os
import subprocess
import sys

from tests.conftest import ROOT


def test_many_clients_get_whole_answers(seed_graph):
    command = [sys.executable, "-m", "bench.serving", str(seed_graph.path), "--seconds", "2", "--clients", "16"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " 0 errors" in ran.stdout
