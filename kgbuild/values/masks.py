"""Digits that measure nothing: parts of names, ordinals, years, document numbers, formulas."""

from __future__ import annotations

import re
from typing import Final

BLANK: Final = "\x00"
"""Stands for each masked character, so that offsets stay."""

_CN: Final = "零〇一二两三四五六七八九十百"
_LATIN_UNITS: Final = (
    r"(?:km|cm|mm|kg|mg|kw|kwh|mw|mwh|gwh|gw|gj|kva|mva|mhz|ghz|m2|m3|m|t|h|w|ml|db|tb|gb|mb|teu|nm3)(?![a-z])"
)
_NAMES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # (计算公式：…) 《…》 “…”: what stands inside explains or names
        r"\((?:[^()]{0,8}公式|注:|说明:)[^()]*\)",
        r"《[^《》]*》",
        r"[“\"「][^”\"」]{1,30}[”\"」]",
        # 第25届 第8.6代 第三季度; 第六届
        rf"第\s*(?:\d+(?:\.\d+)?|[{_CN}]+)",
        # 穗埔府规〔2020〕1号
        r"[〔\[(【]\s*(?:19|20)\d\d\s*[〕\])】]\s*(?:第?\d+号)?",
        # 2022-2023年 · 2018年 · 2019年以来 · 年度
        r"(?:19|20)\d\d\s*年?\s*[-~—至到]\s*(?:(?:19|20)\d\d|\d\d?)\s*(?:年|月)?(?:度)?",
        r"(?:19|20)\d\d\s*年(?:度)?(?:\s*\d{1,2}\s*月(?:份|\s*\d{1,2}\s*日)?)?",
        # PM2.5 · IC30 · L3 · GB3838-2002 · IPV6
        r"[a-z][a-z0-9.]*-?\d+(?:[.\-]\d+)*[a-z]*",
        # 5G · 4K/8K · 3A级 · 3D (but not 5km)
        rf"\d+(?:\.\d+)?(?!\s*{_LATIN_UNITS})\s?[a-z]+(?![a-z])",
        # 前1% · 前三名 · Top10
        rf"(?:进入|排名|全国|全省|全市|居)[^,;。]{{0,8}}前\s*(?:\d+|[{_CN}]+)\s*(?:%|名|位|强)?",
        # 三年行动 · 十三五 · 十四五 · 一季度 · 两化 · 四化
        rf"[{_CN}\d]+年(?:行动|规划|计划|攻坚|滚动)",
        r"十[二三四五六]五",
        r"[一二三四1-4]\s*季度",
        # 3年内 inside a description
        r"(?<=[\u4e00-\u9fff])\d+年内(?=[\u4e00-\u9fff]{2})",
        # clock times and phone numbers
        r"\d{1,2}:\d{2}(?::\d{2})?(?=[^\d])",
        r"\d{3,4}-\d{7,8}|(?<=[话机号:])\s*1[3-9]\d{9}(?!\d)",
    )
)  # fmt: skip


def without_names(text: str) -> str:
    """The text with every character of such names blanked, in the same length."""
    for pattern in _NAMES:
        text = pattern.sub(lambda match: BLANK * len(match.group()), text)
    return text
