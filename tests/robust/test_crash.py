"""Builds that are killed, that meet one another, or that go on from an older graph."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, parse

import kgbuild
from kgbuild import loading, pipeline, swap
from kgbuild.cli import UNREADABLE, main
from kgbuild.errors import StoreError
from tests.conftest import ROOT
from tests.robust.documents import lines

INDICATORS = "1、产出指标：培训次数，年度指标值：{}次。2、效益指标：满意率，年度指标值：≥90%。"


def write(folder, **numbers):
    """Small documents, one a keyword: name and the number that it prints."""
    folder.mkdir(exist_ok=True)
    for name, number in numbers.items():
        text = lines(f"{name}经费\t做好2024年工作。\t{INDICATORS.format(number)}", department=f"部门名称：甲市{name}局")
        (folder / f"{name}.txt").write_text(text, "utf-8")


def contents(graph):
    """Every file of a graph folder but the store (whose files are Oxigraph's) → its bytes."""
    return {
        path.relative_to(graph).as_posix(): path.read_bytes()
        for path in graph.rglob("*")
        if path.is_file() and "store" not in path.relative_to(graph).parts
    }


def is_whole(graph):
    """Whether a graph can be opened, queried and counted."""
    opened = kgbuild.KnowledgeGraph(graph)
    opened.validate()
    stored = sum(1 for _ in opened.query("SELECT ?p { ?p a kgb:Project }"))
    said = set(opened.quads())
    assert said == {quad for quad in opened.store if quad.graph_name != DefaultGraph()}
    return stored == opened.manifest["things"]["Project"]


def beside(graph):
    """What stands beside a graph and belongs to it."""
    return sorted(path.name for path in graph.parent.iterdir() if path.name.startswith(f".{graph.name}."))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A graph of one document, and the contents of a clean graph of it and another one."""
    folder = tmp_path_factory.mktemp("made")
    write(folder / "in", 甲=5)
    kgbuild.build([folder / "in"], folder / "kg")
    write(folder / "in", 乙=6)
    kgbuild.build([folder / "in"], folder / "both")
    return folder / "kg", contents(folder / "both")


@pytest.fixture
def old(made, tmp_path):
    """A graph of one document, with its contents; the folder that was read now holds another one too."""
    write(tmp_path / "in", 甲=5, 乙=6)
    shutil.copytree(made[0], tmp_path / "kg")
    return tmp_path / "kg", contents(tmp_path / "kg")


# --- killed -----------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from importlib import import_module

module, name, when = sys.argv[1:4]
import_module("kgbuild.previous")._FEW = int(sys.argv[6])
home = import_module(module)
*path, name = name.split(".")
for one in path:
    home = getattr(home, one)
real = getattr(home, name)

def dying(*arguments, **options):
    if when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = real(*arguments, **options)
    os.kill(os.getpid(), signal.SIGKILL)
    return result

setattr(home, name, dying)
import_module("kgbuild.pipeline").build([sys.argv[4]], sys.argv[5])
"""
STEPS = [
    ("kgbuild.workers", "_write", "after"),
    ("kgbuild.graph_files", "write_turtle", "after"),
    ("kgbuild.loading", "load", "after"),
    ("kgbuild.pipeline", "_write_graph", "after"),
    ("kgbuild.swap", "_clear_remains", "after"),
    ("kgbuild.swap", "_put_in_place", "before"),
    ("kgbuild.swap", "_exchange", "before"),
    ("kgbuild.swap", "_exchange", "after"),
    ("kgbuild.swap", "_put_in_place", "after"),
]
STEPS_OF_AN_UPDATE = [
    ("kgbuild.updating", "Update.__init__", "after"),
    ("kgbuild.updating", "_quads", "after"),
    ("kgbuild.updating", "Update.replace", "after"),
    ("kgbuild.updating", "Update.finished", "after"),
    ("kgbuild.pipeline", "note", "before"),
    ("kgbuild.pipeline", "note", "after"),
    ("kgbuild.swap", "_exchange", "before"),
    ("kgbuild.swap", "_exchange", "after"),
]
FILLED, UPDATED = 5, 0
"""How many documents must stay for each that comes or goes, so that a store is updated; 0: it is always."""


def run(script, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def survives(graph, before, clean):
    """The old graph or the new one is whole, and a later build works and leaves nothing behind."""
    assert is_whole(graph)
    assert contents(graph) in (before, clean)
    kgbuild.build([graph.parent / "in"], graph)
    assert contents(graph) == clean
    assert is_whole(graph)
    assert beside(graph) == []


@pytest.mark.parametrize(
    ("step", "few"),
    [*((step, FILLED) for step in STEPS), *((step, UPDATED) for step in STEPS_OF_AN_UPDATE)],
    ids=lambda value: (
        " ".join(value[1:]) if isinstance(value, tuple) else {FILLED: "filled", UPDATED: "updated"}[value]
    ),
)
def test_killed_at_a_step(step, few, old, made):
    graph, before = old
    process = run(KILLED, *step, graph.parent / "in", graph, few)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    survives(graph, before, made[1])


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.3, 0.9, 1.5])
def test_killed_at_some_moment(seconds, old, made):
    graph, before = old
    script = "import sys, kgbuild; kgbuild.build([sys.argv[1]], sys.argv[2])"
    process = run(script, graph.parent / "in", graph)
    time.sleep(seconds)
    process.kill()
    process.communicate(timeout=60)
    survives(graph, before, made[1])


