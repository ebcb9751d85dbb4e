"""The pages in a real browser: they are readable, silent on the console, and ask nobody but their server.

What follows a click or a key is waited for (`expect`): the browser answers before the next page is there.
"""

import re

import pytest
from playwright.sync_api import expect

WIDE, PHONE = {"width": 1200, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(browser, request, address):
    """A page that fails the test when it asks elsewhere or complains."""
    context = browser.new_context(viewport=request.param, locale="zh-CN", base_url=address)
    opened = context.new_page()
    complaints, elsewhere = [], []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith(address) else elsewhere.append(asked.url))
    opened.on("requestfailed", lambda asked: complaints.append(asked.url))
    yield opened
    context.close()
    assert complaints == []
    assert elsewhere == []


@pytest.fixture(scope="module")
def target(seed_graph):
    """The path of a target with a number, and its printed words."""
    query = """SELECT ?s ?exact WHERE { ?s a kgb:Target ; kgb:comparator kgb:AtLeast ;
      prov:wasDerivedFrom/oa:exact ?exact } ORDER BY ?s LIMIT 1"""
    [row] = seed_graph.query(query)
    return "/id/" + row["s"].value.rpartition("/")[2], row["exact"].value


def fits(page):
    """Whether nothing sticks out sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


PAGES = ["/", "/sparql", "/queries", "/queries/largest-projects", "/ontology", "/search?q=5G", "/industry/ai"]
PAGES += ["/sparql?query=SELECT+*+WHERE+{+%3Fs+%3Fp+%3Fo+}+LIMIT+50", "/ontology/Project"]


@pytest.mark.parametrize("path", PAGES)
def test_page(page, path):
    assert page.goto(path).status == 200
    assert page.locator("h1").inner_text()
    assert fits(page)
    styled = page.evaluate("getComputedStyle(document.querySelector('header')).display")
    assert styled == "flex"


def test_from_the_start_to_a_source_cell(page, target):
    """The way of a reader: search, a thing, its cell, the document, the other language."""
    path, words = target
    page.goto("/")
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    page.locator(f"ul.found a[href='{path}']").click()
    expect(page.locator("mark").first).to_have_text(words)
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    assert fits(page)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Source")).to_be_visible()
    page.locator("figcaption a").first.click()
    expect(page).to_have_url(re.compile("/page/id/document-"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).not_to_be_empty()


def test_editor(page):
    page.goto("/sparql")
    page.get_by_role("textbox").fill("SELECT ?label WHERE { kgb:Project rdfs:label ?label } ORDER BY ?label")
    page.get_by_role("button", name="查询").click()
    expect(page.locator("tbody td")).to_have_text(["Project", "项目"])
    expect(page.get_by_role("textbox")).to_have_value(re.compile("kgb:Project"))


def test_editor_shows_what_is_wrong(browser, address):
    """On a page of its own: the browser writes the status of such an answer to its console."""
    page = browser.new_page(base_url=address)
    assert page.goto("/sparql?query=SELECT").status == 400
    assert "1:7" in page.locator(".detail").inner_text()
    assert page.get_by_role("textbox").input_value() == "SELECT"
    page.close()


def test_form_of_a_named_query(page):
    page.goto("/queries/largest-projects")
    rows = page.locator("tbody tr").count()
    assert rows > 1
    assert page.get_by_role("link", name="csv").get_attribute("href").startswith("/queries/largest-projects?")


def test_hostile_query_is_shown_as_text(page):
    text = 'SELECT ("<img src=x onerror=console.error(1)><script>alert(1)</script>" AS ?x) {}'
    page.goto("/sparql")
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="查询").click()
    expect(page.locator("tbody td")).to_have_text(re.compile("^<img"))
    assert page.locator("main img, main script").count() == 0


def test_without_javascript(browser, address, target):
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto(target[0])
    assert page.locator("mark").first.inner_text() == target[1]
    context.close()
