"""The merge of two versions of a record, field by field, against their common base.

The result is the same whichever version comes first. Where both versions changed a field
and differ, the value that ``rank`` puts last is written, and the other value is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from belarus_hr.domain.records.conflicts import conflict_entry
from belarus_hr.domain.records.kinds import KINDS, Kind, NewRecord, Record, normalise

_FIELDS = [field for kind in KINDS for field in kind.fields]
#: The keys that identify an entry of a list, so that a changed entry is still the same entry:
#: UPR Info counts one item a State, a State has one response on a day, a count is of one
#: source and day. An entry of any other list is identified by its whole text.
_ENTRY_KEY = {field.name: field.entry_key for field in _FIELDS if field.entry_key}
#: The lists of which a later entry may correct an earlier one: each version's order stays.
_IN_ORDER = frozenset(field.name for field in _FIELDS if field.only_added)
#: The keys that say what an entry of such a list is about.
_ABOUT = {field.name: field.about_keys for field in _FIELDS if field.about_keys}
#: The list whose entries are sorted by their text, whoever added them.
_SORTED = "conflicts"

#: Fields that may hold a number with a fraction: 1 and 1.0 are equal there, and two values.
_FRACTIONS = frozenset(field.name for field in _FIELDS if field.type.fractions)

_Token = tuple[str, str, int]


class Clash(NamedTuple):
    """A field that both versions changed and differ on: the value written, and the other."""

    field: str
    kept: Any
    other: Any


def json_text(value: object) -> str:
    """Return a JSON value as text, for equality and order: 1 and 1.0 have two texts."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def same_value(value: Any, other: Any) -> bool:
    """Say whether two JSON values are the same to the byte."""
    return bool(value == other) and (value is other or json_text(value) == json_text(other))


def same_record(record: Record, other: Record) -> bool:
    """Say whether two records are the same to the byte.

    This is ``same_value``, but faster: only percentages can be equal and yet two values.
    """
    exact = _FRACTIONS.isdisjoint(record)
    return record is other or (record == other if exact else same_value(record, other))


def rank(field: str, value: object) -> tuple[int, str]:
    """Return the place of a value in a conflict: the value with the highest rank is written.

    A value ranks above a cleared field. Of two values of ``sensitive``, the one that leaves
    more out of public copies ranks higher: the whole record, then a list of fields.
    """
    if value is None:
        return (0, "")
    if field == "sensitive":
        return (3 if value is True else 2 if value else 1, json_text(value))
    return (1, json_text(value))


def merge_record(
    kind: Kind, base: Record | None, ours: Record, theirs: Record
) -> tuple[Record, list[Clash]]:
    """Return the record with the changes of both versions, and the clashes between them.

    Of each clash, the record's ``conflicts`` holds the value that is not written.
    """
    merged: NewRecord = {}
    clashes: list[Clash] = []
    for field in kind.fields:
        name = field.name
        values = [version.get(name) for version in (base or {}, ours, theirs)]
        merged[name], of_field = _field(name, *values)
        # Each took out what the other left.
        if field.required and field.type.is_list and len(merged[name]) < field.least:
            merged[name], of_field = _scalar(name, *values[1:])
        clashes += of_field
    if clashes:
        entries = [conflict_entry(clash.field, clash.other) for clash in clashes]
        entries += merged.get("conflicts") or []
        merged["conflicts"] = sorted(entries, key=json_text)
    return normalise(kind, merged), clashes


def _field(name: str, base: Any, ours: Any, theirs: Any) -> tuple[Any, list[Clash]]:
    """Merge the values of one field; None stands for no value."""
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
        value, of_key = _field(f"{path}.{key}", base.get(key), ours.get(key), theirs.get(key))
        if value is not None:
            merged[key] = value
        clashes += of_key
    return merged, clashes


# --- lists --------------------------------------------------------------------


class _Entries:
    """The entries of one version of a list by token, in their order.

    A token identifies an entry: its key, its text where several entries of a version have
    this key, and a number where several have this text, too.
    """

    def __init__(self, keyed: Iterable[tuple[str, Any]], shared: frozenset[str]) -> None:
        """Take the entries with their keys, and the keys that several entries share."""
        self.by_token: dict[_Token, Any] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        for key, value in keyed:
            text = json_text(value) if key in shared else ""
            self.by_token[(key, text, self._counts[key, text])] = value
            self._counts[key, text] += 1

    def count(self, token: _Token) -> int:
        """Return how many entries have the key and the text of a token."""
        return self._counts[token[:2]]


def _list(
    name: str, base: list[Any], ours: list[Any], theirs: list[Any]
) -> tuple[list[Any], list[Clash]]:
    """Merge a list as a set: with the entries that either added, without those either removed.

    An entry that both versions have is merged key by key. Entries of the base keep their
    order; new entries follow.
    """
    of_base, of_ours, of_theirs = _entries(name, base, ours, theirs)
    merged, clashes = _merged_entries(name, of_base, of_ours, of_theirs)
    order = _order(name, merged, of_base, of_ours, of_theirs)
    clashes += _clashing_last_entries(name, of_ours, of_theirs, merged, order)
    result = [merged[token] for token in order]
    if same_value(result, base):  # Both changed the order alone.
        return max(ours, theirs, key=json_text), []
    return (sorted(result, key=json_text) if name == _SORTED else result), clashes


