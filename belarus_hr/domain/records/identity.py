"""When two records speak of one thing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Record = dict[str, Any]
Key = tuple[object, ...]


def occasion(record: Record) -> Key:
    """Return what two events have in common when they are one: mechanism, date and title."""
    title = " ".join(record["title"].casefold().split()).rstrip(".")
    return (record["mechanism"], record["date"], title)


def statement(record: Record) -> Key:
    """Return what two claims have in common when they are one: the speaker and the cycle too."""
    return (*occasion(record), record["by"], record.get("cycle"))


def content(kind: str, record: Record) -> str:
    """Return all that a record says, as one text, but for when an assessment was written down."""
    said = {name: value for name, value in record.items() if name != "recorded"}
    return f"{kind} {json.dumps(said if kind == 'assessment' else record, sort_keys=True)}"


def says_the_same(kind: str, record: Record, other: Record) -> bool:
    """Say whether a record to add says what another does: of an event, what, when and of whom."""
    if kind == "event":
        return occasion(record) == occasion(other)
    return all(other.get(name) == value for name, value in record.items())


def of_one_id(kind: str, record: Record) -> Key:
    """Return what two records that were given the same id have in common when they are one.

    The id of a review, a recommendation or a State report is its cycle and paragraph or
    its ordinal: it all but says it. That of an event or a claim is made of a month and a
    speaker, which two may share. Assessments are one only when they are the same.
    """
    found = _OF_ONE_ID.get(kind)
    return found(record) if found else (record.get("mechanism"), record.get("cycle"))


_OF_ONE_ID: dict[str, Callable[[Record], Key]] = {
    "event": occasion,
    "claim": statement,
    "assessment": lambda record: tuple(record.items()),
}
