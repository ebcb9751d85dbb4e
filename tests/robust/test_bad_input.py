"""Files that nobody should have to read: each is refused or reported by name, and the others are built."""

import codecs
import gzip
import json

import pytest

from kgbuild.cli import CLEAN, FINDINGS, UNREADABLE, main
from kgbuild.errors import UnreadableInput
from kgbuild.readers import read
from tests.conftest import SEEDS
from tests.robust.documents import GOOD, OTHER, UTF8, built, lines, names, record

REFUSED = {
    "empty": (".txt", b""),
    "blank": (".txt", b" \n\t\r\n\n"),
    "blank UTF-8 with a mark": (".txt", codecs.BOM_UTF8 + b"\n\n"),
    "binary": (".txt", bytes(range(256)) * 64),
    "PDF": (".txt", b"%PDF-1.7\n1 0 obj\n"),
    "zip": (".txt", b"PK\x03\x04" + bytes(40)),
    "old Excel": (".txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
    "gzip": (".csv", gzip.compress(UTF8)),
    "picture": (".html", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    "UTF-8 with a byte lost": (".txt", UTF8[:200] + UTF8[201:]),
    "UTF-8 cut off": (".txt", UTF8[:-2]),
    "UTF-16 with a byte lost": (".txt", GOOD.encode("utf-16")[:-1]),
    "GB18030 with a byte lost": (".txt", GOOD.encode("gb18030")[:200] + b"\xff" + GOOD.encode("gb18030")[200:]),
    "text as workbook": (".xlsx", UTF8 + b"\n"),
    "zip as workbook": (".xlsx", b"PK\x05\x06" + bytes(18)),
    "workbook cut off": (".xlsx", b"PK\x03\x04" + bytes(100)),
}


def test_what_cannot_be_read_is_named_and_the_rest_is_built(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "好.txt").write_text(GOOD, "utf-8")
    for kind, (ending, data) in REFUSED.items():
        (tmp_path / "in" / f"{kind}{ending}").write_bytes(data)
    code, manifest, messages = built(tmp_path / "in", tmp_path / "kg", capsys)
    assert code == UNREADABLE
    assert [entry["name"] for entry in manifest["documents"]] == ["好.txt"]
    refused = {one["name"] for one in manifest["unreadable"]}
    assert refused == {f"{kind}{ending}" for kind, (ending, _) in REFUSED.items()}
    assert all(name in messages for name in refused)
    assert manifest["things"]["Indicator"] == 2


@pytest.mark.parametrize("kind", REFUSED)
def test_check_and_inspect_name_it_too(kind, tmp_path, capsys):
    ending, data = REFUSED[kind]
    path = tmp_path / f"坏{ending}"
    path.write_bytes(data)
    for arguments in (
        ["check", str(path)],
        ["inspect", str(path)],
        ["build", str(path), "--out", str(tmp_path / "kg")],
    ):
        assert main(arguments) == UNREADABLE
        assert path.name in capsys.readouterr().err
    assert not (tmp_path / "kg").exists()


@pytest.mark.parametrize("position", range(60, len(UTF8) - 2, 29))
def test_broken_utf8_is_never_taken_for_another_encoding(position):
    damaged = UTF8[:position] + UTF8[position + 1 :]
    if UTF8[position] < 0x80:
        pytest.skip("an ASCII character was dropped; still UTF-8")
    with pytest.raises(UnreadableInput, match="broken UTF-8 at byte"):
        read(damaged, "表.txt")


# --- encodings and line ends ------------------------------------------------------------------------

ENCODINGS = {
    "GB18030": lambda text: text.encode("gb18030"),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16 with a mark": lambda text: text.encode("utf-16"),
    "UTF-16 big end with a mark": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "UTF-16 little end": lambda text: text.encode("utf-16-le"),
    "UTF-16 big end": lambda text: text.encode("utf-16-be"),
    "UTF-32 with a mark": lambda text: text.encode("utf-32"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "CRLF in GB18030": lambda text: text.replace("\n", "\r\n").encode("gb18030"),
}


def without_places(value):
    """A record without what depends on the bytes: offsets, hash."""
    if isinstance(value, dict):
        return {key: without_places(one) for key, one in value.items() if key not in ("start", "end", "sha256")}
    return [without_places(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_every_encoding_and_line_end_gives_the_same_records(encoding, seed):
    text = seed.read_text("utf-8")
    if encoding.endswith("GB18030"):
        text = text.replace("\ufffd", "?")
    assert without_places(record(ENCODINGS[encoding](text))) == without_places(record(text))


def test_offsets_count_characters_whatever_the_encoding():
    start = record(GOOD)["projects"][0]["cell"]["start"]
    for encoding in ("gb18030", "utf-16", "utf-16-be", "utf-32"):
        assert record(GOOD.encode(encoding))["projects"][0]["cell"]["start"] == start


def test_big5_is_read_as_the_characters_that_it_holds():
    text = (
        "項目支出績效目標表\n部門名稱：甲市乙局\n單位：萬元\n項目名稱\t績效目標\t績效指標\n"
        "甲項目\t做好工作。\t1、產出指標：次數，年度指標值：5次。\n"
    )
    assert without_places(record(text.encode("big5"))) == without_places(record(text))


@pytest.mark.parametrize("styles", [0, 4000], ids=["markup in each word", "styles longer than a sample"])
def test_gb2312_is_known_in_a_page_that_an_office_program_saved(styles):
    def span(word):
        return f"<span lang=EN-US style='font-size:9.0pt;mso-bidi-font-size:10.5pt;color:black'>{word}</span>"

    words = lambda text: "".join(map(span, text))  # noqa: E731
    rows = [
        ["项目名称", "绩效目标", "绩效指标"],
        ["桥梁检测", "看好每座桥。", "1、产出指标：检测桥梁，年度指标值：26座。"],
    ]
    grid = "".join("<tr>" + "".join(f"<td><p>{words(cell)}</p></td>" for cell in row) + "</tr>" for row in rows)
    page = f"<style>{'p.MsoNormal {margin:0cm} ' * styles}</style><h1>{words('绩效目标表')}</h1><table>{grid}</table>"
    assert names(record(page.encode("gb2312"), "表.html")) == ["桥梁检测"]


@pytest.mark.parametrize("encoding", ["cp1252", "shift_jis", "euc_kr", "koi8_r"])
def test_a_page_of_another_language_is_not_taken_for_chinese(encoding):
    words = {"cp1252": "Übersicht für Ämter, größere Maßnahmen ", "shift_jis": "こちらのページをご覧ください"}
    text = words.get(
        encoding, {"euc_kr": "여기를 눌러 주십시오 ", "koi8_r": "Отчёт о работе отдела "}.get(encoding, "")
    )
    page = f"<html><body><p>{text * 60}</p></body></html>".encode(encoding)
    try:
        found = " ".join(text for table in read(page, "表.html").tables for row in table.rows for text in row.strings)
    except UnreadableInput:
        return
    assert found.strip() == (text * 60).strip()


# --- tables that are not whole ----------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("share", [0.1, 0.33, 0.5, 0.77, 0.999])
def test_a_table_cut_off_anywhere_is_read_up_to_there(seed, share):
    text = seed.read_text("utf-8")
    whole, part = record(text), record(text[: int(len(text) * share)])
    assert names(part)[:-1] == names(whole)[: max(len(names(part)) - 1, 0)]
    assert part["coverage"]["unexplained"] == 0


@pytest.mark.parametrize(
    "text",
    [
        "会议通知\n各单位：\n请于周五前报送材料。\n",
        "姓名\t年龄\n张三\t30\n",
        "项目名称\t总计\n甲经费\t80.00\n",
        "a,b\n1,2\n",
        "中",
    ],
)
def test_a_text_without_a_known_table_is_an_issue(text):
    read_record = record(text)
    assert read_record["projects"] == []
    (issue,) = read_record["issues"]
    assert (issue["code"], issue["severity"]) == ("L002", "violation")


def test_a_text_without_a_known_table_is_a_finding(tmp_path, capsys):
    path = tmp_path / "通知.txt"
    path.write_text("会议通知\n各单位：\n请于周五前报送材料。\n", "utf-8")
    assert main(["build", str(path), "--out", str(tmp_path / "kg")]) == CLEAN
    assert json.loads((tmp_path / "kg" / "manifest.json").read_text("utf-8"))["findings"]["violation"] == 1
    assert main(["check", str(path)]) == FINDINGS
    assert "通知.txt" in capsys.readouterr().out


def test_headings_without_rows():
    assert record(lines())["projects"] == []


@pytest.mark.parametrize("tabs", ["", "\t", "\t\t\t\t\t\t\t\t"])
def test_rows_with_too_few_and_too_many_cells_lose_nothing(tabs):
    read_record = record(GOOD + f"乙经费{tabs}多出的一格{tabs}又一格\n")
    printed = json.dumps(read_record, ensure_ascii=False)
    assert "多出的一格" in printed
    assert "又一格" in printed


def test_rows_that_print_nothing_are_no_rows():
    for nothing in ("&nbsp;\t&nbsp;\t&nbsp;", "<p></p>\t<br/>\t", "\u3000\t\xa0\t", "\t\t"):
        assert names(record(GOOD + nothing + "\n丙经费\t做好工作。\t1、产出指标：次数，年度指标值：1次。\n")) == [
            "甲经费", "丙经费",
        ]  # fmt: skip


def test_a_paragraph_that_is_never_closed_swallows_no_row():
    text = GOOD.replace("做好", "<p>做好") + OTHER.splitlines()[-1] + "\n"
    assert names(record(text)) == ["甲经费", "乙经费"]


@pytest.mark.parametrize(
    "entity",
    [
        "&#1;",
        *("&#0;", "&#x110000;", "&#xD800;", "&bogus;", "&;", "&#;", "&amp;amp;", "&NotEqualTilde;"),
    ],
)
def test_entities_of_every_kind(entity):
    text = GOOD.replace("做好2024", f"做{entity} 好{entity}2024")
    assert names(record(text)) == ["甲经费"]


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\u202b", "\u2060", "\ufeff", "\u00ad"])
def test_characters_without_width_change_nothing(mark):
    def essence(text):
        return [(one["name"], one["annual_value"], one["target"]) for one in record(text)["projects"][0]["indicators"]]

    text = GOOD.replace("名称（", f"名{mark}称（").replace("指标值", f"指标{mark}值").replace("≥9", f"≥{mark}9")
    assert essence(text) == essence(GOOD)


def test_nul_characters_are_carried_through(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "零.txt").write_text(GOOD.replace("做好", "做\0好"), "utf-8")
    code, manifest, _ = built(tmp_path / "in", tmp_path / "kg", capsys)
    assert code == CLEAN
    assert manifest["things"]["Indicator"] == 2
