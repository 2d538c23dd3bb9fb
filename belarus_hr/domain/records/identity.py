"""Whether two records are about the same thing: the natural key of each kind."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping

from belarus_hr.domain.records.kinds import ASSESSMENT, RECOMMENDATION, REPORT, Kind, Record
from belarus_hr.domain.reference.vocabulary import NOT_ASSESSED
from belarus_hr.domain.text.words import same_words

IdentityKey = tuple[object, ...]
#: Fields in the words of people, which are compared as people read them.
_WORDS = frozenset(("title", "by", "assessor", "treaty", "ordinal"))


def identity_key(kind: Kind, record: Record) -> IdentityKey | None:
    """Return the natural key: the values of the fields ``Kind.same``, as they are compared.

    It is equal for two records of the same thing. A recommendation that does not say where it
    stands, by its paragraph and its document or cycle, has none; nor has a kind without one.
    A comment of an assessor is never the same thing as a verdict of that day.
    """
    if not kind.same:
        return None
    key = tuple(_value(kind, record, part) for part in kind.same)
    if kind is ASSESSMENT:
        return *key, record["status"] == NOT_ASSESSED
    return None if kind is RECOMMENDATION and None in key[-2:] else key


def _value(kind: Kind, record: Record, part: str) -> object:
    name = next((name for name in part.split("|") if name in record), None)
    if name is None:
        return None
    value = record[name]
    if kind is RECOMMENDATION and name == "paragraph":
        return "".join(value.casefold().split()).rstrip(".") or None
    return same_words(value) if name in _WORDS else value


class ByIdentity:
    """The ids of the records of some kinds by their natural keys."""

    def __init__(self) -> None:
        self._by_key: dict[IdentityKey, list[str]] = defaultdict(list)
        #: The ids of recommendations, and whether they name a document, by cycle and paragraph.
        self._by_cycle: dict[IdentityKey, list[tuple[str, bool]]] = defaultdict(list)

    def add(self, kind: Kind, id_: str, record: Record) -> None:
        """Remember a record under its key."""
        key = identity_key(kind, record)
        if key is not None:
            self._by_key[kind.name, *key].append(id_)
            if kind is RECOMMENDATION:
                self._by_cycle[_in_cycle(record)].append((id_, "document" in record))

    def find(self, kind: Kind, record: Record) -> list[str]:
        """Return the ids of the records that are the same thing.

        A recommendation is also found by its cycle and paragraph, where it names no document or
        the one on record names none.
        """
        key = identity_key(kind, record)
        if key is None:
            return []
        ids = self._by_key.get((kind.name, *key), [])
        if ids or kind is not RECOMMENDATION or "cycle" not in record:
            return ids
        in_cycle = self._by_cycle.get(_in_cycle(record), ())
        return [
            id_ for id_, has_document in in_cycle if "document" not in record or not has_document
        ]


def _in_cycle(record: Record) -> IdentityKey:
    return identity_key(RECOMMENDATION, {n: v for n, v in record.items() if n != "document"}) or ()


def content(kind: Kind, record: Record) -> Record:
    """Return what a record says, without the moment when an assessment was written down."""
    if kind is not ASSESSMENT:
        return record
    return {name: value for name, value in record.items() if name != "recorded"}


def content_text(kind: Kind, record: Record) -> str:
    """Return what a record says as text."""
    return f"{kind.name} {json.dumps(content(kind, record), sort_keys=True)}"


def same_identity(kind: Kind, record: Record, others: Mapping[str, Record]) -> list[str]:
    """Return the ids of the records of a kind that are of the same thing, by natural key."""
    key = identity_key(kind, record)
    if key is None:
        return []
    return [id_ for id_, other in others.items() if identity_key(kind, other) == key]


def same_id_key(kind: Kind, record: Record) -> IdentityKey:
    """Return a key that is equal for two records with the same id that are the same thing.

    The id of a review, a recommendation or a State report is made of its cycle and paragraph
    or its ordinal, so that two records with the same id hardly ever differ. The id of an event
    or a claim is made of its date and speaker, which two of them may share; the kind of an event
    may be corrected. Two assessments are the same only when all their fields are.
    """
    if kind is ASSESSMENT:
        return tuple(record.items())
    if kind in (RECOMMENDATION, REPORT) or not kind.same:
        return (record.get("mechanism"), record.get("cycle"))
    return tuple(_value(kind, record, part) for part in kind.same if part != "kind")
