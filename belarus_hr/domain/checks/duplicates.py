"""Rules about doubles: the same event, claim, review, paragraph or symbol on record twice.

The later of the two, by its id, is found, and what would be right names the earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from belarus_hr.domain.checks.rule import WARNING, Case, CheckContext, Problem, Rule
from belarus_hr.domain.records.identity import Key, occasion, statement
from belarus_hr.domain.records.kinds import (
    CLAIM,
    EVENT,
    KINDS,
    RECOMMENDATION,
    REVIEW,
    Kind,
    Record,
)
from belarus_hr.domain.text.natural_sort import natural
from belarus_hr.domain.text.words import shown


def _cycle(record: Record) -> Key:
    return (record["mechanism"], record["cycle"])


def _paragraph(record: Record) -> Key | None:
    """Return the place of a recommendation: the document, or the cycle where none is named."""
    place = record.get("document", record.get("cycle"))
    paragraph = "".join(record.get("paragraph", "").casefold().split()).rstrip(".")
    return (record["mechanism"], place, paragraph) if paragraph and place is not None else None


#: For each kind: what two records have in common when they are one, and the field that shows it.
_SAME: dict[str, tuple[str, Callable[[Record], Key | None]]] = {
    EVENT.name: ("title", occasion),
    CLAIM.name: ("title", statement),
    REVIEW.name: ("cycle", _cycle),
    RECOMMENDATION.name: ("paragraph", _paragraph),
}


def first_ids(context: CheckContext) -> dict[tuple[str, Key], str]:
    """Return the id of the first record of each kind with each key, in the order of the ids."""
    found: dict[tuple[str, Key], str] = {}
    for kind in (EVENT, CLAIM, REVIEW, RECOMMENDATION):
        make = _SAME[kind.name][1]
        for id_, record in context.collection.of(kind).items():
            key = make(record)
            if key is not None:
                held = found.setdefault((kind.name, key), id_)
                found[kind.name, key] = min(held, id_, key=natural) if held != id_ else id_
    return found


def double(case: Case) -> Iterator[Problem]:
    """Find two records of one thing.

    Events are one when mechanism, date and title are the same, claims when the speaker
    is too, reviews when the cycle is, recommendations when document and paragraph are:
    a paragraph of several States is one recommendation (A/HRC/15/16, 93 paragraphs).
    """
    field, make = _SAME[case.kind.name]
    key = make(case.record)
    if key is None:
        return
    first = case.context.once(first_ids)[case.kind.name, key]
    if first != case.id:
        value = case.record[field]
        yield Problem(field, value, f"{shown(value)} is {first} already", f"{first} alone")


def first_holders(context: CheckContext) -> dict[str, tuple[str, str]]:
    """Return for each symbol the first record and field that hold it as their own."""
    found: dict[str, tuple[str, str]] = {}
    for kind in KINDS:
        fields = _own_symbols(kind)
        records = context.collection.of(kind) if fields else {}
        for id_, record in sorted(records.items(), key=lambda entry: natural(entry[0])):
            for field in fields:
                if field in record:
                    found.setdefault(record[field], (id_, field))
    return found


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
    return tuple(field.name for field in kind.fields if field.own)


RULES = (
    Rule("double", WARNING, (EVENT, CLAIM, REVIEW, RECOMMENDATION), double),
    Rule("symbol-twice", WARNING, KINDS, symbol_twice),
)
