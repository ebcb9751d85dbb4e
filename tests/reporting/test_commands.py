"""`check` and `validate`: options, exit codes, what goes where."""

import json

import pytest
from openpyxl import Workbook

from kgbuild.cli import CLEAN, FINDINGS, UNREADABLE, USAGE, main
from kgbuild.reporting.formats import FORMATS
from kgbuild.reporting.located import _letters
from tests.house.test_registries import verbs
from tests.reporting.made import CLEAN_TABLE, CLERK

READING = "L002,L017,P001,V001,V002,V003"
"""Rules of readers: a new rule under `shapes/` changes nothing here."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the clerk's table, in which commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clerk.txt").write_text(CLERK, "utf-8")
    (tmp_path / "clean.txt").write_text(CLEAN_TABLE, "utf-8")
    return tmp_path


@pytest.fixture
def asked(folder, capsys):
    """Runs a command, by the rules above: exit code, standard output, standard error."""

    def run(*arguments):
        if arguments[0] in ("check", "validate") and not {"--rules", "--explain"} & {*arguments}:
            arguments += ("--rules", READING)
        code = main([*arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.mark.parametrize("verb", ["check", "validate"])
def test_command_line_offers_every_format(verb):
    [formats] = [action.choices for action in verbs()[verb]._actions if action.dest == "format"]
    assert {*formats} == {*FORMATS}


@pytest.mark.parametrize(
    ("level", "code"), [("info", FINDINGS), ("warning", FINDINGS), ("violation", FINDINGS), ("never", CLEAN)]
)
def test_fail_on(asked, level, code):
    assert asked("check", "clerk.txt", "--fail-on", level)[0] == code
    assert asked("check", "clean.txt", "--fail-on", level)[0] == CLEAN


def test_a_total_belongs_to_no_project(asked, folder):
    (folder / "sum.txt").write_text(CLEAN_TABLE.replace("绿化经费\t20", "合计\t30\t\t\n绿化经费\t20"), "utf-8")
    code, out, _ = asked("check", "sum.txt", "--format", "json", "--rules", "", "--severity", "violation")
    assert code == FINDINGS
    assert "" in {one["project"] for one in json.loads(out)["findings"] if one["label"] == "30"}


def test_what_is_not_asked_for_does_not_count(asked):
    code, out, _ = asked("check", "clerk.txt", "--rules", "V001,reading-V002", "--format", "json")
    assert (code, [one["rule"] for one in json.loads(out)["findings"]]) == (CLEAN, ["V001", "V002"])
    code, out, _ = asked("check", "clerk.txt", "--severity", "violation", "--format", "json")
    assert (code, json.loads(out)["counts"]["warning"]) == (FINDINGS, 0)


def test_accepted_findings_do_not_fail(asked, folder):
    entries = "".join(f'[[accept]]\nrule = "{rule}"\ndocument = "clerk.txt"\nreason = "r"\n' for rule in ("L017",))
    (folder / "accepted.toml").write_text(entries, "utf-8")
    assert asked("check", "clerk.txt", "--suppressions", "accepted.toml")[0] == CLEAN
    assert asked("check", "clerk.txt", "--suppressions", "accepted.toml", "--fail-on", "warning")[0] == FINDINGS


def test_only_new_findings_fail_against_a_baseline(asked, folder):
    (folder / "old.json").write_text(asked("check", "clerk.txt", "--format", "json")[1], "utf-8")
    assert asked("check", "clerk.txt", "--baseline", "old.json", "--fail-on", "info")[0] == CLEAN
    (folder / "clerk.txt").write_text(CLERK.replace("≥300棵", "≥300万"), "utf-8")
    assert asked("check", "clerk.txt", "--baseline", "old.json", "--fail-on", "info")[0] == FINDINGS
    code, out, _ = asked("check", "clerk.txt", "--baseline", "old.json", "--format", "json")
    assert (code, [one["rule"] for one in json.loads(out)["findings"] if one["state"] == "new"]) == (CLEAN, ["V001"])


def test_a_folder_is_a_baseline(asked, folder):
    (folder / "other.txt").write_text(CLERK.replace("甲市", "乙市"), "utf-8")
    assert asked("build", "clerk.txt", "--out", "old")[0] == CLEAN
    assert asked("build", "clerk.txt", "other.txt", "--out", "kg")[0] == CLEAN
    code, out, _ = asked("validate", "kg", "--baseline", "old", "--format", "json")
    report = json.loads(out)
    assert code == FINDINGS
    assert {one["file"] for one in report["findings"] if one["state"] == "new"} == {"other.txt"}
    assert {one["file"] for one in report["findings"] if one["state"] == "unchanged"} == {"clerk.txt"}
    assert report["baseline"]["gone"] == []
    assert asked("check", "clerk.txt", "--baseline", "old")[0] == CLEAN


def test_check_and_validate_find_the_same(asked):
    asked("build", "clerk.txt", "--out", "kg")
    checked = json.loads(asked("check", "clerk.txt", "--format", "json")[1])
    validated = json.loads(asked("validate", "kg", "--format", "json")[1])
    assert checked["findings"] == validated["findings"]


def test_pages_of_build_and_validate_are_one(asked, folder):
    asked("build", "clerk.txt", "--out", "kg")
    assert asked("validate", "kg", "--format", "html", "--rules", "")[1] == (folder / "kg/report.html").read_text(
        "utf-8"
    )
    assert asked("validate", "kg", "--format", "turtle", "--rules", "")[1] == (folder / "kg/report.ttl").read_text(
        "utf-8"
    )


def test_a_long_page_is_told(asked, monkeypatch):
    assert asked("check", "clerk.txt", "--format", "html")[2] == ""
    monkeypatch.setattr("kgbuild.commands.reports.WHOLE", 2)
    _, out, err = asked("check", "clerk.txt", "--format", "html")
    assert out.count("<article") > 2
    assert "choose with --rules or --severity" in err


def test_a_graph_without_printed_rows_still_reports(asked, folder):
    asked("build", "clerk.txt", "--out", "kg")
    for path in (folder / "kg/documents").glob("*.printed.json"):
        path.unlink()
    code, out, _ = asked("validate", "kg", "--lang", "zh")
    assert code == FINDINGS
    assert "│ ≥3000万\n" in out


def test_damaged_rows_are_told(asked, folder):
    asked("build", "clerk.txt", "--out", "kg")
    for path in (folder / "kg/documents").glob("*.printed.json"):
        path.write_text("{", "utf-8")
    code, _, err = asked("validate", "kg")
    assert code == UNREADABLE
    assert "printed.json is damaged" in err


def test_data_alone_goes_to_standard_output(asked, folder):
    (folder / "bad.txt").write_bytes(b"\xff\xfe\x00")
    code, out, err = asked("check", "clerk.txt", "bad.txt", "none.txt", "--format", "json")
    assert code == UNREADABLE
    assert [one["name"] for one in json.loads(out)["unreadable"]] == ["bad.txt", "none.txt"]
    assert "bad.txt" in err
    assert "none.txt" in err


@pytest.mark.parametrize("form", FORMATS)
def test_clean_files_give_whole_documents(asked, form):
    code, out, err = asked("check", "clean.txt", "--format", form)
    assert (code, err) == (CLEAN, "")
    assert out


def test_cells_of_a_workbook_have_their_addresses(asked, folder):
    book = Workbook()
    book.active.title = "绩效"
    for line in CLERK.splitlines():
        book.active.append(line.split("\t"))
    book.save(folder / "clerk.xlsx")
    assert (
        "clerk.xlsx:5:4: 疑似 [V001] 绩效!D5 万/亿之后没有计量单位" in asked("check", "clerk.xlsx", "--lang", "zh")[1]
    )
    assert "绩效!D5" in asked("check", "clerk.xlsx", "--format", "html")[1]
    [run] = json.loads(asked("check", "clerk.xlsx", "--format", "sarif")[1])["runs"]
    for one in run["results"]:
        [location] = one["locations"]
        assert "region" not in location["physicalLocation"]
        assert location["logicalLocations"][-1]["name"] in ("绩效!D5", "绩效!D6")


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_letters_of_columns(column, letters):
    assert _letters(column) == letters


def test_a_file_without_a_known_table(asked, folder):
    (folder / "letter.txt").write_text("你好\n再见\n", "utf-8")
    code, out, _ = asked("check", "letter.txt", "--lang", "zh")
    assert code == FINDINGS
    assert "[L002] 没有找到已知格式的绩效表" in out
    assert "读了 1 份文件：没有项目和指标" in out


def test_the_same_bytes_are_checked_once(asked, folder):
    (folder / "copy.txt").write_text(CLERK, "utf-8")
    assert len(json.loads(asked("check", "clerk.txt", "copy.txt", "--format", "json")[1])["findings"]) == 3


@pytest.mark.parametrize("verb", ["check", "validate"])
@pytest.mark.parametrize("name", ["V001", "reading-v001", "https://w3id.org/kgbuild/shape/reading-V001"])
def test_explain_needs_nothing(asked, verb, name):
    code, out, _ = asked(verb, "--explain", name, "--lang", "zh")
    assert code == CLEAN
    assert out.startswith("V001  万、亿之后没有计量单位")
    assert "处理: 写明是元、户还是人次。" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "check FILE"),
        (["validate"], "validate KG"),
        (["check", "--explain", "R9999"], "no rule is called 'R9999'"),
        (["check", "clerk.txt", "--rules", "indicator-ordnal"], "indicator-ordinal"),
        (["check", "clerk.txt", "--suppressions", "clerk.txt"], "not a TOML file"),
        (["check", "clerk.txt", "--baseline", "clerk.txt"], "expected a graph folder"),
    ],
)
def test_wrong_usage(asked, arguments, told):
    code, out, err = asked(*arguments)
    assert (code, out) == (USAGE, "")
    assert told in err


@pytest.mark.parametrize("option", ["--suppressions", "--baseline"])
def test_a_file_that_is_not_there(asked, option):
    assert asked("check", "clerk.txt", option, "none")[0] == UNREADABLE


def test_a_baseline_that_is_no_graph(asked, folder):
    (folder / "empty").mkdir()
    code, _, err = asked("check", "clerk.txt", "--baseline", "empty")
    assert code == UNREADABLE
    assert "no graph here" in err


def test_name_of_a_private_person_is_in_no_format(asked, folder):
    named = CLERK.replace("做好2025年路灯维护。", "根据《关于王小明同志报销医药费问题的请示》保障医疗费用。")
    (folder / "private.txt").write_text(named, "utf-8")
    asked("build", "private.txt", "--out", "kg")
    for form in FORMATS:
        assert "王小明" not in asked("check", "private.txt", "--format", form)[1]
        out = asked("validate", "kg", "--format", form)[1]
        assert "王小明" not in out
        assert "某某某" in out or form == "turtle"
    kept = [path for path in (folder / "kg").rglob("*") if path.is_file()]
    assert [path.name for path in kept if "王小明".encode() in path.read_bytes()] == []
