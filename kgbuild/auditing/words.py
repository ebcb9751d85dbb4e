"""Words that two texts share, told by pairs of Han characters; pairs that stand everywhere mean nothing."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Final

_HAN_PAIR: Final = re.compile("[\u4e00-\u9fff]{2}")
_STOP: Final = frozenset(
    [
        "我区",
        "我市",
        "本区",
        "本市",
        "工作",
        "进一",
        "一步",
        "推动",
        "促进",
        "提升",
        "提高",
        "发展",
        "相关",
        "开展",
        "通过",
        "数量",
        "企业",
        "完成",
        "服务",
        "有效",
        "项目",
        "实现",
        "年度",
        "建设",
        "加快",
        "保障",
        "情况",
        "不少",
        "少于",
        "不低",
        "低于",
        "以上",
        "不超",
        "超过",
        "达到",
        "全年",
    ]
)


def neighbours(words: str) -> set[str]:
    """Neighbouring Han characters of a comparable text."""
    found = {words[at : at + 2] for at in range(len(words) - 1)}
    return {pair for pair in found if _HAN_PAIR.fullmatch(pair)}


def pairs(words: str) -> set[str]:
    """Neighbouring Han characters, without those that say nothing."""
    return neighbours(words) - _STOP


def share(some: AbstractSet[str], about: AbstractSet[str]) -> Decimal:
    """Which part of some pairs stands among others, 0 to 1."""
    return (Decimal(len(some & about)) / max(len(some), 1)).quantize(Decimal("0.01"))
