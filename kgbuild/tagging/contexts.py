"""The words around a term: those that make it no evidence, and those that make it a mention in passing."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final

_CLAUSE_END: Final = re.compile(r"[，,。；;！!？?\n]")
_SUPPORT: Final = re.compile(
    r"产业|企业|补贴|补助|奖励|奖补|贴息|扶持|支持|鼓励|引导|示范|集群|攻关|培育|招商|基地|园区|研发|推广|创新|技改|"
    r"技术改造|投产|首台套|消费者"
)
_AFTER: Final = re.compile(
    r"(?:的)?(?:系统|设备|产品|器材|服务)?(?:采购|购置|购买|维护|运维|维修|维保|租赁|租用|安装调试|更换|更新费|讲座|专题讲座|专题培训|培训班?|知识讲座|课程|读本|屏|卡(?!车)|巡检|耗材|使用费|通讯费|通信费|话费|套餐|宣传册|管理权限|考试|兴趣班|社团|教材)"
)
_BEFORE: Final = re.compile(
    r"(?:采购|购置|购买|更换|维修|租赁|租用|配备|安装)(?:\d+[台套个辆张块]|一批|部分|相关|办公用?|机房|单位|机关)?$"
)
# 购置半导体参数测试仪、示波器等教学仪器: the clause begins with an office's own purchase
_OWN_CLAUSE: Final = re.compile(
    r"^(?:[一二三四五六七八九十]是|\d+[.、)]|通过|用于|主要用于|完成|按规定|及时|统一|委托|组织)?"
    r"(?:采购|购置|购买|租赁|租用|支付|缴纳|更换|更新|维修|维护|维保|配备|配置|印制|制作|续订|结清|订阅|聘请)"
)
# 航空路, 汽车城大道, 生物岛实验小学: a place, not what is done there
_PLACE: Final = re.compile(
    r"(?:产业|科技|创意|软件|高新)*(?:园区?|城|谷|港|小镇|新城|岛|大厦|广场)?(?:[东西南北中一二三四五六]?(?:大道|大街|路(?![灯侧网由演线段径空云况测标])|街道|街(?!区)|巷(?!道))|小区|小学|中学|幼儿园|(?:职业)?(?:技术)?学院|大学|派出所|大桥|立交|居委|村委|地铁站|公交站|航站楼|校区|厂?旧址|遗址|厂区|新村|花园|家园)"
)
# clauses that tell of an effect, or of those who are served, after the one that tells what is done
_EFFECT: Final = re.compile(r"^(?:从而|进而|有效|进一步|以|并)?(?:带动|拉动|满足|辐射)")
# 在文博、体育赛事等场景开展…, 面向…领域: where the supported thing is used
_SCENE_BEFORE: Final = re.compile(r"(?:在|于|面向|推广至|应用到)[^，,。；;]{0,24}$")
_SCENE_AFTER: Final = re.compile(
    r"^[^，,。；;]{0,16}?(?:领域|场景|行业|方面|环节|等地|作业|加工中|运输中)(?:内|中)?(?!企业)[^，,。；;]{0,6}?"
    r"(?:应用|推广|示范|试点|使用|开展|开放|实现|落地|[，,。；;]|$)"
)
# outcomes that are measured, not paid for: …产业规模, …影响力
_OUTCOME: Final = re.compile(r"产业规模|影响力|知名度|增加值|产值|营业?收入?|增速|增长率|占比|比重|满意度")

# an undertaking without any of these tells what an office does with the things it names
_SPEAKS_OF_SUPPORT: Final = re.compile(
    r"产业(?!园)|产业园(?:区)?(?:建设|发展|招商|运营|扶持|项目)|企业(?!承担|负责)|行业|扶持|奖励|补贴|补助|贴息|"
    r"奖补|支持|培育|招商|引进|集聚|落户|研发|攻关|投产|扩产|技改|技术改造|集群|示范|推广|园区|基地|转化|大会|年会|"
    r"论坛|展会|博览|展览|大赛|经济|产值|产能|发展|规划编制|振兴|消费|创新|应用场景|营销|推介|高产|升级|试点|强链|"
    r"补链|孵化|赛事|开发(?!区|商)|活化|保护利用|短板|品牌|旅游线路|保险补偿|风险补偿|建设规划|产品"
)
_FUND: Final = re.compile(r"资金|专项(?!业务)|行动|工程|计划|建设|中心|平台|产业|企业|节|展|赛|会$|活动$")


def supports(name: str, goal: str) -> bool:
    """Whether a name or a goal speaks of support for others, or of an industry at all."""
    return bool(_FUND.search(name) or _SPEAKS_OF_SUPPORT.search(name) or _SPEAKS_OF_SUPPORT.search(goal))


def spoils(text: str, begin: int, end: int) -> str:
    """Why the words around a term make it no evidence; empty when they do not."""
    place = _PLACE.match(text, end)
    if place:
        return f"a place: followed by 「{place.group()}」"
    behind = _AFTER.match(text, end)
    if behind and not _SUPPORT.search(text[max(begin - 6, 0) : begin]):
        return f"followed by 「{behind.group()}」"
    before = _BEFORE.search(text[max(begin - 10, 0) : begin])
    if before:
        return f"behind 「{before.group()}」"
    first, last = _clause(text, begin, end)
    own = _OWN_CLAUSE.match(text[first:begin])
    if own and not _SUPPORT.search(text[first:last]):
        return f"in a clause that begins with 「{own.group()}」"
    return ""


def in_passing(text: str, begin: int, end: int) -> str:
    """Why the words around a term in a goal tell of an effect or of a scene of use; empty when they do not."""
    first, last = _clause(text, begin, end)
    effect = _EFFECT.match(text[first:begin])
    if effect:
        return f"an effect: behind 「{effect.group()}」"
    scene = _SCENE_BEFORE.search(text[first:begin])
    if scene and _SCENE_AFTER.match(text[end:last]):
        return "a scene of use"
    return ""


def is_outcome(text: str) -> bool:
    """Whether an indicator measures what becomes of an industry, not what is paid for."""
    return bool(_OUTCOME.search(text))


def _clause(text: str, begin: int, end: int) -> tuple[int, int]:
    """Where the clause around a term begins and ends."""
    ends = _clause_ends(text)
    before = bisect_left(ends, begin)
    behind = bisect_left(ends, end)
    return ends[before - 1] + 1 if before else 0, ends[behind] if behind < len(ends) else len(text)


@lru_cache(maxsize=256)
def _clause_ends(text: str) -> list[int]:
    return [match.start() for match in _CLAUSE_END.finditer(text)]
