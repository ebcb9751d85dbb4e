"""The few words that all formats share, in Chinese and English."""

from __future__ import annotations

from typing import Final, Literal

from kgbuild.model.issues import Severity

Language = Literal["zh", "en", "both"]

SEVERITY: Final = {
    Severity.VIOLATION: ("确定", "violation"),
    Severity.WARNING: ("疑似", "warning"),
    Severity.INFO: ("提示", "info"),
}
STATUS: Final = {
    "verified": ("依据已核实", "basis verified"),
    "derived": ("由数据推得，无法规依据", "derived from the data, no regulation behind it"),
    "recalled": ("凭记忆引用，原文未核实", "quoted from memory, source not seen"),
}
NOTHING: Final = ("无问题", "no findings")


def said(pair: tuple[str, str], language: Language, between: str = " · ") -> str:
    """A pair (zh, en) in one language, or both; never the same words twice."""
    zh, en = pair
    if language == "both":
        return zh + between + en if zh and en and zh != en else zh or en
    return (zh or en) if language == "zh" else (en or zh)


def status(name: str) -> tuple[str, str]:
    """How sure the basis of a rule is, in words."""
    return STATUS.get(name, (name, name))
