"""The rooms that a fingerprint counts are those that are imported, no more and no less."""

import ast

import pytest

from kgbuild import fingerprint
from kgbuild.profiles import profile
from kgbuild.vocab import DEFAULT_BASE
from tests.conftest import ROOT

HOUSE = ROOT / "kgbuild"


def file_of(module):
    """The file of a dotted name, if it is one of ours."""
    path = ROOT.joinpath(*module.split("."))
    for found in (path / "__init__.py", path.with_suffix(".py")):
        if found.is_file():
            return found
    return None


def imported(path):
    """Our modules that a file imports, inside functions too; not those for type checkers alone."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{one.name}" for one in node.names))


def rooms(start):
    """Top-level rooms that a module needs, itself among them."""
    seen, ahead = set(), [start]
    while ahead:
        module = ahead.pop()
        if module in seen or not module.startswith("kgbuild.") or not file_of(module):
            continue
        seen.add(module)
        ahead += imported(file_of(module))
    return {module.split(".")[1] for module in seen}


def test_rooms_of_documents():
    assert rooms("kgbuild.document_build") == {*fingerprint.DOCUMENT_ROOMS}


def test_rooms_of_pages():
    needed = rooms("kgbuild.reporting.document_page") - {*fingerprint.DOCUMENT_ROOMS}
    assert needed == {*fingerprint.PAGE_ROOMS}


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A copy of the rooms in which a test may change files."""
    import shutil

    shutil.copytree(HOUSE, tmp_path / "kgbuild", ignore=shutil.ignore_patterns("__pycache__", "_data"))
    monkeypatch.setattr(fingerprint, "__file__", str(tmp_path / "kgbuild" / "fingerprint.py"))
    return tmp_path / "kgbuild"


def prints():
    fingerprint.of_documents.cache_clear()
    fingerprint.of_pages.cache_clear()
    numbers = profile()
    return fingerprint.of_documents(DEFAULT_BASE, numbers), fingerprint.of_pages(DEFAULT_BASE, numbers)


@pytest.mark.parametrize(
    ("changed", "documents", "pages"),
    [
        ("server/app.py", False, False),
        ("export/workbook.py", False, False),
        ("commands/build.py", False, False),
        ("reporting/page.py", False, True),
        ("reporting/templates/page.html.jinja", False, True),
        ("values/targets.py", True, True),
        ("auditing/money.py", True, True),
    ],
)
def test_what_changes_builds_what_depends_on_it(house, changed, documents, pages):
    before = prints()
    with (house / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    after = prints()
    assert (before[0] != after[0], before[1] != after[1]) == (documents, pages)


@pytest.fixture(autouse=True)
def _forget():
    yield
    fingerprint.of_documents.cache_clear()
    fingerprint.of_pages.cache_clear()
