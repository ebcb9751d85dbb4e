"""Documents in processes, some of which die."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kgbuild.errors import UnreadableInput
from kgbuild.inputs import Failure, Input
from kgbuild.workers import Made, Task, Workshop, make_documents
from tests.conftest import ROOT
from tests.robust.test_crash import is_whole, write


class Odd(Exception):
    """An error that cannot be sent to another process."""

    def __init__(self, first, second):
        super().__init__(f"{first} and {second}")


@dataclass(frozen=True, slots=True)
class Deadly(Workshop):
    """Tells in files which process made what; a document may kill its process, always or the first time."""

    def make(self, task):
        name, process = task.input.name, os.getpid()
        (self.documents / f"{process}-{name}").touch()
        if name.startswith("毒") or (name.startswith("贪") and not (self.pages / name).exists()):
            (self.pages / name).touch()
            os._exit(9)
        if name.startswith("错"):
            raise UnreadableInput(name, "it is wrong")
        if name.startswith("怪"):
            raise Odd(1, 2)
        return Made(task.input.sha256, {"name": name})


@pytest.fixture
def workshop(tmp_path):
    for name in ("documents", "pages"):
        (tmp_path / name).mkdir()
    return Deadly(tmp_path / "documents", tmp_path / "pages", "https://example.org/id/")


def outcomes(workshop, names):
    tasks = [Task(Input(Path(name), name, name)) for name in names]
    made = list(make_documents(tasks, workshop, 2))
    assert len(made) == len(names)
    failed = {one.name: one.reason for one in made if isinstance(one, Failure)}
    return {one.entry["name"] for one in made if isinstance(one, Made)}, failed


def processes(workshop):
    return {path.name.partition("-")[0] for path in workshop.documents.iterdir()}


def test_no_process_dies(workshop):
    made, failed = outcomes(workshop, ["甲", "乙", "错", "怪", "丙"])
    assert made == {"甲", "乙", "丙"}
    assert failed.pop("错") == "it is wrong"
    assert "Odd: 1 and 2" in failed.pop("怪")
    assert failed == {}
    assert len(processes(workshop)) <= 2


def test_a_document_that_kills_its_process_fails_alone(workshop):
    names = [f"{number}" for number in range(12)]
    made, failed = outcomes(workshop, [*names[:3], "毒", *names[3:]])
    assert made == {*names}
    assert failed == {"毒": "the process that read it died"}
    assert len(processes(workshop)) <= 2 + 2 + 2  # a pool, the suspects one at a time, a pool again


def test_two_that_kill_their_processes(workshop):
    made, failed = outcomes(workshop, ["毒一", "毒二", "甲", "乙"])
    assert made == {"甲", "乙"}
    assert failed.keys() == {"毒一", "毒二"}


def test_what_dies_beside_another_is_made_alone(workshop):
    made, failed = outcomes(workshop, ["甲", "贪", "乙", "丙"])
    assert made == {"甲", "贪", "乙", "丙"}
    assert failed == {}


@pytest.mark.slow
def test_a_script_that_builds_while_it_is_imported(tmp_path):
    """The processes import it too, and would build: none can be started, so the documents are read without them."""
    write(tmp_path / "in", 甲=5, 乙=6)
    script = tmp_path / "script.py"
    script.write_text(f"import kgbuild\nkgbuild.build([{str(tmp_path / 'in')!r}], {str(tmp_path / 'kg')!r}, jobs=2)\n")
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert is_whole(tmp_path / "kg")
