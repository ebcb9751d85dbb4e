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
    r"(?:无|暂无|没有|待定|待补充|待填|未定|略|同上|tbd|n/?a|[*_\-./\\]+|[x×]+)", re.IGNORECASE
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


def unbounded(text: str) -> str:
    """The comparable words of a value without the operator that a form prints before it (=待定)."""
    return comparable(without_final_marks(text)).lstrip("≥≤><=")
