"""What a caller may choose about an export."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from kgbuild.flat import TABLES
from kgbuild.flat.schema import Column, Table

Headings = Literal["name", "zh", "en"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which tables, with which headings; where pages of things are served; who hears of what could not be written."""

    tables: tuple[Table, ...] = tuple(TABLES.values())
    headings: Headings | None = None
    page_base: str = ""
    note: Callable[[str], None] = logging.getLogger(__name__).warning

    def heading(self, column: Column, usual: Headings) -> str:
        """What stands above a column."""
        chosen = self.headings or usual
        if chosen == "zh":
            return f"{column.zh}（{column.unit}）" if column.unit == "元" else column.zh
        return column.name.replace("_", " ") if chosen == "en" else column.name


ALL: Final = Choice()
"""All tables, the usual headings."""
