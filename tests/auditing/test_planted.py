"""Planted errors are reported at the cell where they stand (planted/errors.jsonl, written by hand before any run).

An error is found where a finding of its rule lies in its row and column and on its words.
"""

import json
from contextlib import redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from kgbuild.cli import main

PLANTED = Path(__file__).parent / "planted"
ERRORS = [json.loads(line) for line in (PLANTED / "errors.jsonl").read_text("utf-8").splitlines()]
FILES = sorted({error["file"] for error in ERRORS})
KNOWN = json.loads((PLANTED / "known.json").read_text("utf-8"))
"""`missed`: errors not found, and why. `beyond`: findings that were not planted, each judged by hand."""


def cells_of(name):
    """The text, and where each cell of it begins and ends by row and column."""
    text = (PLANTED / name).read_bytes().decode("utf-8-sig")
    mark, found, at = "," if name.endswith(".csv") else "\t", {}, 0
    for row, line in enumerate(text.split("\n"), 1):
        for column, cell in enumerate(line.split(mark), 1):
            found[row, column] = (at, at + len(cell))
            at += len(cell) + 1
    return text, found


def places_of(error, text, cells):
    """(column, start, end) of the words that a finding may stand on."""
    for column in error["columns"]:
        begin, end = cells[error["row"], column]
        for words in error["marks"]:
            if (at := text.find(words, begin, end)) >= 0:
                yield column, at, at + len(words)


def is_at(finding, error, places):
    if (finding["rule"], finding["row"]) != (error["rule"], error["row"]):
        return False
    return any(
        finding["column"] == column and finding["start"] < end and finding["end"] > start
        for column, start, end in places
    )


def named(error):
    return f"{error['file'][:2]} {error['rule']} {error['row']} {error['what']}"


def summed(name, finding):
    return f"{name[:2]} {finding['rule']} {finding['row']} {finding['column']} {finding['label'][:20]}"


@pytest.fixture(scope="module")
def found():
    """File → findings."""
    by_file = {}
    for name in FILES:
        with redirect_stdout(TextIOWrapper(BytesIO(), "utf-8")) as printed:
            main(["check", "--format", "json", "--fail-on", "never", str(PLANTED / name)])
            printed.flush()
            by_file[name] = json.loads(printed.buffer.getvalue())["findings"]
    return by_file


@pytest.mark.parametrize("error", ERRORS, ids=named)
def test_the_places_are_in_the_documents(error):
    assert list(places_of(error, *cells_of(error["file"])))


def test_planted_errors_are_found_at_their_cells(found):
    missed = []
    for error in ERRORS:
        places = list(places_of(error, *cells_of(error["file"])))
        if not any(is_at(finding, error, places) for finding in found[error["file"]]):
            missed.append(named(error))
    assert missed == list(KNOWN["missed"])


def test_what_else_is_found_is_known(found):
    beyond = []
    for name, findings in found.items():
        planted = [(error, list(places_of(error, *cells_of(name)))) for error in ERRORS if error["file"] == name]
        beyond += [
            summed(name, one) for one in findings if not any(is_at(one, error, places) for error, places in planted)
        ]
    assert sorted(beyond) == sorted(one["finding"] for one in KNOWN["beyond"])
