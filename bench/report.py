"""The figures as a table that people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Figures = dict[str, Any]


def report(figures: Figures) -> str:
    """All of it as text; every table names its units."""
    parts = (_machine, _sizes, _growth, _stages, _peers, _aims)
    texts = ("\n".join(part(figures)) for part in parts)
    return "\n".join(f"{text}\n" for text in texts if text)


def _machine(figures: Figures) -> Iterator[str]:
    machine, plan = figures["machine"], figures["plan"]
    cores = "one core" if figures["pinned"] else "cores not pinned"
    yield (
        f"kgbuild bench: {machine['cores']} cores, {cores} used, Python {machine['python']}, {machine['system']}; "
        f"median of {plan['times']}"
    )


def _sizes(figures: Figures) -> Iterator[str]:
    yield "Building a generated corpus (processor seconds of work; start-up apart; rates a processor second)"
    heads = (
        "size", "documents", "indicators", "quads", "seconds", "wall s", "documents/s", "indicators/s", "quads/s",
        "peak MiB", "start-up s",
    )  # fmt: skip
    keys = (
        "documents", "indicators", "quads", "processor", "wall", "documents_per_second", "indicators_per_second",
        "quads_per_second", "peak_mib", "startup",
    )  # fmt: skip
    rows = [(f"{one['multiple']}x", *(_number(one[key]) for key in keys)) for one in figures["sizes"]]
    yield from table(heads, rows)


def _number(value: float) -> str:
    """Counts as they are, measures with three digits or so."""
    return str(value) if isinstance(value, int) else f"{value:.2f}" if value < 100 else f"{value:.0f}"


def _growth(figures: Figures) -> Iterator[str]:
    yield "Growth with the number of quads (exponent: 1 is linear)"
    rows = [
        (name, f"{one['all']:.2f}", f"{one['last_step']:.2f}")
        for name, one in figures["growth"].items()
    ]  # fmt: skip
    yield from table(("cost", "all sizes", "last step"), rows)


def _stages(figures: Figures) -> Iterator[str]:
    largest = figures["sizes"][-1]
    yield f"Where the time goes at {largest['multiple']}x"
    seconds = {**largest["stages"], "other": largest["processor"] - sum(largest["stages"].values())}
    grows = figures["growth_of_stages"]
    rows = [
        (
            stage, f"{value:.2f}", f"{100 * value / largest['processor']:.0f} %",
            f"{1e6 * value / largest['quads']:.1f}", f"{grows[stage]:.2f}" if stage in grows else "",
        )
        for stage, value in seconds.items()
    ]  # fmt: skip
    yield from table(("stage", "seconds", "share", "µs/quad", "exponent, last step"), rows)


def _peers(figures: Figures) -> Iterator[str]:
    if not figures["peers"]:
        return
    yield f"Peers over the same records as ready CSV, at {figures['sizes'][-1]['multiple']}x"
    rows: list[Sequence[str]] = []
    for name, peer in figures["peers"].items():
        if "error" in peer:
            rows.append((name, f"not measured: {peer['error'][:120]}"))
        else:
            per_triple = 1e6 * peer["processor"] / peer["triples"]
            rows.append(
                (name, str(peer["triples"]), f"{peer['processor']:.2f}", f"{per_triple:.1f}", f"{peer['peak_mib']:.0f}",
                 f"{peer['startup']:.2f}")
            )  # fmt: skip
    yield from table(("peer", "triples", "seconds", "µs/triple", "peak MiB", "start-up s"), rows)
    yield ""
    yield "Ours from raw documents to theirs from tidy CSV (ratio of times: below 1 ours is faster)"
    ratios = [
        (
            f"{name}: {ours}", f"{ratio['per_statement']:.2f}", f"{ratio['per_statement_with_startup']:.2f}",
            f"{ratio['same_records']:.2f}", f"{ratio['same_records_with_startup']:.2f}",
        )
        for name, kinds in figures["ratios"].items()
        for ours, ratio in kinds.items()
    ]  # fmt: skip
    yield from table(("ours to", "per statement", "with start-up", "same records", "with start-up"), ratios)


def _aims(figures: Figures) -> Iterator[str]:
    yield "Aims"
    seeds = figures["seeds"]
    whole = seeds["processor"] + seeds["startup"]
    rows = [
        ("the five seeds: build, validate, export", f"{whole:.2f} s", "10 s", _met(whole, 10)),
        ("kgbuild -h", f"{figures['help_seconds']:.2f} s", "0.3 s", _met(figures["help_seconds"], 0.3)),
    ]
    yield from table(("what", "took", "aim", ""), rows)


def _met(value: float, aim: float) -> str:
    return "met" if value < aim else "MISSED"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell; the first to the left, numbers to the right. A row may be short."""
    full = [row for row in rows if len(row) == len(heads)]
    widths = [max(map(len, column)) for column in zip(heads, *full, strict=True)]
    for row in (heads, *rows):
        cells = [row[0].ljust(widths[0])]
        if len(row) == len(heads):
            cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        else:
            cells += row[1:]
        yield "  " + "  ".join(cells).rstrip()
