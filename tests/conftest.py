"""What tests share: where things are, and one graph of the seeds, built once a test run."""

from pathlib import Path

import pytest

from kgbuild.reading import read_document

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


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
