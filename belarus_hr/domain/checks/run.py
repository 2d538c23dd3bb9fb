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
    conflicts,
    dates,
    duplicates,
    reports,
    sources,
    symbols,
    upr,
)
from belarus_hr.domain.checks.rule import ERROR, NOTE, SEVERITIES, WARNING, Case, CheckContext, Rule
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.errors import ExitCode
from belarus_hr.domain.records.kinds import KINDS, Kind
from belarus_hr.domain.text.natural_sort import natural

#: Every rule; their order is that of the findings on one record.
RULES: tuple[Rule, ...] = (
    *symbols.RULES,
    *reports.RULES,
    *upr.RULES,
    *dates.RULES,
    *sources.RULES,
    *claims.RULES,
    *duplicates.RULES,
    *conflicts.RULES,
)

_EXIT = {ERROR: ExitCode.ERRORS, WARNING: ExitCode.WARNINGS, NOTE: ExitCode.DONE}


class Finding(NamedTuple):
    """What one rule finds in one field of one record."""

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

    ``as_of`` is the day by which a date lies ahead, and of which the record's own
    counts are.
    """
    context = CheckContext(collection, as_of)
    findings = [finding for kind in KINDS for finding in _of_kind(kind, context)]
    return sorted(
        findings, key=lambda finding: (SEVERITIES.index(finding.severity), natural(finding.id))
    )


def _of_kind(kind: Kind, context: CheckContext) -> Iterator[Finding]:
    rules = [rule for rule in RULES if kind in rule.kinds]
    for id_, record in context.collection.of(kind).items():
        case = Case(id_, kind, record, context)
        for rule in rules:
            for field, value, message, right in rule.find(case):
                yield Finding(
                    id_, kind.name, rule.name, rule.severity, field, str(value), message, right
                )


def at_least(findings: Iterable[Finding], severity: str) -> list[Finding]:
    """Return the findings that are as grave as ``severity`` or graver."""
    severities = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return [finding for finding in findings if finding.severity in severities]


def exit_code(findings: Iterable[Finding]) -> ExitCode:
    """Return the exit code that the gravest of the findings asks for."""
    severities = {finding.severity for finding in findings}
    return next(
        (_EXIT[severity] for severity in SEVERITIES if severity in severities), ExitCode.DONE
    )


def findings_summary(findings: Iterable[Finding], records: int) -> str:
    """Return in one sentence how many records were looked at and what was found."""
    counted = Counter(finding.severity for finding in findings)
    parts = [
        f"{counted[severity]} {severity}{'' if counted[severity] == 1 else 's'}"
        for severity in SEVERITIES
    ]
    return f"checked {records} record{'' if records == 1 else 's'}: {', '.join(parts)}"
