"""`kgbuild export`: where it writes, what it refuses, and that nothing half written is left."""

import errno
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import kgbuild
from kgbuild.cli import main
from kgbuild.export import EXPORTS, FILES, files, parquet
from kgbuild.flat import TABLES
from tests.robust.documents import OTHER

PROJECTS = b"\xef\xbb\xbfiri,kind,name,"


@pytest.fixture(scope="module")
def kg(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    (folder / "a.txt").write_text(OTHER, "utf-8")
    return str(kgbuild.build([folder / "a.txt"], folder / "kg", jobs=1).path)


def export(kg, *arguments):
    return main(["export", kg, *map(str, arguments)])


def refused(capsys, code, *words):
    """The one line on stderr names all of these."""
    message = capsys.readouterr().err
    assert code == 2
    assert message.startswith("kgbuild: ")
    assert len(message.splitlines()) == 1
    assert [word for word in words if str(word) not in message] == []


def left(folder):
    """Everything in a folder, hidden things too."""
    return sorted(path.name for path in folder.iterdir())


# --- where it writes ---


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_folder_has_a_file_a_table(kg, tmp_path, name):
    assert export(kg, "--format", name, "-o", tmp_path / "out") == 0
    beside = ["csv-metadata.json"] if name == "csv" else []
    assert left(tmp_path / "out") == sorted([*(f"{table}.{name}" for table in TABLES), *beside])
    assert left(tmp_path) == ["out"]


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_zip_holds_the_files_of_the_folder(kg, tmp_path, name):
    export(kg, "--format", name, "-o", tmp_path / "out")
    export(kg, "--format", name, "-o", tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        found = {member: archive.read(member) for member in archive.namelist()}
    assert found == {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}


def test_one_table_is_one_file(kg, tmp_path):
    assert export(kg, "--format", "csv", "--table", "projects", "-o", tmp_path / "projects.csv") == 0
    assert (tmp_path / "projects.csv").read_bytes().startswith(PROJECTS)


def test_one_table_goes_to_standard_output(kg, capsysbinary):
    assert export(kg, "--format", "csv", "--table", "projects") == 0
    assert capsysbinary.readouterr().out.startswith(PROJECTS)


def test_tables_can_be_chosen(kg, tmp_path):
    export(kg, "--format", "csv", "--table", "links", "--table", "projects", "-o", tmp_path / "out")
    assert left(tmp_path / "out") == ["csv-metadata.json", "links.csv", "projects.csv"]
    described = json.loads((tmp_path / "out" / "csv-metadata.json").read_text("utf-8"))
    assert [table["url"] for table in described["tables"]] == ["links.csv", "projects.csv"]


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_is_a_file(kg, tmp_path, name):
    chosen = ["--table", "projects"] if name in FILES else []
    assert export(kg, "--format", name, *chosen, "-o", tmp_path / f"out.{name}") == 0
    assert left(tmp_path) == [f"out.{name}"]


def test_a_folder_of_ours_is_replaced_whole(kg, tmp_path):
    export(kg, "--format", "csv", "-o", tmp_path / "out")
    assert export(kg, "--format", "csv", "--table", "links", "-o", tmp_path / "out") == 0
    assert left(tmp_path / "out") == ["csv-metadata.json", "links.csv"]


def test_an_empty_folder_is_filled(kg, tmp_path):
    (tmp_path / "out").mkdir()
    assert export(kg, "--format", "csv", "-o", tmp_path / "out") == 0


# --- what it refuses ---


def test_unknown_format_is_wrong_usage(kg, capsys):
    with pytest.raises(SystemExit) as stopped:
        export(kg, "--format", "docx")
    assert stopped.value.code == 2
    message = capsys.readouterr().err
    assert all(name in message for name in ("docx", "xlsx", "turtle"))


def test_unknown_table_is_named(kg, capsys):
    refused(capsys, export(kg, "--format", "csv", "--table", "people"), "people", "projects", "indicators")


@pytest.mark.parametrize("where", [[], ["-o", "out.csv"]], ids=["stdout", "file"])
def test_several_tables_need_a_folder(kg, tmp_path, monkeypatch, capsys, where):
    monkeypatch.chdir(tmp_path)
    refused(capsys, export(kg, "--format", "csv", *where), "--table", "-o", ".zip")
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "option"),
    [("turtle", ["--table", "projects"]), ("parquet", ["--headings", "zh"]), ("csv", ["--page-base", "http://x"])],
)
def test_options_go_with_their_formats(kg, capsys, name, option):
    refused(capsys, export(kg, "--format", name, *option), option[0], name)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "x", "file:///etc"])
