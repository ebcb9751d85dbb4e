"""The notebook of examples/ runs from start to end and draws what it says. Its kernel listens on loopback only."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

NOTEBOOK = ROOT / "examples" / "three_charts.ipynb"
RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
place = {"metadata": {"path": sys.argv[2]}}
NotebookClient(notebook, timeout=300, kernel_name="python3", resources=place).execute()
nbformat.write(notebook, sys.argv[3])
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Every output of the notebook, in order. It runs in a process of its own, with a home of its own."""
    folder = tmp_path_factory.mktemp("notebook")
    done = folder / "done.ipynb"
    environment = {**os.environ, "HOME": str(folder), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", RUN, str(NOTEBOOK), str(NOTEBOOK.parent), str(done)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=600)
    cells = json.loads(done.read_text("utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", [])]


def printed(outputs, stream="stdout"):
    return "".join("".join(one["text"]) for one in outputs if one.get("name") == stream)


def test_it_is_committed_without_outputs():
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.slow
def test_it_draws_three_charts(outputs):
    pictures = [one["data"]["image/png"] for one in outputs if "image/png" in one.get("data", {})]
    assert len(pictures) == 3
    assert min(map(len, pictures)) > 20_000
    assert printed(outputs, "stderr") == ""  # a glyph that is missing would be warned of here


@pytest.mark.slow
def test_it_builds_the_graph_and_follows_a_number(outputs):
    [things] = ["".join(one["data"]["text/plain"]) for one in outputs if one["output_type"] == "execute_result"]
    assert "'Project': 80" in things
    assert "约2.8万座  ←  004_94c012d1e06f7b6d.txt, row 40, column 5: 约2.8万座" in printed(outputs)


@pytest.mark.slow
def test_its_charts_speak_chinese_where_they_can(outputs):
    if "none with Chinese characters" in printed(outputs):
        if os.environ.get("KGBUILD_REQUIRE_ALL") == "1":
            pytest.fail("no Chinese font; install fonts-noto-cjk")
        pytest.skip("no Chinese font installed: the charts speak English")
    assert "字体 font:" in printed(outputs)
