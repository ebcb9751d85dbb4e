"""The catalogue of rules: audit rules (R19), core shapes (indicator-target), codes of reading issues (V001).

Everything is read from `shapes/*.ttl`; nothing here knows a rule by name. Several shapes may carry one audit rule.

    dcterms:identifier   id of an audit rule; a shape without one goes by its own name, a reading issue by its code
    sh:name, sh:message, sh:description   name, message and remedy, each in zh and en
    sh:group             the group of an audit rule (a sh:PropertyGroup)
    kgb:announces        the audit shape that finds the same problem as a reading code
    dcterms:source       what the rule rests on;  kgb:ruleStatus: verified, derived or recalled
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kgbuild.errors import UsageError
from kgbuild.model.issues import Severity
from kgbuild.resources import folder
from kgbuild.vocab import PREFIXES, iri

READING: Final = "reading-"
"""Names of reading issues begin so; what follows is their code."""

_SHAPES: Final = PREFIXES["shape"]
_HOUSE: Final = (
    "这条规则检查 kgbuild 自己的读取结果，多半是读错了，请报告。",
    "This rule checks what kgbuild itself has read; most likely it has read wrongly: please report it.",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `shapes` are IRIs; `group` is an IRI, empty outside the audit rules, and so is `status`.

    Message and remedy are those of all its shapes, one after the other; `remedy_of` gives that of one shape.
    """

    id: str
    shapes: tuple[str, ...]
    name_zh: str
    name_en: str
    severity: Severity
    group: str = ""
    group_zh: str = ""
    group_en: str = ""
    sources: tuple[str, ...] = ()
    status: str = ""
    message_zh: str = ""
    message_en: str = ""
    remedy_zh: str = ""
    remedy_en: str = ""


def rules() -> dict[str, Rule]:
    """The audit rules by id."""
    return {name: rule for name, rule in catalogue().items() if rule.group}


def rule_of(shape: str) -> str:
    """Id of the audit rule that a shape carries; empty for core shapes and reading issues."""
    rule = _by_shape().get(shape)
    return rule.id if rule and rule.group else ""


def described(shape: str) -> Rule:
    """The rule that a shape carries; for a shape that no file describes, a rule of its name."""
    known = _by_shape().get(shape)
    if known:
        return known
    name = shape.removeprefix(_SHAPES)
    return Rule(name.removeprefix(READING), (shape,), name, name, Severity.VIOLATION)


def remedy_of(shape: str) -> tuple[str, str]:
    """What to do about a finding of this shape, in Chinese and English; shapes of one rule differ."""
    rule = described(shape)
    return _remedies().get(shape, (rule.remedy_zh, rule.remedy_en))


def announced_by(shape: str) -> str:
    """The audit shape that finds the same problem as this reading code; empty if there is none."""
    return _announced().get(shape, "")


def rule_called(name: str) -> Rule:
    """The rule with this id; for one that is no more, a rule of its name."""
    return catalogue().get(name) or described(_SHAPES + name)


def find_rule(name: str) -> Rule:
    """The rule of this id, shape name, shape IRI or reading code.

    Raises:
        UsageError: there is none; the error names the nearest ones.
    """
    known = _by_name()
    rule = known.get(name.removeprefix(_SHAPES).casefold())
    if rule is None:
        near = get_close_matches(name.casefold(), known, n=3, cutoff=0.5)
        hint = f"; did you mean {', '.join(sorted({known[one].id for one in near}))}?" if near else ""
        raise UsageError(f"no rule is called '{name}'{hint}")
    return rule


@cache
def catalogue() -> dict[str, Rule]:
    """Every rule by id, sorted: audit rules, core shapes and reading codes."""
    said = _said()
    shapes: dict[str, list[str]] = defaultdict(list)
    for shape in sorted(said):
        if shape.startswith(_SHAPES) and "sh:severity" in said[shape]:
            name = said[shape].one("dcterms:identifier") or shape.removeprefix(_SHAPES).removeprefix(READING)
            shapes[name].append(shape)
    return {name: _rule(name, tuple(shapes[name]), said) for name in sorted(shapes)}


