"""Where a reader looks for the fault: the printed value that a fact was worked out from, not the whole indicator.

A fact that was read from other words names them itself (`Fact.at`). Where a form prints operator, number and unit of a
value in cells of their own, the finding stands at the one that it speaks of.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

from kgbuild.model.records import Indicator
from kgbuild.model.table import Text

_PRINTED_IN: Final[dict[str, tuple[str, ...]]] = {
    "annualTarget": (
        "areaTotal", "asksSomething", "attainable", "baselinePrinted", "costOverBudget", "countInName", "counterFitsName", "foundMeasure", "fullSatisfaction",
        "gradable", "limitOperatorPrinted", "measureCount", "moneyPerYuan", "numberLikeYear", "numbersInValue", "operatorFitsDirection", "operatorPrinted",
        "percentage", "speaksOfName", "stateAnswered", "unitSource", "vagueBound", "visitsForHeads", "yearPrinted", "yearsFromBudget",
    ),
    "periodTarget": ("periodCoversYear", "periodIsValue"),
    "actual": ("comparableResult", "estimated", "resultIsBound", "resultIsOpen", "resultPercentage", "shortfallExplained", "unexplainedDeviation"),
    "restartsAt": ("numberingGroups",),
}  # fmt: skip

PRINTED_IN: Final = {f"kgb:{path}": f"kgb:{holder}" for holder, paths in _PRINTED_IN.items() for path in paths}
"""Path of a finding → the property of its focus whose object was read from the words at fault."""

_DIGIT: Final = re.compile(r"[\d一二两三四五六七八九十百千零]")
_OPERATOR: Final = re.compile(r"\s*[≥≤><=＝＞＜≧≦]=?\s*|\s*(?:大于|小于|等于|不少于|不超过|不低于|不高于)(?:等于)?\s*")
_OF_OPERATOR: Final = frozenset({"kgb:operatorFitsDirection"})


def cell_at_fault(one: Indicator, name: str) -> Text | None:
    """The cell of a value that a fact speaks of, where several cells of one row make the value; else None."""
    values = {"kgb:annualTarget": one.annual, "kgb:periodTarget": one.period, "kgb:actual": one.actual}
    text = values.get(PRINTED_IN.get(name, ""))
    cells = _cells(text) if text else []
    if len(cells) < 2:
        return None
    operators = [cell for cell in cells if _OPERATOR.fullmatch(cell.string)]
    others = [cell for cell in cells if cell not in operators]
    if name in _OF_OPERATOR and operators:
        return operators[0]
    numbers = [cell for cell in others if _DIGIT.search(cell.string)]
    return next(iter(numbers or others or cells))


def _cells(text: Text) -> list[Text]:
    """The pieces of a text by cell; none where they stand in several rows (a page break)."""
    pieces = [
        (cell, list(runs))
        for cell, runs in groupby(text.runs, key=lambda run: (run.cell.table, run.cell.row, run.cell.column))
    ]
    if len({cell[:2] for cell, _ in pieces}) != 1:
        return []
    return [text[runs[0].at : runs[-1].at + runs[-1].length] for _, runs in pieces]
