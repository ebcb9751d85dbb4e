"""A finding is the same finding as long as its thing keeps its name, wherever in which file it stands."""

import pytest

from kgbuild.errors import UnreadableInput, UsageError
from kgbuild.reporting.baseline import baseline_of, known_of, read_baseline
from kgbuild.reporting.report import report_on
from tests.reporting.made import CLEAN_TABLE, CLERK, gathered

ROW = "道路经费\t10\t做好2025年道路。\t1、产出指标：道路长度，年度指标值：≥3公里。\n"


def compared(tmp_path, before, after, *, name="clerk"):
    """States of the findings after, and rules of those that are gone."""
    old = gathered(tmp_path, clerk=before)
    new = gathered(tmp_path, **{name: after})
    report = report_on(new.sources, new.located, baseline=baseline_of(known_of(old.located)))
    return [one.rule.id for one in report.findings if one.state == "new"], [one.rule for one in report.gone]


UNTOUCHED = {
    "nothing": CLERK,
    "a row before": CLERK.replace("路灯经费", ROW + "路灯经费"),
    "another order": "".join([*CLERK.splitlines(True)[:4], *CLERK.splitlines(True)[:3:-1]]),
    "spaces and width": CLERK.replace("路灯经费", "路灯 经费").replace("：", ":"),
    "a goal": CLERK.replace("做好2025年绿化。", "做好2025年全区绿化。"),
    "money": CLERK.replace("\t50\t", "\t51\t"),
    "an indicator elsewhere": CLERK.replace("≥300棵", "≥301棵"),
}


@pytest.mark.parametrize("edit", UNTOUCHED)
def test_findings_survive_an_edit_of(tmp_path, edit):
    assert compared(tmp_path, CLERK, UNTOUCHED[edit]) == ([], [])


def test_findings_survive_another_file_name(tmp_path):
    assert compared(tmp_path, CLERK, CLERK, name="renamed") == ([], [])


def test_new_and_gone(tmp_path):
    repaired = CLERK.replace("00%", "95%").replace("≥300棵", "≥300万")
    assert compared(tmp_path, CLERK, repaired) == (["V001"], ["V002"])


def test_all_are_gone_or_new(tmp_path):
    assert compared(tmp_path, CLERK, CLEAN_TABLE) == ([], ["indicator-ordinal", "L017", "V001", "V002"])
    assert compared(tmp_path, CLEAN_TABLE, CLERK) == (["indicator-ordinal", "L017", "V001", "V002"], [])


def test_another_department_or_year_is_another_finding(tmp_path):
    assert compared(tmp_path, CLERK, CLERK.replace("甲市", "乙市"))[0]
    assert compared(tmp_path, CLERK, CLERK.replace("2025年项目", "2024年项目"))[0]


def test_equal_findings_are_counted(tmp_path):
    once = CLERK.replace("00%。", "00%。3、产出指标：灯杆，年度指标值：≥3000万。")
    twice = once.replace("万。\n", "万。4、产出指标：灯罩，年度指标值：≥3000万。\n")
    found = gathered(tmp_path, twice=twice).located
    assert [one.rule.id for one in found].count("V001") == 3
    assert len({one.fingerprint for one in found}) == len(found)
    assert compared(tmp_path, once, twice) == (["V001"], [])
    assert compared(tmp_path, twice, once) == ([], ["V001"])


def test_fingerprints_do_not_depend_on_the_order_of_files(tmp_path):
    texts = {"one": CLERK, "two": CLERK.replace("甲市", "乙市")}
    there = gathered(tmp_path, **texts).located
    back = gathered(tmp_path, **dict(reversed(texts.items()))).located
    assert {(one.file, one.fingerprint) for one in there} == {(one.file, one.fingerprint) for one in back}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "kgbuild-report"}',
        '{"format": "kgbuild-report", "findings": [{}], "suppressed": []}',
        '{"format": "kgbuild-report", "findings": 3, "suppressed": []}',
        "[" * 100_000,
    ],
)
def test_what_is_no_report_is_no_baseline(tmp_path, text):
    path = tmp_path / "old.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"old\.json"):
        read_baseline(path)


def test_no_baseline_there(tmp_path):
    with pytest.raises(UnreadableInput):
        read_baseline(tmp_path / "none.json")
