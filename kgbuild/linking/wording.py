"""Names of projects and indicators taken apart, so that two of them can be held side by side.

What makes a name this name and no other is its own words (监测样本), its numbers (第8.6代, G60), its level (省级)
and, for an indicator, what is measured (完成率). What does not: years, editions, phases, batches, the department's own
name, and the words that every name has (开展, 数量, 工作经费).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache
from typing import Final

from kgbuild.knowledge import knowledge
from kgbuild.text import comparable
from kgbuild.values.numerals import CHINESE, read_chinese

_WEAK_WEIGHT, _COMMON_WEIGHT = 0.3, 0.1
LARGEST_ADDITION: Final = 2
"""Characters of its own that one name may have more than the other, if they are at most a quarter of it."""

_COMMON: Final = """
开展 举办 组织 推动 推进 支持 促进 完成 实施 提供 进行 做好 落实 达到 实现 加强 参加 发展 协助 引导 数量 个数 家数
户数 次数 场次 场数 人数 人次 家次 份数 件数 项数 篇数 台数 条数 批次 总额 金额 满意度 增长 新增 净增 全年 年度 当年
本年 年内 期末 每年 累计 预计 计划 结转 的 和 及 与 等 工作 任务 活动 情况 程度 服务对象 受益对象 我市 全市 本市
我区 全区 本区 我县 全县 我省 全省 项目 专项 经费 资金 支出 费用 补助 奖励 扶持 补贴 贴息 工程 完成率 合格率 及时率
达标率 通过率 覆盖率 执行率 参与率 使用率 办结率 准确率 到位率 增长率 下降率 降低率 发放率 达成率 支出率 支付率
"""
"""Words that tell no name from another; and 数, 额, 费 at its end."""
_WEAK: Final = """
企业 数据 采集 服务 建设 相关 重点 主要 有关 各类 产业链 专题 调研 报告 分析 研究 培训 设备 采购 管理 交流 对接 合作
宣传 编制 出具 形成 业务 系统 平台 运维 产业 行业 中小 技术 综合 质量 水平 能力 效果 影响 经济 社会 效益 单位 人员
群众 公众 参与 保障 政策 评审 验收 审核 拨付 支付 发放 使用 受训者 学员
"""
"""Words that one of two names may have more than the other."""
_SYNONYMS: Final = {
    "营业收入": "营收", "运行维护": "运维", "规模以上": "规上", "限额以上": "限上", "固定资产投资": "固投",
    "技术改造": "技改", "满意率": "满意度", "及时程度": "及时率", "比例": "占比", "比重": "占比",
    "增加率": "增长率", "增速": "增长率", "增幅": "增长率",
}  # fmt: skip

_NUMBER: Final = rf"(?:\d{{1,4}}|[{CHINESE}]{{1,5}})"
_PAPER: Final = re.compile(r"\(?[\u4e00-\u9fff]{0,8}\((?:19|20)\d\d\)第?\d{1,4}号\)?")
_YEARS: Final = re.compile(r"(?:19|20)\d\d年?(?:度)?(?:[-~至到](?:(?:19|20)?\d\d))?年?(?:度)?(?!\d)")
_PLAN_PERIOD: Final = re.compile(r"['\"]?十[三四五六]五['\"]?(?:期间|时期)?")
_EDITION: Final = re.compile(rf"\(?(?:第{_NUMBER}届|首届)\)?")
_PHASE: Final = re.compile(rf"\(?第?(?P<number>{_NUMBER})期(?![间限货刊望内初末满])\)?")
_BATCH: Final = re.compile(rf"\(?第{_NUMBER}批次?\)?")
_LEVEL: Final = re.compile(r"(?:国家|国际|世界|全国|省|市|区|县|镇|部)级|规上|限上")
_IDENTIFIER: Final = re.compile(r"[a-z]*\d[a-z\d.\-+/]*")
_MARKS: Final = re.compile(r"[\"'()<>,.;:!?《》/\-~%]+")
_OFFICE: Final = re.compile(r"^(?:[市区县省]|[我本][市区县省])?[\u4e00-\u9fff]{1,8}?(?<![布格全大])局(?=.{4})")
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:省|自治区|市|州|区|县|旗|盟)")
_LEAD: Final = re.compile(r"^(?:\([^()]{1,12}\))?(?:支持发展|支持举办|支持|开展|推进|举办|参加|实施)?")
_ASPECTS: Final = (
    ("growth", re.compile(r"增长率$|增长$")),
    ("share", re.compile(r"占比$|占.{2,20}$")),
    ("decline", re.compile(r"(?:下降|降低|减少|压减)率?$")),
    ("new", re.compile(r"新增(?!长)|净增")),
    ("satisfaction", re.compile(r"满意度?$")),
    ("rate", re.compile(r"[\u4e00-\u9fff]{2}率$")),
    ("since", re.compile(r"以来(?:累计)?")),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A name without what changes from year to year. `weights` has one entry for each character of `plain`."""

    plain: str
    weights: tuple[float, ...]
    identifiers: frozenset[str]
    levels: frozenset[str]
    years: tuple[str, ...]
    phase: int
    aspect: str

    @property
    def own(self) -> int:
        """How many characters of the name are its own words."""
        return self.weights.count(1.0)

    @property
    def pairs(self) -> frozenset[str]:
        """Pairs of neighbouring characters, at least one of them of a word of its own (of any, where it has none)."""
        spread = zip(self.plain, self.plain[1:], self.weights, self.weights[1:], strict=False)
        floor = 1.0 if self.own else 0.0
        return frozenset(left + right for left, right, one, other in spread if max(one, other) >= floor)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two names agree: `score` in 0…1, `shared` the words of both, `addition` what only one has of its own."""

    score: float
    shared: tuple[str, ...]
    addition: int

    @property
    def same(self) -> bool:
        """Whether nothing but common words tells the names apart."""
        return self.score > 0


NOTHING: Final = Likeness(0.0, (), 0)


@lru_cache(maxsize=65536)
def project_wording(name: str, owner: str) -> Wording:
    """The wording of the name of a project or task of the department called `owner`."""
    return _wording(_LEAD.sub("", comparable(name)), owner, measured=False)


@lru_cache(maxsize=65536)
def measure_wording(name: str, owner: str) -> Wording:
    """The wording of the name of an indicator of the department called `owner`."""
    return _wording(_without_unit(comparable(name)), owner, measured=True)


def _wording(text: str, owner: str, *, measured: bool) -> Wording:
    for word, short in _SYNONYMS.items():
        text = text.replace(word, short)
    text = _PAPER.sub("", text)
    years = tuple("".join(re.findall(r"\d+", match.group())) for match in _YEARS.finditer(text))
    text = _PLAN_PERIOD.sub("", _YEARS.sub("", text))
    phase = _PHASE.search(text)
    for pattern in (_EDITION, _PHASE, _BATCH):
        text = pattern.sub("", text)
    text = _without_owner(_LEAD.sub("", text), owner)
    levels = frozenset(_LEVEL.findall(text))
    aspect = _aspect(_MARKS.sub("", text)) if measured else ""
    identifiers = frozenset(found.rstrip("-./+") for found in _IDENTIFIER.findall(text))
    plain = _MARKS.sub("", text)
    return Wording(plain, _weights(plain), identifiers, levels, years, _number(phase["number"]) if phase else 0, aspect)


def _without_unit(text: str) -> str:
    """Without a unit in brackets: 带动投资(亿元), 满意度(%)."""
    return re.sub(r"\(([^()]{1,4})\)", lambda match: "" if _is_unit(match[1]) else match.group(), text)


def _is_unit(word: str) -> bool:
    return word in _units() or word.lstrip("百千万亿") in _units()


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(map(comparable, knowledge().unit_words)) | {"%", "元"}


def _without_owner(text: str, owner: str) -> str:
    """Without the department's name, its short form (市工信局) and its places (云州市, 江北区)."""
    for name in (comparable(owner), *places(owner)):
        if name:
            text = text.replace(name, "")
    return _OFFICE.sub("", text)


