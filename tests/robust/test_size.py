"""Files that are large in one way or another: time and memory stay bounded."""

import os
import subprocess
import sys
import time

import pytest

from kgbuild.errors import UnreadableInput
from kgbuild.readers import MAX_BYTES, read
from kgbuild.reading import read_document
from tests.conftest import ROOT
from tests.robust.documents import Indicator, indicators, lines, names, record

INDICATOR = "1、产出指标：培训次数，年度指标值：5次。"
MEASURED = r"""
import re, sys
from pathlib import Path
from kgbuild.cli import main
code = main(["check", sys.argv[1]])
# not ru_maxrss: it counts what the process that started this one had in memory
print(int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) >> 10, file=sys.stderr)
sys.exit(code)
"""


def check(path):
    """Exit code, output, peak memory in MiB and seconds of a check in a process of its own."""
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return done.returncode, done.stdout, int(done.stderr.split()[-1]), time.monotonic() - begin


@pytest.mark.slow
def test_a_cell_of_thirty_megabytes(tmp_path):
    path = tmp_path / "大.txt"
    path.write_text(lines(f"甲经费\t{'做好工作' * 2_600_000}。\t{INDICATOR}"), "utf-8")
    assert path.stat().st_size > 30_000_000
    code, output, memory, seconds = check(path)
    assert code == 1
    assert "大.txt:5:2" in output
    assert memory < 1024
    assert seconds < 60


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["做 1", "做&gt;", "做<b>"])
def test_the_pieces_of_an_oversized_cell_cost_little(piece, tmp_path):
    path = tmp_path / "大.txt"
    path.write_text(lines(f"甲经费\t{piece * 1_000_000}。\t{INDICATOR}"), "utf-8")
    code, _, memory, _ = check(path)
    assert code == 1
    assert memory < 300


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["<a ", "<!-- ", '<a b="', "<![", "<script ", "</td "])
def test_what_is_never_closed_in_a_page_is_looked_for_once(piece, tmp_path):
    path = tmp_path / "大.html"
    path.write_text(f"<table><tr><td>甲</td></tr></table>{piece * 300_000}", "utf-8")
    code, _, memory, _ = check(path)  # in square time it would not end before the check is stopped
    assert code in (1, 3)
    assert memory < 600


def test_a_million_blank_lines():
    read_record = record(lines("\n" * 1_000_000 + f"甲经费\t做好工作。\t{INDICATOR}"))
    assert indicators(read_record["projects"][0]) == [Indicator(1, "产出指标", "培训次数", "5次")]
    assert read_record["projects"][0]["cell"]["row"] == 1_000_005


def test_more_than_the_limit_is_refused():
    with pytest.raises(UnreadableInput, match="larger than"):
        read(b"a\n" * (MAX_BYTES // 2 + 1), "大.txt")


@pytest.mark.parametrize("mark", ["\t", "|", ",", ";"])
def test_millions_of_empty_cells(mark):
    text = lines(f"甲经费\t做好工作。\t{INDICATOR}", mark * 3_000_000)
    assert "甲经费" in names(record(text))
    with pytest.raises(UnreadableInput, match="row 1 has more than 1000 cells"):
        read(("甲" + mark * 1_000_000).encode(), "表.csv")


@pytest.mark.parametrize(
    "cell",
    [
        "1、产出指标：名" + "，" * 200_000 + "年",
        "。，；" * 100_000,
        "1、产出指标：名，年度指标值：" + "12家，" * 100_000,
        "1、产出指标：名，年度指标值：" + "一" * 100_000,
        "1、产出指标：名，年度指标值：" + "“" * 100_000,
        "1、产出指标：名，年度指标值：" + "(1" * 100_000,
        "1、产出指标：名，年度指标值：" + "1,111" * 100_000,
        "<p>" * 100_000,
        "<a " * 100_000,
        "&" * 300_000,
        "".join(f"{n % 900 + 1}、产出指标：次数，年度指标值：{n}次。" for n in range(1, 4000)),
    ],
    ids=range(11),
)
def test_reading_a_cell_takes_time_in_proportion(cell):
    begin = time.monotonic()
    assert names_of(read_document(lines(f"甲经费\t做好工作。\t{cell}").encode(), "表.txt")) == ["甲经费"]
    assert time.monotonic() - begin < 8


def names_of(reading):
    return [project.name.string for section in reading.sections for project in section.projects]


def test_many_fragments_take_time_in_proportion():
    def seconds(count):
        text = lines(f"甲经费\t做好工作。\t{INDICATOR}", *(f"\t\t续{n}" for n in range(count)))

        def once():
            begin = time.process_time()
            read_document(text.encode(), "表.txt")
            return time.process_time() - begin

        return min(once() for _ in range(5))  # a pause for garbage, or of the machine, is not the reader's

    seconds(10)
    assert seconds(400) < 4 * seconds(100) * 2


def test_five_thousand_rows():
    text = lines(*(f"经费{n}\t做好工作。\t{INDICATOR}" for n in range(5_000)))
    assert len(names_of(read_document(text.encode(), "表.txt"))) == 5_000
