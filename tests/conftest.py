"""What tests share: where things are, one graph of the seeds, built once a test run, and one browser."""

import os
import shutil
from pathlib import Path

import pytest

from kgbuild.reading import read_document

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
"""Every name but our own address leads nowhere: a page that needs another host is seen to."""


@pytest.fixture(scope="session")
def seed_readings():
    """Name (without ending) → the reading of each seed."""
    return {path.stem: read_document(path.read_bytes(), path.name) for path in SEEDS}


@pytest.fixture(scope="session")
def seed_graph(tmp_path_factory):
    """The knowledge graph of the five seeds."""
    import kgbuild

    return kgbuild.build([ROOT / "seeds"], tmp_path_factory.mktemp("graph") / "kg")


@pytest.fixture(scope="session")
def corpus_graph(tmp_path_factory):
    """The knowledge graph of tests/queries/corpus: plans and self-evaluations of three years."""
    import kgbuild

    return kgbuild.build([ROOT / "tests" / "queries" / "corpus"], tmp_path_factory.mktemp("corpus") / "kg", jobs=1)


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium a process: Playwright bears no second. Skipped without, unless KGBUILD_REQUIRE_ALL=1."""
    if not CHROMIUM:
        told = "no chromium on PATH (Debian: apt-get install chromium fonts-noto-cjk)"
        if os.environ.get("KGBUILD_REQUIRE_ALL") == "1":
            pytest.fail(told)
        pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
