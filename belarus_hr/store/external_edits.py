"""Find the records of a file that were changed outside this program.

When checksums do not hold, somebody may have edited the file by hand, or a letter of it changed
on a failing disk: its records still read as sound. What each record should be follows from the
newest sealed backup and the entries of the log since then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from belarus_hr.domain import undo
from belarus_hr.domain.collection import Tables
from belarus_hr.domain.errors import HrtrackError
from belarus_hr.domain.records.kinds import BY_TABLE, Record
from belarus_hr.store import layout, storage
from belarus_hr.store.recovery import ODD, Salvaged, Trouble
from belarus_hr.store.storage import FileStorage

#: How a record starts.
_RECORD = re.compile(rb'"([a-z0-9._-]+)"\s*:\s*\{')


class Expected(NamedTuple):
    """The tables as they should be, and the backup that they follow from."""

    tables: Tables
    backup: Path


def expected(salvaged: Salvaged, backups: Iterable[tuple[Path, bytes]]) -> Expected | None:
    """Return what the records of a file should be, by its newest sealed backup and its log.

    ``backups`` are the backups of the store with their bytes, newest first. None when no backup
    is sealed, and when entries of the log since then were archived.
    """
    for path, raw in backups:
        then = _sealed(raw, path)
        if then is not None:
            since = [entry for key, entry in salvaged.entries.items() if key not in then.log]
            if not all(entry["changes"] for entry in since):
                return None
            try:
                return Expected(undo.replay(then.tables, since), path)
            except HrtrackError:
                return None
    return None


def _sealed(raw: bytes, path: Path) -> FileStorage | None:
    """Return a backup; None when its checksums do not hold any more."""
    if layout.parts_of(layout.BytesSource(raw)) is None:
        return None
    try:
        file = storage.load(raw, str(path))
    except HrtrackError:
        return None
    return file if file.sealed else None


def differences(raw: bytes, salvaged: Salvaged, should: Expected) -> list[Trouble]:
    """Return each record that is not as it should be, with its line and the fields."""
    changes: dict[tuple[str, str], str] = {}
    for table in BY_TABLE:
        now, then = salvaged.tables.get(table, {}), should.tables.get(table, {})
        for id_ in {**then, **now}:
            if now.get(id_) != then.get(id_):
                changes[table, id_] = _change(then.get(id_), now.get(id_))
    lines = _lines(raw, {id_ for _, id_ in changes})
    proof = f"by the backup {should.backup.name} and the log"
    return [
        Trouble(lines.get(id_, 1), table, id_, f"{change} outside hrtrack, {proof}", ODD)
        for (table, id_), change in changes.items()
    ]


def _change(then: Mapping[str, object] | None, now: Record | None) -> str:
    if then is None or now is None:
        return "added" if then is None else "deleted"
    names = [name for name in {**then, **now} if then.get(name, ...) != now.get(name, ...)]
    return f"{', '.join(names)} changed"


def _lines(raw: bytes, ids: set[str]) -> dict[str, int]:
    """Return the line of each record; a record that is not in the file has none."""
    lines: dict[str, int] = {}
    line, counted = 1, 0
    for start in _RECORD.finditer(raw) if ids else ():
        id_ = start[1].decode()
        if id_ in ids and id_ not in lines:
            line += raw.count(b"\n", counted, start.start())
            lines[id_], counted = line, start.start()
    return lines
