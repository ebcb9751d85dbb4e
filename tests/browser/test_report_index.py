"""The index of a large report in a real browser: filters, order, the way to a page and back, narrow screens."""

import os
import re

import pytest

import kgbuild
from kgbuild.reporting import graph_page
from tests.reporting.made import CLEAN_TABLE, CLERK, HOSTILE

if os.environ.get("KGBUILD_REQUIRE_ALL") != "1":
    pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The index of four documents, one of them clean, one hostile."""
    folder = tmp_path_factory.mktemp("index")
    (folder / "in").mkdir()
    texts = {
        "one": CLERK,
        "two": CLERK.replace("甲市", "乙市").replace("≥3000万", "≥3000盏").replace("2025年", "2024年"),
        "clean": CLEAN_TABLE.replace("甲市", "丁市"),
        "n" * 120: CLERK.replace("甲市", "丙市" + "y" * 80).replace("路灯经费", HOSTILE.replace("<", "&lt;")),
    }
    for name, text in texts.items():
        (folder / "in" / f"{name}.txt").write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph_page, "WHOLE", 0)
        return kgbuild.build([folder / "in"], folder / "kg", jobs=1).path / "report.html"


def sees(page, *names):
    """Waits until these documents, and no others, can be seen in this order; names by their beginnings."""
    expect(page.locator(".index li:visible a")).to_have_text([re.compile(rf"^\s*{re.escape(name)}") for name in names])


def test_index_asks_for_nothing_and_complains_of_nothing(opened, path):
    page = opened(path)
    page.wait_for_load_state("networkidle")
    assert page.asked == [path.as_uri()]
    assert page.told == []


def test_filters_and_order(opened, path):
    page = opened(path)
    sees(page, "clean", "nnnnn", "one.t", "two.t")
    page.select_option("#by-rule", "R14")
    sees(page, "nnnnn", "one.t")
    expect(page.locator("#shown")).to_have_text("2 / 4")
    expect(page.locator(".index li:visible .of-rule").first).to_have_text("R14: 1")
    page.select_option("#by-rule", "")
    page.select_option("#by-year", "2024")
    sees(page, "two.t")
    page.click("#reset")
    page.select_option("#order", "findings")
    expect(page.locator(".index li:visible a").last).to_have_text(re.compile(r"^\s*clean"))
    page.fill("#by-text", "乙市")
    expect(page.locator("#shown")).to_have_text("1 / 4")
    page.click("#reset")
    sees(page, "clean", "nnnnn", "one.t", "two.t")


def test_a_rule_lists_its_documents(opened, path):
    page = opened(path)
    page.locator("#r-R14 summary").click()
    page.locator("#r-R14 button").click()
    sees(page, "nnnnn", "one.t")


@pytest.mark.parametrize(("language", "heading"), [("zh", "校验报告"), ("en", "Validation report")])
def test_the_way_to_a_page_and_back_keeps_the_language(opened, path, language, heading):
    page = opened(path)
    page.check(f"#lang-{language}")
    page.select_option("#by-rule", "R14")
    page.locator(".index li:visible a").last.click()
    expect(page.locator("#r-R14 dl")).to_be_visible()
    assert page.locator("h1").inner_text() == heading
    page.locator(".home a").click()
    expect(page.locator(".index")).to_be_visible()
    assert page.locator("h1").inner_text() == heading
    assert page.told == []


def test_without_scripts_the_index_is_a_list(opened, path):
    page = opened(path, java_script_enabled=False)
    expect(page.locator(".index li:visible a")).to_have_count(4)
    assert page.locator("#filters").is_hidden()
    assert page.locator("#r-R14 button").is_hidden()
    page.locator(".index a").first.click()
    expect(page.locator(".home a")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en", "both"])
@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_sticks_out(opened, path, width, language):
    page = opened(path, width=width)
    page.check(f"#lang-{language}")
    page.select_option("#by-rule", "R14")
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_landmarks_and_names(opened, path):
    page = opened(path)
    for role in ("banner", "main", "search", "contentinfo", "status"):
        assert page.get_by_role(role).count() == 1, role
    assert page.get_by_role("heading", level=1).count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "documents"
