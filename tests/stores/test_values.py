"""Equal values have one spelling; different values stay different."""

import pytest
from pyoxigraph import Literal

from kgbuild.remote.values import canonical
from kgbuild.vocab import iri


def spelled(text, kind):
    return canonical(Literal(text, datatype=iri(f"xsd:{kind}"))).value


@pytest.mark.parametrize(
    ("kind", "text", "canonic"),
    [
        ("decimal", "1.50", "1.5"),
        ("decimal", "+01.0", "1"),
        ("decimal", "-0.0", "0"),
        ("decimal", "100", "100"),
        ("decimal", "12345678901234567890.12345678901234567890", "12345678901234567890.1234567890123456789"),
        ("integer", "007", "7"),
        ("integer", "-0", "0"),
        ("boolean", "1", "true"),
        ("boolean", "false", "false"),
        ("double", "1.5E0", "1.5"),
        ("double", "INF", "INF"),
        ("gYear", "0999", "0999"),
    ],
)
def test_one_spelling(kind, text, canonic):
    assert spelled(text, kind) == canonic
    assert spelled(canonic, kind) == canonic


@pytest.mark.parametrize(("kind", "text"), [("integer", "七"), ("decimal", "1,5"), ("double", "x"), ("boolean", "yes")])
def test_no_value_stays_as_it_is(kind, text):
    assert spelled(text, kind) == text


@pytest.mark.parametrize("literal", [Literal("1.50"), Literal("01", language="zh")])
def test_text_is_never_a_number(literal):
    assert canonical(literal) == literal
