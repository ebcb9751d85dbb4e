"""Goals that are there and specific, and indicators that are no mere spending (R25, R28)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kgbuild.auditing.facts import Audited, Fact, branch_of, name_of
from kgbuild.model.records import Project
from kgbuild.text import comparable

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
SPENDING: Final = re.compile(
    r"支出(?:率|及时|进度|完成)|预算(?:执行|支出|完成)|(?<!移动)(?<!电子)(?<!扫码)支付(?!宝|平台|方式|能力)|拨付|出资数|"
    rf"(?:{_HANDED_OUT}|出资|兑付|结算|兑现)(?:及时|准确|到位)|(?:{_HANDED_OUT}|兑付|兑现)率|(?:资金|经费)\S{{0,4}}(?:合规|到位|及时)"
)


def facts(document: Audited) -> Iterator[Fact]:
    """Whether a goal is printed and specific; spending that poses as an outcome."""
    for one in document.undertakings:
        goal = one.record.goal
        if isinstance(one.record, Project):
            yield Fact(one.node, "kgb:goalPrinted", bool(goal and goal.text.string.strip()))
        if goal and one.goal:
            text = comparable(goal.text.string)
            yield Fact(one.goal, "kgb:specificGoal", is_specific(text))
        for stated in one.indicators:
            if branch_of(stated.record) in ("产出", "效益"):
                yield Fact(
                    stated.node, "kgb:measuresSpending", bool(SPENDING.search(comparable(name_of(stated.record))))
                )


def is_specific(goal: str) -> bool:
    """Whether a goal names a number, a date, or what is done for whom; 维护机关正常运转 names nothing."""
    if _NOTHING_SAID.search(goal) or len(goal) > _LONG_GOAL:
        return True
    clauses = [clause for clause in re.split(r"[,.;:]", goal) if clause]
    return any(_OBJECT.search(clause) and not _PAYING.search(clause) for clause in clauses)
