"""Rules about doubles: the same event, claim, review, paragraph or symbol on record twice.

The later of the two, by its id, is found, and what would be right names the earlier.
"""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.checks.rule import WARNING, Case, CheckContext, Problem, Rule
from belarus_hr.domain.records.identity import IdentityKey, identity_key
from belarus_hr.domain.records.kinds import (
    KINDS,
    RECOMMENDATION,
    Kind,
    Record,
)
from belarus_hr.domain.text.natural_sort import natural
from belarus_hr.domain.text.words import shown


def _paragraph(record: Record) -> IdentityKey | None:
    """Return the place of a recommendation: the document, or the cycle where none is named."""
    place = record.get("document", record.get("cycle"))
    paragraph = "".join(record.get("paragraph", "").casefold().split()).rstrip(".")
    return (record["mechanism"], place, paragraph) if paragraph and place is not None else None


def _key(kind: Kind, record: Record) -> IdentityKey | None:
    """Return the key that two records of one thing share; None when the record says too little."""
    return _paragraph(record) if kind is RECOMMENDATION else identity_key(kind, record)


def _shows(kind: Kind) -> str:
    """Return the field in which a double is seen."""
    if kind is RECOMMENDATION:
        return "paragraph"
    return "title" if "title" in kind.same else kind.same[-1]


#: Kinds of which two records can be seen to be one.
_KINDS = tuple(kind for kind in KINDS if kind.same or kind is RECOMMENDATION)


def first_ids(context: CheckContext) -> dict[tuple[str, IdentityKey], str]:
    """Return the id of the first record of each kind with each key, in the order of the ids."""
    ids: dict[tuple[str, IdentityKey], str] = {}
    for kind in _KINDS:
        for id_, record in context.collection.of(kind).items():
            same = _key(kind, record)
            if same is not None:
                held = ids.setdefault((kind.name, same), id_)
                ids[kind.name, same] = min(held, id_, key=natural) if held != id_ else id_
    return ids


def double(case: Case) -> Iterator[Problem]:
    """Find two records of one thing.

    Events are one when mechanism, date and title are the same, claims when the speaker
    is too, reviews when the cycle is, recommendations when document and paragraph are:
    a paragraph of several States is one recommendation (A/HRC/15/16, 93 paragraphs).
    """
    same = _key(case.kind, case.record)
    if same is None:
        return
    first = case.context.once(first_ids)[case.kind.name, same]
    if first != case.id:
        field = _shows(case.kind)
        value = case.record[field]
        yield Problem(field, value, f"{shown(value)} is {first} already", f"{first} alone")


def first_holders(context: CheckContext) -> dict[str, tuple[str, str]]:
    """Return for each symbol the first record and field that hold it as their own."""
    holders: dict[str, tuple[str, str]] = {}
    for kind in KINDS:
        fields = _own_symbols(kind)
        records = context.collection.of(kind) if fields else {}
        for id_, record in sorted(records.items(), key=lambda entry: natural(entry[0])):
            for field in fields:
                if field in record:
                    holders.setdefault(record[field], (id_, field))
    return holders


def symbol_twice(case: Case) -> Iterator[Problem]:
    """Find a symbol that two records or fields have as their own: it is one document's."""
    for field in _own_symbols(case.kind):
        symbol = case.record.get(field)
        holder = case.context.once(first_holders).get(symbol) if symbol else None
        if holder and holder != (case.id, field):
            id_, first = holder
            message = f'{symbol} is "{first}" of {"this record" if id_ == case.id else id_} too'
            yield Problem(field, symbol, message)


def _own_symbols(kind: Kind) -> tuple[str, ...]:
    return tuple(field.name for field in kind.fields if field.unique)


RULES = (
    Rule("double", WARNING, _KINDS, double),
    Rule("symbol-twice", WARNING, KINDS, symbol_twice),
)
