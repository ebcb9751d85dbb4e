"""Tagging against bare jieba on the same texts, and linking as the corpus grows: `python -m bench.tagging`.

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
from typing import Any, Final

from bench.corpus import generated
from bench.growth import exponent
from bench.probe import pin
from bench.processes import ROOT
from kgbuild.model.records import Project, Reading, Task

Figures = dict[str, Any]
_BASE: Final = 5
_MULTIPLES: Final = (1, 10, 100)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print one JSON object."""
    parser = argparse.ArgumentParser(prog="bench.tagging", description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="runs for a median (default %(default)s)")
    parser.add_argument("--quick", action="store_true", help="a small corpus, once: does it run at all")
    options = parser.parse_args(arguments)
    pin()
    times, multiples = (1, _MULTIPLES[:2]) if options.quick else (options.times, _MULTIPLES)
    corpus = readings(_BASE * multiples[-1])
    result = {
        "seeds": tagging(seed_readings(), times),
        "labelled": labelled(times),
        "corpus": tagging(corpus[: _BASE * 10], times),
        "linking": linking(corpus, multiples, times),
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
    from kgbuild.tagging import nlp, roles

    bare = _bare_jieba()
    nlp.pipeline()
    nlp.pipeline()("预热")

    def cold() -> object:
        nlp.witnessed.cache_clear()
        roles.read.cache_clear()
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


def linking(corpus: Sequence[Reading], multiples: Sequence[int], times: int) -> Figures:
    """Processor seconds of `links` over the digests of 1x, 10x, 100x documents, and their growth exponent."""
    from kgbuild.linking.digest import digest, read_undertakings
    from kgbuild.linking.projects import links
    from kgbuild.rdf.iris import Minter
    from kgbuild.rdf.statements import state
    from kgbuild.tagging import tagged
    from kgbuild.tagging.lexicon import lexicon

    digests = [
        read_undertakings(digest(state(tagged(reading), Minter()), str(number)), str(number))
        for number, reading in enumerate(corpus)
    ]
    aggregates = lexicon().aggregates
    sizes: list[Figures] = []
    for multiple in multiples:
        some = [one for each in digests[: _BASE * multiple] for one in each]
        seconds = _seconds(lambda some=some: links(some, aggregates), times)  # type: ignore[misc]
        sizes.append(
            {
                "documents": _BASE * multiple,
                "undertakings": len(some),
                "links": len(links(some, aggregates)),
                "seconds": round(seconds, 4),
            }
        )
    counts, costs = [one["undertakings"] for one in sizes], [one["seconds"] for one in sizes]
    return {
        "sizes": sizes,
        "exponent": round(exponent(counts, costs), 2),
        "exponent_of_last_step": round(exponent(counts[-2:], costs[-2:]), 2),
    }


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