def _entries(name: str, *versions: list[Any]) -> tuple[_Entries, ...]:
    """Return the entries of each version; a key that one version has twice is shared in all."""
    keyed = [[(_key(name, value), value) for value in version] for version in versions]
    counts = [Counter(key for key, _ in version) for version in keyed]
    shared = frozenset(key for count in counts for key, times in count.items() if times > 1)
    return tuple(_Entries(version, shared) for version in keyed)


def _merged_entries(
    name: str, base: _Entries, ours: _Entries, theirs: _Entries
) -> tuple[dict[_Token, Any], list[Clash]]:
    """Return the entries that stay, by token, and the clashes between two versions of an entry."""
    merged: dict[_Token, Any] = {}
    clashes: list[Clash] = []
    for token in {**base.by_token, **ours.by_token, **theirs.by_token}:
        old, mine, yours = (version.by_token.get(token) for version in (base, ours, theirs))
        in_ours, in_theirs = token in ours.by_token, token in theirs.by_token
        either = mine if in_ours else yours
        if token[1]:
            if token[2] < _times(base.count(token), ours.count(token), theirs.count(token)):
                merged[token] = either
        elif in_ours and in_theirs:
            merged[token], of_entry = _entry(name, old, mine, yours)
            clashes += of_entry
        elif in_ours or in_theirs:
            # One version added the entry, or changed what the other took out; else it goes.
            stays = token not in base.by_token or not same_value(either, old)
            merged |= {token: either} if stays else {}
    return merged, clashes


def _order(
    name: str, merged: Mapping[_Token, Any], base: _Entries, ours: _Entries, theirs: _Entries
) -> list[_Token]:
    """Return the entries that stay in their order: those of the base, then the new ones."""
    new = [
        [token for token in version.by_token if token in merged and token not in base.by_token]
        for version in (ours, theirs)
    ]
    kept = [token for token in base.by_token if token in merged]
    return [*kept, *_new(*new, in_order=name in _IN_ORDER)]


def _key(name: str, value: Any) -> str:
    """Return the text that identifies an entry of a list."""
    keys = _ENTRY_KEY.get(name)
    return json_text([value.get(key) for key in keys] if keys else value)


def _clashing_last_entries(
    name: str,
    ours: _Entries,
    theirs: _Entries,
    merged: Mapping[_Token, Any],
    order: Sequence[_Token],
) -> Iterator[Clash]:
    """Yield the clashes in a history where each version ends with an entry of its own.

    Of the entries about the same thing, such as the value of one year, the last counts. Where both
    versions added a last one, both stay in the list: the later in the ``order`` counts, and is the
    value written; the earlier is the other value.
    """
    keys = _ABOUT.get(name)
    if not keys:
        return
    our_last, their_last = (
        {json_text([entry.get(key) for key in keys]): token for token, entry in entries}
        for entries in (ours.by_token.items(), theirs.by_token.items())
    )
    for about in our_last.keys() & their_last.keys():
        our, their = our_last[about], their_last[about]
        apart = our not in theirs.by_token and their not in ours.by_token
        if apart and our in merged and their in merged:
            other, kept = sorted((our, their), key=order.index)
            yield Clash(name, merged[kept], merged[other])


def _times(base: int, ours: int, theirs: int) -> int:
    """Return how often the merged list has an entry; the higher number where both changed it."""
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else max(ours, theirs)


def _entry(name: str, base: Any, ours: Any, theirs: Any) -> tuple[Any, list[Clash]]:
    """Merge an entry that both versions have; a clash is between two whole entries."""
    if not isinstance(ours, dict):
        return ours, []
    merged, clashes = _object(name, base or {}, ours, theirs)
    of_entry: list[Clash] = []
    for clash in clashes:
        other = {**merged, clash.field.rpartition(".")[2]: clash.other}
        other = {key: value for key, value in other.items() if value is not None}
        of_entry.append(Clash(name, merged, other))
    return merged, of_entry


def _new(ours: list[_Token], theirs: list[_Token], *, in_order: bool) -> list[_Token]:
    """Return the new entries in the order of a version that has them all; else sorted.

    ``in_order``: those of each version stay in its order, where the other's does not contradict.
    """
    both = set(ours) | set(theirs)
    whole = [tokens for tokens in (ours, theirs) if len(tokens) == len(both)]
    if whole:
        return max(whole)
    if not in_order:
        return sorted(both)
    order: list[_Token] = []
    waiting = [list(ours), list(theirs)]
    while any(waiting):
        heads = [tokens[0] for tokens in waiting if tokens]
        free = [head for head in heads if all(head not in tokens[1:] for tokens in waiting)]
        first = min(free or heads)
        order.append(first)
        waiting = [[token for token in tokens if token != first] for tokens in waiting]
    return order
