"""Records to quads: one function a record type.

The facts of a document go to `graph/doc/<sha256>`, its cells and reading issues to `graph/prov/<sha256>`, its
industry tags to `graph/tags/<sha256>`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kgbuild.knowledge import knowledge
from kgbuild.model.evidence import IndustryTag, Role
from kgbuild.model.issues import Issue
from kgbuild.model.records import (
    Category,
    Funding,
    FundingSource,
    Goal,
    Heading,
    Indicator,
    Plan,
    Project,
    Reading,
    Section,
    Task,
)
from kgbuild.model.table import Text
from kgbuild.model.values import Kind, Value
from kgbuild.rdf.codes import (
    ACHIEVEMENTS,
    COMPARATORS,
    DIRECTIONS,
    FORMS,
    KINDS,
    LEVELS,
    ROLES,
    SEVERITIES,
    SOURCES,
)
from kgbuild.rdf.evaluations import say_evaluation
from kgbuild.rdf.graphs import DocumentGraphs, integer
from kgbuild.rdf.iris import Minter, is_one_body
from kgbuild.rdf.stated import Stated, StatedIndicator, StatedUndertaking
from kgbuild.terms import Statement
from kgbuild.text import comparable
from kgbuild.values.levels import level_of
from kgbuild.values.numerals import canonical
from kgbuild.vocab import iri

_YUAN_PER_WAN = Decimal(10000)


def state(reading: Reading, minter: Minter) -> Stated:
    """All quads of one document, without blank nodes; order and repeats do not matter."""
    writer = _Writer(reading, minter)
    for section in reading.sections:
        writer.section(section)
    for issue in reading.issues:
        writer.issue(issue)
    return Stated(writer.document, writer.quads, writer.undertakings)


def document_quads(reading: Reading, minter: Minter) -> list[Statement]:
    """The quads alone."""
    return state(reading, minter).quads


class _Writer(DocumentGraphs):
    def __init__(self, reading: Reading, minter: Minter) -> None:
        super().__init__(reading, minter)
        self.undertakings: list[StatedUndertaking] = []
        self._form: NamedNode | None = None
        self.say(self.document, "rdf:type", iri("kgb:Document"))
        self.say(self.document, "kgb:fileName", Literal(reading.name))
        self.say(self.document, "kgb:sha256", Literal(reading.sha256))

    # --- the document and its sections ---

    def section(self, section: Section) -> None:
        heading = section.heading
        department = self.department(heading.department)
        self._form = iri(FORMS[section.form])
        self.say(self.document, "kgb:form", self._form)
        self.say(self.document, "dcterms:title", _string(heading.title))
        self.say(self.document, "dcterms:publisher", department)
        self.say(self.document, "kgb:fiscalYear", _year(heading))
        if heading.fiscal_year_basis:
            self.say(self.document, "kgb:fiscalYearBasis", Literal(heading.fiscal_year_basis))
        if heading.money_unit:
            self.say(self.document, "kgb:moneyUnit", Literal(heading.money_unit))
        for funding in section.totals:
            parts = [part for one in section.projects for part in one.funding if part.source is funding.source]
            self.funding(self.document, "kgb:statedTotal", funding, parts)
        for name, unit_funding in section.unit_totals:
            self.unit_total(section, name, unit_funding)
        scope = self._scope(heading)
        for project in section.projects:
            self.project(project, section, department, scope)
        if section.plan:
            self.plan(section.plan, section, department, scope)

    def unit_total(self, section: Section, name: Text, funding: tuple[Funding, ...]) -> None:
        """The amounts of a unit's own row: totals of its projects."""
        unit = self.department(name)
        own = [one for one in section.projects if one.spending_unit is name]
        for printed in funding:
            parts = [part for one in own for part in one.funding if part.source is printed.source]
            self.funding(self.document, "kgb:statedTotal", printed, parts, unit)

    def _scope(self, heading: Heading) -> tuple[str, str]:
        """What tells equal names of two tables apart: the department, or else the document."""
        owner = heading.department.string if heading.department else self.sha256
        return owner, str(heading.fiscal_year or "")

    def department(self, name: Text | None) -> NamedNode | None:
        if not name:
            return None
        known = knowledge().departments.get(comparable(name.string))
        node = NamedNode(known) if known else self.mint.thing("department", name.string)
        self.say(node, "rdf:type", iri("kgb:Department"))
        if not known:
            self.say(node, "skos:prefLabel", Literal(name.string, language="zh"))
            level = level_of(name.string)
            self.say(node, "kgb:level", iri(LEVELS[level]) if level else None)
        self.derived(node, name)
        return node

    # --- undertakings ---

    def project(self, project: Project, section: Section, department: NamedNode | None, scope: tuple[str, str]) -> None:
        unit = self.department(project.spending_unit)
        other_body = project.spending_unit.string if project.spending_unit and unit != department else ""
        if is_one_body(scope[0], other_body):
            other_body = ""
        node = self.mint.thing("project", *scope, other_body, project.name.string, str(project.occurrence))
        self.undertaking(node, "kgb:Project", project.name, section.heading, department)
        if unit and unit != department:
            self.say(unit, "org:subOrganizationOf", department)
        self.say(node, "kgb:spendingUnit", unit)
        self.money(node, project)
        self.holds(node, project, project.name, department, section)
        self.tags(node, project.tags)

    def plan(self, plan: Plan, section: Section, department: NamedNode | None, scope: tuple[str, str]) -> None:
        heading = section.heading
        node = self.mint.thing("plan", *scope)
        label = heading.title or heading.department or (plan.goal.text if plan.goal else Text("部门整体支出"))
        self.undertaking(node, "kgb:DepartmentPlan", label, heading, department)
        self.money(node, plan)
        self.holds(node, plan, label, department, section)
        for task in plan.tasks:
            self.task(task, node, section, department)

    def task(self, task: Task, plan: NamedNode, section: Section, department: NamedNode | None) -> None:
        node = self.mint.part("task", plan, task.name.string)
        self.undertaking(node, "kgb:Task", task.name, section.heading, department)
        self.say(node, "kgb:partOf", plan)
        self.say(node, "kgb:ordinal", integer(task.ordinal))
        self.holds(node, task, task.name, department, section)
        self.tags(node, task.tags)

    def undertaking(
        self,
        node: NamedNode,
        kind: str,
        label: Text,
        heading: Heading,
        department: NamedNode | None,
    ) -> None:
        self.say(node, "rdf:type", iri(kind))
        self.say(node, "rdf:type", iri("kgb:Undertaking"))
        self.say(node, "rdfs:label", Literal(label.string, language="zh"))
        self.say(node, "kgb:department", department)
        self.say(node, "kgb:fiscalYear", _year(heading))
        self.derived(node, label)

    # --- what undertakings hold ---

    def holds(
        self,
        node: NamedNode,
        record: Project | Task | Plan,
        name: Text,
        department: NamedNode | None,
        section: Section,
    ) -> None:
        """State goal and indicators of an undertaking, and note all that was stated of it."""
        goal = self.goal(node, record.goal)
        indicators = tuple(self.indicators(node, record.indicators))
        self.undertakings.append(StatedUndertaking(record, name, node, department, goal, indicators, section))

    def goal(self, owner: NamedNode, goal: Goal | None) -> NamedNode | None:
        if goal is None:
            return None
        node = self.mint.part("goal", owner)
        self.say(owner, "kgb:goal", node)
        self.say(node, "rdf:type", iri("kgb:Goal"))
        self.say(node, "kgb:text", _string(goal.text))
        self.derived(node, goal.text)
        for item in goal.items:
            part = self.mint.part("goal", node, str(item.ordinal))
            self.say(node, "kgb:item", part)
            self.say(part, "rdf:type", iri("kgb:Goal"))
            self.say(part, "kgb:ordinal", integer(item.ordinal))
            self.say(part, "kgb:text", _string(item.text))
            self.derived(part, item.text)
        return node

    def money(self, node: NamedNode, record: Project | Plan) -> None:
        for one in record.funding:
            parts = [part for part in record.funding if part is not one and one.source is FundingSource.TOTAL]
            self.funding(node, "kgb:funding", one, parts)
        if record.evaluation:
            say_evaluation(self, node, record.evaluation)

    def funding(
        self,
        owner: NamedNode,
        predicate: str,
        funding: Funding,
        parts: list[Funding],
        unit: NamedNode | None = None,
    ) -> None:
        """An amount; for a total also what its printed parts add up to (a derived fact, for shapes)."""
        if funding.wan is None:
            return
        amount = canonical(funding.wan * _YUAN_PER_WAN)
        node = self.mint.part("funding", owner, funding.source.value, amount, unit.value if unit else "")
        self.say(owner, predicate, node)
        self.say(node, "kgb:spendingUnit", unit)
        self.say(node, "rdf:type", iri("kgb:Funding"))
        self.say(node, "kgb:fundingSource", iri(SOURCES[funding.source]))
        self.say(node, "kgb:amount", _decimal(amount))
        self.say(node, "kgb:text", _string(funding.text))
        self.derived(node, funding.text)
        wans = [part.wan for part in parts if part.wan is not None]
        if wans:
            total = sum(wans, Decimal(0))
            self.say(node, "kgb:sumOfParts", _decimal(canonical(total * _YUAN_PER_WAN)))
            difference = abs(funding.wan - total) * _YUAN_PER_WAN
            self.say(node, "kgb:differenceFromSum", _decimal(canonical(difference)))

    def indicators(self, owner: NamedNode, indicators: Iterable[Indicator]) -> Iterator[StatedIndicator]:
        seen: Counter[tuple[str, ...]] = Counter()
        for one in indicators:
            if one.numbered:
                key: tuple[str, ...] = (str(one.group), str(one.ordinal))
            else:
                named = (_name(one.level1), _name(one.level2), comparable(one.name.string))
                seen[named] += 1
                key = (*named, str(seen[named]))
            node = self.mint.part("indicator", owner, *key)
            self.indicator(owner, node, one)
            yield StatedIndicator(one, node)

    def indicator(self, owner: NamedNode, node: NamedNode, one: Indicator) -> None:
        self.say(owner, "kgb:indicator", node)
        self.say(node, "rdf:type", iri("kgb:Indicator"))
        self.say(node, "rdfs:label", Literal(one.name.string, language="zh"))
        self.say(node, "kgb:group", integer(one.group))
        self.say(node, "kgb:ordinal", integer(one.ordinal))
        category = one.level2 or one.level1
        if category and (known := _category(category)):
            self.say(node, "kgb:category", NamedNode(known))
        if one.direction:
            self.say(node, "kgb:direction", iri(DIRECTIONS[one.direction]))
        self.value(node, "kgb:annualTarget", "kgb:Target", one.annual, one.annual_value)
        self.value(node, "kgb:periodTarget", "kgb:Target", one.period, one.period_value)
        self.value(node, "kgb:actual", "kgb:Actual", one.actual, one.actual_value)
        self.say(node, "kgb:explanation", _string(one.explanation))
        for name, text in (("kgb:weight", one.weight), ("kgb:score", one.score)):
            if text and (number := _plain_number(text.string)):
                self.say(node, name, _decimal(number))
        if one.verdict:
            self.say(node, "kgb:achievement", iri(ACHIEVEMENTS[one.verdict.achievement]))
            self.say(node, "kgb:achievementReason", Literal(one.verdict.zh, language="zh"))
            self.say(node, "kgb:achievementReason", Literal(one.verdict.en, language="en"))
            if one.actual and one.actual_value and one.actual_value.kind is Kind.QUALITATIVE:
                self.say(node, "kgb:publishedVerdict", _string(one.actual))
        self.derived(node, one.whole, one.explanation, one.weight, one.score)

    # --- values ---

    def value(self, owner: NamedNode, role: str, kind: str, text: Text | None, value: Value | None) -> None:
        if not text or value is None:
            return
        node = self.mint.part("value", owner, role, text.string)
        self.say(owner, role, node)
        self.say(node, "kgb:form", self._form)
        self._describe(node, kind, value)
        self.derived(node, text)
        for position, part in enumerate(value.parts, 1):
            part_node = self.mint.part("value", node, str(position))
            self.say(node, "kgb:part", part_node)
            self.say(part_node, "kgb:ordinal", integer(position))
            self._describe(part_node, kind, part)
            self.derived(part_node, text)

    def _describe(self, node: NamedNode, kind: str, value: Value) -> None:
        self.say(node, "rdf:type", iri(kind))
        self.say(node, "kgb:text", Literal(value.text))
        self.say(node, "kgb:kind", iri(KINDS[value.kind]))
        if value.comparator:
            self.say(node, "kgb:comparator", iri(COMPARATORS[value.comparator]))
        if value.number is not None:
            self.say(node, "kgb:number", _decimal(canonical(value.number)))
        if value.upper_number is not None:
            self.say(node, "kgb:upperNumber", _decimal(canonical(value.upper_number)))
        if value.unit:
            self.say(node, "kgb:unit", self.unit(value.unit))
        if value.date:
            first, _, last = value.date.partition("/")
            self.say(node, "kgb:date", _date(first))
            if last:
                self.say(node, "kgb:upperDate", _date(last))

    def unit(self, word: str) -> NamedNode:
        known = knowledge().units.get(comparable(word))
        if known:
            return NamedNode(known)
        node = self.mint.thing("unit", word)
        self.say(node, "rdf:type", iri("kgb:Unit"))
        self.say(node, "skos:prefLabel", Literal(word, language="zh"))
        return node

    # --- industry tags ---

    def tags(self, owner: NamedNode, tags: Iterable[IndustryTag]) -> None:
        """What we, not the document, say: in the graph of tags, with the words that say so."""
        for tag in tags:
            industry = NamedNode(tag.industry)
            node = self.mint.part("tag", owner, tag.industry)
            self.tag(owner, "kgb:industry" if tag.role is Role.FOCUS else "kgb:mentionsIndustry", industry)
            self.tag(node, "rdf:type", iri("kgb:IndustryTag"))
            self.tag(node, "kgb:undertaking", owner)
            self.tag(node, "kgb:industry", industry)
            self.tag(node, "kgb:role", iri(ROLES[tag.role]))
            self.tag(node, "kgb:score", _decimal(canonical(tag.score)))
            for term in tag.terms:
                self.tag(node, "kgb:term", Literal(term.text.string, language="zh"))
                for span in term.text.spans():
                    self.tag(node, "kgb:evidence", self.cell(span))

    # --- issues ---

    def issue(self, issue: Issue) -> None:
        place = f"{issue.span.start}-{issue.span.end}" if issue.span else ""
        node = self.mint.part("issue", self.document, issue.code, place, issue.text, issue.en)
        self.note(node, "rdf:type", iri("kgb:Issue"))
        self.note(node, "kgb:code", Literal(issue.code))
        self.note(node, "kgb:severity", iri(SEVERITIES[issue.severity]))
        self.note(node, "kgb:message", Literal(issue.zh, language="zh"))
        self.note(node, "kgb:message", Literal(issue.en, language="en"))
        self.note(node, "kgb:document", self.document)
        if issue.text:
            self.note(node, "kgb:text", Literal(issue.text))
        if issue.span:
            self.note(node, "prov:wasDerivedFrom", self.cell(issue.span))


def _category(category: Category) -> str | None:
    return knowledge().categories.get(comparable(category.name))


def _name(category: Category | None) -> str:
    return category.name if category else ""


def _plain_number(text: str) -> str | None:
    stripped = text.strip().removesuffix("分")
    try:
        return canonical(Decimal(stripped))
    except ArithmeticError:
        return None


def _string(text: Text | None) -> Literal | None:
    return Literal(text.string) if text else None


def _decimal(number: str) -> Literal:
    return Literal(number, datatype=iri("xsd:decimal"))


def _year(heading: Heading) -> Literal | None:
    year = heading.fiscal_year
    return Literal(str(year), datatype=iri("xsd:gYear")) if year else None


def _date(date: str) -> Literal:
    if date.startswith("--"):
        return Literal(date, datatype=iri("xsd:gMonthDay"))
    return Literal(date, datatype=iri("xsd:gYearMonth" if len(date) == 7 else "xsd:date"))
