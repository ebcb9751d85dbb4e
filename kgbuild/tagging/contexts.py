"""The words around a term that make it no evidence, and those by which a text speaks of support."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.tagging.clauses import clause

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

# an undertaking without any of these tells what an office does with the things it names
_SPEAKS_OF_SUPPORT: Final = re.compile(
    r"产业(?!园)|产业园(?:区)?(?:建设|发展|招商|运营|扶持|项目)|企业(?!承担|负责)|行业|扶持|奖励|补贴|补助|贴息|"
    r"奖补|支持|培育|招商|引进|集聚|落户|研发|攻关|投产|扩产|技改|技术改造|集群|示范|推广|园区|基地|转化|大会|年会|"
    r"论坛|展会|博览|展览|大赛|经济|产值|产能|发展|规划编制|振兴|消费|创新|应用场景|营销|推介|高产|升级|试点|强链|"
    r"补链|孵化|赛事|融合|游客|加工|(?<!安全)生产(?!安全|生活)|种植|养殖|繁育|产业化|提质|开发(?!区|商)|活化|保护利用|短板|品牌|旅游线路|保险补偿|风险补偿|建设规划|产品"
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
    first, last = clause(text, begin, end)
    before = _BEFORE.search(text[max(begin - 10, 0) : begin])
    if before and not _SUPPORT.search(text[first:begin]):
        return f"behind 「{before.group()}」"
    own = _OWN_CLAUSE.match(text[first:begin])
    if own and not _SUPPORT.search(text[first:last]):
        return f"in a clause that begins with 「{own.group()}」"
    return ""
