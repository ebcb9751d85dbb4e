"""Tagging against bare jieba on the same texts: `python -m bench.tagging`.

Everything runs in this one process, on one core, with dictionaries loaded and records read before the clock starts.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import Any

from bench.corpus import generated
from bench.probe import pin
from bench.processes import ROOT
from kgbuild.model.records import Project, Reading, Task

Figures = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print one JSON object."""
    parser = argparse.ArgumentParser(prog="bench.tagging", description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="runs for a median (default %(default)s)")
    parser.add_argument("--quick", action="store_true", help="a small corpus, once: does it run at all")
    options = parser.parse_args(arguments)
    pin()
    times, documents = (1, 10) if options.quick else (options.times, 50)
    result = {
        "seeds": tagging(seed_readings(), times),
        "labelled": labelled(times),
        "corpus": tagging(readings(documents), times),
    }
    json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 0


def readings(count: int) -> list[Reading]:
    """The first documents of the generated corpus, read."""
    from kgbuild.reading import read_document

    return [read_document(document.data, document.name) for document in generated(count)]


def seed_readings() -> list[Reading]:
    """The seeds, read."""
    from kgbuild.reading import read_document

    return [read_document(path.read_bytes(), path.name) for path in sorted((ROOT / "seeds").glob("*.txt"))]


def tagging(corpus: Sequence[Reading], times: int) -> Figures:
    """Characters a processor second of `tagged`, and of jieba's `lcut` over the texts that `tagged` looks at."""
    from kgbuild.tagging import tagged

    texts = [text for reading in corpus for one in undertakings(reading) for text in texts_of(one)]
    return _compared(texts, lambda: [tagged(reading) for reading in corpus], times)


def labelled(times: int) -> Figures:
    """The same over the labelled texts of other cities, where hardly a text is without a term or said twice."""
    from kgbuild.evaluation import undertaking_of
    from kgbuild.tagging.roles import tags_of

    lines = (ROOT / "tests" / "tagging" / "other.jsonl").read_text("utf-8").splitlines()
    labels = [undertaking_of(json.loads(line)) for line in lines]
    texts = [
        text.string
        for name, goal, indicators in labels
        for text in (name, goal.text, *(text for one in indicators for text in (one.name, one.annual) if text))
    ]
    return _compared(texts, lambda: [tags_of(*label) for label in labels], times)


def undertakings(reading: Reading) -> Iterable[Project | Task]:
    """What is tagged in a document."""
    for section in reading.sections:
        yield from section.projects
        yield from section.plan.tasks if section.plan else ()


def texts_of(one: Project | Task) -> list[str]:
    """The texts at which the tagger looks."""
    texts = [one.name, one.goal.text if one.goal else None]
    texts += [text for each in one.indicators for text in (each.name, each.annual)]
    return [text.string for text in texts if text]


def _compared(texts: Sequence[str], work: Callable[[], object], times: int) -> Figures:
    from kgbuild.tagging import nlp, sightings

    bare = _bare_jieba()
    nlp.pipeline()
    nlp.pipeline()("预热")

    def cold() -> object:
        nlp.witnessed.cache_clear()
        sightings.read.cache_clear()
        nlp.pipeline().tokenizer.words.cache_clear()
        return work()

    characters = sum(map(len, texts))
    gc.collect()
    gc.freeze()  # what is held for the bench is no one's work
    ours = _seconds(cold, times)
    distinct = sorted(set(texts))
    theirs = _seconds(lambda: [bare(text) for text in texts], times)
    theirs_once = _seconds(lambda: [bare(text) for text in distinct], times)
    return {
        "characters": characters,
        "distinct_characters": sum(map(len, distinct)),
        "tagging_per_second": round(characters / ours),
        "jieba_per_second": round(characters / theirs),
        "ratio": round(ours / theirs, 3),
        "ratio_to_jieba_on_distinct_texts": round(ours / theirs_once, 3),
    }


def _bare_jieba() -> Callable[[str], list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    segment: Callable[[str], list[str]] = tokenizer.lcut
    return segment


def _seconds(work: Callable[[], object], times: int) -> float:
    """The median of processor seconds."""
    spent: list[float] = []
    for _ in range(times):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return median(spent)


if __name__ == "__main__":
    sys.exit(main())