def test_pages_are_on_the_web(kg, capsys, address):
    refused(capsys, export(kg, "--format", "xlsx", "--page-base", address), address, "http")


def test_a_folder_with_other_things_is_kept(kg, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work", "utf-8")
    refused(capsys, export(kg, "--format", "csv", "-o", tmp_path / "out"), tmp_path / "out", "-o")
    assert left(tmp_path / "out") == ["thesis.txt"]


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_a_file_is_no_folder(kg, tmp_path, capsys, name):
    (tmp_path / "out").write_text("years of work", "utf-8")
    refused(capsys, export(kg, "--format", name, "-o", tmp_path / "out"), tmp_path / "out")
    assert (tmp_path / "out").read_text("utf-8") == "years of work"


@pytest.mark.parametrize("name", ["turtle", "xlsx", "graphml"])
def test_a_folder_is_no_file(kg, tmp_path, capsys, name):
    (tmp_path / "out").mkdir()
    refused(capsys, export(kg, "--format", name, "-o", tmp_path / "out"), tmp_path / "out")
    assert left(tmp_path) == ["out"]


@pytest.mark.parametrize("name", ["turtle", "csv", "xlsx"])
def test_a_path_below_a_file_cannot_be_written(kg, tmp_path, capsys, name):
    (tmp_path / "file").write_text("", "utf-8")
    refused(capsys, export(kg, "--format", name, "-o", tmp_path / "file" / "out"), tmp_path / "file" / "out")
    assert left(tmp_path) == ["file"]


def test_a_graph_that_is_not_there(tmp_path, capsys):
    assert export(str(tmp_path / "none"), "--format", "csv", "-o", tmp_path / "out") == 3
    assert "none" in capsys.readouterr().err
    assert left(tmp_path) == []


def test_parquet_without_pyarrow_names_the_extra(kg, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    refused(capsys, export(kg, "--format", "parquet", "-o", tmp_path / "out"), "kgbuild[parquet]")
    assert left(tmp_path) == []


# --- nothing half written ---


class FullDisk(io.RawIOBase):
    """A file on a disk with room for some bytes."""

    def __init__(self, out, room=300):
        self.out, self.room = out, room

    def writable(self):
        return True

    def write(self, data):
        self.room -= len(data)
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self.out.write(data)

    def close(self):
        self.out.close()
        super().close()


@pytest.fixture
def full_disk(monkeypatch):
    """Every file that an export opens is on a full disk."""
    real = files.Path.open

    def opened(path, mode="r", *rest, **named):
        return FullDisk(real(path, mode, *rest, **named)) if mode == "wb" else real(path, mode, *rest, **named)

    monkeypatch.setattr(files.Path, "open", opened)


@pytest.mark.parametrize("name", sorted({*EXPORTS} - {"parquet"}))
def test_a_full_disk_leaves_the_old_file(kg, tmp_path, capsys, full_disk, name):
    chosen = ["--table", "projects"] if name in FILES else []
    target = tmp_path / f"out.{name}"
    target.write_text("as it was", "utf-8")
    refused(capsys, export(kg, "--format", name, *chosen, "-o", target), target, "No space left")
    assert (left(tmp_path), target.read_text("utf-8")) == ([target.name], "as it was")


def test_a_full_disk_leaves_no_zip(kg, tmp_path, capsys, full_disk):
    refused(capsys, export(kg, "--format", "csv", "-o", tmp_path / "out.zip"), "No space left")
    assert left(tmp_path) == []


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_full_disk_leaves_the_old_folder(kg, tmp_path, capsys, name, request):
    export(kg, "--format", name, "-o", tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    request.getfixturevalue("full_disk")
    refused(capsys, export(kg, "--format", name, "-o", tmp_path / "out"), "No space left")
    assert left(tmp_path) == ["out"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_a_fault_leaves_nothing(kg, tmp_path, monkeypatch):
    """Whatever stops an export, the place beside the target is cleared."""
    monkeypatch.setattr(parquet, "_schema", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(kg, "--format", "parquet", "-o", tmp_path / "out")
    assert left(tmp_path) == []


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
from kgbuild.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_a_real_limit_is_one_line(kg, tmp_path, name):
    """The drafts of the libraries hit it too, and say nothing of their own."""
    arguments = ["export", kg, "--format", name, "-o", str(tmp_path / "out")]
    run = subprocess.run([sys.executable, "-c", LIMITED, *arguments], capture_output=True, text=True, check=False)
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert "cannot write" in run.stderr
    assert left(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_standard_output_is_one_line(kg):
    command = [sys.executable, "-m", "kgbuild", "export", kg, "--format", "csv", "--table", "documents"]
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (run.returncode, run.stderr) == (2, "kgbuild: cannot write standard output: No space left on device\n")
