"""The merge of two versions of the records, and of their logs, against their common base.

The result holds the changes of both versions. A record goes only when one version deleted
it and the other left it as it was. Where both changed a field and differ, one value is
written and the other kept in the record's ``conflicts``. Which value is written follows from
the values alone, so the result is the same whichever version comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from belarus_hr.domain.change_log import Log, LogEntry, free_key
from belarus_hr.domain.collection import Tables
from belarus_hr.domain.merge.fields import Clash, json_text, merge_record, same_record
from belarus_hr.domain.merge.ids import (
    MutableTables,
    Renamed,
    separate_ids,
    unique_across_tables,
)
from belarus_hr.domain.records import conflicts
from belarus_hr.domain.records.kinds import (
    BY_NAME,
    KINDS,
    Kind,
    Record,
    normalise,
)
from belarus_hr.domain.records.links import links
from belarus_hr.domain.text.words import natural

#: A record that is linked to: the name of its kind, and its id.
_Link = tuple[str, str]
#: The value of a record that the other version deleted.
KEPT = "kept"


class MergeConflict(NamedTuple):
    """A field of a record that both versions changed and differ on.

    ``kept`` is the value written, ``other`` the value in the record's ``conflicts``; None
    stands for a field that was cleared. The field ``record`` stands for the record itself:
    one version deleted it, the other changed it or linked to it anew, and the record stays.
    """

    id: str
    record: str
    field: str
    kept: Any
    other: Any


class Merged(NamedTuple):
    """The merged records, the conflicts in them, and the records that got new ids."""

    tables: MutableTables
    conflicts: tuple[MergeConflict, ...]
    renamed: tuple[Renamed, ...]


def merge_versions(base: Tables, ours: Tables, theirs: Tables) -> Merged:
    """Merge two versions of the records; with an empty ``base``, unite them.

    The result is the same with ``ours`` and ``theirs`` exchanged. To merge it with either
    version again changes nothing.
    """
    mine, yours, renamed = separate_ids(base, ours, theirs)
    tables: MutableTables = {}
    clashing: list[MergeConflict] = []
    versions = [
        _Versions(kind, base.get(kind.table, {}), mine[kind.table], yours[kind.table])
        for kind in KINDS
    ]
    for of_kind in versions:
        tables[of_kind.kind.table], clashes = of_kind.merged()
        clashing += clashes
    kept = {(clash.record, clash.id) for clash in clashing if clash.field == conflicts.RECORD}
    clashing += _bring_back(tables, versions, kept)
    renamed += unique_across_tables(tables)
    listed = sorted(clashing, key=lambda each: (natural(each.id), *each[1:3], json_text(each)))
    filled = {kind.table: tables[kind.table] for kind in KINDS if tables[kind.table]}
    return Merged(filled, tuple(listed), tuple(sorted(set(renamed))))


class _Versions(NamedTuple):
    """The versions of the records of one kind."""

    kind: Kind
    base: Mapping[str, Record]
    ours: Mapping[str, Record]
    theirs: Mapping[str, Record]

    def merged(self) -> tuple[dict[str, Record], list[MergeConflict]]:
        """Return the merged table, and the conflicts in its records."""
        table: dict[str, Record] = {}
        clashing: list[MergeConflict] = []
        for id_ in {**self.ours, **self.theirs}:
            record, clashes = self._record(id_)
            if record is not None:
                table[id_] = record
            clashing += (MergeConflict(id_, self.kind.name, *clash) for clash in clashes)
        return table, clashing

    def _record(self, id_: str) -> tuple[Record | None, list[Clash]]:
        """Return the merged record, None when it goes, and the clashes of its versions."""
        ours, theirs, base = self.ours.get(id_), self.theirs.get(id_), self.base.get(id_)
        if ours is None or theirs is None:
            only = theirs if ours is None else ours
            if base is None or only is None:
                return only, []
            if same_record(base, only):
                return None, []
            return _though_deleted(self.kind, only), [_DELETION]
        if same_record(ours, theirs) or (base is not None and same_record(theirs, base)):
            return ours, []
        if base is not None and same_record(ours, base):
            return theirs, []
        return merge_record(self.kind, base, ours, theirs)

    def gone(self, tables: MutableTables) -> Iterator[tuple[str, Record]]:
        """Yield the records that one version deleted and that are not in the merged table."""
        for id_ in (self.ours.keys() ^ self.theirs.keys()) - tables[self.kind.table].keys():
            yield id_, self.ours.get(id_) or self.theirs[id_]


_DELETION = Clash(conflicts.RECORD, KEPT, conflicts.DELETED)


def _though_deleted(kind: Kind, record: Record) -> Record:
    """Return a record that stays, with the conflict that another version deleted it."""
    deletion = conflicts.conflict_entry(conflicts.RECORD, conflicts.DELETED)
    open_ = sorted([*record.get("conflicts", ()), deletion], key=json_text)
    return normalise(kind, {**record, "conflicts": open_})


def _bring_back(
    tables: MutableTables, versions: Iterable[_Versions], kept: set[_Link]
) -> list[MergeConflict]:
    """Bring back the records that one version deleted and the merged records need.

    ``kept`` are records that stay although one version deleted them. A record that a merged
    record links to comes back, and says that it was deleted. With a record that stays come
    back those that went only because they cannot be without it, as verdicts on it.
    """
    gone = {(of.kind.name, id_): record for of in versions for id_, record in of.gone(tables)}
    conflicting: list[MergeConflict] = []
    linked = [
        link
        for kind in KINDS
        for record in (tables[kind.table].values() if gone and kind.links else ())
        for link in links(kind, record)
    ]
    while gone:
        back = {link: gone.pop(link) for link in linked if link in gone}
        kept |= back.keys()
        for (name, id_), record in back.items():
            tables[BY_NAME[name].table][id_] = _though_deleted(BY_NAME[name], record)
            conflicting.append(MergeConflict(id_, name, *_DELETION))
        along = {
            (name, id_): record
            for (name, id_), record in gone.items()
            if not kept.isdisjoint(links(BY_NAME[name], record, required=True))
        }
        for name, id_ in along:
            tables[BY_NAME[name].table][id_] = gone.pop((name, id_))
        if not back and not along:
            break
        linked = [
            link for (name, _), of in (back | along).items() for link in links(BY_NAME[name], of)
        ]
    return conflicting


# --- the log --------------------------------------------------------------------


def merge_logs(base: Log, ours: Log, theirs: Log) -> dict[str, LogEntry]:
    """Return the entries of both logs, equal entries once, by their time, then by their text.

    An entry keeps its key. An entry of the base that is missing from one of the two logs was
    archived there, and does not come back.
    """
    old, mine, yours = map(_by_text, (base, ours, theirs))
    both = mine.keys() & yours.keys()
    archived = {text for text, _ in old.keys() - both}
    entries = {
        numbered: entry
        for numbered, (_, entry) in {**mine, **yours}.items()
        if numbered[0] not in archived or numbered in both
    }
    merged: dict[str, LogEntry] = {}
    for text in sorted(entries, key=lambda text: (entries[text]["at"], text)):
        key = min(log[text][0] for log in (mine, yours) if text in log)
        # Two entries have one key when somebody changed the log by hand: both stay.
        merged[free_key(key, merged.__contains__)] = entries[text]
    return merged


def _by_text(log: Log) -> dict[tuple[str, int], tuple[str, LogEntry]]:
    """Return the entries of a log with their keys, by their whole text and a number.

    The number tells equal entries apart: the second of them in one log is the second in the
    other log, too.
    """
    times: Counter[str] = Counter()
    by_text: dict[tuple[str, int], tuple[str, LogEntry]] = {}
    for key, entry in log.items():
        text = json_text(entry)
        times[text] += 1
        by_text[text, times[text]] = (key, entry)
    return by_text
