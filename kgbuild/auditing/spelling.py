"""Places and terms that look misprinted, doubled words, and masked names (R39, R40)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kgbuild.auditing.districts import cities_in, misprinted_districts, misprinted_own
from kgbuild.auditing.facts import Audited, Fact, piece
from kgbuild.model.records import Indicator
from kgbuild.model.table import Text
from kgbuild.privacy import MASK
from kgbuild.rdf.stated import StatedUndertaking
from kgbuild.resources import folder
from kgbuild.text import comparable
from kgbuild.vocab import iri

_PLACE: Final = re.compile(r"(?:(?<=[省市])|^)(?P<name>[\u4e00-\u9fff]{1,3}?[区县市镇])")
_DOUBLED: Final = re.compile(r"(?P<word>[\u4e00-\u9fff]{2})(?P=word)")
_MAY_DOUBLE: Final = re.compile(r"研究|讨论|商量|考虑|[一逐各每某上]|(?P<one>.)(?P=one)")
_FOREIGN_AND: Final = re.compile(r"[\u4e00-\u9fff]and[\u4e00-\u9fff]")
_LETTER: Final = re.compile(r"(?<![a-z\d])(?=\d*[ol])(?=[ol]*\d)[\dol]+(?=%)")
"""9O%: a letter where a digit is meant."""
_DIGITS: Final = str.maketrans("ol", "01")
_MASKED: Final = re.compile(f"{MASK}{{2,}}")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Right spellings: terms, endings of project names, characters taken for each other, wrong words and right ones."""

    terms: frozenset[str]
    endings: frozenset[str]
    confusable: dict[str, frozenset[str]]
    miswritten: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Places:
    """Whose document it is: places in the names of its departments, and the cities these lie in."""

    own: tuple[str, ...]
    cities: tuple[str, ...]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer out of `ontology/gazetteer.ttl`."""
    terms: set[str] = set()
    endings: set[str] = set()
    confusable: dict[str, frozenset[str]] = {}
    miswritten: set[tuple[str, str]] = set()
    for triple in parse(path=folder("ontology") / "gazetteer.ttl", format=RdfFormat.TURTLE):
        value = triple.object
        if not isinstance(value, Literal):
            continue
        if triple.predicate == iri("kgb:confusable"):
            for character in value.value:
                confusable[character] = confusable.get(character, frozenset()) | set(value.value) - {character}
        elif triple.predicate == iri("kgb:miswritten"):
            wrong, _, right = value.value.partition(" ")
            miswritten.add((wrong, right))
        elif triple.predicate == iri("kgb:gazetteerTerm"):
            terms.add(value.value)
        elif triple.predicate == iri("kgb:nameEnding"):
            endings.add(value.value)
    return Gazetteer(frozenset(terms), frozenset(endings), confusable, frozenset(miswritten))


def facts(document: Audited) -> Iterator[Fact]:
    """Suggested spellings, doubled words and masked names, at the name, goal or indicator where they stand."""
    places = Places(tuple(_own_places(document)), cities_in(_publishers(document)))
    for one in document.undertakings:
        yield from _in_texts(one.node, [one.name], places)
        yield from _ending(one.node, one.name)
        if one.goal and one.record.goal:
            yield from _in_texts(one.goal, [one.record.goal.text], places)
        for stated in one.indicators:
            yield from _in_texts(stated.node, _printed(stated.record), places)
    yield from _masked_elsewhere(document)


def _printed(one: Indicator) -> list[Text]:
    """The texts of an indicator, the name first; words that are printed again are left out."""
    texts = (one.name, one.annual, one.period, one.actual, one.explanation)
    return list({comparable(text.string): text for text in reversed(texts) if text}.values())[::-1]


def _in_texts(node: NamedNode, texts: list[Text], places: Places) -> Iterator[Fact]:
    masked: list[Text] = []
    for at, text in enumerate(texts):
        words = comparable(text.string)
        near = misprinted_districts(words, places.cities) | misprinted_own(words, places.own)
        districts = {(wrong, right) for wrong, right in near if wrong not in places.own}
        known = {*misprinted(words, places.own), *_misprinted_terms(words), *_shortened(words, at)}
        letters = {(match.group(), match.group().translate(_DIGITS)) for match in _LETTER.finditer(words)}
        known |= letters
        foreign = {(match.group(), match.group().replace("and", "和")) for match in _FOREIGN_AND.finditer(words)}
        for wrong, right in sorted(known | districts | foreign):
            yield Fact(node, "kgb:suggestedSpelling", f"{wrong} → {right}", piece(text, wrong))
        for word in sorted({match["word"] for match in _DOUBLED.finditer(words)}):
            if not _MAY_DOUBLE.search(word):
                yield Fact(node, "kgb:doubledWord", word * 2, piece(text, word * 2))
        masked += [text[match.start() : match.end()] for match in _MASKED.finditer(text.string)]
    if masked:
        yield Fact(node, "kgb:maskedNames", len(masked), masked[0])


def _own_places(document: Audited) -> list[str]:
    """Places in the names of the departments that published the document (黄埔区 out of 广州市黄埔区…局)."""
    names = {section.heading.department.string for section in document.reading.sections if section.heading.department}
    return sorted({match["name"] for name in names for match in _PLACE.finditer(comparable(name))})


def _publishers(document: Audited) -> Iterator[str]:
    """What says whose document it is: its departments and titles, and where these are missing the name of the file."""
    headings = [section.heading for section in document.reading.sections]
    printed = [text.string for heading in headings for text in (heading.department, heading.title) if text]
    yield from printed or [document.reading.name]
    if not any(heading.department for heading in headings):
        yield document.reading.name


def _masked_elsewhere(document: Audited) -> Iterator[Fact]:
    """Names that were masked in cells of which no record was made."""
    recorded = [text for one in document.undertakings for text in _texts_of(one)]
    read = {(span.table, span.row, span.column) for text in recorded for span in text.spans()}
    masked = [issue.span for issue in document.reading.issues if issue.code == "P001" and issue.span]
    others = [span for span in masked if (span.table, span.row, span.column) not in read]
    if others:
        yield Fact(document.node, "kgb:maskedNames", len(others), others[0])


def _texts_of(one: StatedUndertaking) -> Iterator[Text]:
    yield one.name
    if one.record.goal:
        yield one.record.goal.text
    for stated in one.indicators:
        yield from _printed(stated.record)


def misprinted(text: str, right_words: Iterable[str]) -> set[tuple[str, str]]:
    """(printed, meant) for words that differ from a right one by one character that looks or sounds like it."""
    return {(wrong, right) for right in right_words for wrong in misprints(right) if wrong in text}


@cache
def misprints(word: str) -> frozenset[str]:
    """The word with one confusable character in the place of another."""
    confusable = gazetteer().confusable
    return frozenset(
        word[:at] + other + word[at + 1 :]
        for at, character in enumerate(word)
        for other in confusable.get(character, ())
    )


@cache
def _misprints() -> tuple[tuple[str, str], ...]:
    """All misprints of the terms of the gazetteer that are not themselves terms, and the words often miswritten."""
    terms = gazetteer().terms
    alike = {(wrong, right) for right in terms for wrong in misprints(right) if wrong not in terms}
    return tuple(sorted(alike | gazetteer().miswritten))


def _misprinted_terms(text: str) -> set[tuple[str, str]]:
    return {(wrong, right) for wrong, right in _misprints() if wrong in text}


def _shortened(text: str, at: int) -> set[tuple[str, str]]:
    """A known term without its first character, at the start of a name (谱监测 for 频谱监测)."""
    return set() if at else {(term[1:], term) for term in gazetteer().terms if text.startswith(term[1:])}


def _ending(node: NamedNode, name: Text) -> Iterator[Fact]:
    """工作经历 for 工作经费: the name of a project ends in a known ending with one other character."""
    words = comparable(name.string)
    for right in sorted(gazetteer().endings):
        tail = words[-len(right) :]
        differ = [at for at, (a, b) in enumerate(zip(tail, right, strict=False)) if a != b]
        if len(tail) == len(right) and len(differ) == 1 and differ[0] == len(right) - 1:
            yield Fact(node, "kgb:suggestedSpelling", f"{tail} → {right}", piece(name, tail))
            return
