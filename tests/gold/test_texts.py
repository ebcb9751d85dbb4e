"""Goal and result tables as pages and scanners print them in text, each beside a careful reading.

The ways of print: single spaces, labels beside the table that fall among its rows, full-width spaces, a cell a line with cells cut and the page's headings printed again,
lines wrapped at the page's edge, bars without the merged cells, signs apart from their numbers, nothing between cells.
"""

from pathlib import Path

import pytest

from tests.gold.careful import careful, read_fields
from tests.robust.documents import graves, record

FOLDER = Path(__file__).parent / "texts"


def read(name):
    return record((FOLDER / f"{name}.txt").read_bytes(), f"{name}.txt")


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.json")))
def test_a_table_in_text_is_read_as_a_careful_reader_reads_it(name):
    gold = careful(name, FOLDER)
    assert read_fields(read(name), gold) == gold


def test_a_value_in_words_that_runs_together_with_its_name_is_reported():
    missing = [issue["text"] for issue in read("goal_run_together")["issues"] if issue["code"] == "L017"]
    assert missing == ["出行便利程度明显提高"]


def wrapped(before, after, width=40):
    """The text in lines of one width, of which one ends between the two parts."""
    first = len(before) % width
    starts = range(first, len(before), width)
    lines = [before[:first], *(before[at : at + width] for at in starts)]
    return "\n".join([*lines, *(after[at : at + width] for at in range(0, len(after), width))])


SHEET = (
    "项目支出绩效自评表（2023年度） 项目名称 甲经费 主管部门 甲市乙局 实施单位 甲市乙局下属的某服务中心 "
    "项目资金（万元） 年初预算数 全年预算数 全年执行数 得分 年度资金总额 44 44 "
)
TABLE = " 绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 产出指标 数量指标 培训次数 ≥5次 6次 90 90"


def test_a_number_that_the_end_of_a_line_may_have_cut_is_not_read():
    """44 · 44 · 3|9.6: three amounts, or three and points; whole in its line the number is read."""
    cut = record(wrapped(SHEET + "3", "9.6" + TABLE))["projects"][0]
    whole = record(SHEET + "39.6" + TABLE)["projects"][0]
    assert (cut["amounts"], cut.get("evaluation")) == (None, None)
    assert whole["evaluation"]["spent"] == "39.6"
    assert cut["indicators"][0]["actual"] == whole["indicators"][0]["actual"] == "6次"


@pytest.mark.parametrize("name", ["goal_cell_a_line", "result_cell_a_line"])
def test_what_a_page_end_prints_again_is_accounted_for(name):
    assert read(name)["coverage"]["unexplained"] == 0


def test_results_that_run_together_are_not_read():
    found = read("result_run_together")
    assert (found["projects"], graves(found)) == ([], ["L002", "L053"])
