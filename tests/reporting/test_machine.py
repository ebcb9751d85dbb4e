"""JSON and CSV read back to what was reported, whatever documents print."""

import csv
import io
import json

import pytest

from kgbuild.reporting.baseline import read_baseline
from kgbuild.reporting.machine import COLUMNS, VERSION, as_csv, as_json
from kgbuild.reporting.report import report_on
from tests.conftest import ROOT
from tests.reporting.made import CLERK, HOSTILE, audited, gathered, whole

DOCS = (ROOT / "docs/report.md").read_text("utf-8")


def rows(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_json_holds_everything(clerk):
    report = json.loads(as_json(whole(audited(clerk))))
    assert (report["format"], report["version"]) == ("kgbuild-report", VERSION)
    assert [one["rule"] for one in report["findings"]] == ["indicator-ordinal", "V001", "R19"]
    assert [one["state"] for one in report["findings"]] == ["unchanged", "new", "unchanged"]
    assert [(one["rule"], one["reason"], one["until"]) for one in report["suppressed"]] == [
        ("L017", "会后补齐", "2030-01-01")
    ]
    assert [one["expired"] for one in report["idle_suppressions"]] == [True, False]
    assert [one["label"] for one in report["baseline"]["gone"]] == ["旧项目"]
    assert {key: report["baseline"][key] for key in ("new", "unchanged")} == {"new": 1, "unchanged": 3}
    assert [one["not_checkable"] for one in report["tallies"]] == [9, 2]
    assert report["counts"] == {"violation": 1, "warning": 2, "info": 0}
    assert {one["id"] for one in report["rules"]} == {"L017", "R19", "V001", "indicator-ordinal"}


def test_places_are_characters_of_the_file(clerk):
    for one in json.loads(as_json(report_on(clerk.sources, clerk.located)))["findings"]:
        assert CLERK[one["start"] : one["end"]] == one["printed"]
        assert CLERK.splitlines()[one["row"] - 1].split("\t")[one["column"] - 1].find(one["printed"]) >= 0


def test_csv_lists_open_accepted_and_gone(clerk):
    read = rows(as_csv(whole(audited(clerk))))
    assert [one["state"] for one in read] == ["unchanged", "new", "unchanged", "accepted", "gone"]
    assert read[3]["reason"] == "会后补齐"
    assert tuple(read[0]) == COLUMNS


def test_csv_agrees_with_json(clerk):
    shown = report_on(clerk.sources, clerk.located)
    for flat, one in zip(rows(as_csv(shown)), json.loads(as_json(shown))["findings"], strict=True):
        assert {key: flat[key] for key in one} == {
            key: "" if value is None else str(value) for key, value in one.items()
        }


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(tmp_path, begin):
    found = gathered(tmp_path, nasty=CLERK.replace("2、效益指标：亮灯率", f"2、效益指标：{begin}cmd|' /C calc'!A0"))
    for row in rows(as_csv(report_on(found.sources, found.located))):
        assert not [value for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_hostile_text_reads_back(tmp_path):
    found = gathered(tmp_path, nasty=CLERK.replace("路灯经费", HOSTILE.replace("<", "&lt;")))
    shown = report_on(found.sources, found.located)
    assert {one["project"] for one in json.loads(as_json(shown))["findings"]} == {HOSTILE, "绿化经费"}
    assert HOSTILE in {row["project"] for row in rows(as_csv(shown))}


def test_a_report_is_a_baseline(clerk, tmp_path):
    path = tmp_path / "old.json"
    path.write_text(as_json(whole(clerk)), "utf-8")
    assert {one.fingerprint for one in clerk.located} == read_baseline(path).fingerprints


@pytest.mark.parametrize("column", COLUMNS)
def test_docs_list_every_column(column):
    assert f"`{column}`" in DOCS


def test_docs_list_every_key_of_the_json(clerk):
    report = json.loads(as_json(whole(audited(clerk))))
    inner = [
        key for name in ("documents", "rules", "suppressed", "idle_suppressions", "tallies") for key in report[name][0]
    ]
    assert [key for key in {*report, *inner, *report["baseline"]} if f"`{key}`" not in DOCS] == []