def test_killed_between_two_renames(old, monkeypatch):
    """Where folders cannot be exchanged in one call, the old graph is brought back by the next build."""
    graph, before = old
    graph.rename(graph.parent / ".kg.old")
    (graph.parent / ".kg.building").mkdir()
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    with pytest.raises(RuntimeError), swap.replacing(graph):
        raise RuntimeError
    assert contents(graph) == before
    kgbuild.build([graph.parent / "in"], graph)
    assert is_whole(graph)
    assert beside(graph) == []


def test_an_error_inside_a_build_leaves_the_old_graph(old, monkeypatch):
    graph, before = old

    def full(*_):
        raise OSError(28, "No space left on device", str(graph))

    monkeypatch.setattr(pipeline, "write_turtle", full)
    with pytest.raises(StoreError, match="No space left on device"):
        kgbuild.build([graph.parent / "in"], graph)
    assert contents(graph) == before
    assert beside(graph) == []


# --- two at once, and wrong places ------------------------------------------------------------------


def test_a_second_build_is_refused_while_the_first_one_writes(old, capsys):
    graph, before = old
    with swap.replacing(graph) as fresh:
        assert main(["build", str(graph.parent / "in"), "--out", str(graph)]) == UNREADABLE
        assert "another build" in capsys.readouterr().err
        assert fresh.is_dir()
        assert contents(graph) == before
        (fresh / "manifest.json").write_bytes(before["manifest.json"])
        (fresh / "kg.nq").write_bytes(before["kg.nq"])
    assert beside(graph) == []


@pytest.mark.parametrize("file", ["notes.txt", "manifest.json", "kg.nq"])
def test_a_folder_that_is_no_graph_is_refused(file, tmp_path, capsys):
    write(tmp_path / "in", 甲=5)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / file).write_text("{}")
    assert main(["build", str(tmp_path / "in"), "--out", str(tmp_path / "mine")]) == UNREADABLE
    assert "not a graph folder" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == [file]


def test_a_file_as_target_is_refused(tmp_path, capsys):
    write(tmp_path / "in", 甲=5)
    (tmp_path / "kg").write_text("mine")
    for out in (tmp_path / "kg", tmp_path / "kg" / "inside"):
        assert main(["build", str(tmp_path / "in"), "--out", str(out)]) == UNREADABLE
        assert str(out) in capsys.readouterr().err
    assert (tmp_path / "kg").read_text() == "mine"


def test_an_empty_folder_and_a_deep_place_are_fine(tmp_path):
    write(tmp_path / "in", 甲=5)
    (tmp_path / "empty").mkdir()
    for out in (tmp_path / "empty", tmp_path / "a" / "b" / "kg"):
        kgbuild.build([tmp_path / "in"], out)
        assert is_whole(out)


def test_a_link_to_a_graph_stays_a_link(old):
    graph, _ = old
    link = graph.parent / "link"
    link.symlink_to(graph, target_is_directory=True)
    for _ in range(2):
        kgbuild.build([graph.parent / "in"], link)
        assert link.is_symlink()
        assert len(kgbuild.KnowledgeGraph(graph).manifest["documents"]) == 2
    assert beside(link) == beside(graph) == []


def test_a_graph_that_is_open_is_replaced_under_its_reader(old):
    graph, _ = old
    reader = kgbuild.KnowledgeGraph(graph)
    query = "SELECT ?p { ?p a kgb:Project }"
    assert sum(1 for _ in reader.query(query)) == 1
    kgbuild.build([graph.parent / "in"], graph)
    assert sum(1 for _ in reader.query(query)) == 1
    assert sum(1 for _ in kgbuild.KnowledgeGraph(graph).query(query)) == 2


# --- one document after another ---------------------------------------------------------------------


@pytest.fixture
def read_names(monkeypatch):
    """The names of the documents that builds read, in order."""
    import kgbuild.workers

    def counted(path, name, *rest):
        seen.append(name)
        return real(path, name, *rest)

    seen = []
    real = kgbuild.workers.build_document
    monkeypatch.setattr(kgbuild.workers, "build_document", counted)
    return seen


def graphs(folder):
    """Named graph → its lines in kg.nq."""
    found = {}
    for line in (folder / "kg.nq").read_text("utf-8").splitlines():
        found.setdefault(line.rsplit("<", 1)[1], set()).add(line)
    return found


