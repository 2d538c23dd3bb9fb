"""Rules about what is on record twice: doubles, and versions that contradict each other.

The finding on a double is on the later of two records, by id, and names the earlier record.
"""

from __future__ import annotations

from collections.abc import Iterator

from belarus_hr.domain.checks.rule import WARNING, Case, CheckContext, Problem, rule
from belarus_hr.domain.records.conflicts import RECORD, value_in_words
from belarus_hr.domain.records.identity import IdentityKey, identity_key
from belarus_hr.domain.records.kinds import ASSESSMENT, KINDS, Kind, Record
from belarus_hr.domain.text.words import natural, shown
from belarus_hr.domain.verdicts import Contradiction, contradictions

#: What is one record's alone: the identity of a thing, or the symbol of a document.
_Key = IdentityKey | str
#: Two verdicts of an assessor on one day are no double: the later counts, or they contradict.
_KINDS = tuple(kind for kind in KINDS if kind is not ASSESSMENT)


@rule(WARNING, *_KINDS)
def double(case: Case) -> Iterator[Problem]:
    """Find two records of the same thing.

    Two events are the same when mechanism, kind, date and title are the same, two claims when
    the speaker, cycle, date and title are, two reviews when the cycle is, two State reports when
    body, treaty and number are, two recommendations when document and paragraph are. A paragraph
    with the recommendations of several States is one record (A/HRC/15/16 has 93 paragraphs).
    """
    for field, key in _identities(case.kind, case.record):
        first, _ = case.context.once(first_holders)[key]
        if first != case.id:
            value = case.record[field]
            yield Problem(field, value, f"{shown(value)} is {first} already", f"{first} alone")


@rule(WARNING, *KINDS)
def symbol_twice(case: Case) -> Iterator[Problem]:
    """Find a symbol that two records, or two fields, have as their own: a symbol is one document's.

    Report 4 and report 5 cannot both be ``CAT/C/BLR/4``.
    """
    for field, symbol in _own_symbols(case.kind, case.record):
        id_, first = case.context.once(first_holders)[symbol]
        if (id_, first) != (case.id, field):
            message = f'{symbol} is "{first}" of {"this record" if id_ == case.id else id_} too'
            yield Problem(field, symbol, message)


def first_holders(context: CheckContext) -> dict[_Key, tuple[str, str]]:
    """Return for each identity and each symbol the id and field of the first that has it."""
    holders: dict[_Key, tuple[str, str]] = {}
    for kind in KINDS:
        of_kind: dict[_Key, tuple[str, str]] = {}
        for id_, record in context.collection.of(kind).items():
            for field, key in _keys(kind, record):
                first, _ = of_kind.setdefault(key, (id_, field))
                if first != id_ and natural(id_) < natural(first):
                    of_kind[key] = (id_, field)
        holders = of_kind | holders
    return holders


def _keys(kind: Kind, record: Record) -> Iterator[tuple[str, _Key]]:
    yield from _own_symbols(kind, record)
    yield from _identities(kind, record)


def _identities(kind: Kind, record: Record) -> Iterator[tuple[str, IdentityKey]]:
    """Yield the field that shows a double, and the key that two records of the same thing share.

    A record that says too little has no key.
    """
    key = None if kind is ASSESSMENT else identity_key(kind, record)
    if key is not None:
        last = kind.same[-1].split("|")
        yield next(name for name in last if name in record), (kind.name, *key)


def _own_symbols(kind: Kind, record: Record) -> Iterator[tuple[str, str]]:
    """Yield the fields with a symbol of the record's own document, and the symbol."""
    for field in kind.fields:
        if field.unique and record.get(field.name):
            yield field.name, record[field.name]


#: What would be right where two versions differ; the command line says how to choose.
ONE_OF_THEM = "one of them"


@rule(WARNING, *KINDS)
def conflict_open(case: Case) -> Iterator[Problem]:
    """Find a field in which two versions of the record differ and nobody has decided."""
    for conflict in case.record.get("conflicts", ()):
        path = conflict["field"]
        if path == RECORD:
            message = "one version deleted it, the other changed it or assessed it anew"
            yield Problem(path, "kept", message, "conflicts empty, or the record deleted")
            continue
        name, _, key = path.partition(".")
        value = case.record.get(name, "")
        value = value.get(key, "") if key and isinstance(value, dict) else value
        other = shown(value_in_words(conflict["value"])) if "value" in conflict else "nothing"
        yield Problem(path, value_in_words(value), f"another version says {other}", ONE_OF_THEM)


@rule(WARNING, ASSESSMENT)
def verdict_contradicted(case: Case) -> Iterator[Problem]:
    """Find a verdict that does not count: the assessor's last of that day says otherwise."""
    contradiction = case.context.once(_by_verdict).get(case.id)
    if contradiction:
        id_, counts = contradiction.verdicts[-1]
        message = f"{id_}, of the same assessor and day, says {counts['status']} and counts"
        yield Problem("status", case.record["status"], message, ONE_OF_THEM)


def _by_verdict(context: CheckContext) -> dict[str, Contradiction]:
    """Return the contradictions by the ids of the verdicts in them that do not count."""
    kind: Kind = ASSESSMENT
    contradicting = contradictions(context.collection.of(kind))
    return {
        id_: contradiction
        for contradiction in contradicting
        for id_, _ in contradiction.verdicts[:-1]
    }
