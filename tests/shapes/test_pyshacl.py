"""pySHACL on its own, from its command line, and a second engine agree with the report of the build."""

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


ACROSS = {
    str(shape)
    for file in SHAPE_FILES
    if file.name in SHAPE_FILES_ACROSS
    for shape in rdflib.Graph().parse(file).subjects(RDF.type, SH.PropertyShape)
}


def of_audit(found):
    """Results of audit shapes. Structural ones (one label, one target) speak of one document; two may print two."""
    return {one for one in found if one[1].startswith(f"{PREFIXES['shape']}audit-")}


def of_documents(path):
    return path.name not in SHAPE_FILES_ACROSS


def results(report):
    """What shapes (not reading issues) found: (focus node, shape, severity)."""
    found = {
        tuple(str(report.value(result, one)) for one in (SH.focusNode, SH.sourceShape, SH.resultSeverity))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    return {one for one in found if not one[1].startswith(f"{PREFIXES['shape']}reading-")}


@pytest.fixture(scope="module", params=["002", "002 with a wrong total", "003", "004", "000 and 001"])
def built(request, tmp_path_factory):
    """A graph of one seed, of one with two digits exchanged, and of two that print the same projects."""
    folder = tmp_path_factory.mktemp("built")
    wanted = request.param.split(" and ")
    for path in SEEDS:
        if path.name.startswith(tuple(one[:3] for one in wanted)):
            text = path.read_text("utf-8")
            changed = text.replace(*WRONG_TOTAL) if "wrong" in request.param else text
            (folder / path.name).write_text(changed, encoding="utf-8")
    return request.param, kgbuild.build([folder], folder / "kg")


def shapes_of_documents(folder):
    path = folder / "shapes.ttl"
    path.write_text("".join(path.read_text("utf-8") for path in filter(of_documents, SHAPE_FILES)), encoding="utf-8")
    return path


def test_command_line_finds_what_the_build_found(built, tmp_path):
    """kg.ttl holds all documents together: a shape must not depend on what another document says of the same thing."""
    name, graph = built
    ours = results(rdflib.Graph().parse(graph.path / "report.ttl"))
    command = [
        sys.executable, "-m", "pyshacl", "-s", shapes_of_documents(tmp_path), "-f", "turtle", graph.path / "kg.ttl",
    ]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    theirs = results(rdflib.Graph().parse(data=run.stdout, format="turtle"))

    across = {one for one in ours if one[1] in ACROSS}
    assert of_audit(theirs) == of_audit(ours)
    assert theirs == ours - across or "and" in name
    assert bool(across) == ("and" in name)
    assert ("document-total" in {shape.rpartition("/")[2] for _, shape, _ in theirs}) == ("wrong" in name)
    assert run.returncode == 1, run.stderr


def test_second_engine_agrees(built, tmp_path):
    """shifty, written in another language by other people, finds the same at the same things."""
    shifty = pytest.importorskip("shifty", reason="pyshifty is not installed")
    name, graph = built
    ours = results(rdflib.Graph().parse(graph.path / "report.ttl"))
    shapes = rdflib.Graph().parse(shapes_of_documents(tmp_path))
    data = rdflib.Graph().parse(graph.path / "kg.ttl")
    _, report, _ = shifty.validate(data, shapes, infer=False, on_unsupported="error")
    theirs = results(report)
    assert of_audit(theirs) == of_audit(ours)
    assert theirs == {one for one in ours if one[1] not in ACROSS} or "and" in name


def test_shapes_are_well_formed_shacl():
    shapes = rdflib.Graph()
    for path in SHAPE_FILES:
        shapes.parse(path)
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text
