"""A shape is known by what it lets pass and by what it alone refuses."""

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kgbuild.validate import judge_document, judge_links
from tests.shapes.catalogue import SHAPES, component, local, parameters

FOLDER = Path(__file__).parent
BAD = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/bad*.ttl"))


def graph(path):
    return {quad.triple: quad for quad in parse(path=path, format=RdfFormat.TURTLE)}


@cache
def findings(path):
    """What all shapes, those of a document and those of links, have to say."""
    quads = list(graph(path).values())
    return [*judge_document(quads, ""), *judge_links(quads)]


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_shape_has_its_examples(name):
    assert {path.name for path in (FOLDER / name).glob("*.ttl")} >= {"good.ttl", "bad.ttl"}


def test_examples_have_their_shapes():
    assert {path.parent.name for path in FOLDER.glob("*/*.ttl")} <= SHAPES.keys()


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_good_passes_all_shapes(name):
    assert findings(FOLDER / name / "good.ttl") == []


@pytest.mark.parametrize("bad", BAD)
def test_bad_fails_by_this_shape_alone(bad):
    found = findings(FOLDER / bad)
    assert {one.shape.rpartition("/")[2] for one in found} == {Path(bad).parent.name}


@pytest.mark.parametrize("bad", BAD)
def test_bad_differs_from_good_by_one_statement(bad):
    path = FOLDER / bad
    good, worse = graph(path.with_name("good.ttl")).keys(), graph(path).keys()
    lost, new = good - worse, worse - good
    assert lost or new
    assert max(len(lost), len(new)) == 1
    assert len({(one.subject, one.predicate) for one in lost | new}) == 1


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_everything_a_shape_demands_is_broken_once(name):
    broken = {one.component for path in (FOLDER / name).glob("bad*.ttl") for one in findings(path)}
    assert {component(parameter) for parameter in parameters(name)} == broken


@pytest.mark.parametrize("bad", BAD)
def test_example_is_named_after_what_it_breaks(bad):
    _, dash, parameter = Path(bad).stem.partition("-")
    assert not dash or component(parameter) in {one.component for one in findings(FOLDER / bad)}


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_finding_speaks_the_words_of_its_shape(name):
    for one in findings(FOLDER / name / "bad.ttl"):
        assert one.focus
        assert one.zh != one.en
        assert "{" not in one.zh + one.en, "a placeholder that nothing filled"
        assert local(SHAPES[name]) == one.shape.rpartition("/")[2]
