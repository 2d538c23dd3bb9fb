"""One record of two versions: field by field, against the version that both started from.

All here is the same whichever version comes first. Where both changed one field and
differ, the value later in the order of ``rank`` is written and the other is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from belarus_hr.domain.records.conflicts import conflict_entry
from belarus_hr.domain.records.kinds import KINDS, Kind, NewRecord, Record, normalise

_FIELDS = [field for kind in KINDS for field in kind.fields]
#: What tells the entries of a list apart where one entry can be changed; the entries
#: of other lists are what they say. UPR Info counts one item a State, a State has one
#: response on a day, a count is of one source and day.
_KNOWN_BY = {field.name: field.known_by for field in _FIELDS if field.known_by}
#: Lists that are in the order of their entries' text, whoever added them.
_SORTED = "conflicts"

#: Fields that may hold a number with a fraction, of which 1 and 1.0 are written apart.
_FRACTIONS = frozenset(field.name for field in _FIELDS if field.type.fractions)

_Token = tuple[str, str, int]


class Clash(NamedTuple):
    """A field that both changed, each otherwise: the value written, and the one kept beside it."""

    field: str
    kept: Any
    other: Any


def json_text(value: object) -> str:
    """Return the one text of a JSON value, for equality and order: 1 and 1.0 are two values."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def same_value(one: Any, other: Any) -> bool:
    """Say whether two JSON values are the same to the byte."""
    return bool(one == other) and (one is other or json_text(one) == json_text(other))


def same_record(one: Record, other: Record) -> bool:
    """Say what ``same`` says, faster: only percentages can be equal and yet two values."""
    exact = _FRACTIONS.isdisjoint(one)
    return one is other or (one == other if exact else same_value(one, other))


def rank(field: str, value: object) -> tuple[int, str]:
    """Return the order of two values in conflict: what is said before what is cleared.

    Of what is left out of public copies the most is: the whole record, then fields.
    """
    if value is None:
        return (0, "")
    if field == "sensitive":
        return (3 if value is True else 2 if value else 1, json_text(value))
    return (1, json_text(value))


def merge_record(
    kind: Kind, base: Record | None, ours: Record, theirs: Record
) -> tuple[Record, list[Clash]]:
    """Return the record that has what both versions changed, and where they clash.

    The value of a clash that is not written is in the record's ``conflicts``.
    """
    merged: NewRecord = {}
    clashes: list[Clash] = []
    for field in kind.fields:
        name = field.name
        values = [version.get(name) for version in (base or {}, ours, theirs)]
        merged[name], found = _field(name, *values)
        clashes += found
    if clashes:
        told = [
            *(merged.get("conflicts") or []),
            *(conflict_entry(c.field, c.other) for c in clashes),
        ]
        merged["conflicts"] = sorted(told, key=json_text)
    return normalise(kind, merged), clashes


def _field(name: str, base: Any, ours: Any, theirs: Any) -> tuple[Any, list[Clash]]:
    """Merge one field; None is what is not there."""
    if same_value(ours, theirs) or same_value(theirs, base):
        return ours, []
    if same_value(ours, base):
        return theirs, []
    versions = [value for value in (base, ours, theirs) if value is not None]
    if all(isinstance(value, dict) for value in versions):
        return _object(name, base or {}, ours or {}, theirs or {})
    if all(isinstance(value, list) for value in versions):
        return _list(name, base or [], ours or [], theirs or [])
    return _scalar(name, ours, theirs)


def _scalar(path: str, ours: Any, theirs: Any) -> tuple[Any, list[Clash]]:
    other, kept = sorted((ours, theirs), key=lambda value: rank(path, value))
    return kept, [Clash(path, kept, other)]


def _object(
    path: str, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Clash]]:
    """Merge an object key by key; a clash names ``path.key``."""
    merged: dict[str, Any] = {}
    clashes: list[Clash] = []
    for key in sorted({*ours, *theirs}):
        value, found = _field(f"{path}.{key}", base.get(key), ours.get(key), theirs.get(key))
        if value is not None:
            merged[key] = value
        clashes += found
    return merged, clashes


# --- lists --------------------------------------------------------------------


class _Entries:
    """The entries of one version of a list by token, in their order.

    A token is what an entry is known by; entries that are known by the same are told
    apart by their text and counted.
    """

    def __init__(self, known: Iterable[tuple[str, Any]], apart: frozenset[str]) -> None:
        self.of: dict[_Token, Any] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        for by, value in known:
            text = json_text(value) if by in apart else ""
            self.of[(by, text, self._counts[by, text])] = value
            self._counts[by, text] += 1

    def count(self, token: _Token) -> int:
        """Return how often the entry is there."""
        return self._counts[token[:2]]


def _list(
    name: str, base: list[Any], ours: list[Any], theirs: list[Any]
) -> tuple[list[Any], list[Clash]]:
    """Merge a list as a set: what either added, without what either took away.

    An entry that both have is merged by its keys. What was there keeps the order of the
    base; what is new follows.
    """
    known = [[(_known_by(name, value), value) for value in one] for one in (base, ours, theirs)]
    apart = frozenset(
        by for one in known for by, times in Counter(by for by, _ in one).items() if times > 1
    )
    old, mine, yours = (_Entries(one, apart) for one in known)
    merged: dict[_Token, Any] = {}
    clashes: list[Clash] = []
    for token in {**old.of, **mine.of, **yours.of}:
        if token[1]:
            if token[2] < _times(old.count(token), mine.count(token), yours.count(token)):
                merged[token] = mine.of.get(token, yours.of.get(token))
        elif token in mine.of and token in yours.of:
            merged[token], found = _entry(name, *(v.of.get(token) for v in (old, mine, yours)))
            clashes += found
        elif token in mine.of or token in yours.of:
            only = mine.of.get(token, yours.of.get(token))
            if token not in old.of or not same_value(only, old.of[token]):
                merged[token] = only
    new = [[t for t in one.of if t in merged and t not in old.of] for one in (mine, yours)]
    order = [*(token for token in old.of if token in merged), *_new(*new)]
    result = [merged[token] for token in order]
    if same_value(result, base):  # Both changed the order alone.
        return max(ours, theirs, key=json_text), []
    return (sorted(result, key=json_text) if name == _SORTED else result), clashes


def _known_by(name: str, value: Any) -> str:
    keys = _KNOWN_BY.get(name)
    return json_text([value.get(key) for key in keys] if keys else value)


def _times(base: int, ours: int, theirs: int) -> int:
    """Return how often an entry stands in the merged list; the more where both changed that."""
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else max(ours, theirs)


def _entry(name: str, base: Any, ours: Any, theirs: Any) -> tuple[Any, list[Clash]]:
    """Merge one entry that both have; in a clash the entry is kept with the other value too."""
    if not isinstance(ours, dict):
        return ours, []
    merged, clashes = _object(name, base or {}, ours, theirs)
    found: list[Clash] = []
    for clash in clashes:
        other = {**merged, clash.field.rpartition(".")[2]: clash.other}
        kept = {key: value for key, value in other.items() if value is not None}
        found.append(Clash(name, merged, kept))
    return merged, found


def _new(mine: list[_Token], yours: list[_Token]) -> list[_Token]:
    """Return the order of what is new: that of the version that has all of it, else its own."""
    both = set(mine) | set(yours)
    whole = [one for one in (mine, yours) if len(one) == len(both)]
    return max(whole) if whole else sorted(both)
