"""A public copy: the records without what is marked sensitive, and without what would tell it.

``sensitive`` marks a record as a whole or names fields of it. Names of sources at
risk are why: where it is not certain that what stays tells nothing of what is
marked, the record is left out as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from belarus_hr.domain import words
from belarus_hr.domain.collection import Collection
from belarus_hr.domain.records import KINDS, Kind, Record

#: Without these the rest would say what is not so: an answered recommendation would
#: read as pending, one to another State as one to Belarus, a report that came as overdue,
#: "over 70 per cent" as 70.
_MISLEADING_WITHOUT = {
    "recommendation": frozenset(("country", "responses")),
    "claim": frozenset(("base", "over")),
    "report": frozenset(("received", "examined", "adopted", "issued", "followed_up")),
}
#: Fields that an id is made of (domain/ids.py), beside those that are required anyway.
_IN_IDS = {
    "recommendation": frozenset(("cycle", "paragraph")),
    "claim": frozenset(("cycle",)),
    "report": frozenset(("treaty", "ordinal")),
}
#: Words of closed vocabularies say nothing of anybody, wherever else they stand.
_VOCABULARY = frozenset(
    (*words.RESPONSES, *words.STATUSES, *words.CONFIDENCES, *words.RECOMMENDATION_TYPES)
)
#: Shorter words are part of others too often to tell anything; whole texts are compared anyway.
_SHORTEST = 3
_WORD = rf"[a-z0-9]{{{_SHORTEST},}}"


class Public(NamedTuple):
    """A public copy: its records, and how many records and single fields were left out."""

    collection: Collection
    records: int
    fields: int


def publish(collection: Collection) -> Public:
    """Return the records that may be handed to anybody, in the same order.

    What names the id of a record that is left out goes with it: an assessment with its
    recommendation, a note that refers to an interview. No record says any more what was
    sensitive in it.
    """
    tables: dict[str, dict[str, Record]] = {}
    left_out: set[str] = set()
    for kind in KINDS:
        for id_, record in collection.of(kind).items():
            kept = _open_part(kind, id_, record)
            if kept is None:
                left_out.add(id_)
            else:
                tables.setdefault(kind.table, {})[id_] = kept
    records, fields = len(left_out), 0
    for kind in KINDS:
        for id_, kept in list(tables.get(kind.table, {}).items()):
            if left_out and _names(kept, left_out):
                del tables[kind.table][id_]
                records += 1
            else:
                fields += len(_hidden(collection.of(kind)[id_]))
    return Public(Collection(tables), records, fields)


def _names(record: Record, ids: set[str]) -> bool:
    """Say whether a text of a record names one of the ids."""
    return any(
        word.rstrip("._-") in ids
        for text in _texts(record)
        for word in re.findall(r"[a-z0-9][a-z0-9._-]*", text.casefold())
    )


#: Left out of every public copy: the marks themselves, and what versions disagree on,
#: which may hold another version's value of a marked field.
_OWN = ("sensitive", "conflicts")


def _hidden(record: Record) -> frozenset[str]:
    """Return the fields of a record that are marked and are there."""
    marked = record.get("sensitive")
    return frozenset(marked).intersection(record) if isinstance(marked, list) else frozenset()


def _open_part(kind: Kind, id_: str, record: Record) -> Record | None:
    """Return what of a record may be seen; None when nothing may."""
    marked = record.get("sensitive", False)
    if not marked:
        return {name: value for name, value in record.items() if name not in _OWN}
    known = {field.name for field in kind.fields}
    # What is marked in a way that nobody understands is not published.
    if not isinstance(marked, list) or not known.issuperset(marked):
        return None
    hidden = _hidden(record)
    if not hidden.isdisjoint(_inseparable(kind)):
        return None
    rest = {
        name: _without(value, hidden)
        for name, value in record.items()
        if name not in hidden and name not in _OWN
    }
    return None if _tells(id_, rest, [record[name] for name in hidden]) else rest


def _inseparable(kind: Kind) -> frozenset[str]:
    """Return the fields of a kind with which the whole record goes."""
    required = frozenset(field.name for field in kind.fields if field.required)
    nothing: frozenset[str] = frozenset()
    return required.union(
        _MISLEADING_WITHOUT.get(kind.name, nothing), _IN_IDS.get(kind.name, nothing)
    )


def _without(value: Any, hidden: frozenset[str]) -> Any:
    """Return a value without the keys, however deep, that bear the name of a hidden field.

    The themes of a recommendation stand in its items too, a note beside each source.
    """
    if isinstance(value, dict):
        return {key: _without(part, hidden) for key, part in value.items() if key not in hidden}
    if isinstance(value, list):
        return [_without(part, hidden) for part in value]
    return value


def _tells(id_: str, rest: Record, hidden: list[Any]) -> bool:
    """Say whether what stays of a record, its id above all, tells a text that was hidden."""
    open_texts = [text.casefold() for text in _texts(rest)]
    said = "\n".join(open_texts)
    for text in set(map(str.casefold, _texts(hidden))) - _VOCABULARY:
        if text in open_texts or (len(text) >= _SHORTEST and text in said):
            return True
        slug = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
        if slug and f"-{slug}-" in f"-{re.sub(r'[^a-z0-9]+', '-', id_)}-" and text not in said:
            return True
        if any(word in id_ and word not in said for word in re.findall(_WORD, text)):
            return True
    return False


def _texts(value: Any) -> Iterator[str]:
    """Yield every text that a value holds, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        parts: Iterable[Any] = value.values() if isinstance(value, dict) else value
        for part in parts:
            yield from _texts(part)
