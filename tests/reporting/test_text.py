"""The report on a terminal and in a pipe."""

import re
from itertools import pairwise

import pytest
from rich.cells import cell_len

from kgbuild.reporting.report import report_on
from kgbuild.reporting.text import Terminal, as_text
from tests.reporting.made import CLEAN_TABLE, CLERK, audited, gathered, whole


def underlined(text):
    """The words above each line of ^^^^, by their columns on a terminal."""
    lines = text.splitlines()
    found = []
    for above, marks in pairwise(line.replace("│", " ") for line in lines):
        if {*marks.strip()} >= {"^"} and not marks.strip(" ^"):
            begin, column, words = marks.index("^"), 0, ""
            for char in above:
                if begin <= column < len(marks):
                    words += char
                column += cell_len(char)
            found.append(words)
    return found


def report(found):
    return report_on(found.sources, found.located)


@pytest.mark.parametrize("width", [40, 72, 100, 160])
def test_marks_stand_under_the_words(clerk, width):
    marked = underlined(as_text(report(clerk), "zh", Terminal(width)))
    assert {"≥3000万", "00%"} <= {*marked}
    assert [words for words in marked if "亮灯" in words or words.startswith("2、")]


@pytest.mark.parametrize("width", [72, 100, 160])
def test_excerpts_stay_inside_the_width(tmp_path, width):
    long = CLERK.replace("做好2025年路灯维护。", "做好2025年路灯维护。" * 60)
    text = as_text(report(gathered(tmp_path, long=long)), "zh", Terminal(width))
    assert max(cell_len(line) for line in text.splitlines() if line.startswith("    │")) <= width


def test_findings_stand_under_their_document_and_project(clerk):
    lines = as_text(report(clerk), "zh", Terminal()).splitlines()
    assert lines[0] == "clerk.txt · 甲市乙局 · 2025"
    assert [line for line in lines if line.startswith("▸")] == ["▸ 路灯经费", "▸ 绿化经费"]
    heads = [line for line in lines if line.startswith("clerk.txt:")]
    assert [re.search(r"\[(.*?)\]", line)[1] for line in heads] == ["indicator-ordinal", "L017", "V001", "V002"]


def test_remedy_is_told_once_a_rule(tmp_path):
    text = as_text(report(gathered(tmp_path, one=CLERK, two=CLERK.replace("2025", "2024"))), "zh", Terminal())
    assert text.count("[V001]") == 2
    assert text.count("= 写明是元、户还是人次。") == 1


def test_nothing_to_say_says_what_was_read(tmp_path):
    found = gathered(tmp_path, clean=CLEAN_TABLE)
    assert as_text(report(found), "zh", Terminal()) == "读了 1 份文件：1 个项目、2 条指标\n没有发现问题\n"
    assert as_text(report(found), "en", Terminal()) == "1 document read: 1 project, 2 indicators\nnothing found\n"


def test_colour_is_only_for_terminals(clerk):
    shown = whole(audited(clerk))
    plain, coloured = (as_text(shown, "both", Terminal(100, colour=colour)) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[1;31m确定 violation\x1b[0m [" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_nothing_in_a_document_steers_the_terminal(tmp_path):
    nasty = CLERK.replace("路灯经费", "路灯\x1b[31m[bold]经费\x9b2J\u202e")
    text = as_text(report(gathered(tmp_path, nasty=nasty)), "zh", Terminal())
    assert "[bold]" in text
    assert all(char.isprintable() or char == "\n" for char in text)


def test_summary_counts_three_answers(clerk):
    lines = as_text(whole(audited(clerk)), "en", Terminal()).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("rule "))
    assert lines[start].split()[:4] == ["rule", "severity", "failed", "passed"]
    assert lines[start + 1].split()[:5] == ["R19", "violation", "1", "7", "2"]
    assert "1 other rule found nothing, 1 of them because nothing could be checked" in lines
