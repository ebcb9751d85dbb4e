"""Who is paid: whether a clause pays for one industry alone, and whether what stands there can be paid at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kgbuild.tagging.lexicon import lexicon
from kgbuild.tagging.matching import Match

_PAYS: Final = re.compile(
    r"支持|^对|给予|遴选|补助|补贴|奖励|扶持|建设|建立|建成|培育|攻关|针对|研制|研发|引进|落户|推广"
)
_PAYEE: Final = re.compile(
    r"[^，,。；;、]{0,6}?(?:企业|机构|平台|基地|园|产业|中心|主体|公司|服务商|商户|站|港|节|赛|枢纽|团队|网点|景区|项目)"
)
_PAYEE_END: Final = re.compile("(?:企业|机构|平台|基地|园区?|中心|公司|孵化器|空间|商|站|港|会展业|枢纽|景区)$")


def pays_alone(match: Match, clause: str, within: Iterable[Match]) -> bool:
    """Whether the clause of a firm term pays for no other industry: 对休闲食品企业给予补助, not 支持机器人、汽车人才.

    `within` are the terms of the clause that count; broader and narrower industries are no others.
    """
    if not match.is_firm or not _PAYS.search(clause):
        return False
    above = lexicon().above
    others = {one.industry for one in within if one.is_firm and one.industry != match.industry}
    return all(other in above(match.industry) or match.industry in above(other) for other in others)


def is_payee(term: str, behind: str) -> bool:
    """Whether what a term and the words behind it name can be paid: 电商企业, 物流枢纽, not 电商渠道."""
    return bool(_PAYEE.match(behind) or _PAYEE_END.search(term))
