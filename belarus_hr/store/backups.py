"""Backups: the states of a store that were replaced, a bounded number of them.

They lie beside the store, on the same disk: a store that somebody keeps on an
encrypted one leaves no copy elsewhere. One is kept when the last is an hour old, and
always before what changes much at once. The ten newest stay, and the newest of each
of the last fourteen days on which there was one.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from belarus_hr.domain.errors import StoreError
from belarus_hr.store import disk

_NEWEST, _DAYS = 10, 14
_APART = timedelta(hours=1)
_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]{6}\.json")
_FORM = "%Y%m%d-%H%M%S-%f"


def folder(store: Path) -> Path:
    """Return where the backups of a store are."""
    real = Path(os.path.realpath(store))
    return real.with_name(f".{real.name}.backups")


def kept(store: Path) -> list[Path]:
    """Return the backups of a store, newest first."""
    with contextlib.suppress(OSError):
        found = [path for path in folder(store).iterdir() if _NAME.fullmatch(path.name)]
        return sorted(found, reverse=True)
    return []


def newest_said(store: Path) -> str:
    """Return the end of a sentence that names the newest backup; empty when there is none."""
    found = kept(store)
    return f"; the newest of {len(found)} backups is {found[0]}" if found else ""


def keep(store: Path, content: Iterable[bytes | memoryview], at: str, *, always: bool) -> None:
    """Keep what a store held at the moment ``at`` (ISO 8601), if it is time to.

    The caller holds the lock, and found the content sound. Never raises for what
    the system refuses: no change is worth less for want of a backup.
    """
    with contextlib.suppress(OSError, StoreError, ValueError):
        _keep(Path(os.path.realpath(store)), content, datetime.fromisoformat(at), always=always)


def _keep(
    real: Path, content: Iterable[bytes | memoryview], now: datetime, *, always: bool
) -> None:
    there, old = folder(real), kept(real)
    # What a killed writer left: under the lock no such file is anyone's.
    for orphan in list(there.glob(".*.tmp")):
        orphan.unlink()
    recent = bool(old) and now - _time(old[0], now) < _APART
    if not real.exists() or (recent and not always):
        return
    there.mkdir(mode=0o700, exist_ok=True)
    ignore = there / ".gitignore"
    if not ignore.exists():
        ignore.touch(mode=0o600)
        ignore.write_text("*\n", encoding="utf-8")
    disk.replace(there / f"{now.strftime(_FORM)}.json", content)
    for path in _surplus(kept(real)):
        path.unlink()


def _time(path: Path, now: datetime) -> datetime:
    """Return when a backup was made, by its name; without strptime, which loads a module late."""
    name = path.stem
    day = f"{name[:4]}-{name[4:6]}-{name[6:8]}"
    moment = f"{name[9:11]}:{name[11:13]}:{name[13:15]}.{name[16:]}"
    return datetime.fromisoformat(f"{day}T{moment}").replace(tzinfo=now.tzinfo)


def _surplus(newest_first: list[Path]) -> list[Path]:
    """Return the backups that the bounds leave out."""
    days: dict[str, Path] = {}
    for path in newest_first:
        days.setdefault(path.name[:8], path)
    stay = {*newest_first[:_NEWEST], *list(days.values())[:_DAYS]}
    return [path for path in newest_first if path not in stay]
