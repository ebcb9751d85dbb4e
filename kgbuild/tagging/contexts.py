"""Contexts in which an industry word speaks of no industry: office purchases, upkeep, courses, payments."""

from __future__ import annotations

import re
from typing import Final

_RUNNING_COST: Final = re.compile(
    r"运维|运行维护|维护费|维护性|物业|办公(?!厅)|公务用车|公车|购置经费|后勤|纪检|党建|党务|机构运行|退休|老干部|因公出国|接待|会议费|"
    r"差旅|档案|审计|工资|编外|劳务派遣|聘用|房屋|水电|安保|保洁|食堂|体检|慰问|培训费|培训经费|系统维护|信息化运行|网络租赁|"
    r"正版软件|设备购置|宣传费|法律顾问|医药费|医疗费|职称|综合业务|综合工作|其他运行|历史遗留"
)
_AFTER: Final = re.compile(
    r"(?:的)?(?:系统|设备|产品|器材|服务)?(?:采购|购置|购买|维护|运维|维修|维保|租赁|租用|安装调试|更换|更新费|讲座|专题讲座|专题培训|培训班?|知识讲座|课程|读本|屏|卡(?!车)|巡检|耗材|使用费|通讯费|宣传册)"
)
_BEFORE: Final = re.compile(
    r"(?:采购|购置|购买|更换|维修|租赁|租用|配备|安装)(?:\d+[台套个辆张块]|一批|部分|相关|办公用?|机房|单位|机关)?$"
)
_BENEFIT: Final = re.compile(r"产业|行业|企业|园区|集群|补贴|补助|奖励|扶持|招商|推广|示范")


def is_running_cost(name: str) -> bool:
    """Whether the name of an undertaking is that of an office's running cost."""
    return bool(_RUNNING_COST.search(name)) and not _BENEFIT.search(name)


def spoils(text: str, begin: int, end: int) -> str:
    """Why the words around a term make it no evidence; empty when they do not."""
    behind = _AFTER.match(text, end)
    if behind and not _BENEFIT.search(text[max(begin - 6, 0) : begin]):
        return f"followed by 「{behind.group()}」"
    before = _BEFORE.search(text[max(begin - 10, 0) : begin])
    if before:
        return f"behind 「{before.group()}」"
    return ""
