"""Ids that two versions gave to different things: both stay, one under a new id.

Which keeps the id, and what the new one is, follows from the records alone, never from
which version comes first; so all who merge arrive at the same ids in any order.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from belarus_hr.domain.collection import Tables
from belarus_hr.domain.merge.fields import json_text, merge_record, same_record
from belarus_hr.domain.records import identity
from belarus_hr.domain.records.kinds import ASSESSMENT, KINDS, RECOMMENDATION, Kind, Record

#: Assessments last: they follow the recommendations they speak of.
_ORDER = (RECOMMENDATION, *(k for k in KINDS if k not in (RECOMMENDATION, ASSESSMENT)), ASSESSMENT)
_DIGITS = 8
#: The longest id (``ids.check``), less what is added.
_LONGEST = 120 - _DIGITS - 1

MutableTables = dict[str, dict[str, Record]]


class Renamed(NamedTuple):
    """A record that goes by a new id, because the other version has its id for another."""

    record: str
    id: str
    new_id: str


def new_id(id_: str, kind: Kind, record: Record) -> str:
    """Return the id of a record whose own is another's: the same for the same record."""
    said = json_text([kind.name, id_, identity.same_id_key(kind, record)])
    return f"{id_[:_LONGEST]}-{hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]}"


def separate_ids(
    base: Tables, ours: Tables, theirs: Tables
) -> tuple[MutableTables, MutableTables, list[Renamed]]:
    """Return both versions with one id for each thing that is new, and what was renamed.

    An id that the base has is one record's, however it was changed. An assessment follows
    its recommendation.
    """
    mine, yours = (
        {kind.table: dict(v.get(kind.table, {})) for kind in KINDS} for v in (ours, theirs)
    )
    of_mine, of_yours = _spoken_of(mine), _spoken_of(yours)
    renamed: list[Renamed] = []
    for kind in _ORDER:
        table = kind.table
        known = base.get(table, {}).keys()
        left = sorted((mine[table].keys() & yours[table].keys()) - known)
        while left:
            id_ = left.pop()
            version = _other(kind, id_, mine, yours)
            if version is None:
                continue
            new = _rename(kind, id_, version)
            if kind is RECOMMENDATION:
                _follow(version, of_mine if version is mine else of_yours, id_, new)
            renamed.append(Renamed(kind.name, id_, new))
            if new in mine[table] and new in yours[table] and new not in known:
                left.append(new)
    return mine, yours, renamed


def _other(kind: Kind, id_: str, mine: MutableTables, yours: MutableTables) -> MutableTables | None:
    """Return the version whose record goes by a new id; None when both speak of one thing."""
    ours, theirs = mine[kind.table][id_], yours[kind.table][id_]
    if same_record(ours, theirs):
        return None
    one, other = _thing(kind, ours), _thing(kind, theirs)
    if one == other:
        return None
    return mine if one > other else yours


def _thing(kind: Kind, record: Record) -> str:
    return json_text(identity.same_id_key(kind, record))


def _rename(kind: Kind, id_: str, version: MutableTables) -> str:
    """Give a record of one version its new id, and return that."""
    table = version[kind.table]
    record = table.pop(id_)
    new = new_id(id_, kind, record)
    while new in table and _thing(kind, table[new]) != _thing(kind, record):
        new = new_id(new, kind, record)
    if new in table:
        record, _ = merge_record(kind, None, table[new], record)
    table[new] = record
    return new


def _spoken_of(version: MutableTables) -> dict[str, list[str]]:
    """Return the ids of the verdicts on each recommendation."""
    found: dict[str, list[str]] = {}
    for id_, verdict in version[ASSESSMENT.table].items():
        found.setdefault(verdict["recommendation"], []).append(id_)
    return found


def _follow(version: MutableTables, spoken_of: dict[str, list[str]], id_: str, new: str) -> None:
    """Let the verdicts on a recommendation speak of it by its new id."""
    verdicts, ids = version[ASSESSMENT.table], spoken_of.pop(id_, [])
    for verdict in ids:
        verdicts[verdict] = {**verdicts[verdict], "recommendation": new}
    spoken_of.setdefault(new, []).extend(ids)


def unique_across_tables(tables: MutableTables) -> list[Renamed]:
    """Give a new id to records whose id another table has too: an id names one record.

    Recommendations keep theirs, since verdicts speak of them by it.
    """
    renamed: list[Renamed] = []
    taken: set[str] = set()
    for kind in _ORDER:
        table = tables[kind.table]
        for id_ in sorted(taken & table.keys()):
            renamed.append(Renamed(kind.name, id_, _rename(kind, id_, tables)))
        taken |= table.keys()
    return renamed
