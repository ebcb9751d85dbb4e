"""One rule in words: `--explain R19`."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.reporting.words import SEVERITY, Language, said, status
from kgbuild.rules import Rule


def explained(rule: Rule, language: Language) -> str:
    """Name, severity, what is asked for, what it rests on, what to do."""
    lines = [f"{rule.id}  {said((rule.name_zh, rule.name_en), language)}", ""]
    for (zh, en), text in _facts(rule, language):
        if text:
            lines.append(f"{said((zh, en), language)}: {text}")
    return "\n".join(lines) + "\n"


def _facts(rule: Rule, language: Language) -> Iterator[tuple[tuple[str, str], str]]:
    yield ("级别", "severity"), said(SEVERITY[rule.severity], language)
    yield ("类别", "group"), said((rule.group_zh, rule.group_en), language)
    yield ("说明", "message"), said((rule.message_zh, rule.message_en), language)
    for source in rule.sources:
        yield ("依据", "basis"), source
    yield ("依据状况", "status"), said(status(rule.status), language) if rule.status else ""
    yield ("处理", "what to do"), said((rule.remedy_zh, rule.remedy_en), language)
    yield ("规则文件中的名称", "shapes"), ", ".join(shape.rpartition("/")[2] for shape in rule.shapes)
