"""Districts that a document of their city misprints: 余抗区 for 余杭区 in a table of 杭州市 (R39).

A word is taken for a misprint where it has all characters of a district of the city but one, begins where a name may
begin, and names no other district and no kind of area (山区, 片区).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Final

from pyoxigraph import Literal, RdfFormat, parse

from kgbuild.resources import folder
from kgbuild.vocab import iri

_BEGIN: Final = r"(?:^|(?<=[^\u4e00-\u9fff])|(?<=[省市区县在和及与到至于对为由是向给从赴]))"
_LISTED: Final = frozenset(",.;:、市(") | frozenset("0123456789")
_KINDS: Final = frozenset(
    [
        "山区",
        "城区",
        "片区",
        "园区",
        "社区",
        "校区",
        "景区",
        "库区",
        "牧区",
        "林区",
        "矿区",
        "灾区",
        "湖区",
        "港区",
        "新区",
        "老区",
        "特区",
        "街区",
        "厂区",
        "院区",
        "病区",
        "地区",
        "郊区",
        "辖区",
        "全区",
        "我区",
        "本区",
        "各区",
        "该区",
        "两区",
        "农区",
        "渔区",
        "海区",
        "江区",
        "河区",
        "东区",
        "西区",
        "南区",
        "北区",
        "中区",
        "发区",
        "范区",
        "能区",
        "税区",
        "护区",
        "作区",
        "业区",
        "县城",
        "城市",
        "全市",
        "我市",
        "本市",
        "全县",
        "我县",
    ]
)


@cache
def _cities() -> dict[str, frozenset[str]]:
    """City → names of its districts."""
    names: dict[str, str] = {}
    found: dict[str, set[str]] = defaultdict(set)
    for triple in parse(path=folder("ontology") / "places" / "china.ttl", format=RdfFormat.TURTLE):
        if isinstance(triple.object, Literal):
            if triple.predicate == iri("skos:prefLabel"):
                names[str(triple.subject)] = triple.object.value
            else:
                found[str(triple.subject)].add(triple.object.value)
    cities: dict[str, set[str]] = defaultdict(set)
    for subject, name in names.items():
        cities[name] |= found[subject]
    return {name: frozenset(districts) for name, districts in cities.items()}


@cache
def _known() -> frozenset[str]:
    return frozenset(name for districts in _cities().values() for name in districts)


def cities_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The cities that are named in some texts."""
    printed = "\n".join(texts)
    return tuple(sorted(city for city in _cities() if city in printed))


@cache
def _nearly(names: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """(pattern of all words with one other character, name) for some names."""
    return tuple(
        (re.compile(_BEGIN + re.escape(name[:at]) + "(?P<other>[\u4e00-\u9fff])" + re.escape(name[at + 1 :])), name)
        for name in names
        for at in range(len(name) - 1)
    )


@cache
def _districts(cities: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for city in cities for name in sorted(_cities()[city]))


def misprinted_districts(text: str, cities: tuple[str, ...]) -> set[tuple[str, str]]:
    """(printed, meant) for words of a comparable text that are a district of one of the cities but for one character."""
    return _misprinted(text, _districts(cities))


def misprinted_own(text: str, own: tuple[str, ...]) -> set[tuple[str, str]]:
    """The same for the places that a department is named after: 锦竹市 in a table of 绵竹市."""
    names = tuple(name for name in own if len(name) > _SHORT)
    found = _misprinted(text, names)
    return {(wrong, right) for wrong, right in found if text[text.find(wrong) + len(wrong) :][:1] not in _GOES_ON}


_SHORT: Final = 2
_GOES_ON: Final = frozenset("场民政容委级直属域别内外间")
"""Characters that make another word of what is before: 竹市场, 水区域."""


def _misprinted(text: str, names: tuple[str, ...]) -> set[tuple[str, str]]:
    return {
        (match.group(), name)
        for pattern, name in _nearly(names)
        for match in pattern.finditer(text)
        if match.group() not in _known() and _is_name(match, text)
    }


def _is_name(match: re.Match[str], text: str) -> bool:
    """Whether the word is no kind of area; one that ends like a kind must stand in a list or behind its city."""
    word = match.group()
    before = text[match.start() - 1 : match.start()]
    return word[-2:] not in _KINDS or (before in _LISTED and match.start("other") == match.start())
