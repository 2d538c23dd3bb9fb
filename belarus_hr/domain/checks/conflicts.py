"""The rule about conflicts: what a merge of two versions of the store left open."""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.checks.rule import WARNING, Case, Problem, rule
from belarus_hr.domain.records.conflicts import RECORD
from belarus_hr.domain.records.kinds import KINDS
from belarus_hr.domain.text.words import shown

#: What would be right where two versions differ; the command line says how to choose.
ONE_OF_THEM = "one of them"


@rule(WARNING, *KINDS)
def conflict_open(case: Case) -> Iterator[Problem]:
    """Find a field in which two versions of the record differ and nobody has decided."""
    for conflict in case.record.get("conflicts", ()):
        path = conflict["field"]
        if path == RECORD:
            message = "one version deleted it, the other changed it or assessed it anew"
            yield Problem(path, "kept", message, "conflicts empty, or the record deleted")
            continue
        name, _, key = path.partition(".")
        value = case.record.get(name, "")
        value = value.get(key, "") if key and isinstance(value, dict) else value
        other = shown(conflict["value"]) if "value" in conflict else "nothing"
        yield Problem(path, value, f"another version says {other}", ONE_OF_THEM)
