"""How many indicators of each branch an undertaking has, and whether its spending needs a cost (R01–R04, R07)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kgbuild.auditing.facts import LONGEST_NAME, Audited, Fact, branch_of, measures, name_of
from kgbuild.auditing.measures import Measure, asked, given
from kgbuild.model.records import Indicator, Plan, Project, Task
from kgbuild.rdf.stated import StatedUndertaking
from kgbuild.text import comparable
from kgbuild.vocab import iri

_BRANCHES: Final = {
    "产出": "kgb:outputIndicators",
    "效益": "kgb:benefitIndicators",
    "满意度": "kgb:satisfactionIndicators",
}
_KINDS: Final = (
    ("kgb:Purchase", re.compile(r"(?:购置|采购|购买设备)(?!服务)")),
    ("kgb:Construction", re.compile(r"(?:设施|平台|系统|中心|场馆|管网|道路|公路|桥梁|工程|厂房|大楼|校舍|公厕|农田|设备|装备|车辆)\S{0,4}(?:建设|改造|购置|更新|升级|新建)|(?:建设|新建|改建|扩建|改造|修缮|装修|搬迁)(?:工程|项目|经费|费|资金)|工程(?:项目|款|经费)?(?:一期|二期|三期)?$|(?:中心|平台|系统|设施|大楼|场馆|厂房|管网|道路|桥梁)项目$|系统$")),
    ("kgb:Upkeep", re.compile(r"(?<!稳定)(?<!权益)(?<!秩序)(?<!治安)维[护保修](?!.*(?:培训|权|稳))|运维|物业")),
    ("kgb:RunningCost", re.compile(r"(?:机构|机关|日常|其他)?(?:运行|运转|综合|业务|办公)(?:业务|工作|辅助)?(?:经费|费)")),
)  # fmt: skip
_HARDWARE: Final = ("kgb:Purchase", "kgb:Construction", "kgb:Upkeep")
_COST: Final = re.compile(r"成本|单价|造价|(?:不超过|控制在)预算|节约率")


def facts(document: Audited) -> Iterator[Fact]:
    """Counts of indicators; counts by branch where the first level is printed."""
    for one in document.undertakings:
        records = [stated.record for stated in one.indicators]
        if not records and is_only_listed(one):
            continue
        yield Fact(one.node, "kgb:indicatorCount", len(records))
        if not records:  # nothing at all is said once, not branch by branch
            yield Fact(one.node, _BRANCHES["产出"], 0)
            continue
        if isinstance(one.record, Plan):
            yield Fact(one.node, _BRANCHES["满意度"], _surveys(document))
        if not any(map(branch_of, records)):
            continue
        kind = spending_kind(one) if isinstance(one.record, Project) else None
        if kind:
            yield Fact(one.node, "kgb:spendingKind", iri(kind))
        counted = Counter(map(branch_of, records))
        counted["满意度"] += sum(_asks_elsewhere(record) for record in records)
        for branch, name in _BRANCHES.items():
            if branch == "满意度" and (isinstance(one.record, Plan) or _serves_nobody(one)):
                continue
            waived = branch == "效益" and kind is not None and iri(kind).value in document.profile.waived
            if not waived:
                yield Fact(one.node, name, counted[branch])
        yield from _quantities(one, records)
        if kind in _HARDWARE:
            yield Fact(one.node, "kgb:costIndicators", sum(map(_is_cost, records)))


def _quantities(one: StatedUndertaking, records: list[Indicator]) -> Iterator[Fact]:
    """How many indicators stand in 数量指标, or count something where no second level is printed."""
    outputs = [record for record in records if branch_of(record) == "产出"]
    if any(record.level2 for record in records):
        yield Fact(one.node, "kgb:quantityIndicators", sum(map(_is_quantity, records)))
    elif len(outputs) >= _SEVERAL:
        yield Fact(one.node, "kgb:countedOutputs", sum(map(_counts, outputs)))


def _serves_nobody(one: StatedUndertaking) -> bool:
    """Whether money by its name goes to the office's own duties, of which nobody is served who could be asked."""
    return isinstance(one.record, Project) and bool(_OWN_DUTIES.search(comparable(one.name.string[:LONGEST_NAME])))


_OWN_DUTIES: Final = re.compile(
    r"因公出国|纪检|清算|还本付息|付息|偿债|债务|债券|人员经费|工资福利|编外人员|社会保险缴费|公积金"
)
_SEVERAL: Final = 2
"""That a single output is a rate says nothing of the others, of which there are none."""


def _counts(one: Indicator) -> bool:
    """Whether an output is counted, by its value (a number without a unit too) or by its name."""
    parts = measures(one.annual_value)
    counted = any(given(part) not in (Measure.RATE, Measure.TIME, Measure.WORDS) for part in parts)
    return counted or asked(name_of(one)) is Measure.COUNT


def is_only_listed(one: StatedUndertaking) -> bool:
    """Whether its table prints indicators of no project (a list of scores) or of no task (a list of amounts)."""
    section = one.section
    if isinstance(one.record, Task):
        return section.plan is not None and not any(task.indicators for task in section.plan.tasks)
    several = len(section.projects) > 1
    return isinstance(one.record, Project) and several and not any(each.indicators for each in section.projects)


def _asks_elsewhere(record: Indicator) -> bool:
    """A survey outside its branch: there is one, and R08 says where it stands."""
    printed = name_of(record) + (record.level2.name if record.level2 else "")
    return branch_of(record) != "满意度" and "满意" in printed


def _surveys(document: Audited) -> int:
    """How many indicators of a department's plan and its tasks ask for satisfaction, by branch or by name."""
    return sum(
        branch_of(stated.record) == "满意度" or "满意" in name_of(stated.record) for _, stated in document.indicators()
    )


def spending_kind(one: StatedUndertaking) -> str | None:
    """What the money is for, by the name of the project; None where the name does not say."""
    name = re.sub(r"[(（][^()（）]*[)）]", "", comparable(one.name.string[:LONGEST_NAME]))
    return next((kind for kind, pattern in _KINDS if pattern.search(name)), None)


def _is_quantity(one: Indicator) -> bool:
    return bool(one.level2 and "数量" in one.level2.name)


def _is_cost(one: Indicator) -> bool:
    printed = (one.level1, one.level2)
    return any(category and "成本" in category.name for category in printed) or bool(_COST.search(name_of(one)))
