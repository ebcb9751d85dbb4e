"""The words around a term that tell of something beside what is paid for: an effect, a user, a scene, a background."""

from __future__ import annotations

import re
from typing import Final

_SO: Final = r"^(?:[（(]?[一二三四五六七八九十\d]+[)）、.]|[一二三四五六]是)?"
_PASSING: Final = tuple(
    (why, re.compile(before), re.compile(behind))
    for why, before, behind in (
        # 带动轮毂企业集聚
        (
            "an effect",
            r"^(?:项目)?(?:(?:建成|投产|实施|达产).{0,4}后)?(?:从而|进而|有效|进一步|以|并)?(?:带动|拉动|满足|辐射)",
            "",
        ),
        # 为发展乡村旅游打下基础
        (
            "groundwork for it",
            r"^(?:同时|也)?为",
            r"^.{0,16}(?:(?:打下|奠定|夯实|打).{0,6}基础|(?:提供|创造).{0,4}(?:支撑|条件|保障)$)",
        ),
        # 在文博、体育赛事等场景开展应用; 在光伏逆变器上试用; 开放医疗等应用场景
        (
            "a scene of use",
            r"(?:在|于|面向|推广至|应用到|开放|拓展|打造).{0,24}$",
            r"^.{0,16}?(?:(?:领域|场景|行业|环节|作业)(?!企业)|上?(?:小批量|批量|首批)?(?:试用|应用|装车|上车|验证))",
        ),
        # 服务动力电池一线厂商; 为晶圆厂提供数据; 组织轴承企业对接整车厂商
        (
            "served",
            _SO + r"(?:优先|重点|更好|精准|积极)?"
            r"(?:服务(?!业|型|贸易|外包|机器人|平台|体系|中心)|助力|助推|赋能|支撑)",
            "",
        ),
        ("served", r"(?:为|向|给).{0,20}$", r"^.{0,12}(?:提供|导入|供货|供应|配套|开放|输送)"),
        (
            "served",
            r"(?:[与同和]|对接|配套|供货|送样).{0,8}$",
            r"^.{0,6}(?:企业|厂商?|主机|客户|龙头|用户)(?:配套|对接|联动|协作|$)",
        ),
        # 向航空等高端品种转型; 进入大飞机供应链
        ("a direction", r"(?:向|往).{0,16}$", r"^.{0,12}(?:转型|延伸|拓展|转产|进军|转变)"),
        (
            "a chain that is entered",
            r"(?:进入|纳入|融入|切入|打入|加入|嵌入).{0,14}$",
            r"^.{0,10}(?:供应链|产业链|配套|供应商|目录|体系)",
        ),
        # 依托稀土资源优势; 在巩固纺织等产业的基础上
        (
            "a background",
            _SO + r"(?:.{0,12}(?:在(?!建)|近年来))?(?:依托|立足|凭借|发挥|利用|借助|结合|巩固|抢抓)",
            r"^.{0,20}(?:基础上?|同时|优势|资源|背景下?|机遇|特点|禀赋|需求|风光|集聚区?)",
        ),
        # 汽车、百货、家装等促消费活动
        (
            "goods of a sales campaign",
            "",
            r"^.{0,20}(?:促消费|以旧换新|下乡|消费券|展销|促销|团购|购物节|让利|消费季)",
        ),
        # 覆盖机械、食品、电子等各行业; 涉及…等领域
        (
            "a list of sectors",
            r"(?:覆盖|涉及|涵盖|分布[在于]|集中[在于]|来自|包括|囊括|惠及|纳入|侧重|[（(]含).{0,40}$",
            r"^.{0,30}(?:行业|领域|产业|企业|项目|[）)]|$)",
        ),
        (
            "a list of sectors",
            "",
            r"^.{0,30}等(?:各个?|多个|若干|相关|不同|传统)(?:优势|特色)?(?:行业|领域|产业|门类)",
        ),
    )
)


def in_passing(before: str, behind: str) -> str:
    """Why a term with these words of its clause around it is in passing; empty when it is not."""
    return next((why for why, one, other in _PASSING if one.search(before) and other.search(behind)), "")
