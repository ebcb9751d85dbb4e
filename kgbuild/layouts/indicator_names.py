"""What clerks print before the name of an indicator, and where none is: 指标1：…, 数量指标：…, …… in a line nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kgbuild.model.table import Text
from kgbuild.text import comparable, same_length_folded

FILLER: Final = re.compile(r"(?:\.{2,}|…+|指标\d{1,2}[:.,]?(?:\.{2,}|…+)?|/|-+)")
"""What a form prints in a line that nobody filled in: ……, 指标2："""
_NUMBER: Final = re.compile(r"指标\s*\d{1,2}\s*[:.、,]?\s*")


def name_alone(printed: Text) -> Text:
    """The name without the number that a form prints before it (指标1：…); a name that is only the number is as printed."""
    number = _NUMBER.match(same_length_folded(printed.string))
    return printed[number.end() :] if number and number.end() < len(printed) else printed


def is_unfilled(name: Text | None, others: Iterable[Text]) -> bool:
    """Whether a row has neither an indicator nor a value: ……, 指标2：, or a category alone."""
    if name and not FILLER.fullmatch(comparable(name.string)):
        return False
    return all(FILLER.fullmatch(comparable(text.string)) for text in others)
