"""The closed lists of the model and their individuals in the ontology."""

from __future__ import annotations

from kgbuild.model.evidence import Role
from kgbuild.model.issues import Severity
from kgbuild.model.records import Form, FundingSource
from kgbuild.model.values import Achievement, Comparator, Direction, Kind
from kgbuild.values.levels import Level

FORMS = {
    Form.PROJECT_GOALS: "kgb:ProjectGoals",
    Form.PROJECT_RESULTS: "kgb:ProjectResults",
    Form.PROJECT_MONITORING: "kgb:ProjectMonitoring",
    Form.DEPARTMENT_GOALS: "kgb:DepartmentGoals",
    Form.DEPARTMENT_RESULTS: "kgb:DepartmentResults",
}
KINDS = {
    Kind.QUANTITATIVE: "kgb:Quantitative",
    Kind.QUALITATIVE: "kgb:Qualitative",
    Kind.COMPOUND: "kgb:Compound",
}
COMPARATORS = {
    Comparator.AT_LEAST: "kgb:AtLeast",
    Comparator.MORE_THAN: "kgb:MoreThan",
    Comparator.AT_MOST: "kgb:AtMost",
    Comparator.LESS_THAN: "kgb:LessThan",
    Comparator.EXACTLY: "kgb:Exactly",
    Comparator.ABOUT: "kgb:About",
    Comparator.BETWEEN: "kgb:Between",
}
SOURCES = {
    FundingSource.TOTAL: "kgb:Total",
    FundingSource.FISCAL: "kgb:FiscalAppropriation",
    FundingSource.SPECIAL_ACCOUNT: "kgb:SpecialAccount",
    FundingSource.OTHER: "kgb:OtherFunds",
    FundingSource.CARRIED_OVER: "kgb:CarriedOver",
    FundingSource.TRANSFERRED: "kgb:TransferredFunds",
    FundingSource.LOCAL: "kgb:LocalFunds",
}
ACHIEVEMENTS = {
    Achievement.EXCEEDED: "kgb:Exceeded",
    Achievement.MET: "kgb:Met",
    Achievement.NOT_MET: "kgb:NotMet",
    Achievement.UNDETERMINED: "kgb:Undetermined",
}
DIRECTIONS = {
    Direction.HIGHER: "kgb:HigherIsBetter",
    Direction.LOWER: "kgb:LowerIsBetter",
}
ROLES = {
    Role.FOCUS: "kgb:Focus",
    Role.MENTION: "kgb:Mention",
}
SEVERITIES = {
    Severity.INFO: "sh:Info",
    Severity.WARNING: "sh:Warning",
    Severity.VIOLATION: "sh:Violation",
}
LEVELS = {
    Level.PROVINCE: "kgb:ProvincialLevel",
    Level.CITY: "kgb:MunicipalLevel",
    Level.DISTRICT: "kgb:DistrictLevel",
}
