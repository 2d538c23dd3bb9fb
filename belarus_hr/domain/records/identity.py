"""Whether two records are about the same thing."""

from __future__ import annotations

import json

from belarus_hr.domain.records.kinds import ASSESSMENT, EVENT, Kind, Record

IdentityKey = tuple[object, ...]


def identity_key(kind: Kind, record: Record) -> IdentityKey:
    """Return the values of the fields ``Kind.same``: equal for two records of the same thing.

    Of a title, case, spaces and the full stop do not count.
    """
    return tuple(_title(record) if name == "title" else record.get(name) for name in kind.same)


def _title(record: Record) -> str:
    return " ".join(record["title"].casefold().split()).rstrip(".")


def content_text(kind: str, record: Record) -> str:
    """Return a record as text, without the moment when an assessment was written down."""
    if kind == ASSESSMENT.name:
        record = {name: value for name, value in record.items() if name != "recorded"}
    return f"{kind} {json.dumps(record, sort_keys=True)}"


def says_the_same(kind: str, record: Record, other: Record) -> bool:
    """Say whether another record already says what a new record says.

    Two events say the same when mechanism, date and title are the same (``Kind.same``).
    """
    if kind == EVENT.name:
        return identity_key(EVENT, record) == identity_key(EVENT, other)
    return all(other.get(name) == value for name, value in record.items())


def same_id_key(kind: Kind, record: Record) -> IdentityKey:
    """Return a key that is equal for two records with the same id that are the same thing.

    The id of a review, a recommendation or a State report is made of its cycle and paragraph
    or its ordinal, so that two records with the same id hardly ever differ. The id of an event
    or a claim is made of its date and speaker, which two of them may share. Two assessments
    are the same only when all their fields are.
    """
    if kind is ASSESSMENT:
        return tuple(record.items())
    return (
        identity_key(kind, record) if kind.same else (record.get("mechanism"), record.get("cycle"))
    )
