"""Names, folders, links and pipes; files that change, and faults of the program: each stops one document only."""

import json
import os

import pytest

from kgbuild.cli import CLEAN, UNREADABLE, USAGE, main
from tests.robust.test_bad_input import GOOD, OTHER, UTF8, built


def build_named(names, folder, out, capsys):
    folder.mkdir()
    for name in names:
        (folder / name).write_text(GOOD + name, "utf-8")
    code, manifest, messages = built(folder, out, capsys)
    assert code == CLEAN
    assert [entry["name"] for entry in manifest["documents"]] == sorted(names)
    assert all(name[:3] in messages for name in names)


def test_names_of_every_kind(tmp_path, capsys):
    names = ["with space.txt", 'it\'s "quoted".txt', "预算·2024（终稿）.txt", "%41&<b>.txt", "-rf.txt", "UPPER.TXT"]
    build_named(
        [*names, "line\nbreak.txt", "tab\there.txt", "好" * 80 + ".txt"], tmp_path / "in", tmp_path / "kg", capsys
    )
    assert "<b>.txt" not in (tmp_path / "kg" / "report.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["[bold]x.txt", ":100:.txt"])
def test_names_that_look_like_markup(name, tmp_path, capsys):
    build_named([name], tmp_path / "in", tmp_path / "kg", capsys)


def test_a_name_that_is_no_utf8(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    with open(os.fsencode(tmp_path / "in") + b"/\xb1\xed.txt", "wb") as file:  # noqa: PTH123
        file.write(UTF8)
    code, manifest, _ = built(tmp_path / "in", tmp_path / "kg", capsys)
    assert code == CLEAN
    assert [entry["name"] for entry in manifest["documents"]] == ["\ufffd\ufffd.txt"]


def test_a_path_that_does_not_exist(tmp_path, capsys):
    (tmp_path / "好.txt").write_text(GOOD, "utf-8")
    out = tmp_path / "kg"
    assert main(["build", str(tmp_path / "没有.txt"), str(tmp_path / "好.txt"), "--out", str(out)]) == UNREADABLE
    assert "没有.txt" in capsys.readouterr().err
    assert len(json.loads((out / "manifest.json").read_text("utf-8"))["documents"]) == 1


@pytest.mark.parametrize("verb", ["build", "check", "inspect"])
def test_nothing_but_a_missing_path(verb, tmp_path, capsys):
    arguments = [verb, str(tmp_path / "没有.txt"), *(["--out", str(tmp_path / "kg")] if verb == "build" else [])]
    assert main(arguments) == UNREADABLE
    assert "没有.txt" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_several_files_and_none_can_be_read(tmp_path, capsys):
    for name in ("甲.txt", "乙.txt", "丙.txt"):
        (tmp_path / name).write_bytes(b"%PDF-1.4 " + name.encode())
    assert main(["build", str(tmp_path), "--out", str(tmp_path / "kg")]) == UNREADABLE
    messages = capsys.readouterr().err
    assert all(name in messages for name in ("甲.txt", "乙.txt", "丙.txt"))


def test_a_folder_with_nothing(tmp_path, capsys):
    assert main(["build", str(tmp_path), "--out", str(tmp_path / "kg")]) == UNREADABLE
    assert str(tmp_path) in capsys.readouterr().err


def test_a_folder_is_not_checked(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == UNREADABLE
    assert str(tmp_path) in capsys.readouterr().err


def test_equal_files_are_one_document(tmp_path, capsys):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        (tmp_path / "in" / name).write_text(GOOD, "utf-8")
    code, manifest, _ = built(tmp_path / "in", tmp_path / "kg", capsys)
    assert code == CLEAN
    assert [entry["name"] for entry in manifest["documents"]] == ["a.txt"]


def test_links_in_a_circle_and_to_nowhere(tmp_path, capsys):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "好.txt").write_text(GOOD, "utf-8")
    (folder / "sub" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "a.txt").symlink_to("b.txt")
    (folder / "b.txt").symlink_to("a.txt")
    (folder / "lost.txt").symlink_to("nowhere.txt")
    code, manifest, _ = built(folder, tmp_path / "kg", capsys)
    assert code == UNREADABLE
    assert [entry["name"] for entry in manifest["documents"]] == ["好.txt"]
    assert [one["name"] for one in manifest["unreadable"]] == ["a.txt", "b.txt", "lost.txt"]


def test_a_pipe_under_a_text_name(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "好.txt").write_text(GOOD, "utf-8")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    code, manifest, _ = built(tmp_path / "in", tmp_path / "kg", capsys)
    assert code == UNREADABLE
    assert "not a regular file" in manifest["unreadable"][0]["reason"]


def test_permission_denied(tmp_path, capsys, monkeypatch):
    import kgbuild.inputs

    def closed(path, *arguments, **options):
        if path.name == "closed.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **options)

    real = kgbuild.inputs.Path.open
    (tmp_path / "in").mkdir()
    for name in ("closed.txt", "open.txt"):
        (tmp_path / "in" / name).write_text(GOOD + name, "utf-8")
    monkeypatch.setattr(kgbuild.inputs.Path, "open", closed)
    code, manifest, _ = built(tmp_path / "in", tmp_path / "kg", capsys)
    assert code == UNREADABLE
    assert manifest["unreadable"] == [{"name": "closed.txt", "reason": "Permission denied"}]
    assert [entry["name"] for entry in manifest["documents"]] == ["open.txt"]


def test_a_folder_that_may_not_be_listed(tmp_path, capsys, monkeypatch):
    def scandir(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    real = os.scandir
    (tmp_path / "in" / "closed").mkdir(parents=True)
    (tmp_path / "in" / "open.txt").write_text(GOOD, "utf-8")
    monkeypatch.setattr(os, "scandir", scandir)
    code = main(["build", str(tmp_path / "in"), "--out", str(tmp_path / "kg")])
    assert code == UNREADABLE
    assert "closed" in capsys.readouterr().err


def test_a_file_that_changes_or_vanishes_while_it_is_read(tmp_path, capsys, monkeypatch):
    import kgbuild.pipeline
    from kgbuild.inputs import find_inputs

    def then_changed(paths):
        found = find_inputs(paths)
        (tmp_path / "in" / "changed.txt").write_text(OTHER, "utf-8")
        (tmp_path / "in" / "gone.txt").unlink()
        return found

    (tmp_path / "in").mkdir()
    for name in ("changed.txt", "gone.txt", "same.txt"):
        (tmp_path / "in" / name).write_text(GOOD + name, "utf-8")
    monkeypatch.setattr(kgbuild.pipeline, "find_inputs", then_changed)
    code, manifest, _ = built(tmp_path / "in", tmp_path / "kg", capsys)
    assert code == UNREADABLE
    assert [one["name"] for one in manifest["unreadable"]] == ["changed.txt", "gone.txt"]
    assert [entry["name"] for entry in manifest["documents"]] == ["same.txt"]


def test_a_graph_inside_the_folder_that_is_read_is_no_input(tmp_path, capsys):
    (tmp_path / "好.txt").write_text(GOOD, "utf-8")
    for _ in range(2):
        code, manifest, _ = built(tmp_path, tmp_path / "kg", capsys)
        assert code == CLEAN
        assert [entry["name"] for entry in manifest["documents"]] == ["好.txt"]


def test_a_fault_of_the_program_stops_one_document_only(tmp_path, capsys, monkeypatch):
    import kgbuild.document_build

    def faulty(data, name):
        if name == "faulty.txt":
            raise IndexError("a fault of the program")
        return real(data, name)

    real = kgbuild.document_build.read_with_tables
    (tmp_path / "in").mkdir()
    for name in ("faulty.txt", "good.txt"):
        (tmp_path / "in" / name).write_text(GOOD + name, "utf-8")
    monkeypatch.setattr(kgbuild.document_build, "read_with_tables", faulty)
    code, manifest, _ = built(tmp_path / "in", tmp_path / "kg", capsys)
    assert code == UNREADABLE
    assert [one["name"] for one in manifest["unreadable"]] == ["faulty.txt"]
    assert [entry["name"] for entry in manifest["documents"]] == ["good.txt"]


@pytest.mark.parametrize("base", ["no iri", "http://例/", "http://x", "http://a b/", "http://x/{}/"])
def test_a_base_that_is_no_iri_is_wrong_usage(base, tmp_path, capsys):
    (tmp_path / "好.txt").write_text(GOOD, "utf-8")
    assert main(["build", str(tmp_path / "好.txt"), "--out", str(tmp_path / "kg"), "--base", base]) == USAGE
    assert "base" in capsys.readouterr().err
