"""Projects out of nothing: names, goals, money, indicators."""

from __future__ import annotations

from bench.corpus import words
from bench.corpus.draw import Draw
from bench.corpus.truth import Goal, Indicator, Project, Value
from bench.corpus.values import counted, deadline, described, measured, rate


def topic(draw: Draw) -> str:
    return draw.choice(words.TOPICS)


def phrase(draw: Draw, wordings: tuple[str, ...], year: int) -> str:
    """One of the wordings with its gaps filled."""
    return draw.choice(wordings).format(
        t=topic(draw), n=draw.randint(2, 300), y=year, p=year - 1, m=draw.randint(1, 150)
    )  # fmt: skip


def project_names(draw: Draw, count: int, year: int) -> list[str]:
    """Different names."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[phrase(draw, words.PROJECTS, year)] = None
    return list(names)


def project(draw: Draw, name: str, unit: str | None, year: int, *, coded: bool, amounts: dict[str, str]) -> Project:
    """A project with 1 to 12 indicators, rarely up to 45; a numbering may start again inside."""
    total = draw.randint(15, 45) if draw.random() < 0.05 else draw.randint(1, 12)
    restarts = draw.random() < 0.15 and total > 2 and not coded
    first_group = draw.randint(1, total - 1) if restarts else total
    indicators = [
        indicator(draw, year, group, ordinal, coded=coded)
        for group, size in ((1, first_group), (2, total - first_group))
        for ordinal in range(1, size + 1)
    ]
    return Project(name=name, unit=unit, goal=goal(draw, year), indicators=tuple(indicators), amounts=amounts)


def goal(draw: Draw, year: int) -> Goal:
    """A goal in plain sentences, or a numbered list of up to 17 items."""
    if draw.random() < 0.65:
        sentences = [phrase(draw, words.SENTENCES, year) for _ in range(draw.randint(1, 4))]
        mark = "" if draw.random() < 0.05 else "。"
        return Goal("。".join(sentences) + mark)
    count = draw.choice((2, 3, 4, 5, 12, 17))
    mark = draw.choice("；。")
    items = [phrase(draw, words.GOAL_ITEMS, year) for _ in range(count)]
    if draw.trap("a goal that names indicators", 0.1):
        items[draw.randrange(count)] = phrase(draw, words.SPEAKING, year)
    items = [item + (mark if at < count else "。") for at, item in enumerate(items, 1)]
    gap = draw.choice(("", " "))
    text = gap.join(f"{number}、{item}" for number, item in enumerate(items, 1))
    return Goal(text, tuple(items))


def indicator(draw: Draw, year: int, group: int, ordinal: int, *, coded: bool) -> Indicator:
    """One indicator; only the coded notation prints level 2, codes and the value of the whole period."""
    code1, level1, code2, level2 = draw.choice(words.LEVELS)
    name, annual, period = _subject(draw, year, level2)
    if not coded:
        return Indicator(name=name, annual=annual, group=group, ordinal=ordinal, level1=level1)
    chance = draw.random()
    return Indicator(
        name=name,
        annual=annual,
        period=None if chance < 0.05 else period if chance < 0.2 else annual,
        group=group,
        ordinal=ordinal,
        level1=level1,
        level1_code=code1,
        level2=level2,
        level2_code=code2,
    )


def _subject(draw: Draw, year: int, level2: str) -> tuple[str, Value, Value]:
    """Name, annual value and another value of the same kind, as they fit the level."""
    if level2 == "时效指标" and draw.random() < 0.6:
        return "专项资金支出及时程度", deadline(draw, year), deadline(draw, year)
    if level2 == "服务对象满意度":
        return phrase(draw, words.SATISFIED, year), rate(draw), rate(draw)
    if level2 in ("质量指标", "时效指标"):
        return phrase(draw, words.RATES, year), rate(draw), rate(draw)
    if level2 == "可持续影响" or draw.random() < 0.2:
        return phrase(draw, words.DESCRIBED, year), described(draw), described(draw)
    wording, unit = draw.choice(words.COUNTED)
    make = measured if unit in ("元", "户", "家次", "人次") else counted
    return wording.format(t=topic(draw)), make(draw, unit), make(draw, unit)
