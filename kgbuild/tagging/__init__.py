"""Which industries an undertaking is about: terms found, doubted, weighed; roles from where they stand.

    text ─lexicon→ occurrences ─masks, contexts→ kept and rejected ─jieba as second witness→ weights ─roles→ tags

Heavy libraries are imported when the first text with a candidate term is met, not before.
"""

from __future__ import annotations

from dataclasses import replace

from kgbuild.model.records import Reading, Section
from kgbuild.tagging.roles import tags_of


def tagged(reading: Reading) -> Reading:
    """The reading with the industries of its projects and tasks."""
    return replace(reading, sections=tuple(map(_tagged, reading.sections)))


def _tagged(section: Section) -> Section:
    projects = tuple(replace(one, tags=tags_of(one.name, one.goal, one.indicators)) for one in section.projects)
    plan = section.plan
    if plan:
        tasks = tuple(replace(one, tags=tags_of(one.name, one.goal, one.indicators)) for one in plan.tasks)
        plan = replace(plan, tasks=tasks)
    return replace(section, projects=projects, plan=plan)
