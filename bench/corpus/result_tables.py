"""年度部门整体绩效指标完成情况表 as a file: overall goal, budget execution, tasks; expected against actual."""

from __future__ import annotations

from bench.corpus import words
from bench.corpus.breaks import place
from bench.corpus.draw import Draw
from bench.corpus.pages import Page, encoded
from bench.corpus.projects import phrase
from bench.corpus.truth import Document, Goal, Indicator, Task, Value

_OVERALL = ("", "部门整体支出目标", "关键指标", "预期实现值", "年度完成值", "具体完成情况")
_TASKS = ("年度主要支出计划(对应任务、政策)", "任务(政策)的绩效目标", "任务(政策)关键指标", *_OVERALL[3:])
_NUMERALS = "一二三四五六七八"


def results_document(draw: Draw, number: int) -> Document:
    """Six columns; the task's name and goal are printed once for all its indicators."""
    year = draw.randint(2018, 2026)
    department = draw.choice(words.PLACES) + draw.choice(words.BUREAUS)
    title = f"{department}{year}年部门整体绩效指标完成情况表"
    page = Page.drawn(draw, _OVERALL)
    page.line(title)
    page.header()
    goal = Goal("。".join(phrase(draw, words.SENTENCES, year) for _ in range(draw.randint(1, 3))) + "。")
    overall = [_indicator(draw, year, at) for at in range(1, draw.randint(3, 9))]
    _print(draw, page, draw.choice(("年度绩效 目标", "年度绩效目标")), goal.text, overall, repeat_label=False)
    overall.append(_budget(draw, page, len(overall) + 1))
    page.columns = _TASKS
    page.lines.append("")
    page.header()
    tasks = []
    for ordinal, wording in enumerate(draw.sample(words.TASKS, draw.randint(3, 7)), 1):
        name = f"{phrase(draw, (wording,), year)}。"
        task_goal = _measures(draw, year)
        indicators = [_indicator(draw, year, at) for at in range(1, draw.randint(2, 9))]
        mark = draw.choice(".、")
        _print(draw, page, f"{ordinal}{mark}{name}", task_goal.text, indicators, repeat_label=True)
        tasks.append(Task(ordinal=ordinal, name=name, goal=task_goal, indicators=tuple(indicators)))
    return Document(
        name=f"{number:06}.txt", data=encoded(draw, page.text()), form="department_results", title=title,
        department=department, year=year, goal=goal, indicators=tuple(overall), tasks=tuple(tasks),
    )  # fmt: skip


def _measures(draw: Draw, year: int) -> Goal:
    count = draw.randint(2, 6)
    items = [phrase(draw, words.SENTENCES, year) + "。" for _ in range(count)]
    gap = draw.choice(("", " "))
    text = gap.join(f"{_NUMERALS[at]}是{item}" for at, item in enumerate(items))
    return Goal(text, tuple(items))


def _indicator(draw: Draw, year: int, ordinal: int) -> Indicator:
    """Expected and actual in one unit, so that the verdict is plain."""
    if draw.random() < 0.4:
        name, unit, expected, actual = phrase(draw, words.RATES, year), "%", draw.randint(60, 99), draw.randint(60, 100)
    else:
        wording, unit = draw.choice([one for one in words.COUNTED if one[1] not in ("元", "户")])
        name, expected, actual = phrase(draw, (wording,), year), draw.randint(2, 9000), draw.randint(2, 12000)
    if draw.random() < 0.2:
        actual = expected
    gap = draw.choice(("", " "))
    wording = draw.choice(("不少于{}", "≥{}", "{}", "{}以上", "不低于{}"))
    verdict = "met" if actual == expected else "exceeded" if actual > expected else "not_met"
    comparator = "=" if wording == "{}" else ">="
    growth = f"{draw.choice(('同比增长', '较上年增加'))}{draw.randint(1, 30)}.{draw.randint(0, 9)}%"
    detail = f"{phrase(draw, words.SENTENCES, year)}；全年完成{actual:,}{gap}{unit}，{growth}"
    return Indicator(
        name=name,
        ordinal=ordinal,
        annual=Value(wording.format(f"{expected:,}{gap}{unit}"), "quantitative", comparator, str(expected), unit=unit),
        actual=Value(f"{actual:,}{gap}{unit}", "quantitative", "=", str(actual), unit=unit),
        explanation=detail,
        achievement=verdict,
    )


def _budget(draw: Draw, page: Page, ordinal: int) -> Indicator:
    """其中：部门年度整体预算完成率 98%: the name stands before the value in both cells."""
    name, actual = "部门年度整体预算完成率", f"{draw.randint(90, 99)}.{draw.randint(1, 9)}{draw.randint(1, 9)}%"
    page.row([f"其中：{name} 98%", "", "", "", f"{name} {actual}", ""])
    return Indicator(
        name=name, ordinal=ordinal, annual=Value("98%", "quantitative", "=", "98", unit="%"),
        actual=Value(actual, "quantitative", "=", actual[:-1], unit="%"),
    )  # fmt: skip


def _print(draw: Draw, page: Page, label: str, goal: str, indicators: list[Indicator], *, repeat_label: bool) -> None:
    """The rows of one holder; a page end may cut the goal, the name, a detail, or stand between rows."""
    rest = ""
    for at, one in enumerate(indicators):
        cells = [one.name, one.annual.printed, one.actual.printed if one.actual else "", one.explanation or ""]
        if at and rest:
            page.turn(cut=False)
            head = [label if repeat_label else "", rest]
            rest = ""
        elif at:
            head = ["", ""]
        else:
            goal_at = place(draw, goal) if len(indicators) > 1 and draw.random() < 0.3 else None
            goal, rest = (goal, "") if goal_at is None else (goal[:goal_at], goal[goal_at:])
            head = [label, goal]
        for piece_at, piece in enumerate(_pieces(draw, [*head, *cells])):
            if piece_at:
                page.turn(cut=False)
            page.row(piece)


def _pieces(draw: Draw, cells: list[str]) -> list[list[str]]:
    """A row whose last cell, or whose name and last cell, go on on the next page."""
    chance = draw.random()
    at, name_at = place(draw, cells[5]), place(draw, cells[2], 2)
    if chance > 0.12 or at is None:
        return [cells]
    if name_at is None or not draw.trap("an indicator's name cut in a table of results", 0.3):
        return [[*cells[:5], cells[5][:at]], ["", "", "", "", "", cells[5][at:]]]
    return [
        [*cells[:2], cells[2][:name_at], *cells[3:5], cells[5][:at]],
        ["", "", cells[2][name_at:], "", "", cells[5][at:]],
    ]
