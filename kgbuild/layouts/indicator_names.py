"""What clerks print before the name of an indicator, and where none is: 指标1：…, 数量指标：…, …… in a line nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kgbuild.model.table import Text
from kgbuild.text import comparable, same_length_folded

FILLER: Final = re.compile(r"(?:\.{2,}|…+|指标\d{1,2}[:.,]?(?:\.{2,}|…+)?|/|-+)")
"""What a form prints in a line that nobody filled in: ……, 指标2："""
JOINT_HEADING: Final = r"二级(?:指标)?[及和与,/]三级指标(?:名称|内容)?"
"""What heads a column in which category and name stand in one cell: 数量指标：新建公厕."""
_CATEGORY: Final = re.compile(r"(?P<level2>[\u4e00-\u9fff]{2,12}指标)\s*:\s*(?=\S)")
_NO_LEVEL2: Final = re.compile(r"(?:产出|效益|效果|投入|过程|决策|管理|绩效|[一二三]级)(?:类)?指标")
_NUMBER: Final = re.compile(r"指标\s*\d{1,2}\s*[:.、,]?\s*")


def name_alone(printed: Text) -> Text:
    """The name without the number that a form prints before it (指标1：…); a name that is only the number is as printed."""
    number = _NUMBER.match(same_length_folded(printed.string))
    return printed[number.end() :] if number and number.end() < len(printed) else printed


def category_and_name(printed: Text) -> tuple[Text | None, Text]:
    """数量指标：新建公厕 as category of level 2 and name; None and all of it where no category stands before a colon."""
    found = _CATEGORY.match(same_length_folded(printed.string))
    if found is None or _NO_LEVEL2.fullmatch(found["level2"]):
        return None, printed
    return printed[: found.end("level2")], printed[found.end() :]


def is_unfilled(name: Text | None, others: Iterable[Text]) -> bool:
    """Whether a row has neither an indicator nor a value: ……, 指标2：, or a category alone."""
    if name and not FILLER.fullmatch(comparable(name.string)):
        return False
    return all(FILLER.fullmatch(comparable(text.string)) for text in others)