class _Described(dict[str, list[Literal | NamedNode]]):
    """Curie of a predicate → what one subject says with it."""

    def one(self, predicate: str) -> str:
        return min((value.value for value in self.get(predicate, ())), default="")

    def text(self, predicate: str, language: str) -> str:
        values = (value for value in self.get(predicate, ()) if isinstance(value, Literal))
        return min((value.value for value in values if value.language == language), default="")


_WANTED: Final = (
    "dcterms:identifier", "dcterms:source", "kgb:announces", "kgb:ruleStatus", "rdfs:label", "sh:description",
    "sh:group", "sh:message", "sh:name", "sh:property", "sh:severity",
)  # fmt: skip


def _said() -> dict[str, _Described]:
    names = {iri(name): name for name in _WANTED}
    said: dict[str, _Described] = defaultdict(_Described)
    for path in sorted(folder("shapes").glob("*.ttl")):
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            value = quad.object
            if not isinstance(quad.subject, NamedNode) or not isinstance(value, NamedNode | Literal):
                continue
            if quad.predicate in names:
                said[quad.subject.value].setdefault(names[quad.predicate], []).append(value)
    return dict(said)


def _rule(name: str, shapes: tuple[str, ...], said: dict[str, _Described]) -> Rule:
    first = said[shapes[0]]
    group = first.one("sh:group")
    labels = said.get(group, _Described())
    severities = {_severity(said[shape].one("sh:severity")) for shape in shapes}
    every = [said[shape] for shape in shapes]
    return Rule(
        id=name,
        shapes=shapes,
        name_zh=first.text("sh:name", "zh"),
        name_en=first.text("sh:name", "en"),
        severity=max(severities, key=lambda severity: severity.rank),
        group=group,
        group_zh=labels.text("rdfs:label", "zh"),
        group_en=labels.text("rdfs:label", "en"),
        sources=tuple(sorted(value.value for value in _all(said, shapes, "dcterms:source"))),
        status=first.one("kgb:ruleStatus"),
        message_zh="；".join(one.text("sh:message", "zh") for one in every),
        message_en="; ".join(one.text("sh:message", "en") for one in every),
        remedy_zh="".join(_remedy(shape, said)[0] for shape in shapes),
        remedy_en=" ".join(filter(None, (_remedy(shape, said)[1] for shape in shapes))),
    )


def _remedy(shape: str, said: dict[str, _Described]) -> tuple[str, str]:
    """What to do about a finding of one shape, in Chinese and English."""
    about = said[shape]
    remedy = (about.text("sh:description", "zh"), about.text("sh:description", "en"))
    is_core = "sh:group" not in about and not shape.startswith(_SHAPES + READING)
    return _HOUSE if is_core and not any(remedy) else remedy


def _severity(node: str) -> Severity:
    """`sh:Violation` as ours."""
    return Severity(node.removeprefix(PREFIXES["sh"]).lower())


def _all(said: dict[str, _Described], shapes: Iterable[str], predicate: str) -> set[Literal | NamedNode]:
    return {value for shape in shapes for value in said[shape].get(predicate, ())}


@cache
def _by_shape() -> dict[str, Rule]:
    """Shape IRI → rule; a property shape inside an audit shape belongs to the same rule."""
    said = _said()
    found = {shape: rule for rule in catalogue().values() for shape in rule.shapes}
    for rule in rules().values():
        for inner in _all(said, rule.shapes, "sh:property"):
            found.setdefault(inner.value, rule)
    return found


@cache
def _remedies() -> dict[str, tuple[str, str]]:
    said = _said()
    return {shape: _remedy(shape, said) for rule in catalogue().values() for shape in rule.shapes}


@cache
def _announced() -> dict[str, str]:
    return {shape: about.one("kgb:announces") for shape, about in _said().items() if "kgb:announces" in about}


@cache
def _by_name() -> dict[str, Rule]:
    """Every name that a person may use, without case."""
    names = {shape.removeprefix(_SHAPES): rule for shape, rule in _by_shape().items()}
    names |= catalogue()
    return {name.casefold(): rule for name, rule in names.items()}
