"""What the families of audit facts share: a document with its IRIs in hand, and one derived statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from kgbuild.model.records import Category, Indicator, Reading
from kgbuild.model.table import Span, Text
from kgbuild.model.values import Value
from kgbuild.profiles import Profile
from kgbuild.rdf.stated import StatedIndicator, StatedUndertaking
from kgbuild.text import comparable, without_final_marks
from kgbuild.vocab import iri

LONGEST: Final = 4000
"""Characters of a text that are searched for patterns; what goes on longer is no value and no name."""
LONGEST_NAME: Final = 400

_PLACEHOLDER: Final = re.compile(
    r"(?:无|暂无|没有|待定|待补充|待填|未定|略|同上|tbd|n/?a|[*_\-./\\]+|[x×]+|[x×*]{2,}[\u4e00-\u9fff%]{1,3})",
    re.IGNORECASE,
)
_DEFERRED: Final = re.compile(
    r"(?:按照?|依据?|根据|完成)?(?:本?年度?|全年|当年|工作|上级)?(?:下达|既定)?(?:计划|任务|目标)(?:数|数量|内|值|要求|完成|执行|指标)?(?:完成|执行)?"
    r"|(?:详|具体|另)?见\S{0,12}(?:附件|附表|方案|文件|备注|说明|计划|清单|合同)|(?:按照?|根据|以|视|依)(?:\S{0,6}实际)(?:情况|需要|需求|发生|数量|工作)*(?:为准|确定|而定|执行|安排|完成)?"
    r"|待\S{0,12}(?:确定|明确|填报|下达|批复|核定|补充|统计|研究|定)|(?:按照?|依据?|根据|以)\S{0,10}(?:核定|确定|为准|下达|审定)|另行(?:通知|确定|下达)|视情况(?:而定|确定)?|(?:同|与)(?:年度|实施周期|左|右)\S{0,6}(?:一致|相同)?"
)

FactValue = bool | int | Decimal | str | NamedNode


@dataclass(frozen=True, slots=True)
class Fact:
    """`thing` has the property `name` (`kgb:…`) with this value. Text is stated as it is, without a language.

    `at` are the printed words that say so, where these are neither the value that is judged nor the whole thing.
    """

    thing: NamedNode
    name: str
    value: FactValue
    at: Text | Span | None = field(default=None, compare=False)

    def spans(self) -> list[Span]:
        """The cells of `at`."""
        if self.at is None:
            return []
        return [self.at] if isinstance(self.at, Span) else self.at.spans()


@dataclass(frozen=True, slots=True)
class Audited:
    """One document as the families see it."""

    node: NamedNode
    reading: Reading
    undertakings: tuple[StatedUndertaking, ...]
    profile: Profile

    def indicators(self) -> Iterator[tuple[StatedUndertaking, StatedIndicator]]:
        """All indicators with what they belong to."""
        for one in self.undertakings:
            for indicator in one.indicators:
                yield one, indicator


def category_at(category: Category | None, one: Indicator) -> Text | None:
    """The words of a category in a cell beside the indicator (a merged one too); None where they stand rows above."""
    if category is None or category.printed is None:
        return None
    rows = {(span.table, span.row) for span in one.whole.spans()}
    cells = [run.cell for run in category.printed.runs]
    beside = any((cell.table, cell.row + down) in rows for cell in cells for down in range(cell.row_span))
    return category.printed if beside else None


def three(code: str) -> NamedNode:
    """A category of the three-branch tree by its code."""
    return iri(f"three:{code}")


def name_of(one: Indicator) -> str:
    """The printed name of an indicator, as far as a name can go."""
    return one.name.string[:LONGEST_NAME]


def piece(text: Text, words: str) -> Text:
    """The part of a text whose comparable form is `words`; the whole text where they do not stand in it."""
    letters = [(at, letter) for at, printed in enumerate(text.string) for letter in comparable(printed)]
    begin = "".join(letter for _, letter in letters).find(words)
    return text[letters[begin][0] : letters[begin + len(words) - 1][0] + 1] if words and begin >= 0 else text


def branch_of(one: Indicator) -> str:
    """产出, 效益, 满意度 or 成本 out of the printed 一级指标; empty where none is printed."""
    printed = one.level1.name if one.level1 else ""
    return next((word for word in ("满意度", "成本", "效益", "产出") if word in printed), "")


def measures(value: Value | None) -> tuple[Value, ...]:
    """The measures of a value: its parts, or itself where it has a number or a date."""
    if value is None:
        return ()
    if value.parts:
        return value.parts
    return (value,) if value.number is not None or value.date else ()


def is_placeholder(text: str) -> bool:
    """无, 待定, *: words that stand for a value that is not there."""
    return bool(_PLACEHOLDER.fullmatch(unbounded(text) or comparable(text)))


def is_deferred(text: str) -> bool:
    """年度计划数, 详见附件, 待上级批复: words that point to a number elsewhere."""
    return bool(_DEFERRED.fullmatch(unbounded(text)))


def unbounded(text: str) -> str:
    """The comparable words of a value without the operator that a form prints before it (=待定)."""
    return comparable(without_final_marks(text)).lstrip("≥≤><=")
