"""What a goal says will be done or brought about, in words, and no indicator takes up (R26).

A pledge is a piece of a clause with a verb that can be seen to be done (编制, 吸引, 落地), not one that only leans to
something (提升, 促进). It is taken up where an indicator has one of its own words: pairs of Han characters, without those
of the project's name and those that stand in goals of all kinds. Numbers are for `promises`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from kgbuild.auditing.facts import LONGEST, Audited, Fact
from kgbuild.auditing.words import pairs
from kgbuild.model.records import Plan, Task
from kgbuild.model.table import Text
from kgbuild.rdf.stated import StatedUndertaking
from kgbuild.text import comparable

_CLAUSE: Final = re.compile(r"[^。；;，,：:\n]+")
_PIECE: Final = re.compile(r"(?:[^、（）()]|[（(][^（）()]*[)）])+、?")
_TITLE: Final = re.compile(r"《[^《》]*》")
_NO_PLEDGE: Final = re.compile(
    r"^(?:根据|跟据|按照?|依据|依托|遵照|贯彻|落实|围绕|结合|鉴于|为|以|在|经|随着|针对|对照|确保|保障|保证|保持|其中|(?:主要)?用于|包括|支付|解决|抢抓|扎实|"
    r"(?:进一步|切实|不断|持续|有效|全面|逐步|着力)*(?:提升|提高|促进|加强|强化|深化|优化|助力|助推|营造|打造|增强|改善|完善|规范|健全|落实|发挥|维护|满足))"
    r"|精神$|要求$|积极性$|下达的|费用|经费|资金|[一-龥]费$"
)
"""Grounds and money, and what only leans to something."""
_QUANTITY: Final = re.compile(
    r"\d(?:\.\d+)?(?:万|亿)?(?![年月日代届号.\d])[\u4e00-\u9fff%]|[两三四五六七八九十百千](?:余|多)?(?:条|个|处|座|栋|所|家|场|次|项|户|名|公里|台|套|辆)"
)
"""What `promises` looks after, in goals."""
_MADE: Final = re.compile(r"编制|编写|制定|制订|起草|修订")
_PAPER: Final = re.compile(r"规划|方案|报告|标准|规范|指南|目录|名录|清单|白皮书|图谱|办法|规定|导则|汇编|手册")
_SETTLES: Final = (
    r"(?:项目|企业|总部|分会|协会|机构|学校|基金|平台|中心|团队)\S{0,8}落地(?!见效|生根)|落地\S{1,6}[区市县镇城]"
)
"""落地 of what has a seat; policies and rules are put into practice."""
_KINDS: Final = (
    (re.compile(rf"{_SETTLES}|入驻|落户"), re.compile("落地|入驻|落户|引进|迁入|签约")),
    (re.compile(r"引进|迁入"), re.compile("引进|迁入|招商|落户|入驻")),
    (re.compile(r"(?:降低|减轻|压减)\S{0,12}(?:成本|负担)"), re.compile("成本|负担|费用|利率")),
    (re.compile(r"培训|研修|轮训"), re.compile("培训|研修|学习|讲座|参训|受训|学员|轮训|班")),
    (re.compile(r"体检"), re.compile("体检")),
    (re.compile(r"慰问|看望"), re.compile("慰问|看望|走访")),
    (re.compile(r"权属登记|不动产登记|确权"), re.compile("登记|确权")),
)
"""Deeds that an indicator takes up only with a word of their own kind."""
_DONE: Final = re.compile(
    rf"{_SETTLES}|"
    r"编制|编写|制定|制订|起草|举办|举行|召开|(?<!市场)采购(?![方商人])|购置|建成|新建|改建|搭建|改造|修缮|修建|整治|评审|验收|抽查|巡查|普查|发放|补助|慰问|体检|培训|研修|"
    r"调研|走访|诊断|印刷|引进|吸引|人才培[育养]|培育\S{2,}(?:企业|项目|产品|产业|集群|集聚区|冠军)|登记|科技统计|审核|推介|供需对接|入驻|落户|演练|救助|接种|筛查|种植|申报|论证|授牌|评选|录制|"
    r"(?:降低|减轻)\S{0,12}(?:成本|负担|能耗|排放)|减少\S{0,10}(?:投诉|事故|排放|损失)|清理|疏浚|养护|创建(?!力)|项目建设$|(?:基站|道路|公路|桥梁|校舍|厂房|园区|基地|场馆|展厅|管网|管道|站点|充电桩|示范区|先导区)建设|完成\S{2,}目标任务"
)
"""Deeds and changes that can be seen."""
_ALL_GOALS: Final = frozenset(
    {
        "产业", "行业", "新型", "全市", "全区", "全县", "本市", "本县", "地区", "区域", "各类", "各项", "相关", "有关", "重点", "重大", "重要",
        "组织", "实施", "推进", "加强", "进行", "做好", "管理", "水平", "能力", "质量", "高质", "量发", "经济", "社会", "平台", "体系",
        "单位", "部门", "机构", "人员", "群众", "任务", "目标", "计划", "方案", "活动", "以及", "其他", "各种", "方面", "问题", "解决",
        "业开", "业发", "展工", "作开", "技术", "创新", "升级", "优化", "完善", "支持", "引导", "带动", "市场", "资源", "环境", "全面",
        "深入", "切实", "积极", "努力", "大力", "持续", "不断", "统筹", "协调", "配合", "确保", "安全", "正常", "顺利", "日常", "运行",
        "项目", "工作", "中小", "小企", "等工", "等活", "等各", "和推", "及时", "有序", "多种", "形式", "多个", "一批", "培育", "建成", "创建", "搭建", "引进", "吸引",
        "等相", "并通", "过开", "数据", "信息", "展开", "基础", "设施", "成果", "资金", "费用", "年度",
    }
)  # fmt: skip
"""Pairs of characters of goals of all kinds."""
_OWN_WORDS: Final = 2
_VERB: Final = 2
_LONGEST_SHOWN: Final = 30
_LEAD: Final = re.compile(
    r"^(?:[一二三四五六七八九十]+是|\d+[.、．]|[(（]?[一二三四五六七八九十\d]+[)）、])?\s*(?:(?:通过|同时|并|以及|协助|配合|组织|统筹|大力|积极|加快|有针对性地)(?=\S{4}))?"
)
_SHOWN: Final = 8
"""A goal that lists more is too long to show it all."""


class Words(NamedTuple):
    """Comparable words and their pairs of characters."""

    words: str
    pairs: set[str]


def facts(document: Audited) -> Iterator[Fact]:
    """What a goal says will be done that no indicator takes up, and where it says so."""
    for one in document.undertakings:
        if not one.indicators:
            continue
        known, indicators = _known(one), _indicators(one, document)
        if isinstance(one.record, Task):
            yield from _left(one.node, pledges(one.name[:LONGEST], known, counted=False), known, indicators)
        if one.goal and one.record.goal:
            yield from _left(one.goal, pledges(one.record.goal.text[:LONGEST], known), known, indicators)


def _left(node: NamedNode, pledged: Iterable[Text], known: Words, indicators: Words) -> Iterator[Fact]:
    left = [piece for piece in pledged if not _taken_up(piece.string, known, indicators)]
    if left:
        yield Fact(node, "kgb:pledgesLeft", "；".join(map(_shown, left[:_SHOWN])), left[0])


def pledges(goal: Text, known: Words, *, counted: bool = True) -> Iterator[Text]:
    """The pieces of a goal that say what will be done or brought about, other than what the project is named after.

    `counted`: its quantities are looked after by `promises`.
    """
    for clause in _CLAUSE.finditer(goal.string):
        words = _TITLE.sub("", clause.group()).strip()
        if _NO_PLEDGE.search(_LEAD.sub("", words)) or (counted and _QUANTITY.search(words)):
            continue
        for begin, end in _pieces(clause.group()):
            piece = goal[clause.start() + begin : clause.start() + end].stripped(" 、\t\u3000")
            deeds = set(_DONE.findall(piece.string))
            own = _own(piece.string)
            other = own - known.pairs
            if any(_verb(deed) not in known.words for deed in deeds) and len(other) >= max(_OWN_WORDS, len(own) // 2):
                yield piece


def _verb(deed: str) -> str:
    return "落地" if "落地" in deed else deed[:_VERB]


def _pieces(clause: str) -> Iterator[tuple[int, int]]:
    """The pieces of a list, each with a deed of its own; what has none goes with the piece before, or with the first."""
    begins: list[int] = []
    for piece in _PIECE.finditer(clause):
        if not begins or (_DONE.search(piece.group()) and _DONE.search(clause[begins[-1] : piece.start()])):
            begins.append(piece.start())
    yield from pairwise([*begins, len(clause)])


def _taken_up(pledge: str, known: Words, indicators: Words) -> bool:
    """Whether an indicator has a word of its own of a pledge, and for papers and some deeds the word itself."""
    if _MADE.search(pledge) and (papers := _PAPER.findall(pledge)):
        return any(paper in indicators.words for paper in papers)
    for kind, own_words in _KINDS:
        if kind.search(pledge):
            return bool(own_words.search(indicators.words))
    return bool((_own(pledge) - known.pairs) & indicators.pairs)


def _indicators(one: StatedUndertaking, document: Audited) -> Words:
    """Names and values of the indicators that may take a pledge up; a department's goal is carried by its tasks too."""
    stated = [each for _, each in document.indicators()] if isinstance(one.record, Plan) else one.indicators
    texts = [text for each in stated for text in (each.record.name, each.record.annual) if text]
    words = comparable(" ".join(text.string[:LONGEST] for text in texts))
    return Words(words, pairs(words))


def _own(words: str) -> set[str]:
    return pairs(comparable(_TITLE.sub("", words))) - _ALL_GOALS


def _known(one: StatedUndertaking) -> Words:
    """What the project and its department are called tells none of its deeds from another."""
    department = one.section.heading.department
    words = comparable(
        f"{'' if isinstance(one.record, Task) else one.name.string} {department.string if department else ''}"
    )
    return Words(words, pairs(words))


def _shown(piece: Text) -> str:
    return piece.string if len(piece) <= _LONGEST_SHOWN else f"{piece.string[:_LONGEST_SHOWN]}…"
