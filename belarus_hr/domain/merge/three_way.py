"""The merge of two versions of the records, and of their logs, against their common base.

The result holds the changes of both versions. A record goes only when one version deleted
it and the other left it as it was. Where both changed a field and differ, one value is
written and the other kept in the record's ``conflicts``. Which value is written follows from
the values alone, so the result is the same whichever version comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
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
    ASSESSMENT,
    KINDS,
    RECOMMENDATION,
    Kind,
    Record,
    normalise,
)
from belarus_hr.domain.text.natural_sort import natural

#: The value of a record that the other version deleted.
KEPT = "kept"


class MergeConflict(NamedTuple):
    """A field of a record that both versions changed and differ on.

    ``kept`` is the value written, ``other`` the value in the record's ``conflicts``; None
    stands for a field that was cleared. The field ``record`` stands for the record itself:
    one version deleted it, the other changed it or assessed it anew, and the record stays.
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
    for kind in (RECOMMENDATION, *(kind for kind in KINDS if kind is not RECOMMENDATION)):
        before = base.get(kind.table, {})
        stays: frozenset[str] = frozenset()
        if kind is RECOMMENDATION:
            stays = _assessed_anew(base, mine, yours)
        elif kind is ASSESSMENT:
            stays = _verdicts_on_what_stayed(before, clashing, mine, yours)
        versions = _Versions(kind, before, mine[kind.table], yours[kind.table], stays)
        tables[kind.table], of_kind = versions.merged()
        clashing += of_kind
    renamed += unique_across_tables(tables)
    listed = sorted(clashing, key=lambda each: (natural(each.id), *each[1:3], json_text(each)))
    filled = {kind.table: tables[kind.table] for kind in KINDS if tables[kind.table]}
    return Merged(filled, tuple(listed), tuple(sorted(set(renamed))))


class _Versions(NamedTuple):
    """The versions of one table, and the ids that stay although one version deleted them."""

    kind: Kind
    base: Mapping[str, Record]
    ours: Mapping[str, Record]
    theirs: Mapping[str, Record]
    stays: frozenset[str]

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
            return self._deleted(id_, base, only)
        if same_record(ours, theirs) or (base is not None and same_record(theirs, base)):
            return ours, []
        if base is not None and same_record(ours, base):
            return theirs, []
        return merge_record(self.kind, base, ours, theirs)

    def _deleted(self, id_: str, base: Record, left: Record) -> tuple[Record | None, list[Clash]]:
        """Return a record that one version deleted; None when the other left it unchanged."""
        changed = not same_record(base, left)
        if not changed and id_ not in self.stays:
            return None, []
        if self.kind is ASSESSMENT and not changed:
            return left, []
        deletion = conflicts.conflict_entry(conflicts.RECORD, conflicts.DELETED)
        open_ = sorted([*left.get("conflicts", ()), deletion], key=json_text)
        record = normalise(self.kind, {**left, "conflicts": open_})
        return record, [Clash(conflicts.RECORD, KEPT, conflicts.DELETED)]


def _assessed_anew(base: Tables, mine: MutableTables, yours: MutableTables) -> frozenset[str]:
    """Return the recommendations that one version deleted and the other assessed anew."""
    before, table = base.get(ASSESSMENT.table, {}), RECOMMENDATION.table
    old = base.get(table, {}).keys()
    stays: set[str] = set()
    for has, lacks in ((mine, yours), (yours, mine)):
        gone = (old & has[table].keys()) - lacks[table].keys()
        if gone:
            stays |= gone & {
                verdict["recommendation"]
                for id_, verdict in has[ASSESSMENT.table].items()
                if id_ not in before or not same_record(before[id_], verdict)
            }
    return frozenset(stays)


def _verdicts_on_what_stayed(
    before: Mapping[str, Record],
    clashing: Iterable[MergeConflict],
    mine: MutableTables,
    yours: MutableTables,
) -> frozenset[str]:
    """Return the assessments that were deleted along with a recommendation that stays."""
    deleted = (RECOMMENDATION.name, conflicts.RECORD)
    kept = {conflict.id for conflict in clashing if (conflict.record, conflict.field) == deleted}
    return frozenset(
        id_
        for version in (mine, yours)
        for id_, verdict in version[ASSESSMENT.table].items()
        if id_ in before and verdict["recommendation"] in kept
    )


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
