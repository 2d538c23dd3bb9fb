"""The check: what in the records cannot be right, should be looked at, or is worth knowing.

Nothing is changed or put right here: a finding says what is wrong and, where that
follows from the record, what would be right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from belarus_hr.domain.checks import (
    claims,
    dates,
    duplicates,
    sources,
    symbols,
    upr,
    upr_doubles,
)
from belarus_hr.domain.checks.rule import ERROR, NOTE, SEVERITIES, WARNING, Case, CheckContext, Rule
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import ExitCode
from belarus_hr.domain.records.kinds import KINDS, RECOMMENDATION, Kind
from belarus_hr.domain.reference.states import BELARUS
from belarus_hr.domain.text.words import natural, number_of

#: Every rule; the findings on one record come in the order in which the rules are declared.
RULES: tuple[Rule, ...] = tuple(
    declared
    for module in (symbols, upr, upr_doubles, dates, sources, claims, duplicates)
    for declared in vars(module).values()
    if isinstance(declared, Rule) and declared.kinds
)

_EXIT = {ERROR: ExitCode.ERRORS, WARNING: ExitCode.WARNINGS, NOTE: ExitCode.DONE}


class Finding(NamedTuple):
    """What a rule finds in a field of a record: a row of the output of ``hrtrack check``."""

    id: str
    record: str
    rule: str
    severity: str
    field: str
    value: str
    message: str
    right: str


def run_checks(collection: Collection, as_of: date) -> list[Finding]:
    """Return what the rules find in all records, the gravest first, then by id.

    Recommendations of each State are looked at by themselves; all other records are about Belarus,
    or link to recommendations of any State.

    A date after ``as_of`` lies ahead, and claims are compared with what the records show on
    that day.
    """
    findings: list[Finding] = []
    for country in collection.countries():
        context = CheckContext(collection.about(country), as_of, whole=collection)
        for kind in KINDS if country == BELARUS else (RECOMMENDATION,):
            findings += _of_kind(kind, context)
    return sorted(
        findings, key=lambda finding: (SEVERITIES.index(finding.severity), natural(finding.id))
    )


def _of_kind(kind: Kind, context: CheckContext) -> Iterator[Finding]:
    rules = [rule for rule in RULES if kind in rule.kinds]
    for id_, record in context.collection.of(kind).items():
        case = Case(id_, kind, record, context)
        for rule in rules:
            if rule.mechanism is not None and record["mechanism"] != rule.mechanism:
                continue
            for field, value, message, right in rule.find(case):
                yield Finding(
                    id_, kind.name, rule.name, rule.severity, field, str(value), message, right
                )


def at_least(findings: Iterable[Finding], severity: str) -> list[Finding]:
    """Return the findings that are as grave as ``severity`` or graver."""
    severities = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return [finding for finding in findings if finding.severity in severities]


def exit_code(findings: Iterable[Finding]) -> int:
    """Return the exit code that the gravest of the findings asks for."""
    severities = {finding.severity for finding in findings}
    return next(
        (_EXIT[severity] for severity in SEVERITIES if severity in severities), ExitCode.DONE
    )


def findings_summary(findings: Iterable[Finding], records: int) -> str:
    """Return a sentence that counts the records checked and their findings by severity."""
    counted = Counter(finding.severity for finding in findings)
    parts = [number_of(counted[severity], severity) for severity in SEVERITIES]
    return f"checked {number_of(records, 'record')}: {', '.join(parts)}"
