"""pySHACL on its own, from its command line, agrees with the report of the build."""

import subprocess
import sys

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH

import kgbuild
from kgbuild.validate import SHAPE_FILES_ACROSS
from kgbuild.vocab import PREFIXES
from tests.conftest import SEEDS
from tests.shapes.catalogue import SHAPE_FILES

WRONG_TOTAL = ("合计\t132,735.81", "合计\t132,735.18")
"""The printed total of 002, and two of its digits exchanged."""


def of_documents(path):
    return path.name not in SHAPE_FILES_ACROSS


def results(report):
    """What shapes (not reading issues) found: (focus node, shape, severity)."""
    found = {
        tuple(str(report.value(result, one)) for one in (SH.focusNode, SH.sourceShape, SH.resultSeverity))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    return {one for one in found if not one[1].startswith(f"{PREFIXES['shape']}reading-")}


@pytest.mark.parametrize(
    ("start", "change", "broken"),
    [
        ("002", None, set()),
        ("002", WRONG_TOTAL, {"document-total"}),
        ("003", None, set()),
        ("004", None, set()),
    ],
    ids=["002", "002 with a wrong total", "003", "004"],
)
def test_command_line_finds_what_the_build_found(tmp_path, start, change, broken):
    text = next(path for path in SEEDS if path.name.startswith(start)).read_text("utf-8")
    source = tmp_path / "document.txt"
    source.write_text(text.replace(*change) if change else text, encoding="utf-8")
    graph = kgbuild.build([source], tmp_path / "kg")
    ours = rdflib.Graph().parse(graph.path / "report.ttl")

    shapes = tmp_path / "shapes.ttl"
    shapes.write_text("".join(path.read_text("utf-8") for path in filter(of_documents, SHAPE_FILES)), encoding="utf-8")
    command = [sys.executable, "-m", "pyshacl", "-s", shapes, "-f", "turtle", graph.path / "kg.ttl"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    theirs = rdflib.Graph().parse(data=run.stdout, format="turtle")

    assert results(theirs) == results(ours)
    assert {shape.rpartition("/")[2] for _, shape, _ in results(ours)} == broken
    assert run.returncode == bool(broken), run.stderr


def test_shapes_are_well_formed_shacl():
    shapes = rdflib.Graph()
    for path in SHAPE_FILES:
        shapes.parse(path)
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text
