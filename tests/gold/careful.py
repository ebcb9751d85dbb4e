"""The fields of a careful reading, one by one, and those of a record: compared field for field."""

import json
from decimal import Decimal

from kgbuild.values.numerals import canonical
from tests.gold.grids import FOLDER

INDICATOR = ("level1", "level2", "name", "annual", "actual", "weight", "score", "explanation")
_MONEY = ("adjusted", "spent")


def _plain(value):
    """An amount without the places that a change of unit adds."""
    return value and canonical(Decimal(value))


def careful(name, folder=FOLDER):
    """Field → value, as a person wrote it down."""
    gold = json.loads((folder / f"{name}.json").read_text("utf-8"))
    fields = {
        ("form",): gold["form"],
        ("department",): gold["department"],
        ("year",): gold["year"],
        ("unit",): gold["unit"],
    }
    for key, value in (gold.get("totals") or {}).items():
        fields["totals", key] = _plain(value)
    for at, one in enumerate(gold["projects"]):
        fields.update(_undertaking(("project", at), one))
    if gold.get("plan"):
        fields.update(_undertaking(("plan",), gold["plan"]))
    return fields


def _undertaking(path, one):
    fields = {(*path, key): one[key] for key in ("name", "spending_unit", "goal", "completion") if key in one}
    fields.update({(*path, "amounts", key): _plain(value) for key, value in (one.get("amounts") or {}).items()})
    for key, value in (one.get("evaluation") or {}).items():
        fields[(*path, "evaluation", key)] = _plain(value) if key in _MONEY else value
    for source, (adjusted, spent) in one.get("by_source", {}).items():
        fields[(*path, "by_source", source, "adjusted")] = _plain(adjusted)
        fields[(*path, "by_source", source, "spent")] = _plain(spent)
    for at, row in enumerate(one["indicators"]):
        fields.update({(*path, "indicator", at, key): value for key, value in zip(INDICATOR, row, strict=True)})
    for at, (name, content) in enumerate(one.get("tasks", [])):
        fields |= {(*path, "task", at, "name"): name, (*path, "task", at, "content"): content}
    fields[(*path, "indicators")] = len(one["indicators"])
    return fields


def read_fields(record, wanted):
    """The same fields out of a record; a field that the record has beyond is left out, counts tell of those."""
    document = record["document"]
    fields = {("form",): document["form"], ("department",): document["department"]}
    fields |= {("year",): document["fiscal_year"], ("unit",): document["money_unit"]}
    fields |= {("totals", key): _plain(value) for key, value in (record["totals"] or {}).items()}
    for at, project in enumerate(record["projects"]):
        fields.update(_read(("project", at), project))
    if record["plan"]:
        fields.update(_read(("plan",), record["plan"]))
    return {key: fields.get(key, "(not read)") for key in wanted}


def _read(path, one):
    evaluation = one.get("evaluation") or {}
    fields = {
        (*path, "name"): one.get("name"), (*path, "spending_unit"): one.get("spending_unit"),
        (*path, "goal"): one.get("goal", one.get("overall_goal")), (*path, "completion"): evaluation.get("completion"),
    }  # fmt: skip
    fields.update({(*path, "amounts", key): _plain(value) for key, value in (one.get("amounts") or {}).items()})
    for key in ("adjusted", "spent", "rate", "weight", "score", "total", "grade"):
        value = evaluation.get(key)
        fields[(*path, "evaluation", key)] = _plain(value) if key in _MONEY else value
    for source, pair in evaluation.get("by_source", {}).items():
        for key in ("adjusted", "spent"):
            fields[(*path, "by_source", source, key)] = _plain(pair.get(key))
    for at, row in enumerate(one["indicators"]):
        values = (row["level1"], row["level2"], row["name"], row["annual_value"], row["actual"], row["weight"],
                  row["score"], row["explanation"])  # fmt: skip
        fields.update({(*path, "indicator", at, key): value for key, value in zip(INDICATOR, values, strict=True)})
    for at, task in enumerate(one.get("tasks", [])):
        fields |= {(*path, "task", at, "name"): task["name"], (*path, "task", at, "content"): task["goal"]}
    fields[(*path, "indicators")] = len(one["indicators"])
    return fields
