"""Goals and what measures them: specific, carried by indicators, related, not mere spending (R25–R28)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kgbuild.auditing.facts import Audited, Fact, branch_of, measures, name_of
from kgbuild.model.records import Indicator
from kgbuild.model.values import Value
from kgbuild.rdf.stated import StatedUndertaking
from kgbuild.text import comparable
from kgbuild.understanding import value_reader

_UPKEEP: Final = re.compile(
    r"保障|维护|维持|正常|顺利|日常|运转|运作|后勤|满足|支付|用于|发放|缴纳|规范|管理|水平|效率|支撑|提高|提升|增强|加强|强化|推进|有效|促进|发挥|提供|协助"
)
_NOTHING_SAID: Final = re.compile(r"\d|第[一二三四五六七八九十]+[届期次]|[一二两三四五六七八九十]+[个场次项家份名]")
_LONG_GOAL: Final = 70
"""A goal of more characters names things, even where it gives no number."""
_OBJECT: Final = re.compile(
    r"企业|居民|群众|市民|学生|产业|项目|平台|活动|大赛|会议|论坛|课题|报告|标准|调研|评审|测试|演练|建成|建设|研究|专项|宣传|招商|培训|诊断|"
    r"认定|展示|整治|监测|系统|采购|购置|设备更新|慰问|待遇|工资|体检|检查|评估|数据|人才|技术"
)
_SPENDING: Final = re.compile(
    r"支出(?:率|及时|进度|完成)|预算(?:执行|支出|完成)|支付|(?:发放|拨付|出资|兑付|结算|兑现)(?:\S{0,4})(?:及时|准确|率|数|时间|企业)|"
    r"(?:资金|经费)\S{0,4}(?:合规|到位|及时|拨付|支付)|出资数|拨付"
)
_MINIMUM_PROMISE: Final = 1
_STOP: Final = frozenset(("我区", "我市", "本区", "本市", "工作", "进一", "一步", "推动", "促进", "提升", "提高", "发展", "相关", "开展", "通过", "数量",
                          "企业", "完成", "服务", "有效", "项目", "实现", "年度", "建设", "加快", "保障", "情况"))  # fmt: skip


def facts(document: Audited) -> Iterator[Fact]:
    """Specific goals, promises without an indicator, words shared with the goal, spending posing as an outcome."""
    for one in document.undertakings:
        goal = one.record.goal
        if goal and one.goal:
            text = comparable(goal.text.string)
            yield Fact(one.goal, "kgb:specificGoal", is_specific(text))
            promised, missing = _promises(goal.text.string, one)
            if promised:
                yield Fact(one.node, "kgb:promises", promised)
                yield Fact(one.node, "kgb:uncarriedPromises", missing)
            yield from _relations(one, text)
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


_PAYING: Final = re.compile(r"^(?:用于)?支付|^(?:用于)?(?:因?业务需要|日常)|维护|运维|桌面")


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


def _relations(one: StatedUndertaking, goal: str) -> Iterator[Fact]:
    """Share of an indicator's word pairs that the name or the goal of its undertaking has too."""
    about = goal + comparable(one.name.string)
    for stated in one.indicators:
        record = stated.record
        if branch_of(record) == "满意度":
            continue
        words = comparable(name_of(record) + (record.annual.string if record.annual else ""))
        pairs = {
            words[at : at + 2]
            for at in range(len(words) - 1)
            if re.fullmatch(r"[\u4e00-\u9fff]{2}", words[at : at + 2])
        }
        pairs -= _STOP
        if len(pairs) >= _ENOUGH_PAIRS:
            shared = sum(1 for pair in pairs if pair in about)
            yield Fact(stated.node, "kgb:sharedWithGoal", (Decimal(shared) / len(pairs)).quantize(Decimal("0.01")))


_ENOUGH_PAIRS: Final = 12
"""A shorter indicator has too few words to say that it is about something else."""
