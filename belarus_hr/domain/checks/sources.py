"""Rules about where a record comes from, and what it speaks of: sources, disputes, verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.checks.rule import ERROR, NOTE, WARNING, Case, Problem, Rule, entries
from belarus_hr.domain.records.kinds import ASSESSMENT, BY_NAME, KINDS, Record
from belarus_hr.domain.records.links import linked_ids, wrong_kind
from belarus_hr.domain.text.words import shown


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


def id_unknown(case: Case) -> Iterator[Problem]:
    """Find a link to no record of its kind: a verdict on what is no recommendation on record."""
    collection = case.context.collection
    for field in case.kind.links:
        for number, id_ in enumerate(linked_ids(field, case.record)):
            if id_ in collection.of(BY_NAME[str(field.links_to)]):
                continue
            others = (wrong_kind(id_, kind, field) for kind in KINDS if id_ in collection.of(kind))
            message = next(others, f"{shown(id_)} is no {field.links_to} on record")
            place = f"{field.name}[{number}]" if field.type.is_list else field.name
            yield Problem(place, id_, message)


_FACTS = tuple(kind for kind in KINDS if kind is not ASSESSMENT)

RULES = (
    Rule("source-missing", WARNING, _FACTS, source_missing),
    Rule("verdict-source", NOTE, (ASSESSMENT,), source_missing),
    Rule("confidence-missing", NOTE, _FACTS, confidence_missing),
    Rule("dispute-missing", WARNING, _FACTS, dispute_missing),
    *(
        Rule("verdict-without" if kind is ASSESSMENT else "id-unknown", ERROR, (kind,), id_unknown)
        for kind in KINDS
        if kind.links
    ),
)
