"""Rules about where a record comes from, and what it speaks of: sources, disputes, verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.checks.rule import ERROR, NOTE, WARNING, Case, Problem, Rule, entries
from belarus_hr.domain.records.kinds import ASSESSMENT, KINDS, RECOMMENDATION, Record
from belarus_hr.domain.text.words import a, shown


def source_missing(case: Case) -> Iterator[Problem]:
    """Find a record that does not say where it can be checked."""
    if not case.record.get("sources"):
        yield Problem("sources", "", "there is no source, so nobody can check it")


def confidence_missing(case: Case) -> Iterator[Problem]:
    """Find a record that does not say how sure it is."""
    if "confidence" not in case.record:
        yield Problem("confidence", "", "it does not say how sure it is")


def dispute_missing(case: Case) -> Iterator[Problem]:
    """Find what is contradicted and names nobody who says otherwise: a disagreement is data."""
    for field, part in _statements(case):
        named = case.record.get("disputes")
        if part.get("confidence") == "contradicted" and not named:
            message = "nothing says by what it is contradicted"
            yield Problem(field, "contradicted", message, "a dispute with what is said and where")


def _statements(case: Case) -> Iterator[tuple[str, Record]]:
    """Yield what carries a confidence: the record and each of its answers."""
    yield "confidence", case.record
    for place, answer in entries(case.record, "responses"):
        yield f"{place}.confidence", answer


def verdict_without(case: Case) -> Iterator[Problem]:
    """Find a verdict on what is no recommendation on record."""
    id_ = case.record["recommendation"]
    if id_ in case.context.collection.of(RECOMMENDATION):
        return
    for kind in KINDS:
        if id_ in case.context.collection.of(kind):
            message = f"{id_} is {a(kind.name)}; only recommendations are assessed"
            yield Problem("recommendation", id_, message)
            return
    yield Problem("recommendation", id_, f"{shown(id_)} is no recommendation on record")


_FACTS = tuple(kind for kind in KINDS if kind is not ASSESSMENT)

RULES = (
    Rule("source-missing", WARNING, _FACTS, source_missing),
    Rule("verdict-source", NOTE, (ASSESSMENT,), source_missing),
    Rule("confidence-missing", NOTE, _FACTS, confidence_missing),
    Rule("dispute-missing", WARNING, _FACTS, dispute_missing),
    Rule("verdict-without", ERROR, (ASSESSMENT,), verdict_without),
)
