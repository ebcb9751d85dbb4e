"""The level of government that a department's name tells: 广州市花都区科技工业和信息化局 is a district's."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

_PROVINCE: Final = r"(?:[^省市区县]{2,4}(?:省|自治区))"
_CITY: Final = r"(?:[^省市区县]{1,6}市)"
# Zones (开发区, 高新区, 示范区 …), parks and communities end in 区 too and are no districts.
_ZONE: Final = ("开发", "高新", "技术", "产业", "示范", "试验", "实验", "合作", "自治", "工业", "保税")
_NO_DISTRICT: Final = "".join(f"(?<!{word})" for word in _ZONE) + "(?<![园社景片地库灌辖])"
_DISTRICT: Final = rf"(?:[^省市区县]{{1,5}}{_NO_DISTRICT}(?:区|县|旗))"
_LEVEL: Final = re.compile(
    rf"{_PROVINCE}?{_CITY}?(?P<district>{_DISTRICT})|{_PROVINCE}?(?P<city>{_CITY})|(?P<province>{_PROVINCE})"
)


class Level(StrEnum):
    """Levels of government that publish performance tables."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"


def level_of(name: str) -> Level | None:
    """The level, where the name begins with its place; None where it does not (a county-level 市 counts as a city)."""
    match = _LEVEL.match(name)
    if not match:
        return None
    return next((level for level in Level if match[level.value]), None)
