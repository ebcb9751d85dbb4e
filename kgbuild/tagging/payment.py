"""Who is paid: whether the clause around a term pays for its industry alone, for those behind it, or rewards them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kgbuild.tagging.clauses import clause
from kgbuild.tagging.lexicon import lexicon
from kgbuild.tagging.matching import Match

_PAID: Final = re.compile(
    r"支持|^对|给予|遴选|补助|补贴|奖励|扶持|建设|建立|建成|培育|攻关|针对|研制|研发|引进|落户|推广"
)
_PAYEE: Final = re.compile(
    r"^[^，,。；;、]{0,6}?(?:企业|机构|平台|基地|园|产业|中心|主体|公司|服务商|商户|站|港|节|赛|枢纽|团队|网点|景区|项目)"
)
_PAYEE_END: Final = re.compile("(?:企业|机构|平台|基地|园区?|中心|公司|孵化器|空间|商|站|港|会展业|枢纽|景区)$")
_TO: Final = re.compile(r"对[^，,。；;]*$")
_GIVEN: Final = re.compile("给予|奖励|补助|补贴|奖补|资助")


@dataclass(frozen=True, slots=True)
class Payment:
    """What the clause of a firm term says of money.

    `alone`: it pays for no other industry (对休闲食品企业给予补助, not 支持机器人、汽车等领域人才).
    `payee`: what stands there can be paid (电商企业, 物流枢纽, not 电商渠道).
    `rewarded`: they alone get it (对软件企业给予奖励).
    """

    alone: bool = False
    payee: bool = False
    rewarded: bool = False


NOBODY: Final = Payment()


def payment(text: str, match: Match, kept: Iterable[Match]) -> Payment:
    """Who is paid in the clause of a term; `kept` are all terms of the text that count."""
    if not match.is_firm:
        return NOBODY
    first, last = clause(text, match.begin, match.end)
    before, behind = text[first : match.begin], text[match.end : last]
    within = {one.industry for one in kept if first <= one.begin < last and one.is_firm}
    alone = bool(_PAID.search(text[first:last])) and _is_alone(match.industry, within)
    return Payment(
        alone=alone,
        payee=bool(_PAYEE.match(behind) or _PAYEE_END.search(text[match.begin : match.end])),
        rewarded=alone and bool(_TO.search(before) and _GIVEN.search(behind)),
    )


def _is_alone(industry: str, within: set[str]) -> bool:
    above = lexicon().above
    return all(other in above(industry) or industry in above(other) for other in within - {industry})
