"""`python -m bench`: measure, print the table, write build/bench.json."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bench.measure import Plan, figures
from bench.processes import ROOT
from bench.report import report


def main(arguments: list[str] | None = None) -> int:
    """Run the bench; 0 unless our own build fails."""
    usual = Plan()
    parser = argparse.ArgumentParser(prog="bench", description="Throughput, memory and growth, as ratios against peers")
    parser.add_argument("--quick", action="store_true", help="a few documents, once, without peers: does it run at all")
    parser.add_argument("--base", type=int, default=usual.base, help="documents in 1x (default %(default)s)")
    parser.add_argument("--times", type=int, default=usual.times, help="runs for a median (default %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the corpus (default %(default)s)")
    parser.add_argument("--no-peers", action="store_true", help="measure kgbuild alone")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench.json", help="where the figures go")
    options = parser.parse_args(arguments)
    plan = Plan(base=options.base, times=options.times, seed=options.seed, peers=not options.no_peers)
    if options.quick:
        plan = Plan(base=1, multiples=(1, 3), times=1, seed=options.seed, peers=False)
    result = figures(plan, ROOT / "build" / "bench", lambda line: print(f"… {line}", file=sys.stderr))
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(report(result), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
