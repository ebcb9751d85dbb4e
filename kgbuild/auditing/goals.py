"""Goals that are there and specific, and indicators that are no mere spending (R25, R28)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kgbuild.auditing.facts import Audited, Fact, branch_of, is_placeholder, name_of
from kgbuild.model.records import Form, Project
from kgbuild.text import comparable
from kgbuild.values.masks import without_names

_EDITION: Final = re.compile(r"第[\d一二三四五六七八九十]+[届期次]")
_SOMETHING_SAID: Final = re.compile(
    r"\d|[一二两三四五六七八九十百千万]+(?:余|多)?(?:个|场|次|项|家|份|名|条|处|所|座|栋|台|套|户|人|件|批|期|座|辆|公里|亩|成(?![立为员果功效品长熟交分])|万)"
    r"|年[底末内](?!容)|月底|季度末|零(?:事故|投诉|发生|上访)|全覆盖"
)
_PAYING: Final = re.compile(r"^(?:用于)?支付|^(?:用于)?(?:因?业务需要|日常)|维护|运维|桌面")
_LONG_GOAL: Final = 100
"""A goal of more characters names things, even where it gives no number."""
_DEED: Final = re.compile(
    r"(?<!顺利)(?<!有序)(?<!有效)(?<!正常)(?<!工作)开展|举办|举行|召开|组织|编制|制定|制订|起草|出具|采购|购置|购买|建成|建设|新建|改建|改造|修缮|维修|更换|整治|完成|评审|检查|抽查|巡检|巡查|监测|检测|"
    r"测试|发放|补助|资助|奖励|补贴|慰问|体检|培训|调研|研究|评估|宣传|走访|诊断|印刷|参加|搭建|归集|清洗|推介|招商|办理|受理|救助|演练|租赁|引进|培育|清理|疏浚|放流|补植|种植|栽植|安装|铺设|养护|适配|拆除|接种|筛查|救治|播放|拍摄|升级|保障\S{0,20}(?:待遇|工资)"
)
_NO_DEED: Final = re.compile(
    r"^(?:进一步|切实|持续|不断|全面|认真)?(?:加强|做好|强化|推进|抓好|提升|提高|完善|优化|规范|推动|促进|深化)|支持发展|相关工作|各项工作|本职工作|工作效率|日常工作|业务需要"
)
_HANDED_OUT: Final = r"(?<!资料)(?<!材料)(?<!物资)(?<!手册)(?<!证书)(?<!证件)(?<!药品)发放"
"""Money; handing out leaflets is a deed."""
SPENDING: Final = re.compile(
    r"支出(?:率|及时|进度|完成)|预算(?:资金|经费)?(?:执行|支出|完成)|(?:资金|经费|支出)\S{0,2}执行率|(?:兑付|兑现)\S{0,2}时间|(?<!移动)(?<!电子)(?<!扫码)支付(?!宝|平台|方式|能力)|拨付|出资数|"
    rf"(?:{_HANDED_OUT}|出资|兑付|结算|兑现|付款|缴纳|报销)\S{{0,2}}(?:及时|准确|到位|足额|进度|完成|规范)|及时足额|专款专用|付款(?:率|进度|及时|时间)|"
    rf"(?:{_HANDED_OUT}|兑付|兑现)率|(?:资金|经费|专款)\S{{0,4}}(?:合规|到位|及时|使用率|使用规范|使用安全|下达|足额|安全性|规范性)"
)


def facts(document: Audited) -> Iterator[Fact]:
    """Whether a goal is printed and specific; spending that poses as an outcome."""
    for one in document.undertakings:
        goal = one.record.goal
        if isinstance(one.record, Project) and (goal or one.section.form is Form.PROJECT_GOALS):
            yield Fact(one.node, "kgb:goalPrinted", bool(goal and goal.text.string.strip()))
        if goal and one.goal:
            text = comparable(goal.text.string)
            if not is_placeholder(text):
                yield Fact(one.goal, "kgb:specificGoal", is_specific(text))
        completion = (
            one.record.evaluation.completion if isinstance(one.record, Project) and one.record.evaluation else None
        )
        if one.goal and completion and is_placeholder(completion.string):
            yield Fact(one.goal, "kgb:placeholder", completion.string, completion)
        for stated in one.indicators:
            if branch_of(stated.record) in ("产出", "效益"):
                yield Fact(
                    stated.node, "kgb:measuresSpending", bool(SPENDING.search(comparable(name_of(stated.record))))
                )


_ROLE: Final = re.compile(r"(?:成为|作为|打造成?)[\u4e00-\u9fff]+")
"""What something is to become says no deed (成为宣传…的窗口)."""


def is_specific(goal: str) -> bool:
    """Whether a goal names a number, a date, or what is done for whom; 维护机关正常运转 names nothing.

    The number of an edition tells one event from others; that of a model (第10.5代) is part of a name.
    """
    if len(goal) > _LONG_GOAL or _EDITION.search(goal) or _SOMETHING_SAID.search(without_names(goal)):
        return True
    clauses = [clause for clause in re.split(r"[,.;:]", _ROLE.sub("", goal)) if clause]
    return any(
        _DEED.search(clause)
        and not clause.endswith("费")
        and not _PAYING.search(clause)
        and not _NO_DEED.search(clause)
        for clause in clauses
    )
