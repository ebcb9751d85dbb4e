"""The generated corpus is deterministic, and kgbuild reads back from it exactly what the generator knows."""

import csv
import re
import subprocess
import sys
from dataclasses import asdict
from hashlib import sha256

import pytest

from bench.corpus import generated
from bench.growth import exponent
from bench.stages import STAGES, found
from bench.tidy import HEADINGS, tidied
from kgbuild.reading import read_document
from tests.conftest import ROOT

COUNT = 40
SPACE = re.compile(r"\s+")


def fingerprint(count, seed):
    digest = sha256()
    for document in generated(count, seed):
        digest.update(document.name.encode() + b"\0" + document.data)
    return digest.hexdigest()


def test_the_same_seed_gives_the_same_bytes():
    code = "from tests.test_bench_corpus import fingerprint; print(fingerprint(10, 7))"
    other = {"PYTHONHASHSEED": "12345", "PATH": ""}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=other, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == fingerprint(10, 7)
    assert fingerprint(10, 7) != fingerprint(10, 8)


def test_a_document_does_not_depend_on_how_many_there_are():
    assert [one.data for one in generated(3, 1)] == [one.data for one in list(generated(6, 1))[:3]]


# --- what is true, and what is read, in one shape ---------------------------------------------------


def tight(text):
    """White space between the pieces of a cut text is the reader's choice."""
    return SPACE.sub("", text)


def true_value(value):
    if value is None:
        return None
    meaning = {key: text for key, text in asdict(value).items() if key != "printed"}
    return {"printed": tight(value.printed), **(meaning if value.kind != "compound" else {"kind": "compound"})}


def read_value(text, value):
    if value is None:
        return None
    if value.kind.value == "compound":
        return {"printed": tight(text.string), "kind": "compound"}
    return {
        "printed": tight(text.string),
        "kind": value.kind.value,
        "comparator": value.comparator.value if value.comparator else None,
        "number": plain(value.number),
        "upper": plain(value.upper_number),
        "unit": value.unit,
        "date": value.date,
    }


def plain(number):
    return None if number is None else f"{number.normalize():f}"


def true_indicator(one):
    return {
        "place": (one.group, one.ordinal),
        "levels": (one.level1, one.level1_code, one.level2, one.level2_code),
        "name": one.name,
        "annual": true_value(one.annual),
        "period": true_value(one.period),
        "actual": true_value(one.actual),
        "explanation": one.explanation and tight(one.explanation),
        "achievement": one.achievement,
    }


def read_indicator(one, *, judged):
    level1, level2 = one.level1, one.level2
    return {
        "place": (one.group, one.ordinal),
        "levels": (level1 and level1.name, level1 and level1.code, level2 and level2.name, level2 and level2.code),
        "name": one.name.string,
        "annual": read_value(one.annual, one.annual_value),
        "period": read_value(one.period, one.period_value),
        "actual": read_value(one.actual, one.actual_value),
        "explanation": one.explanation and tight(one.explanation.string),
        "achievement": one.verdict.achievement.value if one.verdict and judged else None,
    }


def true_goal(goal):
    return goal and (tight(goal.text), [tight(item) for item in goal.items])


def read_goal(goal):
    return goal and (tight(goal.text.string), [tight(item.text.string) for item in goal.items])


def amounts(funding):
    return {one.source.value: f"{one.wan:.2f}" for one in funding}


def true_records(document):
    yield "heading", (document.form, document.title, document.department, document.year, document.money_unit)
    yield "totals", document.totals
    for project in document.projects:
        yield "project", (project.name, project.unit, project.amounts, true_goal(project.goal))
        yield from (("indicator", true_indicator(one)) for one in project.indicators)
    if document.goal:
        yield "plan", true_goal(document.goal)
    yield from (("indicator", true_indicator(one)) for one in document.indicators)
    for task in document.tasks:
        yield "task", (task.ordinal, task.name, true_goal(task.goal))
        yield from (("indicator", true_indicator(one)) for one in task.indicators)


def read_records(reading, document):
    (section,) = reading.sections
    heading = section.heading
    printed = [text and text.string for text in (heading.title, heading.department)]
    yield "heading", (section.form.value, *printed, heading.fiscal_year, heading.money_unit)
    yield "totals", amounts(section.totals)
    for one in section.projects:
        unit = one.spending_unit and one.spending_unit.string
        yield "project", (one.name.string, unit, amounts(one.funding), read_goal(one.goal))
        yield from (("indicator", read_indicator(each, judged=False)) for each in one.indicators)
    if plan := section.plan:
        yield "plan", read_goal(plan.goal)
        known = [one.achievement is not None for one in document.indicators]
        yield from (
            ("indicator", read_indicator(one, judged=judged))
            for one, judged in zip(plan.indicators, known, strict=True)
        )
        for task in plan.tasks:
            yield "task", (task.ordinal, task.name.string, read_goal(task.goal))
            yield from (("indicator", read_indicator(one, judged=True)) for one in task.indicators)


@pytest.mark.parametrize("document", list(generated(COUNT)), ids=lambda document: document.name)
def test_what_is_printed_is_what_is_read(document):
    reading = read_document(document.data, document.name)
    for read, true in zip(read_records(reading, document), true_records(document), strict=True):
        assert read == true
    assert reading.coverage.unexplained == 0


# --- what the bench makes of it ---------------------------------------------------------------------


def test_every_indicator_is_in_the_ready_csv(tmp_path):
    documents = list(generated(5))
    tidied(documents, tmp_path)
    with (tmp_path / "indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["label"] for row in rows] == [one.name for document in documents for one in document.all_indicators]
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize("mapping", ["mapping.rml.ttl", "mapping.stottr"])
def test_the_mappings_of_the_peers_use_every_column(mapping):
    text = (ROOT / "bench" / "peers" / mapping).read_text("utf-8")
    used = set(re.findall(r'[?{"](\w+)', text))
    assert {column for columns in HEADINGS.values() for column in columns} <= used


@pytest.mark.parametrize("name", [name for names in STAGES.values() for name in names])
def test_every_stage_of_the_bench_is_a_function_of_kgbuild(name):
    assert found(name), f"{name} is no more: tell bench/stages.py what took its place"


def test_growth_of_a_square_is_two():
    assert exponent([1, 10, 100], [3, 300, 30000]) == pytest.approx(2)
