"""Linking as the corpus grows: `python -m bench.linking`, all sizes in one run, in one process, on one core.

The corpus has what links need: each department publishes its table in three years, so projects go on and indicators are
followed. Measured is all that a build does for links: undertakings and indicators out of the stored digests, partners,
successions, the statements of each link.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bench.corpus import generated
from bench.growth import exponent
from bench.probe import pin
from bench.report import table
from kgbuild.model.records import Reading

Figures = dict[str, Any]
_BASE: Final = 5
_YEARS: Final = 3


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table."""
    parser = argparse.ArgumentParser(prog="bench.linking", description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="runs, of which the fastest counts (default %(default)s)")
    parser.add_argument("--multiples", type=int, nargs="*", default=[1, 10, 100], help="of five departments")
    parser.add_argument("--json", type=Path, help="where the figures go")
    options = parser.parse_args(arguments)
    pin()
    with tempfile.TemporaryDirectory() as folder:
        digests = stored(Path(folder), _BASE * max(options.multiples))
        sizes = [measured(digests[: _BASE * one], one, options.times) for one in options.multiples]
    if options.json:
        options.json.write_text(json.dumps(sizes, indent=1) + "\n", encoding="utf-8")
    print("\n".join(told(sizes)))
    return 0


def stored(folder: Path, departments: int) -> list[dict[str, Path]]:
    """The digests of the documents of each department, as a build stores them."""
    from kgbuild.linking.digest import digest
    from kgbuild.rdf.iris import Minter
    from kgbuild.rdf.statements import state
    from kgbuild.tagging import tagged

    found: list[dict[str, Path]] = []
    for number, first in enumerate(_readings(departments)):
        of_department: dict[str, Path] = {}
        for later, reading in enumerate(_published(tagged(first))):
            sha256 = f"{number:032}{later:032}"
            of_department[sha256] = folder / f"{sha256}.links.json"
            text = digest(state(replace(reading, sha256=sha256), Minter()), sha256)
            of_department[sha256].write_text(text, "utf-8")
        found.append(of_department)
    return found


def _readings(count: int) -> Iterator[Reading]:
    """Generated documents, each of a department of its own."""
    from kgbuild.reading import read_document

    for document in generated(count):
        yield read_document(document.data, document.name)


def _published(reading: Reading) -> Iterator[Reading]:
    """The same table in three fiscal years."""
    for later in range(_YEARS):
        sections = []
        for section in reading.sections:
            year = section.heading.fiscal_year
            heading = replace(section.heading, fiscal_year=year + later if year else None)
            sections.append(replace(section, heading=heading))
        yield replace(reading, sections=tuple(sections))


def measured(digests: list[dict[str, Path]], multiple: int, times: int) -> Figures:
    """The least processor seconds of several runs; caches are emptied before each."""
    from kgbuild.linking.across import linked, undertakings_of
    from kgbuild.linking.wording import measure_wording, project_wording
    from kgbuild.rdf.iris import Minter
    from kgbuild.tagging.lexicon import lexicon
    from kgbuild.vocab import iri

    every = {sha256: path for one in digests for sha256, path in one.items()}
    aggregates = lexicon().aggregates
    seconds, links, kinds = float("inf"), 0, iri("kgb:Link")
    for _ in range(times):
        project_wording.cache_clear()
        measure_wording.cache_clear()
        gc.collect()
        gc.disable()  # as a build does
        before = time.process_time()
        links = sum(quad.object == kinds for some in linked(every, aggregates, Minter()) for quad in some)
        seconds = min(seconds, time.process_time() - before)
        gc.enable()
    undertakings = undertakings_of(every)[0]
    return {
        "multiple": multiple, "documents": len(every), "undertakings": len(undertakings), "links": links,
        "seconds": seconds,
    }  # fmt: skip


def told(sizes: list[Figures]) -> list[str]:
    """The table, and the exponents of time."""
    heads = ("size", "documents", "undertakings", "links", "seconds", "µs an undertaking", "µs a link")
    rows = [
        (
            f"{one['multiple']}x", str(one["documents"]), str(one["undertakings"]), str(one["links"]),
            f"{one['seconds']:.3f}", f"{1e6 * one['seconds'] / one['undertakings']:.0f}",
            f"{1e6 * one['seconds'] / one['links']:.0f}",
        )
        for one in sizes
    ]  # fmt: skip
    lines = list(table(heads, rows))
    if len(sizes) > 1:
        counts, costs = [one["undertakings"] for one in sizes], [one["seconds"] for one in sizes]
        whole, last = exponent(counts, costs), exponent(counts[-2:], costs[-2:])
        lines.append(f"  exponent of time: {whole:.2f} over all sizes, {last:.2f} over the last step")
    return lines


if __name__ == "__main__":
    sys.exit(main())
