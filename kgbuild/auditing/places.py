"""Where a reader looks for the fault: the printed value that a fact was worked out from, not the whole indicator.

A fact that was read from other words names them itself (`Fact.at`).
"""

from __future__ import annotations

from typing import Final

_PRINTED_IN: Final[dict[str, tuple[str, ...]]] = {
    "annualTarget": (
        "asksSomething", "attainable", "baselinePrinted", "counterFitsName", "foundMeasure",
        "gradable", "limitOperatorPrinted", "measureCount", "moneyPerYuan", "numbersInValue", "operatorFitsDirection", "operatorPrinted",
        "percentage", "speaksOfName", "unitSource", "yearPrinted", "yearsFromBudget",
    ),
    "periodTarget": ("periodCoversYear", "periodIsValue"),
    "actual": ("comparableResult", "estimated", "shortfallExplained", "unexplainedDeviation"),
    "restartsAt": ("numberingGroups",),
}  # fmt: skip

PRINTED_IN: Final = {f"kgb:{path}": f"kgb:{holder}" for holder, paths in _PRINTED_IN.items() for path in paths}
"""Path of a finding → the property of its focus whose object was read from the words at fault."""
