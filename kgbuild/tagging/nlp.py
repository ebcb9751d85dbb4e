"""jieba, through spaCy, as the second witness: does a term fall on the borders of words?

The tokenizer is private (its own dictionary, with the scheme's terms as user words tagged `industry`), so nothing else
in the process sees our words. No model is downloaded; the cache lies in a folder of ours, not in the shared one.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild.tagging.lexicon import folded, lexicon
from kgbuild.tagging.matching import Match, find_matches, has_candidates

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "industries"
TEXT = "text"
_FREQUENCY = 100_000
_RARE = 100
_SHORT = 2
"""Characters of a term that must stand against its neighbours on its own: it gets no more than its usual frequency."""
_RUN = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+|[^\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")
"""What jieba cuts by itself (its own class of characters), and what stands between."""


@cache
def pipeline() -> Language:
    """SpaCy's blank Chinese pipeline with our tokenizer and the component `industry_terms`.

    Called with a text, it gives a Doc with the terms as linked entities. Tagging asks only its tokenizer, for the
    borders of words: the Doc of every text would take a quarter of the time.
    """
    import spacy
    from spacy.language import Language

    if not Language.has_factory("industry_terms"):
        Language.component("industry_terms", func=_mark_terms)
    nlp = spacy.blank("zh", vocab=_tokenizer().vocab)
    nlp.tokenizer = _tokenizer()
    nlp.add_pipe("industry_terms")
    return nlp


@lru_cache(maxsize=16384)
def witnessed(text: str) -> tuple[tuple[Match, bool], ...]:
    """The occurrences of terms in a text, each with jieba's word: does a term of two characters cut no word in two?

    Longer terms are no accident, and jieba is not asked about them. Equal texts (they abound in these tables) are read
    once.
    """
    if not has_candidates(text):
        return ()
    matches = find_matches(text)
    doubtful = [match for match in matches if _is_doubtful(match)]
    if not doubtful:
        return tuple((match, True) for match in matches)
    borders = _tokenizer().borders(text, doubtful)
    accidents = {match for match in doubtful if match.begin + 1 in borders}
    cuts = {f"cut by 「{folded(text[match.begin : match.end])}」" for match in accidents}
    agreed = {match for match in doubtful if match.begin in borders and match.end in borders}
    return tuple(
        (_seen(match, match in accidents, match.rejected in cuts), match in agreed or match not in doubtful)
        for match in matches
    )


@cache
def _tokenizer() -> _Tokenizer:
    from spacy.vocab import Vocab

    return _Tokenizer(Vocab(), _segmenter())


def _is_doubtful(match: Match) -> bool:
    """Whether a term may be an accident of writing, two characters of two words: 康养 in 健康养殖."""
    return match.length == _SHORT and not match.rejected and not match.nested


def _seen(match: Match, is_accident: bool, is_freed: bool) -> Match:
    """A match as jieba sees it: an accident is none, and cuts no other: 氢能 in 编制氢能规划."""
    if is_accident:
        return replace(match, rejected="an accident: jieba cuts it in two")
    return replace(match, rejected="") if is_freed else match


@cache
def _segmenter() -> Any:  # jieba has no types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(_cache_folder())
    tokenizer.initialize()
    known = lexicon()
    for term in sorted({*known.labels, *known.cues}):
        usual = tokenizer.FREQ.get(term) or _RARE
        tokenizer.add_word(term, usual if len(term) == _SHORT else _FREQUENCY, "industry")
    return tokenizer


def _cache_folder() -> Path:
    """A folder of this user's alone: jieba loads its cache with marshal."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = root / "kgbuild"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="kgbuild-"))
    return folder


class _Tokenizer:
    """spaCy tokenizer over our private jieba; `token.tag_` is `industry` for terms of the scheme.

    jieba cuts each run of Han characters, letters and digits by itself, so runs in which no term is asked about need
    not be cut to know the borders around terms: in a Doc they become single characters, which is several times faster.
    """

    def __init__(self, vocab: Any, segmenter: Any) -> None:
        self.vocab = vocab
        self.words = lru_cache(maxsize=16384)(lambda run: tuple(segmenter.cut(run)))
        self._terms = segmenter.user_word_tag_tab

    def borders(self, text: str, terms: Iterable[Match]) -> set[int]:
        """Where words begin and end in the runs in which these terms stand."""
        borders: set[int] = set()
        for first, run, held in _runs(text, terms):
            if held:
                borders.update(accumulate(map(len, self.words(run)), initial=first))
        return borders

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        terms = [match for match in find_matches(text) if not match.rejected]
        words = [word for _, run, held in _runs(text, terms) for word in (self.words(run) if held else run)]
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc.user_data[TEXT] = text  # spaCy would put it together again, token by token
        for number, word in enumerate(words):
            if word in self._terms:
                doc[number].tag_ = self._terms[word]
        return doc


def _runs(text: str, terms: Iterable[Match]) -> Iterator[tuple[int, str, bool]]:
    """Where each run begins, the run, and whether one of the terms stands in it."""
    places = [(match.begin, match.end) for match in terms]
    for run in _RUN.finditer(text):
        first, last = run.span()
        yield first, run.group(), any(begin < last and first < end for begin, end in places)


def _mark_terms(doc: Doc) -> Doc:
    """The occurrences that count as a span group (nested too), the longest of them as linked entities."""
    from spacy.util import filter_spans

    found = find_matches(doc.user_data[TEXT])
    spans = [
        span
        for match in found
        if not match.rejected
        and (
            span := doc.char_span(
                match.begin, match.end, label="INDUSTRY", kb_id=match.industry, alignment_mode="expand"
            )
        )
        is not None
    ]
    doc.spans[GROUP] = spans
    doc.set_ents(filter_spans(spans))
    return doc
