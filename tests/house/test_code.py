"""Small rooms with a sign on the door; IRIs in their own rooms; heavy libraries only where they work."""

import ast
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.house.test_registries import verbs

MAX_FILE, MAX_FUNCTION = 400, 50
FOLDERS = ("kgbuild", "tools", "bench")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if path.stat().st_size)
KGBUILD = sorted((ROOT / "kgbuild").rglob("*.py"))
HOMES_OF_IRIS = {"kgbuild/vocab.py", "kgbuild/knowledge.py", "kgbuild/rdf/iris.py"}
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
HEAVY = {
    "rdflib",
    "oxrdflib",
    "pyoxigraph",
    "pyshacl",
    "openpyxl",
    "charset_normalizer",
    "rich",
    "jieba",
    "spacy",
    "jinja2",
    "pyarrow",
}
HEAVY |= {"starlette", "uvicorn", "uvloop", "jinja2"}
HEAVY |= {"httpx", "SPARQLWrapper"}
LOADED = """
import sys
from kgbuild.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""


def place(path):
    return path.relative_to(ROOT).as_posix()


def tree(path):
    return ast.parse(path.read_text("utf-8"))


def strings(module):
    """String constants that are no docstrings."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    described = [node.body[0] for node in ast.walk(module) if isinstance(node, holders) and ast.get_docstring(node)]
    docstrings = {id(statement.value) for statement in described}
    return [
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_module_is_small_and_says_what_it_is(path):
    lines = len(path.read_text("utf-8").splitlines())
    assert ast.get_docstring(tree(path)), "no docstring"
    assert lines <= MAX_FILE
    assert path.stem not in NO_NAMES


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_functions_are_small(path):
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [one.name for one in functions if one.end_lineno - one.lineno >= MAX_FUNCTION] == []


@pytest.mark.parametrize("path", KGBUILD, ids=place)
def test_iris_are_written_in_their_rooms(path):
    found = [text for text in strings(tree(path)) if re.search(r"https?://[a-z]|urn:[a-z]", text)]
    assert place(path) in HOMES_OF_IRIS or found == []


@pytest.mark.parametrize("arguments", [(), *((verb,) for verb in verbs())], ids=" ".join)
def test_help_loads_nothing_heavy(arguments):
    command = [sys.executable, "-c", LOADED, *arguments, "-h"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    assert "usage: kgbuild" in run.stdout
    assert HEAVY & {*run.stderr.split()} == set()


def test_importing_kgbuild_loads_nothing_heavy():
    code = "import sys, kgbuild; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert HEAVY & {*run.stdout.split()} == set()
