"""The report in a real browser: languages, filters, narrow screens, no JavaScript, nothing from outside."""

import os

import pytest

from kgbuild.reporting.page import write_page
from kgbuild.reporting.report import report_on
from tests.reporting.made import CLERK, HOSTILE, audited, gathered, whole

if os.environ.get("KGBUILD_REQUIRE_ALL") != "1":
    pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect

TITLE = {"zh": "校验报告", "en": "Validation report"}


@pytest.fixture
def path(tmp_path):
    """A page with two documents and everything else in it."""
    found = audited(gathered(tmp_path, clerk=CLERK, other=CLERK.replace("甲市", "乙市")))
    write_page(whole(found), tmp_path / "report.html")
    return tmp_path / "report.html"


def shown(page):
    """The rules of the findings that can be seen."""
    return [one.get_attribute("data-rule") for one in page.locator("#findings .finding:visible").all()]


def test_page_asks_for_nothing_and_complains_of_nothing(opened, path):
    page = opened(path)
    page.wait_for_load_state("networkidle")
    assert page.asked == [path.as_uri()]
    assert page.told == []


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_language(opened, path, scripts):
    page = opened(path, java_script_enabled=scripts)
    heading = page.locator("h1")
    assert heading.inner_text() == TITLE["zh"]
    page.check("#lang-en")
    assert heading.inner_text() == TITLE["en"]
    assert "万 or 亿 without a unit behind it" in page.locator("#findings").inner_text()
    assert "万/亿之后没有计量单位" not in page.locator("#findings").inner_text()
    page.check("#lang-both")
    assert all(words in heading.inner_text() for words in TITLE.values())


def test_language_of_the_page_follows(opened, path):
    page = opened(path)
    page.check("#lang-en")
    assert page.locator("html").get_attribute("lang") == "en"


def test_severity_rule_document_and_text_filter(opened, path):
    page = opened(path)
    assert len(shown(page)) == 7
    page.uncheck("input[value=violation]")
    assert {*shown(page)} == {"V001", "R19"}
    page.select_option("#by-rule", "R19")
    assert shown(page) == ["R19", "R19"]
    page.select_option("#by-document", label="other.txt")
    assert shown(page) == ["R19"]
    expect(page.locator("#shown")).to_have_text("1 / 7")
    page.click("#reset")
    assert len(shown(page)) == 7
    page.fill("#by-text", "CLERK.txt 计量单位")
    expect(page.locator("#shown")).to_have_text("1 / 7")
    assert shown(page) == ["V001"]
    page.fill("#by-text", "nowhere")
    expect(page.locator("#shown")).to_have_text("0 / 7")
    assert page.locator("#findings .document:visible").count() == 0


def test_only_new_findings(opened, path):
    page = opened(path)
    page.check("#only-new")
    assert {*shown(page)} == {"V001"}


def test_link_to_a_hidden_finding_shows_it(opened, path):
    page = opened(path)
    page.uncheck("input[value=warning]")
    page.locator("details.rule#r-V001 summary").click()
    page.locator("details.rule#r-V001 .places a").first.click()
    expect(page.locator(".finding:target")).to_be_visible()


def test_rule_of_a_finding_opens(opened, path):
    page = opened(path)
    page.locator("#findings a.rule", has_text="R19").first.click()
    expect(page.locator("#r-R19 dl")).to_be_visible()
    assert "依据已核实" in page.locator("#r-R19").inner_text()


def test_without_scripts_everything_can_be_read(opened, path):
    page = opened(path, java_script_enabled=False)
    assert len(shown(page)) == 7
    assert page.locator("#filters").is_hidden()
    page.locator("#r-R19 summary").click()
    assert "依据已核实" in page.locator("#r-R19").inner_text()


@pytest.mark.parametrize("language", ["zh", "en", "both"])
@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_sticks_out(opened, path, width, language):
    page = opened(path, width=width)
    page.check(f"#lang-{language}")
    for summary in page.locator("summary").all():
        if summary.evaluate("one => !one.parentElement.open"):
            summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_long_words_do_not_stick_out(opened, tmp_path):
    found = gathered(
        tmp_path, **{"n" * 120: CLERK.replace("路灯经费", "x" * 400).replace("甲市乙局", "甲市" + "y" * 200 + "局")}
    )
    write_page(report_on(found.sources, found.located), tmp_path / "report.html")
    page = opened(tmp_path / "report.html", width=375)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(opened, path, scheme):
    """Text against its ground, WCAG AA (4.5 to 1)."""
    page = opened(path, color_scheme=scheme)
    for selector in (
        "body",
        ".severity.violation",
        ".severity.warning",
        "small",
        "mark",
        "#findings a.rule",
    ):
        assert page.locator(selector).first.evaluate(CONTRAST) >= 4.5, selector


CONTRAST = """one => {
  const rgb = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (text) => {
    const [r, g, b] = rgb(text).map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = one;
  while (/rgba\\(.*, 0\\)/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
  const [ink, paper] = [getComputedStyle(one).color, getComputedStyle(ground).backgroundColor].map(light);
  return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
}"""


def test_hostile_text_does_nothing(opened, tmp_path):
    hostile = HOSTILE.replace("<", "&lt;")
    found = gathered(tmp_path, nasty=CLERK.replace("路灯经费", hostile).replace("甲市乙局", f"甲市{hostile}局"))
    write_page(report_on(found.sources, found.located, unreadable=[(HOSTILE, HOSTILE)]), tmp_path / "report.html")
    page = opened(tmp_path / "report.html")
    page.wait_for_load_state("networkidle")
    page.fill("#by-text", HOSTILE)
    assert page.told == []
    assert page.asked == [(tmp_path / "report.html").as_uri()]
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    assert HOSTILE in page.locator("#findings").inner_text()


def test_keyboard_reaches_the_findings(opened, path):
    page = opened(path)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "findings"


def test_landmarks_and_names(opened, path):
    page = opened(path)
    for role in ("banner", "main", "search", "contentinfo", "status"):
        assert page.get_by_role(role).count() == 1, role
    assert page.get_by_role("heading", level=1).count() == 1
    for section in page.locator("main > section").all():
        assert section.get_attribute("aria-labelledby")


def test_printed_page_has_no_filters(opened, path):
    page = opened(path)
    page.emulate_media(media="print")
    assert page.locator("#filters").is_hidden()
    assert len(shown(page)) == 7
