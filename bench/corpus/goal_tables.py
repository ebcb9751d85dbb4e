"""项目支出绩效目标表 as files: plain (three columns) and coded (seven columns, with money)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bench.corpus import words
from bench.corpus.breaks import Piece, Row, cut
from bench.corpus.draw import Draw
from bench.corpus.pages import Page, encoded
from bench.corpus.printing import Marks, printed
from bench.corpus.projects import project, project_names
from bench.corpus.truth import Document, Indicator, Project

_MONEY = ("总计", "财政拨款", "财政专户拨款", "其他资金")
_SOURCES = ("total", "fiscal", "special_account", "other")


def plain_document(draw: Draw, number: int) -> Document:
    """Three columns, notation A, one to three spending units as heading rows, no money."""
    year = draw.randint(2018, 2026)
    place = draw.choice(words.PLACES)
    department = place + draw.choice(words.BUREAUS)
    units = [department, *(place + unit for unit in draw.sample(words.UNITS, draw.randint(0, 2)))]
    printed_units = units if draw.random() < 0.7 else [None]
    names = project_names(draw, draw.randint(4, 20), year)
    marks, page = Marks.drawn(draw), Page.drawn(draw, ("项目名称（资金使用单位）", "绩效目标", "绩效指标"))
    title = _heading(draw, page, department, year, "万元" if draw.random() < 0.5 else None)
    page.header()
    projects: list[Project] = []
    for at, unit in enumerate(printed_units):
        if unit:
            page.row([unit, "", ""])
        for name in names[at :: len(printed_units)]:
            one = project(draw, name, unit, year, coded=False, amounts={})
            projects.append(_print(draw, page, marks, one, []))
    return Document(
        name=f"{number:06}.txt", data=encoded(draw, page.text()), form="project_goals", title=title,
        department=department, year=year, money_unit=page.money_unit, projects=tuple(projects),
    )  # fmt: skip


def coded_document(draw: Draw, number: int) -> Document:
    """Seven columns, notation B with codes and both values; 合计 and the unit's own row add up."""
    year = draw.randint(2018, 2026)
    department = draw.choice(words.PLACES) + draw.choice(words.BUREAUS)
    yuan = draw.random() < 0.15
    names = project_names(draw, draw.randint(4, 16), year)
    money = [_amounts(draw) for _ in names]
    totals = {source: sum((one.get(source, Decimal(0)) for one in money), Decimal(0)) for source in _SOURCES}
    totals = {source: amount for source, amount in totals.items() if amount}
    marks, page = Marks.drawn(draw), Page.drawn(draw, ("项目名称（资金使用单位）", *_MONEY, "绩效目标", "绩效指标"))
    title = _heading(draw, page, department, year, "元" if yuan else "万元")
    page.header()
    page.row(["合计", *_cells(totals, yuan=yuan), "", ""])
    page.row([department, *_cells(totals, yuan=yuan), "", ""])
    projects = [
        _print(
            draw, page, marks,
            project(draw, name, department, year, coded=True, amounts={k: str(v) for k, v in amounts.items()}),
            _cells(amounts, yuan=yuan),
        )
        for name, amounts in zip(names, money, strict=True)
    ]  # fmt: skip
    if draw.random() < 0.3:
        page.ruler(7)
    return Document(
        name=f"{number:06}.txt", data=encoded(draw, page.text()), form="project_goals", title=title,
        department=department, year=year, money_unit=page.money_unit, projects=tuple(projects),
        totals={source: str(amount) for source, amount in totals.items()},
    )  # fmt: skip


def _heading(draw: Draw, page: Page, department: str, year: int, money_unit: str | None) -> str:
    title = f"{year}年项目支出绩效目标表{draw.choice(('', '（含转移支付项目）'))}"
    page.line(draw.choice(("", "", "## ")) + title)
    colon = draw.choice("：:")
    page.line(f"部门名称{colon}{department}")
    page.money_unit = money_unit
    if money_unit:
        page.line(f"单位{colon}{money_unit}")
    return title


def _amounts(draw: Draw) -> dict[str, Decimal]:
    """Amounts in 万元 with two decimals; the total is the sum of its sources."""
    fiscal = Decimal(draw.choice((draw.randint(50, 9999), draw.randint(10_000, 9_999_999)))) / 100
    amounts = {"total": fiscal, "fiscal": fiscal}
    for source, share in (("special_account", 0.1), ("other", 0.15)):
        if draw.random() < share:
            amounts[source] = Decimal(draw.randint(100, 500_000)) / 100
            amounts["total"] += amounts[source]
    return {source: amount.quantize(Decimal("0.01")) for source, amount in amounts.items()}


def _cells(amounts: dict[str, Decimal], *, yuan: bool) -> list[str]:
    factor = 10_000 if yuan else 1
    return [f"{amounts[source] * factor:,.2f}" if source in amounts else "" for source in _SOURCES]


def _print(draw: Draw, page: Page, marks: Marks, one: Project, money: list[str]) -> Project:
    """Print a project, perhaps cut by page ends; the project as printed comes back."""
    items = [printed(*pair) for pair in _with_next(one, marks)]
    row = Row(one.name, money, one.goal.text, items)
    pieces = cut(draw, row) if draw.random() < 0.35 else [row.whole]
    _lay_out(page, pieces)
    return Project(
        name=one.name, unit=one.unit, goal=one.goal, amounts=one.amounts,
        indicators=tuple(item.truth for item in items),
    )  # fmt: skip


def _with_next(one: Project, marks: Marks) -> Iterator[tuple[Indicator, Marks, Indicator | None]]:
    followers = [*one.indicators[1:], None]
    return ((indicator, marks, follower) for indicator, follower in zip(one.indicators, followers, strict=True))


def _lay_out(page: Page, pieces: list[Piece]) -> None:
    for at, piece in enumerate(pieces):
        if at:
            page.turn(cut=True)
        page.row(piece)
    page.maybe_turn()
