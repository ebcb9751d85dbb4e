"""Contexts in which an industry word speaks of no industry: office purchases, upkeep, courses, payments."""

from __future__ import annotations

import re
from typing import Final

# Names of undertakings that support no industry, whatever words they hold.
_NEVER: Final = re.compile(
    r"装修|营房|派出所|食堂|制服|制式服装|统筹外|养护|绿化|排水|改水|党建|党群|党务|党员|文印|归档|应急物资|核应急|罚没|宣传片|拍摄|布展|"
    r"讲座|干部培训|培训班|干部教育|公务用车|公车|执法车|执法船|执法记录|救护车|校车|退休人员|离退休|热线|等级保护|等保|社会保障卡|"
    r"办公家具|办公楼|办公用房|物业管理|停放秩序|车棚|社区党群|社区服务|电话租用|物流费|搬迁|慰问|体检|抚恤|丧葬|纪检|派驻|因公出国|接待|职称|"
    r"人民医院|考试保障|房屋建筑物|无线电监测|频谱监测|保障性住房|公租房|教学楼|幼儿园|中小学|办公终端|正版软件"
)
# Buying, renting and mending for oneself; not when it is support for others (采购补贴).
_OWN_USE: Final = re.compile(
    r"购置|采购|租赁|租用|租金|维修|维保|维护|运维|运行费|运行经费|制作费|印刷|配置|更新费|更换|替代|测评|巡检|保洁|保安|安保|演练|"
    r"办公|机关|机构运行|后勤|档案|审计|工资|编外|劳务派遣|聘用|水电|网络租赁|宣传费|法律顾问|医药费|医疗费|会议费|差旅|培训费|设备费"
)
_SUPPORT: Final = re.compile(
    r"产业|企业|补贴|补助|奖励|贴息|扶持|示范|集群|攻关|培育|招商|基地|园区|专项资金|转型|研发|推广|创新|应用场景|首台套|技改|技术改造|投产"
)
# Names that say only that an office works: what their goals say is done in passing.
_RUNNING_COST: Final = re.compile(
    r"运维|运行维护|维护|维持性|购置经费|纪检|老干部|退休|综合业务|综合工作|其他运行|历史遗留|整治经费|信息管理经费|监测设施|监测站"
)
_AFTER: Final = re.compile(
    r"(?:的)?(?:系统|设备|产品|器材|服务)?(?:采购|购置|购买|维护|运维|维修|维保|租赁|租用|安装调试|更换|更新费|讲座|专题讲座|专题培训|培训班?|知识讲座|课程|读本|屏|卡(?!车)|巡检|耗材|使用费|通讯费|宣传册)"
)
_BEFORE: Final = re.compile(
    r"(?:采购|购置|购买|更换|维修|租赁|租用|配备|安装)(?:\d+[台套个辆张块]|一批|部分|相关|办公用?|机房|单位|机关)?$"
)


def supports_nothing(name: str) -> bool:
    """Whether the name of an undertaking is that of an office's own purchase, upkeep, course or public service."""
    return bool(_NEVER.search(name)) or (bool(_OWN_USE.search(name)) and not _SUPPORT.search(name))


def is_running_cost(name: str) -> bool:
    """Whether the name says only that an office works."""
    return bool(_RUNNING_COST.search(name))


def spoils(text: str, begin: int, end: int) -> str:
    """Why the words around a term make it no evidence; empty when they do not."""
    behind = _AFTER.match(text, end)
    if behind and not _SUPPORT.search(text[max(begin - 6, 0) : begin]):
        return f"followed by 「{behind.group()}」"
    before = _BEFORE.search(text[max(begin - 10, 0) : begin])
    if before:
        return f"behind 「{before.group()}」"
    return ""
