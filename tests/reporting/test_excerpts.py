"""Printed rows are kept whole, and what is marked in them is what the source offsets say."""

from hypothesis import given
from hypothesis import strategies as st

from kgbuild.commands.check import judged_file
from kgbuild.model.table import Cell, Syntax, clean
from kgbuild.printed import Printed, PrintedCell, as_json, from_json
from kgbuild.reporting.excerpt import GAP, excerpts
from kgbuild.reporting.report import report_on
from kgbuild.reporting.text import Terminal, as_text
from tests.conftest import SEEDS
from tests.reporting.made import CLERK, gathered

SOURCE = st.lists(
    st.sampled_from(["路", "灯", "≥95%", " ", "\n", "&gt;", "<br>", "<p>", "</p>", "a", "&amp;", "\u200b"]), max_size=20
).map("".join)


def pieces_of(text):
    return [(piece.marked, piece.text) for piece in text]


@given(SOURCE, st.integers(0, 60), st.integers(0, 60))
def test_shown_characters_are_those_of_the_source(raw, start, length):
    """Marks on the shown text never leave it, and hold every shown character that comes from between the offsets."""
    text = clean(Cell(1, 1, 1, raw, 100), Syntax.MARKUP)
    cell = PrintedCell(1, text.string, tuple((run.at, run.length, run.start, run.source_length) for run in text.runs))
    begin, end = cell.shown(100 + start, 100 + start + length)
    assert 0 <= begin <= end <= len(text.string)
    for run in text.runs:
        for at in range(run.at, run.at + run.length):
            source = run.start + (at - run.at if run.length == run.source_length else 0)
            width = 1 if run.length == run.source_length else run.source_length
            touched = source < 100 + start + length and 100 + start < source + width
            assert touched == (begin <= at < end)


def test_rows_of_every_seed_read_back():
    for path in SEEDS:
        printed = judged_file(path).printed
        assert from_json(as_json(printed)) == printed


def test_nothing_printed_reads_back():
    assert from_json(as_json(Printed())) == Printed()


def test_every_row_of_a_project_knows_it(clerk, tmp_path):
    rows = judged_file(tmp_path / "clerk.txt").printed.rows
    assert [bool(row.undertaking) for row in rows.values()] == [False, False, False, False, True, True]
    assert [row.is_heading for row in rows.values()] == [False, False, False, True, False, False]


def test_excerpt_is_the_row_with_its_headings(clerk):
    [one] = [one for one in clerk.located if one.rule.id == "V001"]
    [excerpt] = excerpts(one, marked=100, around=100, others=100)
    assert [window.heading for window in excerpt.windows] == ["项目名称", "总计", "绩效目标", "绩效指标"]
    assert ["".join(piece.text for piece in window.pieces) for window in excerpt.windows] == CLERK.splitlines()[
        4
    ].split("\t")
    assert [piece.text for window in excerpt.windows for piece in window.pieces if piece.marked] == ["≥3000万"]


def test_excerpt_is_cut(clerk):
    [one] = [one for one in clerk.located if one.rule.id == "V001"]
    [excerpt] = excerpts(one, marked=3, around=2, others=3)
    assert pieces_of(excerpt.windows[3].pieces) == [(False, "…值："), (True, "≥…万"), (False, "。2…")]
    assert pieces_of(excerpt.windows[2].pieces) == [(False, f"做好{GAP}")]


def test_tags_and_entities_are_not_in_the_way(tmp_path):
    marked_up = CLERK.replace("≥3000万", "<p>&gt;3000万</p>")
    found = gathered(tmp_path, clerk=marked_up)
    assert ">3000万" in as_text(report_on(found.sources, found.located), "zh", Terminal())
    [one] = [one for one in found.located if one.rule.id == "V001"]
    [excerpt] = excerpts(one, marked=100, around=9, others=9)
    assert [piece.text for window in excerpt.windows for piece in window.pieces if piece.marked] == [">3000万"]
