"""What the check finds, as rows with the keys of the contract."""

from __future__ import annotations

from belarus_hr.domain.checks.run import Finding
from belarus_hr.views.rows import Row

#: The keys of a finding, in order, each with what it is.
FINDING_FIELDS = {
    "id": "id of the record",
    "record": "kind of record",
    "rule": "short, stable name of the rule",
    "severity": "error: cannot be right; warning: should be looked at; note: worth knowing",
    "field": "where in the record; entries of a list are counted from 0",
    "value": "what stands there",
    "message": "what is wrong with it",
    "right": "what would be right; empty when that does not follow from the record",
}
#: What a listing shows when nobody names fields.
BRIEF = ("id", "severity", "rule", "field", "value", "message", "right")


def row(finding: Finding) -> Row:
    """Return the row of one finding."""
    return finding._asdict()
