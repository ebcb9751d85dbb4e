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


def test_rooms_of_a_graph():
    needed = rooms("kgbuild.pipeline") - {*fingerprint.DOCUMENT_ROOMS} - {*fingerprint.PAGE_ROOMS}
    assert needed == {*fingerprint.GRAPH_ROOMS}


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A copy of the rooms in which a test may change files."""
    import shutil

    shutil.copytree(HOUSE, tmp_path / "kgbuild", ignore=shutil.ignore_patterns("__pycache__", "_data"))
    monkeypatch.setattr(fingerprint, "__file__", str(tmp_path / "kgbuild" / "fingerprint.py"))
    return tmp_path / "kgbuild"


FINGERPRINTS = (fingerprint.of_documents, fingerprint.of_pages, fingerprint.of_graph)


def prints():
    for one in FINGERPRINTS:
        one.cache_clear()
    numbers = profile()
    return [one(DEFAULT_BASE, numbers) for one in FINGERPRINTS]


@pytest.mark.parametrize(
    ("changed", "new"),
    [
        ("server/app.py", [False, False, False]),
        ("export/workbook.py", [False, False, False]),
        ("commands/build.py", [False, False, False]),
        ("pipeline.py", [False, False, True]),
        ("void.py", [False, False, True]),
        ("reporting/page.py", [False, True, True]),
        ("reporting/templates/page.html.jinja", [False, True, True]),
        ("values/targets.py", [True, True, True]),
        ("auditing/money.py", [True, True, True]),
    ],
)
def test_what_changes_builds_what_depends_on_it(house, changed, new):
    before = prints()
    with (house / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert [one != other for one, other in zip(before, prints(), strict=True)] == new


@pytest.fixture(autouse=True)
def _forget():
    yield
    for one in FINGERPRINTS:
        one.cache_clear()
