"""The graph as flat tables: each row one thing, with its IRI and the cell it was read from. `TABLES` is the list."""

from __future__ import annotations

from typing import Final

from kgbuild.flat.documents import DOCUMENTS
from kgbuild.flat.funding import FUNDING
from kgbuild.flat.indicator_links import INDICATOR_LINKS
from kgbuild.flat.indicators import INDICATORS, VALUES
from kgbuild.flat.judgements import DISCREPANCIES, FINDINGS
from kgbuild.flat.projects import PROJECTS
from kgbuild.flat.relations import LINKS, TAGS
from kgbuild.flat.schema import Table

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        PROJECTS,
        INDICATORS,
        VALUES,
        FUNDING,
        TAGS,
        LINKS,
        INDICATOR_LINKS,
        DISCREPANCIES,
        FINDINGS,
        DOCUMENTS,
    )
}
"""Name → table, in the order in which they are written."""
