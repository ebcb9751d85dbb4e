"""Why two indicators are linked, in one line, in Chinese and English."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.linking.changes import Change, Standing
from kgbuild.linking.pairing import Held
from kgbuild.linking.years import IndicatorLink
from kgbuild.model.values import Value

_CHANGES: Final = {
    Change.RAISED: ("目标提高", "target raised"),
    Change.LOWERED: ("目标降低", "target lowered"),
    Change.KEPT: ("目标不变", "target kept"),
    Change.RESTATED: ("目标改写，松紧无法比较", "target restated; which is stricter cannot be told"),
    Change.UNIT: ("计量单位改变", "given in another unit"),
    Change.MEASURE: ("口径改变（总量与增长、存量与新增）", "measured otherwise (level or growth, stock or increase)"),
}
_STANDINGS: Final = {
    Standing.ABOVE: ("优于此前已达到的", "better than what had been reached,"),
    Standing.AT: ("等于此前已达到的", "no more than what had been reached,"),
    Standing.BELOW: ("不及此前已达到的", "less than what had been reached,"),
}
_WITHIN: Final = ("同一或延续的项目", "one project, or one that goes on")
_ACROSS: Final = ("同一部门", "one department")
_LONGEST: Final = 40
"""Characters of a printed value that a reason shows."""


def reasons(link: IndicatorLink) -> dict[str, str]:
    """The reason by language."""
    words = " ".join(f"“{term}”" for term in link.terms)
    zh_change, en_change = _CHANGES[link.change]
    zh_names, en_names = ("名称相近", "similar names") if link.renamed else ("名称相同", "equal names")
    zh_scope, en_scope = _WITHIN if link.within else _ACROSS
    targets = f"{_target(link.one)} → {_target(link.other)}"
    zh = f"{zh_scope}，{zh_names}：{words}；{zh_change}：{targets}"
    en = f"{en_scope}, {en_names}: {words}; {en_change}: {targets}"
    if link.reached and link.standing:
        zh_standing, en_standing = _STANDINGS[link.standing]
        reached = _shown(link.reached.measure.actual)
        zh, en = f"{zh}；新目标{zh_standing} {reached}", f"{en}; the new target is {en_standing} {reached}"
    return {"zh": zh, "en": en}


def _target(held: Held) -> str:
    year = f"{held.undertaking.year} " if held.undertaking.year else ""
    return f"{year}{_shown(held.measure.target)}"


def _shown(value: Value | None) -> str:
    """The printed value without spaces, not too long for a line."""
    text = re.sub(r"\s", "", value.text) if value else "—"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
