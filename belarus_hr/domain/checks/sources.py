"""Rules about sources, confidence and disputes, and about links to other records."""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.checks.rule import ERROR, NOTE, WARNING, Case, Problem, entries, rule
from belarus_hr.domain.records.kinds import ASSESSMENT, BY_NAME, KINDS, Kind
from belarus_hr.domain.records.links import linked_ids, wrong_kind
from belarus_hr.domain.text.words import shown

_FACTS = tuple(kind for kind in KINDS if kind is not ASSESSMENT)


def _with(field: str) -> tuple[Kind, ...]:
    """Return the kinds of facts that have a field."""
    return tuple(kind for kind in _FACTS if field in kind.by_name)


@rule(WARNING, *_with("sources"))
def source_missing(case: Case) -> Iterator[Problem]:
    """Find a record of a fact that names no source."""
    yield from _no_source(case)


@rule(NOTE, ASSESSMENT)
def verdict_source(case: Case) -> Iterator[Problem]:
    """Find a verdict that names no source."""
    yield from _no_source(case)


def _no_source(case: Case) -> Iterator[Problem]:
    if not case.record.get("sources"):
        yield Problem("sources", "", "there is no source, so nobody can check it")


@rule(NOTE, *_with("confidence"))
def confidence_missing(case: Case) -> Iterator[Problem]:
    """Find a record without a confidence: how sure we are that it is so."""
    if "confidence" not in case.record:
        yield Problem("confidence", "", "it does not say how sure it is")


@rule(WARNING, *_with("disputes"))
def dispute_missing(case: Case) -> Iterator[Problem]:
    """Find a record or an answer that is contradicted, while no dispute says by whom."""
    if case.record.get("disputes"):
        return
    answers = ((f"{place}.", answer) for place, answer in entries(case.record, "responses"))
    for place, statement in (("", case.record), *answers):
        if statement.get("confidence") == "contradicted":
            message = "nothing says by what it is contradicted"
            right = "a dispute with what is said and where"
            yield Problem(f"{place}confidence", "contradicted", message, right)


@rule(ERROR, ASSESSMENT)
def verdict_without(case: Case) -> Iterator[Problem]:
    """Find a verdict whose recommendation is not on record, or is a record of another kind."""
    yield from _broken_links(case)


@rule(ERROR, *(kind for kind in _FACTS if kind.links))
def id_unknown(case: Case) -> Iterator[Problem]:
    """Find a link to a record that is not on record, or is a record of another kind."""
    yield from _broken_links(case)


def _broken_links(case: Case) -> Iterator[Problem]:
    collection = case.context.collection
    for field in case.kind.links:
        for number, id_ in enumerate(linked_ids(field, case.record)):
            if id_ in collection.of(BY_NAME[str(field.links_to)]):
                continue
            others = (wrong_kind(id_, kind, field) for kind in KINDS if id_ in collection.of(kind))
            message = next(others, f"{shown(id_)} is no {field.links_to} on record")
            place = f"{field.name}[{number}]" if field.type.is_list else field.name
            yield Problem(place, id_, message)
