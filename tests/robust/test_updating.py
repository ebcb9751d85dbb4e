"""A store that is brought up to date holds what a new one would, and the one in place stays as it is."""

import itertools
import json
import shutil
import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, Store, parse

import kgbuild
from kgbuild import graph_files, previous, updating
from kgbuild.errors import StoreError
from kgbuild.graph_files import write_nquads
from kgbuild.loading import Loader
from kgbuild.updating import Update
from tests.robust.test_crash import beside, contents, is_whole, write


@pytest.fixture(autouse=True)
def _always(monkeypatch):
    """The store is updated however much changes."""
    monkeypatch.setattr(previous, "_FEW", 0)


@pytest.fixture
def made_by(monkeypatch):
    """What made the stores of the builds, in order."""

    def seen(*arguments):
        made.append(type(result := real(*arguments)))
        return result

    made = []
    real = previous.Previous.store_in
    monkeypatch.setattr(previous.Previous, "store_in", seen)
    return made


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A graph of two documents that print the same project otherwise, and of a file that is passed over."""
    folder = tmp_path_factory.mktemp("model")
    write(folder / "in", 甲=5)
    (folder / "in" / "甲二.txt").write_text((folder / "in" / "甲.txt").read_text("utf-8").replace("5次", "6次"))
    (folder / "in" / "same.txt").write_bytes((folder / "in" / "甲.txt").read_bytes())
    kgbuild.build([folder / "in"], folder / "kg")
    return folder


@pytest.fixture
def built(model, tmp_path):
    """A copy of it."""
    return shutil.copytree(model, tmp_path, dirs_exist_ok=True) / "kg"


def held(store):
    """All that a store says, the names of its graphs too."""
    return {str(quad) for quad in store}, {str(name) for name in store.named_graphs()}


def store_of(graph):
    """What the store of a graph says."""
    return held(Store.read_only(str(graph / "store")))


def files_of(folder):
    """Each file of a store → its bytes and its node."""
    return {path.name: (path.read_bytes(), path.stat().st_ino) for path in folder.iterdir() if path.name != "LOCK"}


# --- lines ------------------------------------------------------------------------------------------

NUMBERS = ["1", "01", "1.0", "1.50", "1.5", "2"]
OBJECTS = [
    *(f'"{number}"^^<http://www.w3.org/2001/XMLSchema#decimal>' for number in NUMBERS),
    *('"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', '"1"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    *('"数"', '"数"@zh', '"数 <g:a> ."', "<t:o>"),
]
LINES = [
    f"{subject} {predicate} {value} <g:{graph}> .\n".encode()
    for subject, predicate, value, graph in itertools.product(
        ["<t:a>", "<t:a-b>", "<t:b>"], ["<t:p>", "<t:q>"], OBJECTS, "abc"
    )
]
STATES = st.lists(st.frozensets(st.sampled_from(LINES), max_size=60), min_size=2, max_size=4)


def filled(lines):
    """What a store holds into which the lines are put."""
    quads = list(parse(b"".join(lines), format=RdfFormat.N_QUADS))
    store = Store()
    store.extend([*quads, *(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)])
    return held(store)


@settings(max_examples=150, deadline=None)
@given(states=STATES, at_hand=st.sampled_from([1, 7, 100_000]))
def test_any_history_leads_to_the_same_store(states, at_hand):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph_files, "_AT_HAND", at_hand)
        old, store = Path(folder, "0"), Store()
        old.write_bytes(b"")
        for number, state in enumerate(states, 1):
            new = Path(folder, str(number))
            write_nquads(new, [], [b"".join(sorted(state))], old, partial(updating.apply, store=store))
            assert new.read_bytes() == b"".join(sorted(state))
            assert held(store) == filled(state)
            old = new


@settings(max_examples=50, deadline=None)
@given(old=st.frozensets(st.sampled_from(LINES)), parts=st.lists(st.frozensets(st.sampled_from(LINES)), max_size=4))
def test_changes_lead_from_one_file_to_the_other(old, parts):
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph_files, "_AT_HAND", 5)
        folder = Path(name)
        (folder / "old").write_bytes(b"".join(sorted(old)))
        for number, part in enumerate(parts):
            (folder / str(number)).write_bytes(b"".join(sorted(part)))
        files = [folder / str(number) for number in range(len(parts))]
        changes = []
        write_nquads(folder / "new", files[1:], [one.read_bytes() for one in files[:1]], folder / "old", changes.append)
        new = frozenset[bytes]().union(*parts)
        assert (folder / "new").read_bytes() == b"".join(sorted(new))
        assert sorted(line for change in changes for line in change.gone) == sorted(old - new)
        assert sorted(line for change in changes for line in change.come) == sorted(new - old)
        subjects = [{line.split(b" ")[0] for line in change.all} for change in changes]
        assert sum(map(len, subjects)) == len(set().union(*subjects))


# --- whole builds -----------------------------------------------------------------------------------


def test_a_store_with_a_history_is_as_good_as_a_new_one(tmp_path, made_by, monkeypatch):
    folder, graph = tmp_path / "in", tmp_path / "kg"
    write(folder, 甲=5, 乙=6, 丙=7)
    kgbuild.build([folder], graph)
    write(folder, 丁=8)  # one more
    kgbuild.build([folder], graph)
    write(folder, 乙=60, 甲=50)  # others in their place
    (folder / "乙二.txt").write_bytes((folder / "丙.txt").read_bytes() + b"\n")  # the same project once more
    kgbuild.build([folder], graph)
    (folder / "丙.txt").unlink()
    (folder / "丁.txt").rename(folder / "戊.txt")
    kgbuild.build([folder], graph)
    assert made_by == [Loader, Update, Update, Update]
    monkeypatch.setattr(previous, "_FEW", 5)
    kgbuild.build([folder], tmp_path / "clean")
    assert made_by[-1] is Loader
    assert contents(graph) == contents(tmp_path / "clean")
    assert store_of(graph) == store_of(tmp_path / "clean")


def test_the_store_in_place_is_not_touched(tmp_path, monkeypatch):
    folder, graph = tmp_path / "in", tmp_path / "kg"
    write(folder, 甲=5, 乙=6)
    reader = kgbuild.build([folder], graph)
    before, said = files_of(graph / "store"), held(reader.store)
    write(folder, 甲=50)

    def stopped(*_):
        raise OSError(28, "No space left on device", str(graph))

    with monkeypatch.context() as patch:
        patch.setattr(updating.Update, "finished", stopped)
        with pytest.raises(StoreError, match="No space left"):
            kgbuild.build([folder], graph)
    assert files_of(graph / "store") == before
    kgbuild.build([folder], graph)
    assert held(reader.store) == said  # it was exchanged under its reader
    assert store_of(graph) != said
    assert beside(graph) == []


@pytest.mark.parametrize("damage", ["CURRENT", "holds.json", "*.sst", "../kg.nq"])
def test_a_store_that_is_not_that_of_its_graph_is_filled_anew(damage, built, made_by):
    before, kept = store_of(built), contents(built)
    for path in sorted((built / "store").glob(damage)):
        path.write_bytes(path.read_bytes()[:-10])
    kgbuild.build([built.parent / "in"], built)
    assert made_by == [Loader]
    assert store_of(built) == before
    assert contents(built) == kept


def test_damage_that_is_found_late_is_told(built, monkeypatch):
    def damaged(*_):
        raise RuntimeError("Corruption: block checksum mismatch")

    before = contents(built)
    monkeypatch.setattr(updating, "apply", damaged)
    write(built.parent / "in", 丙=7)
    with pytest.raises(StoreError, match=r"store is damaged .Corruption.* build again"):
        kgbuild.build([built.parent / "in"], built)
    assert contents(built) == before
    assert beside(built) == []


def test_a_store_that_was_changed_often_is_filled_anew(built, made_by):
    for replaced, maker in ((100, Update), ((built / "kg.nq").stat().st_size, Loader), (0, Update)):
        updating.note(built, replaced)
        (built / "report.ttl").unlink()
        kgbuild.build([built.parent / "in"], built)
        assert made_by.pop() is maker
        note = json.loads((built / "store" / "holds.json").read_bytes())
        assert note["replaced"] == (replaced if maker is Update else 0)


def test_a_store_is_filled_if_much_changes(tmp_path, made_by, monkeypatch):
    monkeypatch.setattr(previous, "_FEW", 5)
    folder, graph = tmp_path / "in", tmp_path / "kg"
    write(folder, **{f"{number}甲": number for number in range(5)})
    kgbuild.build([folder], graph)
    write(folder, 乙=1)
    kgbuild.build([folder], graph)
    write(folder, 丙=1, 丁=1)
    kgbuild.build([folder], graph)
    assert made_by == [Loader, Update, Loader]


# --- nothing changed --------------------------------------------------------------------------------


def node(graph):
    """The folder itself: another one if it was exchanged."""
    return graph.stat().st_ino


def test_an_unchanged_graph_is_left_as_it_is(built):
    before, kept = node(built), contents(built)
    again = kgbuild.build([built.parent / "in"], built)
    assert again.manifest["passed_over"]
    assert node(built) == before
    assert contents(built) == kept
    assert beside(built) == []


@pytest.mark.parametrize(
    "lost",
    ["kg.ttl", "void.ttl", "report.ttl", "report.html", "documents/across.findings.json", "report/across.html",
     "documents/*.links.json", "report/*.html", "store/CURRENT"],
)  # fmt: skip
def test_what_was_lost_is_made_again(lost, built):
    before, kept = node(built), contents(built)
    found = sorted(built.glob(lost))
    assert found
    found[0].unlink()
    kgbuild.build([built.parent / "in"], built)
    assert node(built) != before
    assert contents(built) == kept
    assert is_whole(built)


@pytest.mark.parametrize("change", ["a file passed over", "a file gone", "code", "profile"])
def test_any_other_change_makes_a_new_graph(change, built, monkeypatch, tmp_path):
    before, options = node(built), {}
    if change == "a file passed over":
        (built.parent / "in" / "picture.png").write_bytes(b"")
    elif change == "a file gone":
        (built.parent / "in" / "甲二.txt").unlink()
    elif change == "code":
        monkeypatch.setattr("kgbuild.fingerprint.of_graph", lambda *_: "another")
    else:
        options = {"profile": "guangxi"}
    kgbuild.build([built.parent / "in"], built, **options)
    assert node(built) != before
    assert is_whole(built)
