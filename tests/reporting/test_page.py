"""The page without a browser: whole, escaped, closed against everything from outside. In a browser: tests/browser/."""

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser

import pytest

from kgbuild.reporting.page import as_page, write_page
from kgbuild.reporting.report import report_on
from tests.reporting.made import CLEAN_TABLE, CLERK, HOSTILE, audited, gathered, whole

VOID = {"meta", "link", "input", "br", "img"}


class Page(HTMLParser):
    """Tags with their attributes, text, and whether every tag is closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.text = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def all(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture
def text(clerk):
    return as_page(whole(audited(clerk)))


@pytest.fixture
def page(text):
    return Page(text)


def test_tags_are_closed_and_ids_are_unique(page):
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len({*ids}) == len(ids)
    assert {attributes["href"][1:] for attributes in page.all("a")} <= {*ids}


def test_every_finding_is_an_article(page, clerk):
    assert len(page.all("article")) == len(clerk.located) + 1  # and one that is gone
    states = [attributes.get("data-state") for attributes in page.all("article")]
    assert states.count("new") == 1


def test_marks_are_the_words_of_the_findings(text):
    assert re.findall("<mark>(.*?)</mark>", text) == ["2、效益指标：亮灯率", "≥3000万", "00%", "2、效益指标：亮灯率"]


def test_page_shows_three_answers_basis_and_reasons(text):
    for words in (
        "通过",
        "无法核对",
        "没有百分比",
        "S8: above 100 % is a warning",
        "依据已核实",
        "会后补齐",
        "旧项目",
        "scan.pdf",
    ):
        assert words in text


def test_nothing_comes_from_outside(page, text):
    assert "http://" not in text.replace("https://w3id.org", "")
    loading = {"src", "srcset", "data", "poster", "action", "formaction", "background"}
    assert [attributes for _, attributes in page.tags if loading & attributes.keys()] == []
    assert [attributes["href"] for attributes in page.all("link")] == ["data:,"]
    assert "@import" not in text
    assert "url(" not in text


def test_only_our_style_and_script_may_run(page, text):
    [policy] = [one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        [body] = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert f"{tag}-src 'sha256-{b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" in policy
    assert [attributes for _, attributes in page.tags if "style" in attributes] == []
    assert [name for _, attributes in page.tags for name in attributes if name.startswith("on")] == []


def test_hostile_text_stays_text(tmp_path):
    hostile = HOSTILE.replace("<", "&lt;")
    found = gathered(
        tmp_path,
        **{"a<img src=x onerror=alert(1)>": CLERK.replace("路灯经费", hostile).replace("甲市乙局", f"甲市{hostile}局")},
    )
    written = as_page(report_on(found.sources, found.located, unreadable=[(HOSTILE, HOSTILE)]))
    page = Page(written)
    assert page.open == []
    assert page.all("img") == []
    assert len(page.all("script")) == 1
    assert HOSTILE in "".join(page.text)
    assert "<img" not in written


def test_both_languages_are_there(page, clerk):
    assert {attributes["value"] for attributes in page.all("input") if attributes.get("name") == "language"} == {
        "zh",
        "en",
        "both",
    }
    words = "".join(page.text)
    assert "万/亿之后没有计量单位" in words
    assert "万 or 亿 without a unit behind it" in words
    for language in ("zh", "en", "both"):
        opened = Page(as_page(report_on(clerk.sources, clerk.located), language))
        assert [one["value"] for one in opened.all("input") if one.get("name") == "language" and "checked" in one] == [
            language
        ]


def test_fields_have_labels(text):
    within = re.findall(r"<label[^>]*>(.*?)</label>", text, re.DOTALL)
    fields = re.findall(r"<(?:select|input)\b", text)
    assert sum(len(re.findall(r"<(?:select|input)\b", one)) for one in within) == len(fields)


def test_a_clean_page(tmp_path):
    found = gathered(tmp_path, clean=CLEAN_TABLE)
    page = Page(as_page(report_on(found.sources, found.located)))
    assert page.all("article") == []
    assert "没有发现问题" in "".join(page.text)


def test_file_and_text_are_the_same(clerk, tmp_path):
    write_page(whole(clerk), tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == as_page(whole(clerk)).encode()
