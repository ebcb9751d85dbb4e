"""Small tables of other cities, audited: which rule finds what at which thing."""

from kgbuild.auditing import derive
from kgbuild.document_build import audited
from kgbuild.model.records import Category, Indicator
from kgbuild.model.table import Text
from kgbuild.profiles import profile
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.statements import state
from kgbuild.reading import read_document
from kgbuild.understanding import value_reader
from kgbuild.values.achievement import direction_of

TITLE = "项目支出绩效目标表\n部门名称：临江市教育局\n年度：2024年\n单位：万元\n"
HEADER = "项目名称（资金使用单位）\t绩效目标\t绩效指标\n"
RESULTS = (
    "临江市教育局2023年部门整体绩效指标完成情况表\n\n"
    "\t部门整体支出目标\t关键指标\t预期实现值\t年度完成值\t具体完成情况\n"
)


def project(name, goal, *indicators):
    """A row: each indicator is (branch, name, value)."""
    listed = "".join(
        f"{number}、{branch}指标：{label}，年度指标值：{value}。"
        for number, (branch, label, value) in enumerate(indicators, 1)
    )
    return f"{name}\t{goal}\t{listed}\n"


def goals_table(*projects):
    """A table of goals."""
    return TITLE + HEADER + "".join(projects)


def results_table(*rows):
    """A table of results: (name, expected, actual, detail) of the department as a whole."""
    lines = [
        "\t".join(("年度绩效目标" if not at else "", "办好教育。" if not at else "", *row))
        for at, row in enumerate(rows)
    ]
    return RESULTS + "\n".join(lines) + "\n"


class Audit:
    """What an audit of a text says."""

    def __init__(self, text, numbers="default", name="表.txt"):
        self.reading = read_document(text.encode(), name)
        self.stated = state(self.reading, Minter())
        result = audited(self.stated, self.reading, Minter(), profile(numbers))
        self.findings, self.quads = result.findings, result.quads
        self.tallies = {one.rule: one for one in result.tallies}
        self.names = {}
        for one in self.stated.undertakings:
            self.names[one.node.value] = one.name.string
            if one.goal:
                self.names[one.goal.value] = f"目标：{one.name.string}"
            self.names |= {each.node.value: each.record.name.string for each in one.indicators}

    def found(self, shape):
        """The names of the things that one shape is not content with."""
        return sorted(self.names.get(one.focus, "") for one in self.findings if one.shape.endswith(f"/audit-{shape}"))

    def printed(self, shape):
        """The words that the findings of one shape stand on."""
        exact = {q.subject.value: q.object.value for q in self.quads if q.predicate.value.endswith("#exact")}
        return [exact[cell] for one in self.findings if one.shape.endswith(f"/audit-{shape}") for cell in one.cells]

    def message(self, shape):
        """The message of the one finding of a shape."""
        [one] = [one for one in self.findings if one.shape.endswith(f"/audit-{shape}")]
        return one.zh

    def facts(self):
        """(name of the thing, property) → values, of the derived facts."""
        found = {}
        for quad in derive(self.stated, self.reading, Minter()).quads:
            key = (self.names.get(quad.subject.value, ""), quad.predicate.value.rpartition("#")[2])
            found.setdefault(key, []).append(quad.object.value.rpartition("#")[2])
        return found


def indicator(name, value, branch="产出指标"):
    """One indicator as it is after understanding."""
    read = value_reader().read(value, 2024)
    return Indicator(
        group=1, ordinal=1, level1=Category(name=branch), name=Text(name), annual=Text(value), annual_value=read,
        whole=Text(name), direction=direction_of(name, read),
    )  # fmt: skip
