"""The repository as somebody finds it: documented, linked, and of no machine in particular."""

import re

import pytest

from kgbuild.queries import named_queries
from kgbuild.readers import READERS
from tests.conftest import ROOT
from tests.house.test_registries import ACTUAL, verbs

READMES = {path.name: path.read_text("utf-8") for path in sorted(ROOT.glob("README*.md"))}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])
DOCS = "\n".join(path.read_text("utf-8") for path in PAGES)
FOLDERS = ("kgbuild", "ontology", "shapes", "queries", "seeds", "tests", "docs", "tools", "bench", "examples")
BINARY = {".png", ".jpg", ".xlsx", ".parquet", ".pyc"}
FILES = sorted(
    path
    for path in [*ROOT.iterdir(), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))]
    if path.is_file() and path.suffix not in BINARY
)
OF_A_MACHINE = re.compile(
    r"(?<![\w./<-])/(?:home|root|opt|work|Users|mnt|srv|private)/\w"
    r"|--(?:extra-)?index-url|(?:PIP|UV)_(?:EXTRA_)?INDEX|trusted[-]host"
    r"|https?://[\w.-]*(?:artifactory|nexus|devpi|mirror|registry|pypi)[\w.-]*[:/]"
)
CODE = re.compile(r'"([A-Z]\d{3})"')


def place(path):
    return path.relative_to(ROOT).as_posix()


def unnamed(names, text, pattern):
    """The names that a text does not mention."""
    return [name for name in names if not re.search(pattern.format(re.escape(name)), text, re.ASCII)]


def test_there_is_a_readme():
    assert "README.md" in READMES


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_command_format_query_and_export(readme):
    text = READMES[readme]
    assert unnamed(verbs(), text, r"\bkgbuild {}\b") == []
    assert unnamed(READERS, text, r"{}\b") == []
    assert unnamed([*named_queries(), *ACTUAL["exports"]], text, r"(?<![\w-]){}(?![\w-])") == []


@pytest.mark.parametrize("name", ACTUAL["layouts"])
def test_docs_name_every_layout(name):
    assert name in DOCS


def test_docs_list_every_issue_code():
    used = {code for path in (ROOT / "kgbuild").rglob("*.py") for code in CODE.findall(path.read_text("utf-8"))}
    assert used
    assert used - {*re.findall(r"\b[A-Z]\d{3}\b", DOCS)} == set()


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_links_of_a_page_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_nothing_is_of_one_machine():
    found = {place(path): OF_A_MACHINE.findall(path.read_text("utf-8", errors="replace")) for path in FILES}
    assert {name: places for name, places in found.items() if places} == {}
