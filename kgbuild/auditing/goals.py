"""Goals and what measures them: specific, carried by indicators, related, not mere spending (R25–R28)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kgbuild.auditing.facts import Audited, Fact, branch_of, measures, name_of
from kgbuild.model.records import Indicator, Project
from kgbuild.model.values import Value
from kgbuild.rdf.stated import StatedUndertaking
from kgbuild.text import comparable
from kgbuild.understanding import value_reader

_UPKEEP: Final = re.compile(
    r"保障|维护|维持|正常|顺利|日常|运转|运作|后勤|满足|支付|用于|发放|缴纳|规范|管理|水平|效率|支撑|提高|提升|增强|加强|强化|推进|有效|促进|发挥|提供|协助"
)
_NOTHING_SAID: Final = re.compile(r"\d|第[一二三四五六七八九十]+[届期次]|[一二两三四五六七八九十]+[个场次项家份名]")
_PAYING: Final = re.compile(r"^(?:用于)?支付|^(?:用于)?(?:因?业务需要|日常)|维护|运维|桌面")
_LONG_GOAL: Final = 70
"""A goal of more characters names things, even where it gives no number."""
_OBJECT: Final = re.compile(
    r"企业|居民|群众|市民|学生|产业|项目|平台|活动|大赛|会议|论坛|课题|报告|标准|调研|评审|测试|演练|建成|建设|研究|专项|宣传|招商|培训|诊断|"
    r"认定|展示|整治|监测|系统|采购|购置|设备更新|工程|修缮|巡查|推介|示范|慰问|待遇|工资|体检|检查|评估|数据|人才|技术"
)
_HANDED_OUT: Final = r"(?<!资料)(?<!材料)(?<!物资)(?<!手册)(?<!证书)(?<!证件)(?<!药品)发放"
"""Money; handing out leaflets is a deed."""
_SPENDING: Final = re.compile(
    r"支出(?:率|及时|进度|完成)|预算(?:执行|支出|完成)|(?<!移动)(?<!电子)(?<!扫码)支付(?!宝|平台|方式|能力)|拨付|出资数|"
    rf"(?:{_HANDED_OUT}|出资|兑付|结算|兑现)(?:及时|准确|到位)|(?:{_HANDED_OUT}|兑付|兑现)率|(?:资金|经费)\S{{0,4}}(?:合规|到位|及时)"
)
_ITEMISED: Final = 3
"""A goal of so many items names everything that is to be done."""
_ENOUGH_PAIRS: Final = 12
"""A shorter indicator has too few words to say that it is about something else."""
_TELLING_NAME: Final = 8
_ENOUGH: Final = 20
_FITS: Final = Decimal("0.5")
_HAN_PAIR: Final = re.compile("[\u4e00-\u9fff]{2}")
_MINIMUM_PROMISE: Final = 1
_STOP: Final = frozenset(("我区", "我市", "本区", "本市", "工作", "进一", "一步", "推动", "促进", "提升", "提高", "发展", "相关", "开展", "通过", "数量",
                          "企业", "完成", "服务", "有效", "项目", "实现", "年度", "建设", "加快", "保障", "情况"))  # fmt: skip


Owners = dict[str, dict[str, StatedUndertaking]]


def facts(document: Audited) -> Iterator[Fact]:
    """Specific goals, promises without an indicator, words shared with the goal, spending posing as an outcome."""
    owners = _owners(document)
    for one in document.undertakings:
        goal = one.record.goal
        if isinstance(one.record, Project):
            yield Fact(one.node, "kgb:goalPrinted", bool(goal and goal.text.string.strip()))
        if goal and one.goal:
            text = comparable(goal.text.string)
            yield Fact(one.goal, "kgb:specificGoal", is_specific(text))
            promised, missing = _promises(goal.text.string, one)
            if promised:
                yield Fact(one.node, "kgb:promises", promised)
                yield Fact(one.node, "kgb:uncarriedPromises", missing)
            yield from _related(one, owners)
        for stated in one.indicators:
            if branch_of(stated.record) in ("产出", "效益"):
                yield Fact(
                    stated.node, "kgb:measuresSpending", bool(_SPENDING.search(comparable(name_of(stated.record))))
                )


def is_specific(goal: str) -> bool:
    """Whether a goal names a number, a date, or what is done for whom; 维护机关正常运转 names nothing."""
    if _NOTHING_SAID.search(goal) or len(goal) > _LONG_GOAL:
        return True
    clauses = [clause for clause in re.split(r"[,.;:]", goal) if clause]
    return any(_OBJECT.search(clause) and not _PAYING.search(clause) for clause in clauses)


def _promises(goal: str, one: StatedUndertaking) -> tuple[int, int]:
    """How many quantities the goal promises, and how many of them no indicator carries."""
    promised: dict[tuple[Decimal, str], None] = {}
    for clause in re.split(r"[。；;，,、]", goal):
        for part in measures(value_reader().read(clause, None)):
            if part.number is not None and part.unit and part.number >= _MINIMUM_PROMISE:
                promised[(part.number, part.unit)] = None
    carried = {(number, unit) for stated in one.indicators for number, unit in _numbers(stated.record)}
    units_free = {number for number, unit in carried if not unit}
    missing = [key for key in promised if key not in carried and key[0] not in units_free]
    return len(promised), len(missing)


def _numbers(one: Indicator) -> Iterator[tuple[Decimal, str]]:
    values: tuple[Value | None, ...] = (one.annual_value, one.period_value, one.actual_value)
    for value in values:
        for part in measures(value):
            for number in (part.number, part.upper_number):
                if number is not None:
                    yield number, part.unit or ""


def _related(one: StatedUndertaking, owners: Owners) -> Iterator[Fact]:
    """Share of an indicator's word pairs that the name or the goal of its undertaking has too.

    Said only where few common words mean something: of goals that list what is to be done, item by item, and of names
    that stand in another undertaking too, which they fit.
    """
    listed = one.record.goal is not None and len(one.record.goal.items) >= _ITEMISED
    about = _about(one)
    for stated in one.indicators:
        record = stated.record
        name = comparable(name_of(record))
        if branch_of(record) not in ("产出", "效益") or _SPENDING.search(name):
            continue
        words = _pairs(name + comparable(record.annual.string if record.annual else ""))
        if listed and len(words) >= _ENOUGH_PAIRS:
            yield Fact(stated.node, "kgb:sharedWithGoal", _share(words, about))
        elif measures(record.annual_value) and not listed and _fits_elsewhere(name, one, owners):
            yield Fact(stated.node, "kgb:sharedWithGoal", _share(_pairs(name), about))


def _owners(document: Audited) -> Owners:
    """Telling names of indicators, and the undertakings that use them."""
    found: Owners = {}
    for owner, stated in document.indicators():
        name = comparable(name_of(stated.record))
        if len(name) >= _TELLING_NAME:
            found.setdefault(name, {})[owner.node.value] = owner
    return found


def _fits_elsewhere(name: str, owner: StatedUndertaking, owners: Owners) -> bool:
    """Whether another undertaking has an indicator of this name that shares at least half of its words with it."""
    others = [other for other in owners.get(name, {}).values() if other.node != owner.node][:_ENOUGH]
    return any(_share(_pairs(name), _about(other)) >= _FITS for other in others)


def _about(one: StatedUndertaking) -> set[str]:
    """The word pairs of the name and the goal of an undertaking."""
    goal = one.record.goal.text.string if one.record.goal else ""
    return _pairs(comparable(f"{one.name.string} {goal}"))


def _pairs(words: str) -> set[str]:
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    return {pair for pair in pairs if _HAN_PAIR.fullmatch(pair)} - _STOP


def _share(pairs: set[str], about: set[str]) -> Decimal:
    return (Decimal(len(pairs & about)) / max(len(pairs), 1)).quantize(Decimal("0.01"))
