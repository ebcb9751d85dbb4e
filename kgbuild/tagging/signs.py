"""What speaks for and against an industry being what an undertaking is about: yes or no, one sign each.

Each sign has a name in Chinese and English and its points in `signs.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kgbuild.model.evidence import Part
from kgbuild.model.records import Indicator
from kgbuild.tagging.kinds import is_open_to_all, pays_someone
from kgbuild.tagging.lexicon import lexicon
from kgbuild.tagging.sightings import Sighting

_OMNIBUS_GROUPS: Final = 3
_OMNIBUS_INDICATORS: Final = 12
_SHORT: Final = 2
_STRENGTH: Final = {Part.NAME: 30, Part.GOAL: 10, Part.ITEM: 10, Part.INDICATOR: 7}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A term of an industry, and where it stands (`source`: the number of the text)."""

    part: Part
    source: int
    sighting: Sighting

    @property
    def is_firm(self) -> bool:
        """Whether it is a label, or as good as one."""
        return self.sighting.match.is_firm


class Candidate:
    """An industry with its evidence, by where it stands."""

    def __init__(self, industry: str, evidence: list[Evidence]) -> None:
        self.industry = industry
        self.evidence = evidence
        self.named = [one for one in evidence if one.part is Part.NAME]
        self.told = [one for one in evidence if one.part is Part.GOAL or one.part is Part.ITEM]
        self.counted = [one for one in evidence if one.part is Part.INDICATOR]
        self.stands = bool(self.named or self.counted) or not all(one.sighting.passing for one in self.told)
        self.words = {one.sighting.words for one in evidence}
        self.strength = sum(_STRENGTH[one.part] * (1 + one.is_firm) for one in evidence)


class Company:
    """All that stands in one undertaking, and what its name says of the kind of programme."""

    def __init__(self, name: str, indicators: list[Indicator], candidates: list[Candidate]) -> None:
        self.strength = sum(one.strength for one in candidates)
        self.named = {one.industry for one in candidates if one.named}
        self.named_firmly = {one.industry for one in candidates if any(each.is_firm for each in one.named)}
        self.told_firmly = {one.industry for one in candidates if any(each.is_firm for each in one.told)}
        self.counted_firmly = {one.industry for one in candidates if any(each.is_firm for each in one.counted)}
        self.firm = self.named_firmly | self.told_firmly
        self.firm_anywhere = self.firm | self.counted_firmly
        known = lexicon()
        self.groups_named = {known.broader.get(one) for one in self.named}
        self.above_firm = {wider for one in self.firm_anywhere for wider in known.above(one)}
        self.has_ends = bool(self.firm - known.means)
        self.open_to_all = is_open_to_all(name)
        self.pays = pays_someone(name)
        self.omnibus = (
            len(indicators) >= _OMNIBUS_INDICATORS or len({one.group for one in indicators}) >= _OMNIBUS_GROUPS
        )


def signs_of(own: Candidate, company: Company) -> tuple[str, ...]:
    """The signs that hold, in the order in which they are written here."""
    groups = (_name, _goal, _indicators, _words, _others, _relatives, _programme)
    return tuple(sign for group in groups for sign, holds in group(own, company).items() if holds)


def _name(own: Candidate, company: Company) -> dict[str, bool]:
    seen = [one.sighting for one in own.named]
    return {
        "named-loosely": bool(seen) and not any(one.match.is_firm for one in seen),
        "named-alone": bool(seen) and company.named <= {own.industry, *lexicon().above(own.industry)},
        "named-in-its-own-half": any(one.has_own_half for one in seen) and bool(company.named - {own.industry}),
        "named-payee": any(one.is_payee for one in seen),
    }


def _goal(own: Candidate, _: Company) -> dict[str, bool]:
    seen = [one.sighting for one in own.told]
    return {
        "told-firmly": any(one.match.is_firm for one in seen),
        "told-in-the-first-clause": any(one.opens for one in seen),
        "told-in-the-last-sentence": bool(seen)
        and all(one.part is Part.GOAL and one.sighting.closes for one in own.told),
        "paid-alone": any(one.pays_alone for one in seen),
        "leads-a-branch": any(one.part is Part.ITEM and one.sighting.leads for one in own.told),
        "listed": bool(seen) and all(one.is_listed for one in seen),
        "a-direction": any(one.is_direction for one in seen),
        "in-passing": bool(seen) and all(one.passing for one in seen),
    }


def _indicators(own: Candidate, _: Company) -> dict[str, bool]:
    return {
        "counted-firmly": any(one.is_firm for one in own.counted),
        "counted-twice": len({one.source for one in own.counted}) > 1,
    }


def _words(own: Candidate, _: Company) -> dict[str, bool]:
    stated = [one.sighting for one in (*own.named, *own.told)]
    return {
        "two-words": len(own.words) > 1,
        "short-words": all(len(one) <= _SHORT for one in own.words),
        "part-of-another": bool(stated) and all(one.is_part for one in stated),
        "kind-of-another": bool(stated) and all(one.is_kind for one in stated),
    }


def _others(own: Candidate, company: Company) -> dict[str, bool]:
    known = lexicon()
    return {
        "half-of-all": 2 * own.strength >= company.strength,
        "beside-two-others": len(company.firm_anywhere) - (own.industry in company.firm_anywhere) > 1,
        "name-says-another": not own.named and bool(company.named_firmly),
        "means-beside-ends": own.industry in known.means and not own.named and company.has_ends,
    }


def _relatives(own: Candidate, company: Company) -> dict[str, bool]:
    known = lexicon()
    above = known.above(own.industry)
    broader = known.broader.get(own.industry)
    return {
        "name-says-the-broader": not own.named and own.stands and broader in company.named,
        "name-says-a-half-of-it": not own.named
        and own.industry in known.groups
        and own.industry in company.groups_named,
        "name-says-the-other-half": not own.named and broader in known.groups and broader in company.groups_named,
        "broader-stands": own.stands and not company.firm.isdisjoint(above),
        "narrower-stands": own.industry in company.above_firm,
        "aggregate": own.industry in known.aggregates,
        "aggregate-not-named": own.industry in known.aggregates and not own.named,
    }


def _programme(own: Candidate, company: Company) -> dict[str, bool]:
    unnamed = not own.named
    listed = bool(own.told) and all(one.sighting.is_listed for one in own.told)
    return {
        "open-to-all": unnamed and company.open_to_all,
        "listed-where-open-to-all": unnamed and company.open_to_all and listed,
        "name-pays": unnamed and company.pays,
        "service-open-to-all": company.open_to_all and own.industry in lexicon().services,
        "omnibus": company.omnibus,
    }
