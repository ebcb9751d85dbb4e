"""What users rely on is pinned by name in registries.json: a reader or a query does not vanish unnoticed."""

import argparse
import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from kgbuild import cli
from kgbuild.export import EXPORTS
from kgbuild.layouts import LAYOUTS
from kgbuild.queries import named_queries
from kgbuild.readers import READERS
from kgbuild.reporting.formats import FORMATS

PINNED = json.loads(Path(__file__).with_name("registries.json").read_text("utf-8"))


def verbs():
    """The commands that the command line knows, with their parsers."""
    parser = cli._parser()
    [commands] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return commands.choices


ACTUAL = {
    "readers": READERS,
    "layouts": LAYOUTS,
    "exports": EXPORTS,
    "queries": named_queries(),
    "reports": FORMATS,
    "verbs": verbs(),
}


@pytest.mark.parametrize(("registry", "name"), [(registry, name) for registry in PINNED for name in PINNED[registry]])
def test_pinned_name_is_still_there(registry, name):
    assert name in ACTUAL[registry]


@pytest.mark.parametrize("registry", ACTUAL)
def test_every_name_is_pinned(registry):
    assert {*ACTUAL[registry]} - {*PINNED[registry]} == set(), f"add it to {registry} in tests/house/registries.json"


@pytest.mark.parametrize("registry", PINNED)
def test_pinned_names_are_sorted(registry):
    assert PINNED[registry] == sorted({*PINNED[registry]})


@pytest.mark.parametrize("verb", verbs())
def test_verb_has_its_module(verb):
    assert find_spec(f"kgbuild.commands.{verb}")


@pytest.mark.parametrize("reader", sorted({*READERS.values()}))
def test_reader_has_its_module(reader):
    assert find_spec(f"kgbuild.readers.{reader}")


def test_command_line_offers_every_export():
    [formats] = [action.choices for action in verbs()["export"]._actions if action.dest == "format"]
    assert {*formats} == {*EXPORTS}
