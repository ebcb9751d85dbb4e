"""Codes that budget systems print with a name: 219001-…局, 306_…局, （427）…局（部门）, …局〔341〕, 51092324T000010263357-…项目.

A thing is the same from year to year by its name; its code changes with the system. Every layout takes names through here.
"""

from __future__ import annotations

import re
from typing import Final

from kgbuild.model.table import Text
from kgbuild.text import same_length_folded

_YEAR: Final = r"(?:19|20)\d\d"
_MARK: Final = r"\s*[-_—－]\s*"
_OPEN, _CLOSE = r"[(\[【〔]", r"[)\]】〕]"
_IN_BRACKETS: Final = rf"{_OPEN}(?!{_YEAR}{_CLOSE})\d{{3,}}{_CLOSE}"
_BEFORE: Final = rf"(?!{_YEAR}{_MARK})\d{{3,}}{_MARK}(?=[\u4e00-\u9fff(“\"]|{_YEAR}年)|[0-9A-Z]{{12,}}{_MARK}"
_OF_PROJECT: Final = re.compile(rf"\s*(?:{_BEFORE}|{_IN_BRACKETS}\s*|\d{{6,}}(?=[\u4e00-\u9fff]))")
_AUTHORITY: Final = r"[\u4e00-\u9fff]{2,30}(?:局|厅|委员会|政府|法院|检察院|办事处)(?:\([^()]*\))?$"
_OF_BODY: Final = re.compile(
    rf"\s*(?:{_BEFORE}|{_IN_BRACKETS}\s*|(?:0\d\d|\d{{6,}})(?=[\u4e00-\u9fff])|\d{{3}}(?={_AUTHORITY}))"
)
"""A year is no code (2023-2025年…), nor is a number such as that of 120急救中心."""
_BEHIND_BODY: Final = re.compile(rf"\s*{_IN_BRACKETS}\s*$")
_KIND: Final = re.compile(r"\((?:部门|单位|汇总)\)$")
"""What a system prints behind the name of a coded body: whether it is a department or a unit."""


def project_name(printed: Text) -> Text:
    """The name alone, with its own characters as evidence; a name without a code is as printed."""
    code = _OF_PROJECT.match(same_length_folded(printed.string))
    return printed[code.end() :] if code and code.end() < len(printed) else printed


def body_name(printed: Text) -> Text:
    """The name of a department or unit without its code; as printed where it has none."""
    folded = same_length_folded(printed.string)
    if (code := _OF_BODY.match(folded)) and code.end() < len(printed):
        kind = _KIND.search(folded, code.end() + 1)
        return printed[code.end() : kind.start() if kind else len(printed)]
    behind = _BEHIND_BODY.search(folded, 1)
    return printed[: behind.start()] if behind else printed
