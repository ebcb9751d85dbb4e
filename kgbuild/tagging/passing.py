"""The words around a term that tell of something beside what is paid for: an effect, a user, a feedstock, a background.

Some are certain. Others are *loose*: they put a term aside only where another one stands firmly (为轴承企业提供检测服务
is about bearings, if nothing else is named).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kgbuild.tagging.clauses import clause
from kgbuild.tagging.lexicon import lexicon
from kgbuild.tagging.matching import Match

# clauses that tell of an effect, or of those who are served, after the one that tells what is done
_EFFECT: Final = re.compile(
    r"^(?:项目)?(?:(?:建成|投产|实施|达产)[^，,。；;]{0,4}后)?(?:从而|进而|有效|进一步|以|并)?(?:带动|拉动|满足|辐射)"
)
# 在文博、体育赛事等场景开展…, 面向…领域: where the supported thing is used
# 为发展乡村旅游打下基础
_GROUNDWORK: Final = re.compile(
    r"^[^，,。；;]{0,16}(?:(?:打下|奠定|夯实)[^，,。；;]{0,6}基础|(?:提供|创造)[^，,。；;]{0,4}(?:支撑|条件|保障)$)"
)
# 在新能源汽车主驱、光伏逆变器上小批量试用; 开放体育赛事等应用场景
_TRIED_BEFORE: Final = re.compile(r"(?:在|于)[^，,。；;]{0,24}$")
_TRIED: Final = re.compile(
    r"^[^，,。；;]{0,20}?(?:上|中)?(?:小批量|批量|规模化|首批|示范)?(?:试用|应用|装车|上车|装机验证|验证)"
)
_OPENED_BEFORE: Final = re.compile(r"(?:开放|打造|拓展|建设|形成|发布|开发|围绕|聚焦)[^，,。；;]{0,24}$")
_OPENED: Final = re.compile(r"^[^，,。；;]{0,16}?(?:应用|消费|示范)?场景")
_SCENE_BEFORE: Final = re.compile(r"(?:在|于|面向|推广至|应用到)[^，,。；;]{0,24}$")
_SCENE_AFTER: Final = re.compile(
    r"^[^，,。；;]{0,16}?(?:领域|场景|行业|方面|环节|等地|作业|加工中|运输中)(?:内|中)?(?!企业)[^，,。；;]{0,6}?"
    r"(?:应用|推广|示范|试点|使用|开展|开放|实现|落地|[，,。；;]|$)"
)
_SCENES: Final = ((_SCENE_BEFORE, _SCENE_AFTER), (_TRIED_BEFORE, _TRIED), (_OPENED_BEFORE, _OPENED))


@dataclass(frozen=True, slots=True)
class Passing:
    """Why a term is in passing.

    `is_loose`: only beside firm ones. `in_names`: in names too.
    """

    why: str
    is_loose: bool = True
    in_names: bool = False


@dataclass(frozen=True, slots=True)
class _Loose:
    """What stands before a term and behind it in its clause."""

    why: str
    before: re.Pattern[str]
    behind: re.Pattern[str]
    in_names: bool = False


def _loose(why: str, before: str = "", behind: str = "", *, in_names: bool = False) -> _Loose:
    return _Loose(why, re.compile(before), re.compile(behind), in_names)


_SO: Final = r"^(?:[（(]?[一二三四五六七八九十\d]+[)）、.]|[一二三四五六]是)?"
# 汽车、百货、家装等促消费活动
_CAMPAIGN: Final = _loose(
    "goods of a sales campaign",
    "",
    r"^(?:[、和及与][^，,。；;、]{1,10}|等[^，,。；;]{0,8})*?(?:促消费|以旧换新|下乡|消费券|消费补贴|展销|促销|团购|购物节|让利|惠民消费|消费季)",
    in_names=True,
)
# 覆盖机械、食品、电子等各行业; 涉及…等领域
_SECTORS: Final = _loose(
    "a list of sectors",
    r"(?:覆盖|涉及|涵盖|分布[在于]|集中[在于]|来自|包括|囊括|优先支持|侧重|[（(]含)[^。；;]{0,40}$",
    r"^[^。；;]{0,30}(?:行业|领域|产业|企业|项目|[）)])",
)
_LOOSE: Final = (
    # 服务动力电池一线厂商, 助力乡村旅游发展
    _loose(
        "served",
        _SO
        + r"(?:优先|重点|更好|精准|积极)?"
        + r"(?:服务(?!业|型|贸易|外包|机器人|平台|体系|中心)|助力|助推|赋能|支撑|配套(?!建设|奖))",
    ),
    # 为晶圆厂导入国产材料提供数据
    _loose("served", r"(?:为|向|给)[^，,。；;]{0,20}$", r"^[^，,。；;]{0,12}(?:提供|导入|供货|供应|配套|开放|输送)"),
    # 组织轴承企业对接整车厂商
    _loose(
        "served",
        r"(?:对接|配套|供货|送样)[^，,。；;]{0,8}$",
        r"^[^，,。；;]{0,6}(?:厂商?|企业|主机|客户|龙头|需求|市场|用户|基地)",
    ),
    # 产品供医药企业使用, 应用于风电、航空领域; not 资金用于…, 提供…
    _loose(
        "used there",
        r"(?:(?<!提)供(?![应给电热水销货])|应用于|适用于|可用于|广泛用于)[^，,。；;]{0,16}$",
        r"^(?!产业发展|企业奖|研发|发展)",
    ),
    # 进入大飞机供应链, 纳入主机厂配套体系
    _loose(
        "a chain that is entered",
        r"(?:进入|纳入|融入|切入|打入|加入|嵌入)[^，,。；;]{0,14}$",
        r"^[^，,。；;]{0,10}(?:供应链|产业链|配套|供应商|目录|采购|体系)",
    ),
    # 向航空、核级等高端品种转型
    _loose("a direction", r"(?:向|往)[^，,。；;]{0,16}$", r"^[^，,。；;]{0,12}(?:转型|延伸|拓展|转产|进军|转变)"),
    # 在巩固纺织、耐火材料等传统产业的基础上; 依托稀土资源优势
    _loose(
        "background",
        _SO + r"(?:[^，,。；;]{0,12}(?:在(?!建)|近年来))?(?:依托|立足|凭借|发挥|利用|借助|结合|巩固|抢抓)",
        r"^[^，,。；;]{0,20}(?:基础上?|同时|优势|资源|背景下?|机遇|特点|禀赋|需求|问题|短板|市场|集聚区?)$",
    ),
    # 以秸秆、畜禽粪污为原料
    _loose(
        "feedstock",
        r"(?:以|用|将|把)[^，,。；;]{0,18}$",
        r"^[^，,。；;]{0,12}(?:为(?:主要)?(?:原料|原材料|燃料|主料)|作(?:为)?原料)",
    ),
    # 本地对虾等原料就地转化, 玉米等农产品消纳
    _loose(
        "feedstock",
        "",
        r"^[^，,。；;]{0,10}等?[^，,。；;]{0,4}(?:原料|农产品|资源)?(?:就地转化|就近转化|消纳|就地加工)",
    ),
    # 万元产值能耗下降3.5%, 游客接待量达到30万人次
    _loose(
        "a figure that is reached",
        r"^(?!.*(?:支持|^对|给予|补助|补贴|奖励|扶持|建设|建成|新建|培育|攻关|引进|推广|开展|实施|新增|打造|完成))",
        r"^[\d.]+[%％]|^[^，,。；;]*(?:增长|提高|提升|下降|降低|达到?|达|突破|超过|占比|不低于|增加|减少)[^，,。；;]{0,8}[\d一二三四五六七八九十]+",
    ),
    # 为落实…，加快构建新型电力系统，: what it is for, before what is done
    _loose(
        "a background",
        _SO
        + r"(?:为|贯彻|落实|按照|根据|围绕(?:建设|打造|落实))(?!.*(?:对|支持|提供|给予|发放|开展))[^，,。；;]{0,40}$",
        r"^(?!.*(?:给予|补助|奖励|扶持|提供))[^，,。；;]{0,30}$",
    ),
    # 与下游车身结构件企业配套
    _loose(
        "served",
        r"(?:与|同|和)(?:上下游|下游|上游|周边|本地|区域内)?[^，,。；;]{0,6}$",
        r"^[^，,。；;]{0,12}(?:企业|厂商?)?(?:配套|对接|联动|协作)",
    ),
    # 农业领域揭榜挂帅: where, not what
    _loose("a field", "", r"^领域(?=[^，,。；;]{0,8}(?:揭榜|专项|项目|攻关|）|\)|$))", in_names=True),
    # 以高炉煤气为原料; 钢铁企业副产煤气
    _loose("feedstock", "", r"^(?:企业|厂)?(?:副产|余热|尾气|废渣|废料|下脚料|边角料|废弃物?)"),
    _CAMPAIGN,
    _SECTORS,
)
_JOINTS: Final = frozenset(("", "用", "级", "专用", "用的"))
_IN_LIST: Final = re.compile(r"等(?:各个?|多个|若干|相关|不同)(?:行业|领域|产业|门类)")


def in_passing(text: str, begin: int, end: int) -> Passing | None:
    """Why the words around a term in a goal tell of something beside what is paid for; None when they do not."""
    first, last = clause(text, begin, end)
    before, behind = text[first:begin], text[end:last]
    effect = _EFFECT.match(before)
    if effect:
        return Passing(f"an effect: behind 「{effect.group()}」", is_loose=False)
    if before.startswith(("为", "也为", "同时为")) and _GROUNDWORK.match(behind):
        return Passing("groundwork for it", is_loose=False)
    if any(one.search(before) and other.match(behind) for one, other in _SCENES):
        return Passing("a scene of use", is_loose=False)
    for one in _LOOSE:
        if one.before.search(before) and one.behind.search(behind):
            return Passing(one.why, is_loose=one is not _SECTORS, in_names=one.in_names)
    return Passing("a list of sectors", is_loose=False) if _IN_LIST.search(behind) else None


def modifies(text: str, match: Match, kept: Iterable[Match]) -> Passing | None:
    """Whether a term only says of what kind the goods right behind it are: 汽车滚装船, 光伏用玻璃, 马铃薯原原种."""
    known = lexicon()
    for head in kept:
        if head.begin < match.end or not head.is_label or text[match.end : head.begin] not in _JOINTS:
            continue
        if head.industry == match.industry or head.industry == known.broader.get(match.industry):
            continue
        if head.industry in known.goods or known.broader.get(head.industry) == match.industry:
            return Passing(f"says what kind of 「{text[head.begin : head.end]}」", in_names=True)
    return None
