"""The bench of named queries, with a handful of documents: its corpus is read whole, and its figures are told."""

import json
from collections import Counter

import pytest

from bench.corpus.small import small
from bench.queries import ENGINES, main
from kgbuild.model.issues import Severity
from kgbuild.reading import read_document

LIFE = list(small(10))


@pytest.mark.parametrize(("name", "content"), list(small(60)))
def test_small_documents_are_read_without_a_doubt(name, content):
    reading = read_document(content, name)
    assert [one for one in reading.issues if one.severity is Severity.VIOLATION] == []
    assert reading.coverage.unexplained == 0


def test_ten_documents_are_one_project_over_five_years():
    readings = [read_document(content, name) for name, content in LIFE]
    years = Counter((section.heading.fiscal_year, section.form.value) for one in readings for section in one.sections)
    assert years == Counter(
        {(year, form): 1 for year in range(2019, 2024) for form in ("project_goals", "project_results")}
    )


def test_a_document_depends_on_its_number_alone():
    assert list(small(3)) == LIFE[:3]
    assert list(small(10, seed=1)) != LIFE


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Ten documents built, and some queries asked of all engines."""
    folder = tmp_path_factory.mktemp("bench")
    figures = folder / "figures.json"
    arguments = ["10", "--jobs", "1", "--out", str(folder), "--json", str(figures)]
    only = ["departments-projects", "number-from", "targets-over-years"]
    assert main([*arguments, *(word for name in only for word in ("--only", name))]) == 0
    return folder, figures


def test_every_engine_answers_with_the_same_number_of_rows(run):
    figures = json.loads(run[1].read_text())
    assert sorted(figures) == sorted(ENGINES)
    rows = {engine: {name: found[1] for name, found in answers.items()} for engine, answers in figures.items()}
    assert rows["kgbuild"] == rows["pyoxigraph"] == rows["rdflib"]
    assert rows["kgbuild"]["departments-projects"] == 5
    assert rows["kgbuild"]["number-from"] > 0


def test_a_second_run_goes_on_and_a_query_over_the_cap_counts_as_the_cap(run, capsys):
    folder, figures = run
    known = json.loads(figures.read_text())
    known["rdflib"]["number-from"] = None
    figures.write_text(json.dumps(known))
    assert main(["--graph", str(folder / "kg"), "--json", str(figures), "--only", "number-from", "--cap", "7"]) == 0
    assert json.loads(figures.read_text()) == known
    table = capsys.readouterr().out
    assert "stopped" in table
    assert "3 queries" in table
    assert "(1 stopped at 7 s)" in table
