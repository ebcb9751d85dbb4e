"""Where a reader looks for the fault: the printed value that a fact was worked out from, not the whole indicator."""

from __future__ import annotations

from typing import Final

from kgbuild.text import comparable

_PRINTED_IN: Final[dict[str, tuple[str, ...]]] = {
    "annualTarget": (
        "asksSomething", "attainable", "baselinePrinted", "counterFitsName", "foundMeasure",
        "gradable", "measureCount", "numbersInValue", "operatorFitsDirection", "operatorPrinted",
        "percentage", "unitSource", "yearPrinted", "yearsFromBudget",
    ),
    "periodTarget": ("periodCoversYear", "periodIsValue"),
    "actual": ("comparableResult", "estimated", "shortfallExplained", "unexplainedDeviation"),
    "goal": ("uncarriedPromises",),
    "restartsAt": ("numberingGroups",),
}  # fmt: skip

PRINTED_IN: Final = {f"kgb:{path}": f"kgb:{holder}" for holder, paths in _PRINTED_IN.items() for path in paths}
"""Path of a finding → the property of its focus whose object was read from the words at fault."""

QUOTED_BY: Final = frozenset({
    "kgb:deferredTarget", "kgb:doubledWord", "kgb:partExceedsWhole", "kgb:placeholder", "kgb:scoreOverWeight",
    "kgb:suggestedSpelling", "kgb:totalBesideScores",
})  # fmt: skip
"""Paths whose values quote the page (before an arrow, if there is one): the words are at fault where they stand."""

HOLDERS: Final = ("kgb:annualTarget", "kgb:periodTarget", "kgb:actual", "kgb:evaluation")
"""What an indicator or a project holds, any of which may hold a quoted text."""


def quote(text: str) -> str:
    """The printed words out of what a fact says of them."""
    return comparable(text.partition(" → ")[0])
