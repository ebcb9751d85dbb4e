"""What the program reads out of each seed, against records written by people who read the documents.

`KGBUILD_GOLD=write` (make gold) rewrites them from the program's reading; review the diff before committing it.
"""

import json
import os
from pathlib import Path

import pytest

from kgbuild.records_json import as_record
from tests.conftest import SEEDS

FOLDER = Path(__file__).parent
WRITE = os.environ.get("KGBUILD_GOLD") == "write"
HEADING = ("title", "form", "department", "fiscal_year", "money_unit")
PROJECT = ("name", "spending_unit", "amounts", "goal", "goal_items")
INDICATOR = (
    "group", "ordinal", "level1", "level1_code", "level2", "level2_code", "name", "period_value", "annual_value",
)  # fmt: skip
RESULT = ("name", "annual_value", "actual", "explanation", "achievement")


def only(record, fields):
    return {field: record[field] for field in fields}


def gold_form(record):
    """The part of a record that the gold holds."""
    plan = record["plan"]
    return {
        "document": only(record["document"], HEADING),
        "projects": [
            {**only(project, PROJECT), "indicators": [only(one, INDICATOR) for one in project["indicators"]]}
            for project in record["projects"]
        ],
        "plan": plan
        and {
            "overall_goal": plan["overall_goal"],
            "indicators": [only(one, RESULT) for one in plan["indicators"]],
            "tasks": [
                {
                    **only(task, ("ordinal", "name", "measures")),
                    "indicators": [only(one, RESULT) for one in task["indicators"]],
                }
                for task in plan["tasks"]
            ],
        },
    }


@pytest.mark.parametrize("name", [path.stem for path in SEEDS])
def test_records_equal_the_careful_reading(seed_readings, name):
    read = gold_form(as_record(seed_readings[name]))
    path = FOLDER / f"{name}.json"
    if WRITE:
        path.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    gold = json.loads(path.read_text("utf-8"))
    assert read["document"] == gold["document"]
    for ours, theirs in zip(read["projects"], gold["projects"], strict=True):
        assert ours == theirs
    assert read["plan"] == gold["plan"]


def test_gold_is_not_being_rewritten_in_ci():
    assert not (WRITE and os.environ.get("CI"))


@pytest.mark.parametrize(
    ("start", "projects", "indicators", "total"),
    [("000", 41, 259, None), ("001", 19, 175, None), ("002", 11, 59, "132735.81"), ("003", 28, 113, "2288.09")],
)
def test_counts_and_sums(seed_readings, start, projects, indicators, total):
    reading = next(reading for name, reading in seed_readings.items() if name.startswith(start))
    record = as_record(reading)
    assert len(record["projects"]) == projects
    assert sum(len(project["indicators"]) for project in record["projects"]) == indicators
    assert (record["totals"] or {}).get("total") == total


@pytest.mark.parametrize("name", [path.stem for path in SEEDS])
def test_every_cell_is_accounted_for(seed_readings, name):
    assert seed_readings[name].coverage.unexplained == 0
