"""What kgbuild read of a form against what a careful reader reads: right, wrong, lost, invented."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from tests.gold.plan_forms import Entry, Truth

_SPACE = re.compile(r"\s+")


@dataclass
class Score:
    counts: Counter = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def tell(self, place: str, expected: str | None, read: str | None) -> None:
        expected, read = tight(expected), tight(read)
        if expected == read:
            if expected:
                self.counts["right"] += 1
            return
        kind = "lost" if not read else "wrong" if expected else "invented"
        self.counts[kind] += 1
        self.notes.append(f"{kind} {place}: {expected!r} read as {read!r}")


def tight(text: str | None) -> str:
    return _SPACE.sub("", text or "")


def compare(truth: Truth, record: dict) -> Score:
    score = Score()
    document = record["document"]
    year = str(document["fiscal_year"]) if document["fiscal_year_basis"] == "printed" else None
    for field_name, read in (("department", document["department"]), ("year", year), ("money", document["money_unit"])):
        if field_name in truth.heading:
            score.tell(field_name, truth.heading[field_name], read)
    sections = [record, *record.get("sections", [])]
    projects = [project for section in sections for project in section["projects"]]
    plans = [section["plan"] for section in sections if section["plan"]]
    named = [entry for entry in truth.entries if entry.name]
    for entry in named:
        found = next((one for one in projects if tight(one["name"]) == tight(entry.name)), None)
        score.tell("project", entry.name, found and found["name"])
        projects = [one for one in projects if one is not found]
        _compare_entry(score, entry, found or {})
    for project in projects:
        score.tell("project", None, project["name"])
    for entry in truth.entries:
        if entry.name is None:
            _compare_entry(score, entry, plans[0] if plans else {})
    return score


def _compare_entry(score: Score, entry: Entry, found: dict) -> None:
    where = entry.name or "plan"
    if entry.unit:
        score.tell(f"{where} unit", entry.unit, found.get("spending_unit"))
    amounts = found.get("amounts") or {}
    for source in sorted({*amounts, *entry.amounts}):
        read = amounts.get(source)
        expected = entry.amounts.get(source)
        same = expected and read and float(expected) == float(read)
        score.tell(f"{where} {source}", expected, expected if same else read)
    score.tell(f"{where} goal", entry.goal, found.get("goal") or found.get("overall_goal"))
    tasks = {tight(task["name"]): task for task in found.get("tasks", [])}
    for name, content in entry.tasks:
        task = tasks.pop(tight(name), None)
        score.tell(f"{where} task", name, task and task["name"])
        score.tell(f"{where} content", content, task and task["goal"])
    for name in tasks:
        score.tell(f"{where} task", None, name)
    _compare_indicators(score, where, entry, list(found.get("indicators", [])))


def _compare_indicators(score: Score, where: str, entry: Entry, read: list[dict]) -> None:
    for one in entry.indicators:
        same = [other for other in read if tight(other["name"]) == tight(one.name)]
        found = max(same, key=lambda other: tight(other["annual_value"]) == tight(one.annual), default=None)
        read = [other for other in read if other is not found]
        found = found or {}
        score.tell(f"{where} indicator", one.name, found.get("name"))
        for part, expected in (("level1", one.level1), ("level2", one.level2), ("annual_value", one.annual),
                               ("period_value", one.period), ("weight", one.weight)):  # fmt: skip
            score.tell(f"{where} {one.name} {part}", expected, found.get(part))
        if one.parsed:
            target = found.get("target") or {}
            words = (target.get("comparator"), target.get("number"), target.get("unit"))
            score.tell(f"{where} {one.name} meaning", one.parsed, " ".join(word for word in words if word))
    for other in read:
        score.tell(f"{where} indicator", None, other["name"])
