"""Ids that two versions gave to different records: both records stay, one under a new id.

Which record keeps the id, and what the new id is, follows from the records alone, never from
the order of the versions. So all who merge arrive at the same ids, in whatever order they merge.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from belarus_hr.domain.collection import Tables
from belarus_hr.domain.merge.fields import json_text, merge_record, same_record
from belarus_hr.domain.records import identity
from belarus_hr.domain.records.kinds import KINDS, Kind, Record
from belarus_hr.domain.records.links import LINKED_FIRST, LinkingIds, linking_ids, links, with_links

_DIGITS = 8
#: The length of the longest id (see ``validators.are_ids``) less the digest and its hyphen.
_LONGEST = 120 - _DIGITS - 1

#: Records by id, by table, of a version that the merge changes.
MutableTables = dict[str, dict[str, Record]]


class Renamed(NamedTuple):
    """A record with a new id, since the other version gave its id to another record."""

    record: str
    id: str
    new_id: str


def new_id(id_: str, kind: Kind, record: Record) -> str:
    """Return a new id for a record: the old id with a digest of the record's identity."""
    text = json_text([kind.name, id_, identity.same_id_key(kind, record)])
    return f"{id_[:_LONGEST]}-{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}"


def separate_ids(
    base: Tables, ours: Tables, theirs: Tables
) -> tuple[MutableTables, MutableTables, list[Renamed]]:
    """Return both versions with no id for two different new records, and what was renamed.

    An id of the base always means the same record, however the versions changed that. Where
    a record gets a new id, the records that link to it, as assessments do, have the new id.
    """
    mine, yours = (
        {kind.table: dict(version.get(kind.table, {})) for kind in KINDS}
        for version in (ours, theirs)
    )
    my_links = linking_ids(lambda kind: mine[kind.table])
    your_links = linking_ids(lambda kind: yours[kind.table])
    renamed: list[Renamed] = []
    for kind in LINKED_FIRST:
        table = kind.table
        old = base.get(table, {}).keys()
        left = sorted((mine[table].keys() & yours[table].keys()) - old)
        while left:
            id_ = left.pop()
            version = _other(kind, id_, mine, yours)
            if version is None:
                continue
            new = _rename(kind, id_, version)
            _follow(version, my_links if version is mine else your_links, kind, id_, new)
            renamed.append(Renamed(kind.name, id_, new))
            if new in mine[table] and new in yours[table] and new not in old:
                left.append(new)
    return mine, yours, renamed


def _other(kind: Kind, id_: str, mine: MutableTables, yours: MutableTables) -> MutableTables | None:
    """Return the version whose record gets a new id; None when both mean the same thing."""
    ours, theirs = mine[kind.table][id_], yours[kind.table][id_]
    if same_record(ours, theirs):
        return None
    our_thing, their_thing = _thing(kind, ours), _thing(kind, theirs)
    if our_thing == their_thing:
        return None
    return mine if our_thing > their_thing else yours


def _thing(kind: Kind, record: Record) -> str:
    """Return a text that is equal for two records with the same id that mean the same thing."""
    return json_text(identity.same_id_key(kind, record))


def _rename(kind: Kind, id_: str, version: MutableTables) -> str:
    """Give a record of one version a new id, and return the new id."""
    table = version[kind.table]
    record = table.pop(id_)
    new = new_id(id_, kind, record)
    while new in table and _thing(kind, table[new]) != _thing(kind, record):
        new = new_id(new, kind, record)
    if new in table:
        record, _ = merge_record(kind, None, table[new], record)
    table[new] = record
    return new


def _follow(version: MutableTables, linking: LinkingIds, kind: Kind, id_: str, new: str) -> None:
    """Give the new id of a record to the records that link to it."""
    of_record = linking.pop((kind.name, id_), [])
    for other, other_id in of_record:
        table = version[other.table]
        followed = with_links(other, table.get(other_id, {}), kind, {id_: new})
        if followed and other_id in table:
            table[other_id] = followed
    linking.setdefault((kind.name, new), []).extend(of_record)
    # A record that links to others may have a new id by the time that they get one.
    for link in links(kind, version[kind.table][new]):
        linking.setdefault(link, []).append((kind, new))


def unique_across_tables(tables: MutableTables) -> list[Renamed]:
    """Give a new id to each record whose id another table has too: an id names one record.

    The kinds that others link to come first, and keep their ids where they can.
    """
    renamed: list[Renamed] = []
    linking: LinkingIds | None = None
    taken: set[str] = set()
    for kind in LINKED_FIRST:
        table = tables[kind.table]
        for id_ in sorted(taken & table.keys()):
            linking = linking_ids(lambda kind: tables[kind.table]) if linking is None else linking
            new = _rename(kind, id_, tables)
            _follow(tables, linking, kind, id_, new)
            renamed.append(Renamed(kind.name, id_, new))
        taken |= table.keys()
    return renamed
