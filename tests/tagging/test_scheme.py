"""The industry scheme is one tree whose terms lead to one industry each; every rule of that can fail."""

import pytest
from pyshacl import validate
from rdflib import RDF, SH, Graph

from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "tagging" / "scheme"
BROKEN = {
    "scheme-name": ' industry:part skos:prefLabel "屏"@zh .',
    "scheme-definition": ' industry:part skos:definition "另一"@zh .',
    "scheme-place": " industry:part skos:inScheme industry:elsewhere .",
    "scheme-tree": " industry:part skos:topConceptOf industry:scheme .",
    "scheme-inverse": " industry:group skos:narrower industry:other .",
    "scheme-cycle": " industry:group skos:broader industry:part . industry:part skos:narrower industry:group .",
    "scheme-label-clash": ' industry:group skos:altLabel "LCD"@zh .',
    "scheme-cue-clash": ' industry:group kgb:cue "LCD"@zh .',
    "scheme-false-friend": ' industry:part kgb:falseFriend "办公家具"@zh .',
    "scheme-own-friend": ' industry:part kgb:falseFriend "显示和视频"@zh .',
    "scheme-match": " industry:part skos:closeMatch list:C2 .",
}
"""Shape → what breaks it, added to the good scheme."""


@pytest.fixture(scope="module")
def shapes():
    return Graph().parse(ROOT / "shapes" / "scheme" / "industries.ttl")


def failing(scheme, shapes):
    """The shapes (without their path) that a scheme fails, and the whole report as text."""
    _, report, text = validate(scheme, shacl_graph=shapes, advanced=True)
    return {
        str(report.value(result, SH.sourceShape)).rpartition("/")[2]
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }, text


def test_every_shape_can_fail(shapes):
    named = {str(node).rpartition("/")[2] for node in shapes.subjects(SH.severity)}
    assert named == {*BROKEN}


def test_good(shapes):
    found, text = failing(Graph().parse(FOLDER / "good.ttl"), shapes)
    assert found == set(), text


@pytest.mark.parametrize("shape", BROKEN)
def test_bad(shapes, shape):
    text = (FOLDER / "good.ttl").read_text("utf-8") + BROKEN[shape]
    found, report = failing(Graph().parse(data=text, format="turtle"), shapes)
    # one harm often does another: a cycle is no tree
    assert shape in found, report
    assert found <= {shape, "scheme-tree"}, report


def test_the_industry_scheme(shapes):
    found, text = failing(Graph().parse(ROOT / "ontology" / "industries.ttl"), shapes)
    assert found == set(), text


def test_a_build_does_not_load_these_shapes():
    from kgbuild.profiles import profile
    from kgbuild.validate import shapes_graph

    assert not any("scheme-" in str(node) for node in shapes_graph(profile(), across=False).subjects())
