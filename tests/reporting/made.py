"""A clerk's table with three findings, and reports made of it by hand."""

from dataclasses import replace
from datetime import date

from pyoxigraph import Literal

from kgbuild.commands.check import judged_file
from kgbuild.document_build import Audit, at_cells, kept
from kgbuild.model.issues import Severity
from kgbuild.rdf.iris import Minter
from kgbuild.rdf.statements import state
from kgbuild.reading import read_document
from kgbuild.reporting.accepted import Acceptance, Entry
from kgbuild.reporting.baseline import baseline_of, known_of
from kgbuild.reporting.gathered import of_files
from kgbuild.reporting.report import report_on
from kgbuild.rules import Rule
from kgbuild.validate import Finding, Tally
from kgbuild.vocab import iri

CLERK = (
    "2025年项目支出绩效目标表\n部门名称：甲市乙局\n单位：万元\n项目名称\t总计\t绩效目标\t绩效指标\n"
    "路灯经费\t50\t做好2025年路灯维护。\t1、产出指标：路灯维护数量，年度指标值：≥3000万。2、效益指标：亮灯率\n"
    "绿化经费\t20\t做好2025年绿化。\t1、产出指标：植树数量，年度指标值：≥300棵。2、效益指标：合格率，年度指标值：00%。\n"
)
CLEAN_TABLE = (
    "2025年项目支出绩效目标表\n部门名称：甲市乙局\n单位：万元\n项目名称\t总计\t绩效目标\t绩效指标\n"
    "绿化经费\t20\t做好2025年绿化。\t1、产出指标：植树数量，年度指标值：≥300棵。2、效益指标：合格率，年度指标值：≥95%。\n"
)
LAMPS = Literal("亮灯率", language="zh")
MISSING = Finding(
    severity_rank=-2, shape="https://w3id.org/kgbuild/shape/indicator-ordinal", focus="", value="",
    path="https://w3id.org/kgbuild/ontology#ordinal", severity=Severity.VIOLATION,
    component="http://www.w3.org/ns/shacl#MinCountConstraintComponent",
    zh="指标应有一个序号", en="An indicator has one ordinal",
)  # fmt: skip
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&=1+1{{7*7}}{% x %}"

SHAPE = "https://w3id.org/kgbuild/shape/R19"
AUDIT_RULE = Rule(
    "R19", (SHAPE,), "百分比写法完整", "percentages are well-formed", Severity.VIOLATION,
    group="https://w3id.org/kgbuild/shape/group-B", group_zh="指标值", group_en="indicator values",
    sources=("S8: above 100 % is a warning",), status="verified",
    message_zh="百分比应在0–100%之间且写法完整", message_en="A percentage is well-formed, 0 to 100 %",
)  # fmt: skip
TALLIES = (
    Tally("R19", "", 7, 1, 2, "没有百分比", "no percentage"),
    Tally("R05", "", 0, 0, 9, "未印代码", "no codes printed"),
)


def judged(path):
    """What is found in a file by readers alone, and a made finding on the indicator 亮灯率.

    So that a new rule under `shapes/` changes nothing here.
    """
    one = judged_file(path)
    stated = state(read_document(path.read_bytes(), path.name), Minter())
    findings = [finding for finding in one.kept.findings if "/reading-" in finding.shape]
    focus = {said.subject.value for said in stated.quads if (said.predicate, said.object) == (iri("rdfs:label"), LAMPS)}
    findings += at_cells([replace(MISSING, focus=node, document=one.entry["sha256"]) for node in focus], stated.quads)
    return replace(one, name=path.name, kept=kept(Audit(stated.quads, findings, []), one.printed))


def gathered(folder, **files):
    """Files (name without ending → text), written, read and judged."""
    found = []
    for name, text in files.items():
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8", newline="")
        found.append(judged(path))
    return of_files(found)


def audited(found):
    """The finding on 00% as one of an audit rule, with what was counted."""
    located = [
        replace(one, rule=AUDIT_RULE, finding=replace(one.finding, shape=SHAPE)) if one.rule.id == "V002" else one
        for one in found.located
    ]
    return replace(found, located=tuple(located), tallies=TALLIES)


def whole(found):
    """A report with everything in it: open, accepted, new and gone findings, idle entries, tallies."""
    known = [one for one in known_of(found.located) if one.rule != "V001"]
    gone = replace(known[0], fingerprint="0" * 20, rule="L022", severity="warning", label="旧项目", zh="旧", en="old")
    entries = (
        Entry(1, "L017", "会后补齐", document="clerk.txt", until=date(2030, 1, 1)),
        Entry(2, "V003", "早已过期", document="clerk.txt", until=date(2020, 1, 1)),
        Entry(3, "V003", "没有这样的", document="other.txt"),
    )
    return report_on(
        found.sources,
        found.located,
        tallies=found.tallies,
        unreadable=[("scan.pdf", "no reader for '.pdf' files")],
        acceptance=Acceptance(entries, date(2026, 6, 1)),
        baseline=baseline_of([*known, gone]),
    )
