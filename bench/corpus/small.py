"""Small documents in great number: a plan and a self-evaluation of one project each, over five years.

Ten documents tell the life of one project: 项目支出绩效目标表 and 项目支出绩效自评表 of each year, its indicators kept,
lowered, missed, renamed or dropped. They are for questions over many documents: nothing in them is hard to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.corpus import words
from bench.corpus.draw import Draw
from bench.corpus.projects import phrase

_FIRST_YEAR: Final = 2019
_YEARS: Final = 5
_MEASURES: Final = (
    ("产出指标", "数量指标", "扶持{t}企业数量", "家"),
    ("产出指标", "数量指标", "举办{t}活动", "场"),
    ("产出指标", "质量指标", "{t}验收合格率", "%"),
    ("产出指标", "时效指标", "资金拨付完成时间", "日"),
    ("效益指标", "经济效益指标", "{t}企业营业收入增长率", "%"),
    ("效益指标", "社会效益指标", "{t}产业影响力", ""),
    ("产出指标", "数量指标", "{t}基站建设、改造数量", "座"),
    ("效益指标", "生态效益指标", "{t}节能减排", "无"),
    ("满意度指标", "服务对象满意度指标", "服务对象满意度", "%"),
)
_POINTS: Final = {1: (90,), 2: (50, 40)}
_REASONS: Final = ("", "", "受市场环境影响，进度推迟", "招标时间较长，下一步将提前准备")
_HEAD: Final = "项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标"


@dataclass(frozen=True, slots=True)
class _Measure:
    """One indicator in one year; `target` and `actual` as printed."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    missed: bool


@dataclass(frozen=True, slots=True)
class _Year:
    department: str
    project: str
    goal: str
    year: int
    budget: int
    adjusted: int
    spent: int
    measures: tuple[_Measure, ...]


def small(count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """`count` files as (name, content), each depending on `seed` and its own number alone."""
    for number in range(count):
        life, turn = divmod(number, 2 * _YEARS)
        draw = Draw.of(f"small/{seed}/{life}")
        year = _years(draw)[turn // 2]
        yield f"{number:06}.txt", (_report(year, draw) if turn % 2 else _plan(year)).encode()


def written_small(folder: Path, count: int, seed: int = 0) -> None:
    """Write the documents as files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in small(count, seed):
        (folder / name).write_bytes(content)


def _years(draw: Draw) -> list[_Year]:
    department = draw.choice(words.PLACES) + draw.choice(words.BUREAUS)
    project = phrase(draw, words.PROJECTS[:2] + words.PROJECTS[9:10], _FIRST_YEAR)
    goal = phrase(draw, words.SENTENCES, _FIRST_YEAR) + "。"
    kinds = draw.sample(_MEASURES, draw.choice((1, 1, 2)))
    names = [phrase(draw, (name,), _FIRST_YEAR) for _, _, name, _ in kinds]
    budget, aims = draw.randint(20, 9000), [draw.randint(3, 95) for _ in kinds]
    years = []
    for year in range(_FIRST_YEAR, _FIRST_YEAR + _YEARS):
        if draw.random() < 0.3:
            budget, aims = draw.randint(20, 9000), [max(1, aim + draw.randint(-3, 3)) for aim in aims]
        measures = tuple(_measure(draw, *one, year) for one in zip(kinds, names, aims, strict=True))
        adjusted = budget if draw.random() < 0.8 else round(budget * draw.uniform(0.5, 1.6))
        spent = round(adjusted * draw.uniform(0.55, 1))
        years.append(_Year(department, project, goal, year, budget, adjusted, spent, measures))
    return years


def _measure(draw: Draw, kind: tuple[str, str, str, str], name: str, aim: int, year: int) -> _Measure:
    level1, level2, _, unit = kind
    if unit == "无":
        return _Measure(level1, level2, name, "不涉及", "不涉及", missed=False)
    if unit == "":
        return _Measure(level1, level2, name, draw.choice(words.DESCRIPTIONS[:4]), "进一步提高", missed=False)
    if unit == "日":
        late = draw.random() < 0.1
        target = f"{year + late}年6月30日前"
        return _Measure(level1, level2, name, target, f"{year}年{draw.randint(2, 11)}月20日", missed=False)
    share = draw.choice((0.8, 1, 1, 1.1, 1.6))
    actual = round(aim * share)
    return _Measure(level1, level2, name, f"≥{aim}{unit}", f"{actual}{unit}", missed=actual < aim)


def _plan(one: _Year) -> str:
    indicators = "".join(
        f"{at}、{measure.level1}：{measure.name}，年度指标值：{measure.target}。"
        for at, measure in enumerate(one.measures, 1)
    )
    money = f"{one.budget}.00"
    return "\n\n".join(
        (
            f"{one.year}年项目支出绩效目标表",
            f"部门名称：{one.department}",
            "单位：万元",
            f"{_HEAD}\n合计\t{money}\t{money}\n{one.project}\t{money}\t{money}\t\t\t{one.goal}\t{indicators}\n",
        )
    )


def _report(one: _Year, draw: Draw) -> str:
    rate = one.spent / one.adjusted
    head = "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施"
    lines = [
        "项目支出绩效自评表",
        f"（{one.year}年度）",
        f"项目名称\t{one.project}",
        f"主管部门\t{one.department}\t实施单位\t{one.department}",
        "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分",
        f"\t年度资金总额\t{one.budget}.00\t{one.adjusted}.00\t{one.spent}.00\t10\t{rate:.2%}\t{10 * rate:.2f}",
        "年度总体目标\t预期目标\t实际完成情况",
        f"\t{one.goal}\t{one.goal}",
        head,
    ]
    total = round(10 * rate, 2)
    measures = one.measures[: 1 if draw.random() < 0.1 else None]
    for measure, points in zip(measures, _POINTS[len(one.measures)], strict=False):
        earned = points - (points // 5 if measure.missed and draw.random() < 0.6 else 0)
        total += earned
        reason = draw.choice(_REASONS) if measure.missed else ""
        name = measure.name.replace("企业", "单位") if draw.random() < 0.1 else measure.name
        lines.append(
            f"\t{measure.level1}\t{measure.level2}\t{name}\t{measure.target}\t{measure.actual}"
            f"\t{points}\t{earned}\t{reason}"
        )
    lines.append(f"总分\t\t\t\t\t\t100\t{total:.2f}\t")
    return "\n".join(lines) + "\n"
