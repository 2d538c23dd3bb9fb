"""When two records speak of one thing."""

from __future__ import annotations

import json

from belarus_hr.domain.records.kinds import ASSESSMENT, EVENT, Kind, Record

IdentityKey = tuple[object, ...]


def identity_key(kind: Kind, record: Record) -> IdentityKey:
    """Return what two records have in common when they are one thing, by ``Kind.same``.

    Titles are compared without regard to case, spaces and the full stop.
    """
    return tuple(_title(record) if name == "title" else record.get(name) for name in kind.same)


def _title(record: Record) -> str:
    return " ".join(record["title"].casefold().split()).rstrip(".")


def content_text(kind: str, record: Record) -> str:
    """Return all that a record says, as one text, but for when an assessment was written down."""
    said = {name: value for name, value in record.items() if name != "recorded"}
    return f"{kind} {json.dumps(said if kind == 'assessment' else record, sort_keys=True)}"


def says_the_same(kind: str, record: Record, other: Record) -> bool:
    """Say whether a record to add says what another does: of an event, what, when and of whom."""
    if kind == EVENT.name:
        return identity_key(EVENT, record) == identity_key(EVENT, other)
    return all(other.get(name) == value for name, value in record.items())


def same_id_key(kind: Kind, record: Record) -> IdentityKey:
    """Return what two records that were given the same id have in common when they are one.

    The id of a review, a recommendation or a State report is its cycle and paragraph or
    its ordinal: it all but says it. That of an event or a claim is made of a month and a
    speaker, which two may share. Assessments are one only when they are the same.
    """
    if kind is ASSESSMENT:
        return tuple(record.items())
    return (
        identity_key(kind, record) if kind.same else (record.get("mechanism"), record.get("cycle"))
    )
