"""What a name asks for, and what a value gives: a rate, a count of something, money, a time (R11, R14, R18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from kgbuild.auditing.facts import Audited, Fact, is_deferred, is_placeholder, measures, name_of, three
from kgbuild.model.values import Kind, Value
from kgbuild.text import comparable
from kgbuild.values.targets import NO_UNIT_SCALE
from kgbuild.vocab import iri


class Measure(StrEnum):
    """Kinds of measure; the values are individuals of the ontology."""

    RATE = "kgb:RateMeasure"
    COUNT = "kgb:CountMeasure"
    MONEY = "kgb:MoneyMeasure"
    TIME = "kgb:TimeMeasure"
    EXTENT = "kgb:ExtentMeasure"
    WORDS = "kgb:WordsMeasure"


_REMARK: Final = re.compile(r"[(（][^()（）]*[)）]")
_ASKED: Final = (
    (Measure.RATE, re.compile(r"(?<![效频功])率$|占比$|比[例重]$|增[速幅]$|满意度$")),
    (Measure.TIME, re.compile(r"(?:(?<!实)时间|时限|期限|日期|时长|工期)$")),
    (Measure.EXTENT, re.compile(r"(?:面积|里程|长度)$")),
    (Measure.MONEY, re.compile(r"(?:金额|[资售款税贷]额|总额)$")),
    (Measure.COUNT, re.compile(r"(?:服务|办理|受理|接待|检测|监测|发放|培训|访问|阅读|浏览|发行|供应|采购|抽检|种植|储备|入库|印刷|播放)量$")),
    (Measure.COUNT, re.compile(
        r"(?:数量|个数|家数|户数|次数|人数|人次|场次|份数|篇数|件数|批次|台数|频次|座数|条数)$"
        r"|(?<![指倍分系参基岁届资入款额度积天时月年])(?<!预算)(?<!控制)(?<!执行)(?<!支出)(?<!收入)数$"
    )),
)  # fmt: skip
_DURATIONS: Final = frozenset(
    {"天", "日", "周", "月", "个月", "年", "小时", "分钟", "秒", "工作日", "个工作日", "课时", "学时"}
)
_EXTENTS: Final = frozenset({"平方米", "平方公里", "亩", "公顷", "公里", "千米", "米", "平方千米", "㎡", "km", "m2"})
_RELATIVE: Final = re.compile(r"持平|略增|略有增|平均|同期|相当|只增不减|不减少|不下降|[较比于](?:上年|去年|往年)")
_GRADED: Final = re.compile(r"得分|评分|分值|考核分|等级|级别|名次|排名|星级")
"""Points and ranks are no counts of things."""
_DIMENSIONLESS: Final = re.compile(r"指数|系数|得分|评分|分值|分数|比值|排名|位次|倍|ph|等级|级别|星级|信噪比|浓度")
_SATISFIED: Final = re.compile(r"^(?:基本|比较|非常|达到?)?(?:满意|优秀|良好|优|良|合格|达标)")
_ASKS_WORDS: Final = re.compile(r"(?:水平|能力|影响力)$")
_ASKS_YES_OR_NO: Final = re.compile(r"^(?:是|能|可)否")

_ASKS_TWO: Final = re.compile(
    r"(?:数|数量|人数|次数|人次)(?:[和与及、,]|以及)[\u4e00-\u9fff]{1,12}(?:数|数量|人数|次数|人次)$"
)
"""充电站点数及充电桩数: one number answers only half of it."""

_HELD: Final = frozenset(
    {
        "次",
        "场",
        "场次",
        "轮",
        "期",
        "届",
        "个",
        "项",
        "批",
        "批次",
        "班",
        "班次",
        "站",
        "天",
        "人",
        "人次",
        "家次",
        "户次",
        "小时",
        "课时",
        "学时",
        "节",
        "堂",
    }
)
"""What is held is counted so, or by those who come."""
_COUNTERS: Final = (
    (re.compile(r"(?:企业|公司|机构|(?<!保护)(?<!文物)单位|商户|厂商)(?:参与|参加|入驻|落户|服务|新增|总)?(?:家数|户数|个数|数量|数)$|家数$"), frozenset({"家", "户", "个", "间", "所"})),
    (re.compile(r"人数$|人员(?:数量|数)$|学员(?:数量|数)$"), frozenset({"人", "名", "位", "个", "人次"})),
    (re.compile(r"数据(?!人才|中心|平台|产品|企业|应用)\S{0,2}(?:数量|数|量)$"), frozenset({"条", "项", "个", "组", "份", "套", "类", "次", "MB", "GB", "TB", "批"})),
    (re.compile(r"人次$"), frozenset({"人次"})),
    (re.compile(r"^(?!吸引|动员|发动|邀请|带动).*(?:活动|宣传|宣教|教育|讲座|论坛|演练|大会|年会|推介会|发布会|对接会)$"), _HELD),
    (re.compile(r"发布(?:数量|数)$"), _HELD | {"个", "项", "篇", "条", "款", "件", "份"}),
    (re.compile(r"发放(?:数量|量)$"), frozenset({"份", "本", "册", "张", "个", "件", "套", "条", "台", "袋", "盒", "箱", "元", "人", "人次", "户", "家"})),
    (re.compile(r"面积$"), frozenset({"平方米", "平方公里", "平方千米", "亩", "公顷", "㎡", "m2", "平方", "平米"})),
    (re.compile(r"(?:里程|长度)$"), frozenset({"公里", "千米", "米", "km", "里", "延米", "皮长公里", "芯公里", "m"})),
    (re.compile(r"场次$|次数$|频次$"), frozenset({"次", "场", "场次", "轮", "期", "回", "批次", "班次", "届"})),
    (re.compile(r"(?:图谱|白皮书|报告|规划|方案|汇编|手册)$"), frozenset({"份", "个", "篇", "套", "幅", "张", "本", "册", "项", "部", "期", "版", "种", "卷"})),
    (re.compile(r"(?:团队|队伍)(?:数量|数)$"), frozenset({"支", "个", "队", "组"})),
    (re.compile(r"份数$|报告(?:数量|数|个数)$"), frozenset({"份", "篇", "本", "册", "个", "套", "期", "项"})),
    (re.compile(r"(?:项目|场景|产品|车型|品种|标准|专利|课题|案例|站点|设施|设备|遗产)(?:数量|数)$|个数$"),
     frozenset({"个", "项", "处", "座", "件", "台", "套", "种", "款", "例", "条", "宗", "辆", "台套", "台(套)", "批"})),
)  # fmt: skip
_IMPLIED: Final = re.compile(
    r"(?:[次份家人户件篇台天处座栋间名位项个辆张册套起期本条盏株亩所艘只匹组批场届]数|场次|人次|频次|家次|户次|(?<![效频功])率|满意度|占比)$"
)
_UNIT_IN_NAME: Final = re.compile(r"[(（](?:单位[:：])?(?P<unit>[^()（）\d]{1,6})[)）]")
_NEEDS_NO_UNIT: Final = re.compile(r"^零|^\d+\s*[:：]\s*\d+(?:以上|以下|以内)?$")
_OTHER_UNIT: Final = re.compile(
    r"\d(?:万|亿|万亿)?(?!万|亿|元|以[上下内]|左右|上下|及|或|余|多|千|百|十)[\u4e00-\u9fff]"
)
"""1.2亿棒: a counting word that is in no list is one all the same."""


def bare(name: str) -> str:
    """A name without remarks in brackets and without final marks, in its comparable form."""
    return _REMARK.sub("", comparable(name)).rstrip(".,;:")


def asked(name: str) -> Measure | None:
    """What kind of measure a name asks for; None where its words do not say."""
    core = bare(name)
    return next((kind for kind, pattern in _ASKED if pattern.search(core)), None)


def given(value: Value) -> Measure | None:
    """What kind of measure one value is; None for a number without a unit."""
    if value.kind is Kind.QUALITATIVE:
        return Measure.WORDS
    unit = (value.unit or "").partition("/")[0]
    if value.date or unit in _DURATIONS:
        return Measure.TIME
    if unit in ("%", "‰", "个百分点", "百分点"):
        return Measure.RATE
    if unit.endswith("元"):
        return Measure.MONEY
    if unit in _EXTENTS:
        return Measure.EXTENT
    return Measure.COUNT if unit else None


def facts(document: Audited) -> Iterator[Fact]:
    """Expected and found measure, whether the counting word fits, where the unit is printed, excluded categories."""
    for _, stated in document.indicators():
        one, node = stated.record, stated.node
        value = one.annual_value
        if value is None or is_placeholder(value.text):
            continue
        expected = asked(name_of(one))
        if expected and not _words_will_do(expected, value):
            yield Fact(node, "kgb:expectedMeasure", iri(expected))
            yield from (Fact(node, "kgb:foundMeasure", iri(kind)) for kind in sorted(_found(expected, value)))
        if (fits := _counter_fits(name_of(one), value)) is not None:
            yield Fact(node, "kgb:counterFitsName", fits)
        if (answered := _state_answered(name_of(one), value)) is not None:
            yield Fact(node, "kgb:stateAnswered", answered)
        if _counts_visits(name_of(one), value):
            yield Fact(node, "kgb:visitsForHeads", value.text)
        if source := _unit_source(name_of(one), value):
            yield Fact(node, "kgb:unitSource", iri(source))
        if one.level2:
            codes = _excluded(name_of(one), value)
            yield from (Fact(node, "kgb:excludedCategory", three(code), one.name) for code in codes)


def _found(expected: Measure, value: Value) -> set[Measure]:
    """The kinds of measure in a value; a bare number is taken for what the name asks."""
    parts = measures(value)
    if not parts:
        return {Measure.WORDS}
    alone = len(parts) == 1
    found = {given(part) or (expected if alone else Measure.COUNT) for part in parts}
    return {expected} if expected in found else found  # what else is measured is for R17 to say


def _words_will_do(expected: Measure, value: Value) -> bool:
    """Words that answer a rate (与上年持平, 满意) or a time (年度内) are no mismatch."""
    if measures(value):
        return False
    if "%" in comparable(value.text) or is_deferred(value.text):
        return True  # a misprint (9O%), or no answer at all, which other rules say
    relative = expected is not Measure.TIME and _RELATIVE.search(value.text)
    return bool(relative or _SATISFIED.search(value.text) or expected is Measure.TIME)


def _counter_fits(name: str, value: Value) -> bool | None:
    """Whether every counting word in the value can count what the name says; None where that cannot be told."""
    core, parts = bare(name), measures(value)
    counts = [
        part for part in parts if given(part) in (Measure.COUNT, Measure.EXTENT) or (not part.unit and len(parts) > 1)
    ]
    if _ASKS_YES_OR_NO.search(core) or _ASKS_WORDS.search(core):
        return not counts if parts else None
    if len(parts) == 1 and _ASKS_TWO.search(core):
        return False
    if _PERSONS.search(core) and any(_THING_COUNTED.search(comparable(part.text)) for part in parts):
        return False
    counters = next((units for pattern, units in _COUNTERS if pattern.search(core)), None)
    if counters is None or not counts:
        return None
    return all((part.unit or "").partition("/")[0] in counters for part in counts)


_STATE: Final = re.compile(
    r"(?:做[大优精]做?强|高质量发展|转型升级|健康发展|融合发展|正常(?:运转|运行|运作|使用|开展)?|运[行转作]正常|稳定运行|有序开展|顺利开展|顺利推进|平稳运行)$"
)
"""How things are or go, of which no number is asked."""


def _state_answered(name: str, value: Value) -> bool | None:
    """Whether a name that only says how things go is answered in words; None for other names."""
    return not measures(value) if _STATE.search(bare(name)) else None


_HEADS: Final = re.compile(r"(?:人数|家数|户数|企业数|单位数)(?:量)?$")
_VISITS: Final = frozenset({"人次", "家次", "户次"})


def _counts_visits(name: str, value: Value) -> bool:
    """企业数 ≥100家次: who comes twice is counted twice."""
    return bool(_HEADS.search(bare(name))) and any(part.unit in _VISITS for part in measures(value))


_PERSONS: Final = re.compile(r"(?:人数|人员数量?|学员数量?)$")
_THING_COUNTED: Final = re.compile(r"\d个(?!人|以上|及|左右|名)[\u4e00-\u9fff]{2}")
"""6个工种, where persons are asked for."""


def _unit_source(name: str, value: Value) -> str | None:
    """Where the unit of a number is printed; None where there is no number, or none is needed."""
    if _DIMENSIONLESS.search(comparable(name + value.text)):
        return None
    parts = [part for part in measures(value) if part.number is not None]
    lone = [part for part in parts if not part.unit and not _NEEDS_NO_UNIT.search(part.text.strip())]
    if lone and all(_OTHER_UNIT.search(comparable(part.text)) for part in lone):
        return "kgb:UnitInValue"
    if not parts or (len(parts) > 1 and lone and not all(NO_UNIT_SCALE in part.doubts for part in lone)):
        return None
    if not lone:
        return "kgb:UnitInValue" if any(part.unit for part in parts) else None
    if "%" in comparable(value.text):
        return "kgb:UnitInValue"
    if _UNIT_IN_NAME.search(comparable(name)):
        return "kgb:UnitInName"
    none_of_it = all(part.number == 0 for part in lone)
    return "kgb:UnitImplied" if none_of_it or _IMPLIED.search(bare(name)) else "kgb:NoUnit"


def _excluded(name: str, value: Value) -> tuple[str, ...]:
    """Codes of second-level categories that a measure does not fit, by what the name asks for and the value gives.

    No rate is a quantity and no count a quality; punctuality is time, a pass rate is quality, a unit price is cost.
    """
    core = bare(name)
    found = {given(part) for part in measures(value)}
    expected = asked(name)
    answered = not found or expected is None or expected in found or None in found  # else R18 has something to say
    told = [codes for words, codes in _TOLD_BY_NAME if words.search(core)]
    if told and answered:
        return told[0]
    if answered and any(part.date for part in measures(value)):
        return ("11", "12", "14")
    if expected is Measure.RATE and (not found or found == {Measure.RATE}):
        return ("11",)
    if found and found <= {Measure.COUNT, Measure.MONEY} and not _GRADED.search(comparable(name + value.text)):
        return ("12", "13")
    return ()


_TOLD_BY_NAME: Final = (
    (re.compile(r"(?:及时|按时|按期|准时|如期|准点|延误|逾期)\S{0,4}率$"), ("11", "12", "14")),
    (re.compile(r"(?:完成|完工|竣工|开工|到货|交付|上线|启动|办结|验收)(?:时间|时限|日期)$"), ("11", "12", "14")),
    (re.compile(r"(?:合格|达标|完好|优良|准确|正确|成活|优质)率$"), ("11", "13", "14")),
    (re.compile(r"(?:成本|单价|造价)$"), ("11", "12", "13")),
    (re.compile(r"(?:总产值|年产值|营业收入|税收收?入?|利润|增加值|销售额|旅游\S{0,2}收入)(?:增[长速]率?)?$"), ("22", "23", "24")),
    (re.compile(r"(?<!社会)经济的?(?:发展|增长)$|GDP"), ("22", "23", "24")),
    (re.compile(r"空气质量|PM2\.?5|森林覆盖率|植被覆盖|水土流失|二氧化碳|碳排放|污染物减排|生态环境质量", re.IGNORECASE), ("21", "22")),
)  # fmt: skip
"""Names that belong to one second level: what they say, and the second levels that they do not fit."""
