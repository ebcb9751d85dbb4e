"""The report of many documents: an index, and a page for each that is only made again with its document."""

import json
import re
import shutil

import pytest

import kgbuild
from kgbuild import fingerprint, graph_files, workers
from kgbuild.kept import read
from kgbuild.reporting import graph_page
from tests.reporting.made import CLEAN_TABLE, CLERK, HOSTILE
from tests.reporting.test_page import Page

SHARED = CLERK.replace("植树数量", "植树数目")  # the same project and department, an indicator printed otherwise


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Documents to build; every report is too long for one page."""
    monkeypatch.setattr(graph_page, "WHOLE", 0)
    texts = {
        "clerk.txt": CLERK,
        "shared.txt": SHARED,
        "clean.txt": CLEAN_TABLE.replace("甲市", "丁市"),
        "other<b>.txt": CLERK.replace("甲市", "乙市").replace("路灯经费", HOSTILE.replace("<", "&lt;")),
    }
    (tmp_path / "in").mkdir()
    for name, text in texts.items():
        (tmp_path / "in" / name).write_text(text, "utf-8")
    return tmp_path


def built(folder, **options):
    return kgbuild.build([folder / "in"], folder / "kg", **options)


def rows(page):
    """File of each page → its line in the index."""
    found = re.findall(r"<li (data-rules.*?)>\n<a href=\"report/([0-9a-z]+\.html)\"", page)
    return {name: dict(re.findall(r'data-(\w+)="([^"]*)"', data)) for data, name in found}


def test_index_leads_to_a_page_of_each_document(folder):
    graph = built(folder)
    written = (graph.path / "report.html").read_text("utf-8")
    page = Page(written)
    assert page.open == []
    assert page.all("article") == []
    lines = rows(written)
    assert {*lines} == {path.name for path in (graph.path / "report").iterdir()}
    assert len(lines) == 5  # four documents, and what stands between two of them
    for name, line in lines.items():
        of_document = Page((graph.path / "report" / name).read_text("utf-8"))
        articles = of_document.all("article")
        assert len(articles) == int(line["findings"])
        rules = dict(one.rsplit(":", 1) for one in line["rules"].split())
        assert {rule: int(count) for rule, count in rules.items()} == {
            rule: sum(one["data-rule"] == rule for one in articles) for rule in {one["data-rule"] for one in articles}
        }
        assert {"href": "../report.html", "data-page": None} in of_document.all("a")


def test_counts_are_those_of_the_whole_report(folder, monkeypatch):
    index = Page((built(folder).path / "report.html").read_text("utf-8"))
    monkeypatch.setattr(graph_page, "WHOLE", 10_000)
    whole = Page((kgbuild.build([folder / "in"], folder / "one").path / "report.html").read_text("utf-8"))
    said = [re.findall(r"发现 \d+ 处：[^ ]*", " ".join(page.text)) for page in (index, whole)]
    assert said[0] == said[1] != []
    counted = r"(?:未通过\s+failed|通过\s+passed|无法核对\s+not checkable)\s+\d+"
    tallies = [re.findall(counted, " ".join(page.text)) for page in (index, whole)]
    assert tallies[0] == tallies[1] != []


def test_hostile_names_stay_text(folder):
    graph = built(folder)
    for path in (graph.path / "report.html", *(graph.path / "report").iterdir()):
        text = path.read_text("utf-8")
        page = Page(text)
        assert page.all("img") == []
        assert len(page.all("script")) == 1
        assert "<b>.txt" not in text
        assert re.fullmatch(r"[0-9a-z]+\.html|report\.html", path.name)


def test_nothing_comes_from_outside(folder):
    text = (built(folder).path / "report.html").read_text("utf-8")
    page = Page(text)
    assert "http://" not in text.replace("https://w3id.org", "")
    [policy] = [one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert [name for _, attributes in page.tags for name in attributes if name.startswith("on")] == []


def inodes(graph):
    return {path.name: path.stat().st_ino for path in (graph.path / "report").iterdir()}


def test_only_pages_of_changed_documents_are_written(folder):
    before = inodes(built(folder))
    (folder / "in" / "clerk.txt").write_text(CLERK.replace("≥300棵", "≥400棵"), "utf-8")
    after = inodes(built(folder))
    same = {name for name in before.keys() & after.keys() if before[name] == after[name]}
    assert len(after) == 5
    assert len(same) == 3  # not the changed document, nor what stands between documents
    clean = kgbuild.build([folder / "in"], folder / "clean")
    for path in (clean.path / "report").iterdir():
        assert (folder / "kg" / "report" / path.name).read_bytes() == path.read_bytes()


def test_new_words_of_pages_read_no_document_again(folder, monkeypatch):
    before = inodes(built(folder))

    def unread(*_):
        raise AssertionError("a document was read again")

    monkeypatch.setattr(workers, "build_document", unread)
    monkeypatch.setattr(fingerprint, "of_pages", lambda *_: "another")
    graph = built(folder)
    after = inodes(graph)
    assert before.keys() == after.keys()
    assert all(before[name] != after[name] for name in before)
    assert graph.manifest["page_fingerprint"] == "another"


def test_what_was_kept_and_is_damaged_is_made_again(folder, monkeypatch):
    graph = built(folder)
    good = read(graph.path / "documents", graph.manifest["documents"][0]["sha256"])
    path = graph.path / "documents" / f"{graph.manifest['documents'][0]['sha256']}.findings.json"
    path.write_text("{", "utf-8")
    monkeypatch.setattr(fingerprint, "of_pages", lambda *_: "another")
    rebuilt = built(folder)
    assert read(rebuilt.path / "documents", rebuilt.manifest["documents"][0]["sha256"]) == good


def test_each_document_is_shown_as_it_prints_itself(folder):
    graph = built(folder)
    names = {entry["name"]: entry["sha256"] for entry in graph.manifest["documents"]}
    for name, printed, other in (("clerk.txt", "植树数量", "植树数目"), ("shared.txt", "植树数目", "植树数量")):
        text = (graph.path / "report" / f"{names[name][:16]}.html").read_text("utf-8")
        assert printed in text
        assert other not in text


def test_parts_of_the_report_make_up_the_whole(folder):
    graph = built(folder)
    [rule] = {one.shape for one in graph.validate() if one.document == ""}
    assert rule.endswith("discrepancy-reading")
    kept = json.loads((graph.path / "documents" / "across.findings.json").read_bytes())
    assert {one["shape"] for one in kept["findings"]} == {rule}
    assert len(kept["places"]) == 2


def test_more_files_than_may_be_open(folder, monkeypatch):
    graph = built(folder)
    monkeypatch.setattr(graph_files, "_most_open_files", lambda: 2)
    few = kgbuild.build([folder / "in"], folder / "few")
    assert (few.path / "kg.nq").read_bytes() == (graph.path / "kg.nq").read_bytes()
    assert {path.name for path in few.path.iterdir()} == {path.name for path in graph.path.iterdir()}
    shutil.rmtree(few.path)
