"""Every distinct value of the seeds, and values of other cities, as careful readers understand them."""

import json
from pathlib import Path

import pytest

from kgbuild.records_json import value_json
from kgbuild.understanding import value_reader

FIELDS = ("comparator", "number", "upper_number", "unit", "date")


def cases(name):
    lines = (Path(__file__).parent / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [pytest.param(case, id=case["text"][:40]) for case in map(json.loads, lines)]


def essence(value):
    """Kind, and what is measured; the wording of parts is not compared."""
    if value["kind"] == "compound":
        return "compound", [essence(part) for part in value["parts"]]
    if value["kind"] == "qualitative":
        return ("qualitative",)
    return ("quantitative", *(value[field] for field in FIELDS))


@pytest.mark.parametrize("case", cases("values_seeds") + cases("values_other"))
def test_value_is_read_as_a_person_reads_it(case):
    assert essence(value_json(value_reader().read(case["text"]))) == essence(case)