def test_only_what_changed_is_read_again(tmp_path, read_names):
    folder, graph = tmp_path / "in", tmp_path / "kg"
    write(folder, 甲=5, 乙=6, 丙=7)
    kgbuild.build([folder], graph)
    assert sorted(read_names) == ["丙.txt", "乙.txt", "甲.txt"]
    before = graphs(graph)

    def rebuilt():
        read_names.clear()
        kgbuild.build([folder], graph)
        return list(read_names)

    write(folder, 丁=8)
    assert rebuilt() == ["丁.txt"]
    write(folder, 乙=60)
    assert rebuilt() == ["乙.txt"]
    (folder / "丁.txt").unlink()
    assert rebuilt() == []
    after = graphs(graph)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    kept = {name for name in before if "/graph/doc/" in name or "/graph/prov/" in name} - changed
    assert len(kept) == 4
    kgbuild.build([folder], tmp_path / "clean")
    assert contents(graph) == contents(tmp_path / "clean")
    assert not any(name.endswith("vocab> .") for name in changed)


def test_a_renamed_file_and_another_base_are_read_again(tmp_path, read_names):
    folder, graph = tmp_path / "in", tmp_path / "kg"
    write(folder, 甲=5, 乙=6)
    kgbuild.build([folder], graph)
    (folder / "甲.txt").rename(folder / "丙.txt")
    read_names.clear()
    kgbuild.build([folder], graph)
    assert read_names == ["丙.txt"]
    read_names.clear()
    kgbuild.build([folder], graph, base="https://example.org/id/")
    assert sorted(read_names) == ["丙.txt", "乙.txt"]


@pytest.mark.parametrize(
    "damage",
    ["{}", "{", "[]"],
)
def test_a_damaged_manifest_is_no_obstacle(damage, old):
    graph, _ = old
    (graph / "manifest.json").write_text(damage)
    kgbuild.build([graph.parent / "in"], graph)
    assert is_whole(graph)


def test_a_lost_part_of_a_document_is_made_again(old, read_names):
    graph, _ = old
    next(iter((graph / "documents").glob("*.ttl"))).unlink()
    kgbuild.build([graph.parent / "in"], graph)
    assert sorted(read_names) == ["乙.txt", "甲.txt"]
    assert is_whole(graph)


# --- workers ----------------------------------------------------------------------------------------

POISONED = """
import os, sys
import kgbuild.reading, kgbuild.document_build

real = kgbuild.document_build.read_with_tables
def poisoned(data, name):
    if name == "毒.txt":
        os._exit(9)
    return real(data, name)
kgbuild.document_build.read_with_tables = poisoned

if __name__ == "__main__":
    from kgbuild.cli import main
    sys.exit(main(["build", sys.argv[1], "--out", sys.argv[2], "--jobs", "2"]))
"""


@pytest.mark.slow
def test_a_document_that_kills_its_worker_fails_alone(tmp_path):
    write(tmp_path / "in", 甲=5, 乙=6, 毒=7, 丙=8)
    script = tmp_path / "script.py"
    script.write_text(POISONED)  # a spawned worker imports the main script again, and with it the poison
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "in"), str(tmp_path / "kg")],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == UNREADABLE, done.stderr
    manifest = json.loads((tmp_path / "kg" / "manifest.json").read_text("utf-8"))
    assert [entry["name"] for entry in manifest["documents"]] == ["丙.txt", "乙.txt", "甲.txt"]
    assert [one["name"] for one in manifest["unreadable"]] == ["毒.txt"]
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_neither_workers_nor_the_order_of_paths_change_a_byte(tmp_path):
    write(tmp_path / "in", 甲=5, 乙=6, 丙=7)
    paths = sorted((tmp_path / "in").iterdir())
    kgbuild.build(paths, tmp_path / "kg1", jobs=1)
    kgbuild.build(reversed(paths), tmp_path / "kg2", jobs=2)
    assert contents(tmp_path / "kg1") == contents(tmp_path / "kg2")


# --- the store is filled while other files are made ---------------------------------------------------


@pytest.mark.parametrize("piece", [100_000, 1 << 20])
def test_the_store_holds_what_the_files_say(tmp_path, monkeypatch, piece):
    """Named graphs as in kg.nq, the default graph as in kg.ttl, however small the pieces are."""
    monkeypatch.setattr(loading, "_LINES_PIECE", piece)
    monkeypatch.setattr(loading, "_TURTLE_PIECE", piece)
    write(tmp_path / "in", 甲=5, 乙=6)
    graph = kgbuild.build([tmp_path / "in"], tmp_path / "kg")
    kept = {str(quad) for quad in graph.store}
    union = {f"{triple} ." for triple in parse(path=graph.path / "kg.ttl", format=RdfFormat.TURTLE)}
    named = {str(quad) for quad in graph.quads()}
    assert {one for one in kept if one in named} == named
    assert len(kept) == len(named) + len({one.removesuffix(" .") for one in union})


def test_a_store_that_cannot_be_written_leaves_the_old_graph(old, monkeypatch):
    graph, before = old

    def full(*_):
        raise OSError(28, "No space left on device", str(graph))

    monkeypatch.setattr(loading, "load", full)
    with pytest.raises(StoreError, match="No space left on device"):
        kgbuild.build([graph.parent / "in"], graph)
    assert contents(graph) == before
    assert beside(graph) == []
