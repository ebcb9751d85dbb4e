"""Tables of results (完成情况表) as other cities print them."""

import pytest

from tests.robust.documents import graves, record

RESULTS_TITLE = "甲市乙局2022年部门整体绩效指标完成情况表"


def results(*parts, top="\t部门整体支出目标\t关键指标\t预期实现值\t年度完成值\t具体完成情况"):
    return "\n".join([RESULTS_TITLE, "", top, *parts]) + "\n"


TASKS_TOP = (
    "年度主要支出计划（对应任务、政策）\t任务（政策）的绩效目标\t任务（政策）关键指标\t"
    "预期实现值\t年度完成值\t具体完成情况"
)


def result(one):
    return one["name"], one["annual_value"], one["actual"], one["explanation"]


def test_results_in_other_words():
    top = "\t部门整体支出目标\t绩效指标\t年度目标值\t实际完成值\t未完成原因"
    read = record(
        results(
            "年度绩效目标\t办好实事。\t培训次数\t5次\t6次\t无", "\t\t参训人数\t≥200人次\t150人次\t疫情影响", top=top
        )
    )
    plan = read["plan"]
    assert (read["document"]["department"], read["document"]["fiscal_year"]) == ("甲市乙局", 2022)
    assert plan["overall_goal"] == "办好实事。"
    assert [result(one) for one in plan["indicators"]] == [
        ("培训次数", "5次", "6次", "无"), ("参训人数", "≥200人次", "150人次", "疫情影响"),
    ]  # fmt: skip
    assert [one["achievement"] for one in plan["indicators"]] == ["exceeded", "not_met"]


def test_tasks_with_english_brackets():
    read = record(
        results(
            "1.抓产业\t一是招商。二是服务。\t招商数\t5个\t5个\t完成",
            top=TASKS_TOP.replace("（", "(").replace("）", ")"),
        )
    )
    (task,) = read["plan"]["tasks"]
    assert (task["ordinal"], task["name"], task["measures"]) == (1, "抓产业", ["招商。", "服务。"])
    assert [result(one) for one in task["indicators"]] == [("招商数", "5个", "5个", "完成")]


def test_a_task_over_a_page_end():
    read = record(
        results(
            "1.抓产业\t一是招商。\t招商数\t5个\t5个\t完成", "\t\t服务数\t10家\t12家\t完成",
            "", TASKS_TOP,
            "1.抓产业\t二是服务。\t培训数\t3次\t3次\t完成", "2.抓安全\t一是检查。\t检查数\t4次\t4次\t完成",
            top=TASKS_TOP,
        )
    )  # fmt: skip
    assert [(task["ordinal"], task["name"], len(task["indicators"])) for task in read["plan"]["tasks"]] == [
        (1, "抓产业", 3), (2, "抓安全", 1),
    ]  # fmt: skip
    assert read["plan"]["tasks"][0]["measures"] == ["招商。", "服务。"]


def test_a_detail_cut_by_a_page_end():
    read = record(
        results(
            "1.抓产业\t一是招商。\t招商数\t5个\t5个\t全年引进五",
            "\t\t\t\t\t个项目。",
            "\t\t服务数\t10家\t12家\t完成",
            top=TASKS_TOP,
        )
    )
    assert [result(one) for one in read["plan"]["tasks"][0]["indicators"]] == [
        ("招商数", "5个", "5个", "全年引进五个项目。"), ("服务数", "10家", "12家", "完成"),
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["其中：部门年度整体预算完成率 98%", "其中:部门年度整体预算完成率98%"])
def test_a_row_of_which(label):
    read = record(
        results(
            "年度绩效目标\t办好实事。\t培训次数\t5次\t6次\t完成",
            f"{label}\t\t\t\t部门年度整体预算完成率 99.74%（市财政通报数）",
        )
    )
    last = read["plan"]["indicators"][-1]
    assert (last["name"], last["annual_value"], last["actual"]) == (
        "部门年度整体预算完成率",
        "98%",
        "99.74%（市财政通报数）",
    )
    assert last["target"]["number"] == "98"


def test_the_overall_plan_and_the_tasks_in_one_file():
    read = record(
        results("年度绩效目标\t办好实事。\t培训次数\t5次\t6次\t完成")
        + "\n"
        + TASKS_TOP
        + "\n1.抓产业\t一是招商。\t招商数\t5个\t5个\t完成\n"
    )
    assert read["plan"]["overall_goal"] == "办好实事。"
    assert len(read["plan"]["indicators"]) == 1
    assert [task["name"] for task in read["plan"]["tasks"]] == ["抓产业"]
    assert graves(read) == []
