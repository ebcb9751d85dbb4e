"""What a target carries: numbers, measures, an operator, a percentage, a bound (R12, R13, R17, R19, R20)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.auditing.facts import Audited, Fact, is_placeholder, measures, name_of
from kgbuild.auditing.measures import Measure, asked, bare, given
from kgbuild.model.records import Indicator
from kgbuild.model.values import Comparator, Direction, Value
from kgbuild.text import comparable

_EQUALS: Final = re.compile(r"(?:=|等于|达到?|为)\d|[≥≤<>]=?-\d")
_ITEM: Final = re.compile(r"(?<!\d)(?P<number>\d)[.,、)](?=[\u4e00-\u9fff])")
_CHANGES: Final = re.compile(r"增|升|降|减|涨|提高|下浮|上浮|幅|同比|环比|节约|回报|收益|杠杆|倍|溢价|偏差|变化")
_BAD: Final = re.compile(
    r"投诉|事故|违法|违规|违纪|隐患|差错|失误|泄[密露漏]|损失|舆情|风险|死亡|伤亡|故障|逾期|拖欠|欠[薪款]|信访|案件|感染|扣分|处罚|负面|问题|不良|"
    r"中断|复发|返[工修]|溺|死|伤|害|灾|辍学|失学|旷|缺勤|断[档供电水]|退[货库]|排放|污染|浪费|闲置|挪用|超支|债务|赤字|等待|挂起|积压|失败|缺陷|漏"
)
_MORE_BAD: Final = re.compile(
    r"爆|停[水电气运工]|拥堵|积水|内涝|破损|滞后|脱[管保贫]|流失|发病|患病|暴发|疫情|垮塌|坍塌|火灾|沉降|超标|不合格|不达标|违约|违建|空置|拖延|误报"
)
_RELIEF: Final = re.compile(
    r"降|减|压|节约|解决|化解|排查|整[改治]|处[置理治]|保障|安置|转移|群众|居民|人口|办|受理|修|查|防|治|救|检|监[测控]|评估|发现|宣|培训|调解|审|拆|清|收[集缴治回]|打击|服务|挽回|"
    r"赔|恢复|更换|改造|[消去]除|举报|奖励|补偿|保险|无害|演练|满意|响应|控制|应对|销|研判|预警|识别|知晓|帮扶|巩固|监督|执法|规范|回访|反馈|合格率|结案|回收|循环|利用|移送|追缴|录入|登记|上报|报送"
)
"""Words of a name that speaks of what is done against a bad thing (查处案件数), not of the thing itself."""
_COUNTED: Final = re.compile(
    r"(?:率|数|次数|数量|件数|起数|例数|人数|户数|比例|占比|比|量|天数|事件|事故|情况|行为|案件|投诉|控制)$"
)
_COST: Final = re.compile(r"(?:成本|单价|造价)(?:控制)?(?:数|额|标准)?$")
_CLAIMS: Final = re.compile(r"(?:报销|赔付|理赔)(?:次数|笔数|单数|件数)$")
"""What nobody should want more of."""
_SLOW: Final = re.compile(
    r"(?:响应|处置|处理|办理|办结|审批|受理|修复|恢复|到达|等待|等候|出警|反馈|抢修|维修|排队|等)\S{0,4}(?:时间|时长|时限|天数|周期|用时|耗时)$"
)
"""What should take little time."""
_GOOD_RATE: Final = re.compile(
    r"(?:满意|合格|达标|完成|覆盖|及时|准确|完好|成活|存活|保存|优良|知晓|参与|到位|就业|办结|处置|普及|出勤|签约|利用|受理|通过|达产|正常|管理|规范|随访|早诊|持证|建档|"
    r"反馈|响应|落实|整改|查处|化解|办理|开放|通畅|畅通|在线|完整|正确|保障|接通|回收|巩固|入学|升学|转化|采纳|备案|公开|监管|检测|监测|抽检|防治|治理|处理|清运|绿化|参保)[率度]$"
)
_SHARE: Final = re.compile(r"(?<![效频功倍])率$|占比$|满意度$")
_MAY_EXCEED: Final = re.compile(
    r"完成|达成|实现|执行|产销|负荷|周转|利润|收益|贡献|转化|容积|进度|投入产出|兑现|到账|保有|自给|产出|入库|征收"
)
_GOOD_COUNT: Final = re.compile(
    r"^(?:举办|开展|培训|培育|建成|建设|新建|改造|新增|服务|发放|引进|种植|救助|资助|惠及|受益|带动|组织|编制|采集|巡查|抽检)\S*"
    r"(?:场次|次数|人数|人次|户数|家数|个数|数量|期数|份数|面积|长度|里程|公里数)$"
)
_MAY_BE_LIMITED: Final = re.compile(r"会议|接待|差旅|出国|公务|公车|编制人|在编|用[纸电水能]|印刷")
_GIVEN: Final = re.compile(
    r"^(?:新增|新建|建成|建设|举办|开展|组织|完成|培训|培育|引进|发放|采购|购置|服务|改造|支持|资助|救助)"
)
"""Names of things of which none is no target."""
_WHOLE: Final = 100
_BELOW_ZERO: Final = re.compile(r"^[^\d]*(?<![\d\w])[-\u2212](?=\d)")
"""A minus before the first number; a hyphen between words or numbers is none."""


def facts(document: Audited) -> Iterator[Fact]:
    """How many numbers and measures; whether the operator is printed; percentages; whether a bound can be met."""
    for _, stated in document.indicators():
        one, node = stated.record, stated.node
        value = one.annual_value
        if value is None:
            continue
        parts = measures(value)
        if one.level2 and "数量" in one.level2.name and not is_placeholder(value.text):
            yield Fact(node, "kgb:numbersInValue", len(parts))
        if parts:
            count = max(
                _different(parts, comparable(value.text)),
                _listed(name_of(one)),
                _joined(name_of(one)),
                listed_numbers(value.text),
                _deeds(value.text),
            )
            yield Fact(node, "kgb:measureCount", count)
        elif _joined(name_of(one)) > 1:
            yield Fact(node, "kgb:measureCount", _joined(name_of(one)))
        if parts and (vague := _vague(parts, comparable(value.text))):
            yield Fact(node, "kgb:vagueBound", vague)
        if asked(name_of(one)) is Measure.TIME:
            parts = tuple(part for part in parts if part.unit != "月")  # 12月 for 完成时间 is a date
        if numbers := [part for part in parts if part.number is not None]:
            yield from _operators(one, node, numbers)
            yield from _percentages(one, node, numbers)
            yield from _bounds(one, node, numbers)


def _listed(name: str) -> int:
    """How many things a name lists by number (1.提升…2.保障…)."""
    numbers = [int(match["number"]) for match in _ITEM.finditer(comparable(name))]
    return len(numbers) if numbers[:2] == [1, 2] else 1


def _different(parts: tuple[Value, ...], words: str) -> int:
    """How many measures there are: 12月20日 is one time, and 9/10万 one share."""
    is_one = [part.unit for part in parts] == ["月", "日"] or (_PER_MANY.search(words) and len(parts) == _TWO)
    return 1 if is_one else len(parts)


_PER_MANY: Final = re.compile(r"\d/10?万")
_TWO: Final = 2


def _vague(parts: tuple[Value, ...], words: str) -> str | None:
    """约, 左右, 力争: words that leave open from where on a target is met."""
    found = _OPEN.search(words)
    about = any(part.comparator is Comparator.ABOUT and not part.date for part in parts)
    return found.group() if found and (about or _HOPED.search(words)) else None


_OPEN: Final = re.compile(r"左右|上下|约|余(?=[\u4e00-\u9fff])|力争|争取|预计|预期")
_HOPED: Final = re.compile(r"力争|争取|预计|预期")


def _deeds(value: str) -> int:
    """How many things a value lists that are all to be done (遴选…;指导…;输出…)."""
    clauses = re.split(r"[;；]", comparable(value))
    return max(1, sum(bool(_TO_DO.match(clause)) for clause in clauses))


_TO_DO: Final = re.compile(
    r"\S{0,2}(?:遴选|指导|输出|编制|制定|举办|开展|组织|完成|建设|建成|形成|培训|引进|培育|采购|发放|检查|辅导|提供|报送|召开|搭建)[^,.;]{6,}"
)


def _joined(name: str) -> int:
    """How many changes a name asks for one after the other (缓解企业压力,减少企业投诉), or which of two (效率或水平)."""
    words = bare(name)
    changes = sum(bool(_CHANGE.match(clause)) for clause in re.split("[,;.]", words))
    return max(changes, 2 if _EITHER.search(words) else 1)


_CHANGE: Final = re.compile(
    r"(?:有效|进一步|持续|切实|不断|全面|逐步)?(?:缓解|减少|减轻|降低|提升|提高|增强|增加|改善|改进|完善|优化|促进|推动|推进|带动|保障|维护|保护|规范|加强|强化|健全|扩大|拓展|稳定|丰富|营造|创造|发挥|为\S+提供)\S{2,}"
)
_EITHER: Final = re.compile(r"(?:效率|质量|水平|能力|收入|产值|成本|数量|面积|人数)或(?!以上|及)[\u4e00-\u9fff]{2,}")
"""Names of two measures of which one would do."""


def listed_numbers(text: str) -> int:
    """How many things of a list have a number of their own: 人工造林3000、森林抚育8000."""
    pieces = re.split(r"[,;、,]|(?<=\d)(?:和|及|与)", comparable(text).replace("、", ";"))
    named = [piece for piece in pieces if _NAMED_NUMBER.fullmatch(piece)]
    return len(named) if len(named) == len(pieces) else 0


_NAMED_NUMBER: Final = re.compile(
    r"[≥≤><=]?[\u4e00-\u9fff]{2,}(?:≥|≤|>|<|=|不少于|不低于|达)?\d+(?:\.\d+)?[\u4e00-\u9fff%]{0,3}"
)


def _operators(one: Indicator, node: NamedNode, parts: list[Value]) -> Iterator[Fact]:
    """Whether the operator is printed; apart for 100% and for none of a bad thing, where nothing lies beyond."""
    words = comparable(name_of(one) + (one.annual.string if one.annual else ""))
    at_limit = [part for part in parts if _at_limit(part, words)]
    others = [part for part in parts if part not in at_limit]
    if one.annual and listed_numbers(one.annual.string) > 1 and comparable(one.annual.string).startswith(_SIGNS):
        others = []  # one operator stands before the whole list
    if at_limit:
        yield Fact(node, "kgb:limitOperatorPrinted", all(map(_operator_printed, at_limit)))
    if others:
        yield Fact(node, "kgb:operatorPrinted", all(map(_operator_printed, others)))


_SIGNS: Final = ("≥", "≤", ">", "<", "=")


def _at_limit(part: Value, words: str) -> bool:
    if part.unit == "%":
        return part.number == _WHOLE and not _CHANGES.search(words)
    return part.number == 0


def _operator_printed(part: Value) -> bool:
    """Whether the page says how a result is held against the number (≥, 不少于, 以上, =, 达)."""
    return part.comparator is not Comparator.EXACTLY or bool(_EQUALS.search(comparable(part.text)))


def _percentages(one: Indicator, node: NamedNode, parts: list[Value]) -> Iterator[Fact]:
    words = comparable(name_of(one) + (one.annual.string if one.annual else ""))
    if _CHANGES.search(words):
        return
    for part in parts:
        harmless_zero = (
            part.number == 0 and not part.doubts and (one.direction is Direction.LOWER or _BAD.search(words))
        )
        if part.unit == "%" and part.number is not None and not harmless_zero:
            yield Fact(node, "kgb:percentage", part.number)
        if part.unit == "%" and part.upper_number is not None:
            yield Fact(node, "kgb:percentage", part.upper_number)


def _bounds(one: Indicator, node: NamedNode, parts: list[Value]) -> Iterator[Fact]:
    words = comparable(name_of(one) + (one.annual.string if one.annual else ""))
    core = bare(name_of(one))
    for part in parts:
        if part.number is None:
            continue
        if not _CHANGES.search(words):
            below_zero = (
                part.number < 0
                or bool(_BELOW_ZERO.search(comparable(part.text)))
                or (part.number == 0 and part.comparator is Comparator.LESS_THAN)
            )
            yield Fact(node, "kgb:attainable", not below_zero)
        if (fits := _fits(core, part)) is not None:
            yield Fact(node, "kgb:operatorFitsDirection", fits)
        if part.comparator in (Comparator.EXACTLY, Comparator.AT_LEAST) and part.unit != "%":
            asks_much = part.comparator is Comparator.AT_LEAST or bool(_GIVEN.search(core))
            asks_nothing = part.number == 0 and asks_much and not _BAD.search(words)
            yield Fact(node, "kgb:asksSomething", not asks_nothing or one.direction is Direction.LOWER)


def is_share(core: str) -> bool:
    """Whether a (bare) name asks for a share of a whole, of which no result is above 100 %; 完成率 may be above."""
    return bool(_SHARE.search(core)) and not _CHANGES.search(core) and not _MAY_EXCEED.search(core)


def is_bad(core: str) -> bool:
    """Whether a (bare) name counts something of which there should be little: 投诉率 and 停水次数, not 投诉办结率.

    A share is of what stands straight before it: 检测报告差错率 is one of faults.
    """
    bad = _BAD.search(core) or _MORE_BAD.search(core)
    if core.endswith("率") and counts_bad(core):
        return True
    return bool(bad and _COUNTED.search(core) and not _RELIEF.search(core))


def counts_bad(core: str) -> bool:
    """Whether what is counted last is bad, whatever is done before: 修缮后险情复发数."""
    counted = _COUNTED.search(core)
    last = max((bad.end() for words in (_BAD, _MORE_BAD) for bad in words.finditer(core)), default=-_NEAR)
    return counted is not None and 0 <= counted.start() - last <= _NEAR and not _RELIEF.search(core, last)


_NEAR: Final = 2
"""Characters between a bad thing and how it is counted."""


def _fits(core: str, part: Value) -> bool | None:
    """Whether the printed bound is on the good side of what the name measures; None where there is no bound."""
    if part.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        if _CLAIMS.search(core):
            return False
        slow = bool(_SLOW.search(core)) and given(part) is Measure.TIME
        return not slow and not is_bad(core) and not _COST.search(core)
    if part.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN) and not part.date:
        bad = _BAD.search(core) or _MAY_BE_LIMITED.search(core)
        good = _GOOD_RATE.search(core) if part.unit == "%" else _GOOD_COUNT.search(core)
        return not good or bool(bad)
    return None
