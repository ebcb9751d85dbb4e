"""Accepted findings: what an entry covers, what it needs, and what happens to one that does nothing."""

from datetime import date

import pytest

from kgbuild.errors import UnreadableInput, UsageError
from kgbuild.reporting.accepted import read_acceptance
from kgbuild.reporting.report import Selection, report_on

TODAY = date(2026, 6, 1)


def accepting(clerk, tmp_path, *entries, **options):
    """The report with these entries accepted."""
    path = tmp_path / "accepted.toml"
    path.write_text("".join(f'[[accept]]\nreason = "r"\n{entry}\n' for entry in entries), "utf-8")
    return report_on(clerk.sources, clerk.located, acceptance=read_acceptance(path, TODAY), **options)


def rules(report):
    return [one.located.rule.id for one in report.accepted]


def one(clerk, rule):
    [found] = [one for one in clerk.located if one.rule.id == rule]
    return found


@pytest.mark.parametrize(
    "entry",
    [
        'rule = "V001"\ndocument = "clerk.txt"',
        'rule = "reading-V001"\ndocument = "clerk.txt"\nlabel = "路灯 经费"',
        'rule = "v001"\ndocument = "clerk.txt"\nuntil = 2026-06-01',
    ],
)
def test_entry_covers_its_finding(clerk, tmp_path, entry):
    report = accepting(clerk, tmp_path, entry)
    assert rules(report) == ["V001"]
    assert report.idle == ()
    assert "V001" not in {found.rule.id for found in report.findings}


def test_entry_by_iri_covers_the_thing_and_what_is_below(clerk, tmp_path):
    target = one(clerk, "indicator-ordinal")
    for thing in (target.finding.focus, target.trail[0].iri):
        assert rules(accepting(clerk, tmp_path, f'rule = "indicator-ordinal"\nthing = "{thing}"')) == [
            "indicator-ordinal"
        ]


def test_entry_by_fingerprint(clerk, tmp_path):
    entry = f'rule = "V002"\nfingerprint = "{one(clerk, "V002").fingerprint}"'
    assert rules(accepting(clerk, tmp_path, entry)) == ["V002"]


@pytest.mark.parametrize(
    ("entry", "expired"),
    [
        ('rule = "V002"\ndocument = "other.txt"', False),
        ('rule = "V003"\ndocument = "clerk.txt"', False),
        ('rule = "V002"\ndocument = "clerk.txt"\nlabel = "路灯经费"', False),
        ('rule = "V002"\nthing = "https://example.org/x"', False),
        ('rule = "V002"\ndocument = "clerk.txt"\nuntil = 2026-05-31', True),
    ],
)
def test_entry_that_does_nothing_is_reported(clerk, tmp_path, entry, expired):
    report = accepting(clerk, tmp_path, entry)
    assert report.accepted == ()
    assert [(idle.entry.number, idle.expired) for idle in report.idle] == [(1, expired)]
    assert len(report.findings) == len(clerk.located)


def test_accepted_findings_do_not_count(clerk, tmp_path):
    report = accepting(
        clerk, tmp_path, *(f'rule = "{rule}"\ndocument = "clerk.txt"' for rule in ("L017", "indicator-ordinal"))
    )
    assert report.counts == {"violation": 0, "warning": 2, "info": 0}
    assert report.failing == {"warning": 2}


def test_entries_of_rules_that_are_not_asked_for_are_not_called_idle(clerk, tmp_path):
    report = accepting(clerk, tmp_path, 'rule = "V001"\ndocument = "x"', selection=Selection.of("V002", "info"))
    assert report.idle == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[accept]", "not a TOML file"),
        ("accept = 3", "expected"),
        ("[other]\nx = 1", "other"),
        ('[[accept]]\nrule = "V001"\ndocument = "a"', "reason"),
        ('[[accept]]\nreason = "r"\ndocument = "a"', "rule"),
        ('[[accept]]\nrule = "V001"\nreason = " "\ndocument = "a"', "empty"),
        ('[[accept]]\nrule = "V001"\nreason = "r"', "say what is accepted"),
        ('[[accept]]\nrule = "V001"\nreason = "r"\nlabel = "x"', "say what is accepted"),
        ('[[accept]]\nrule = "V00l"\nreason = "r"\ndocument = "a"', "did you mean"),
        ('[[accept]]\nrule = "V001"\nreason = "r"\ndocument = 3', "is a text"),
        ('[[accept]]\nrule = "V001"\nreason = "r"\ndocument = "a"\nuntil = "2026-01-01"', "date without quotes"),
        ('[[accept]]\nrule = "V001"\nreason = "r"\ndocument = "a"\nuntil = 2026-01-01T00:00:00', "date without quotes"),
        ('[[accept]]\nrule = "V001"\nreason = "r"\ndocument = "a"\nwhy = "x"', "unknown keys why"),
    ],
)
def test_faults_of_the_file_are_told(tmp_path, text, told):
    path = tmp_path / "accepted.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=told) as error:
        read_acceptance(path, TODAY)
    assert "accepted.toml" in str(error.value)


def test_no_file(tmp_path):
    with pytest.raises(UnreadableInput):
        read_acceptance(tmp_path / "none.toml", TODAY)
