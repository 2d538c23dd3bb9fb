"""The rules about conflicts: what a merge or an import left open."""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.checks.rule import WARNING, Case, CheckContext, Problem, rule
from belarus_hr.domain.contradictions import Contradiction, contradictions
from belarus_hr.domain.records.conflicts import RECORD
from belarus_hr.domain.records.kinds import ASSESSMENT, KINDS, Kind
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


@rule(WARNING, ASSESSMENT)
def verdict_contradicted(case: Case) -> Iterator[Problem]:
    """Find a verdict that another of the same assessor and day contradicts, and that counts."""
    contradiction = case.context.once(_by_verdict).get(case.id)
    if contradiction:
        id_, counts = contradiction.verdicts[-1]
        message = f"{id_}, of the same assessor and day, says {counts['status']} and counts"
        yield Problem("status", case.record["status"], message, ONE_OF_THEM)


def _by_verdict(context: CheckContext) -> dict[str, Contradiction]:
    """Return the contradictions by the ids of the verdicts in them that do not count."""
    kind: Kind = ASSESSMENT
    contradicting = contradictions(context.collection.of(kind))
    return {
        id_: contradiction
        for contradiction in contradicting
        for id_, _ in contradiction.verdicts[:-1]
    }