@lru_cache(maxsize=4096)
def places(department: str) -> tuple[str, ...]:
    """The places that the name of a department begins with: 云州市江北区科技局 → 云州市, 江北区."""
    return tuple(dict.fromkeys(_PLACE.findall(comparable(department))))


def _number(printed: str) -> int:
    number = int(printed) if printed.isdecimal() else read_chinese(printed)
    return int(number) if number is not None else 0


def _aspect(plain: str) -> str:
    """What of its object an indicator measures; empty for the object itself."""
    tail = re.sub(r"(?:数量|数)$", "", plain)
    for aspect, pattern in _ASPECTS:
        match = pattern.search(tail)
        if match:
            return match.group() if aspect == "rate" else aspect
    return ""


def _weights(plain: str) -> tuple[float, ...]:
    weights = [1.0] * len(plain)
    for match in _known_words().finditer(plain):
        weight = _COMMON_WEIGHT if match.lastgroup == "common" else _WEAK_WEIGHT
        weights[match.start() : match.end()] = [weight] * len(match.group())
    return tuple(weights)


@lru_cache(maxsize=1)
def _known_words() -> re.Pattern[str]:
    return re.compile(f"(?P<common>{_alternatives(_COMMON)}|[数额费]$)|(?P<weak>{_alternatives(_WEAK)})")


def _alternatives(words: str) -> str:
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word)))


def likeness(one: Wording, other: Wording) -> Likeness:
    """How alike two names are; `NOTHING` where own words stand against own words, or numbers or levels differ.

    A name without own words may only be longer than the other, not otherwise worded.
    """
    if one.identifiers != other.identifiers or one.levels != other.levels or not (one.plain and other.plain):
        return NOTHING
    kept = _common_pieces(one, other)
    of_one = {at for block in kept for at in range(block.a, block.a + block.size)}
    of_other = {at for block in kept for at in range(block.b, block.b + block.size)}
    additions = _own_outside(one, of_one), _own_outside(other, of_other)
    addition = max(additions)
    if min(additions) or addition > LARGEST_ADDITION or addition * 4 > max(one.own, other.own):
        return NOTHING
    if not min(one.own, other.own) and min(len(one.plain) - len(of_one), len(other.plain) - len(of_other)):
        return NOTHING
    matched = sum(one.weights[at] for at in of_one) + sum(other.weights[at] for at in of_other)
    score = matched / (sum(one.weights) + sum(other.weights))
    return Likeness(round(score, 4), shared_words(one, other), addition)


def shared_words(one: Wording, other: Wording) -> tuple[str, ...]:
    """The pieces of at least two characters that stand in both names, in their order."""
    return tuple(one.plain[block.a : block.a + block.size] for block in _common_pieces(one, other) if block.size > 1)


def _common_pieces(one: Wording, other: Wording) -> list[Match]:
    blocks = SequenceMatcher(None, one.plain, other.plain, autojunk=False).get_matching_blocks()
    shorter = min(len(one.plain), len(other.plain))
    return [block for block in blocks if block.size > 1 or block.size == shorter > 0]


def _own_outside(wording: Wording, matched: set[int]) -> int:
    return sum(1 for at, weight in enumerate(wording.weights) if weight == 1.0 and at not in matched)
