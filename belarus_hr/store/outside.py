"""Which records of a file that others changed are not as this program last left them.

A file whose seal does not hold may have been edited by hand, or one letter of it changed
on a failing disk: both read as sound. The newest sealed backup, with what the log tells
since, says what each record should be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from belarus_hr.domain import history
from belarus_hr.domain.collection import Tables
from belarus_hr.domain.errors import HrtrackError
from belarus_hr.domain.records import BY_TABLE, Record
from belarus_hr.store import document, seal
from belarus_hr.store.document import Document
from belarus_hr.store.salvage import ODD, Salvaged, Trouble


class Known(NamedTuple):
    """What each record should be, and by which backup."""

    tables: Tables
    backup: Path


def known(found: Salvaged, backups: Iterable[tuple[Path, bytes]]) -> Known | None:
    """Return what the records of a file should be, by its newest sealed backup and its log.

    ``backups`` are those of the store with their bytes, newest first.

    None when there is no such backup, and when the log no longer tells all that was done
    since: entries of it were archived.
    """
    for path, raw in backups:
        then = _sealed(raw, path)
        if then is not None:
            since = [one for key, one in found.entries.items() if key not in then.entries]
            if not all(one["changes"] for one in since):
                return None
            try:
                return Known(history.replayed(then.tables, since), path)
            except HrtrackError:
                return None
    return None


def _sealed(raw: bytes, path: Path) -> Document | None:
    """Return a backup as it was written; None when it is not so any more."""
    if seal.parts(seal.Held(raw)) is None:
        return None
    try:
        found = document.read(raw, str(path))
    except HrtrackError:
        return None
    return found if found.sealed else None


def differences(raw: bytes, found: Salvaged, should: Known) -> Iterator[Trouble]:
    """Yield each record that is not as it should be, with its line and the fields."""
    for table in BY_TABLE:
        there, then = found.tables.get(table, {}), should.tables.get(table, {})
        for id_ in {**then, **there}:
            if there.get(id_) != then.get(id_):
                what = _what(then.get(id_), there.get(id_))
                message = f"{what} outside hrtrack, by the backup {should.backup.name} and the log"
                yield Trouble(_line(raw, id_), table, id_, message, ODD)


def _what(then: Mapping[str, object] | None, now: Record | None) -> str:
    if then is None or now is None:
        return "added" if then is None else "deleted"
    names = [name for name in {**then, **now} if then.get(name, ...) != now.get(name, ...)]
    return f"{', '.join(names)} changed"


def _line(raw: bytes, id_: str) -> int:
    """Return the line in which a record stands, the first for one that is gone."""
    at = raw.find(json.dumps(id_).encode() + b":")
    return raw.count(b"\n", 0, max(at, 0)) + 1
