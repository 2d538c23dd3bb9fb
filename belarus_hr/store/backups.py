"""Backups: earlier contents of a store, a bounded number of them.

They lie beside the store, on the same disk: a store that somebody keeps on an encrypted disk
leaves no copy elsewhere. The ten newest backups stay, and the newest of each of the last
fourteen days that have any.

Other people may have made the folder of the backups: it comes with a repository, or lies in a
shared place. It is opened without following a link, files are named relative to the open
folder, and only regular files with the exact names of backups count.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Container, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from belarus_hr import system
from belarus_hr.domain.errors import StoreError
from belarus_hr.store import disk

_KEPT_NEWEST, _KEPT_DAYS = 10, 14
#: The names of backups, and of backups that are being written.
BACKUP_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]{6}\.json")
TEMPORARY = re.compile(rf"\.{BACKUP_NAME.pattern}\.[0-9]+\.tmp")


def folder(store: Path) -> Path:
    """Return where the backups of a store are."""
    real = Path(os.path.realpath(store))
    return real.with_name(f".{real.name}.backups")


def paths(store: Path) -> list[Path]:
    """Return the backups of a store, newest first."""
    with contextlib.suppress(OSError), BackupFolder(folder(store)) as backups:
        return [backups.path / name for name in backups.names()]
    return []


def contents(store: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield each backup of a store that can be read, newest first, with its bytes."""
    with contextlib.suppress(OSError), BackupFolder(folder(store)) as backups:
        for name in backups.names():
            raw = backups.read(name)
            if raw is not None:
                yield backups.path / name, raw


def newest_named(store: Path) -> str:
    """Return the end of a sentence that names the newest backup; empty when there is none."""
    if not system.WRITES_STORES:
        return "; its backups cannot be looked at on this system"
    newest_first = paths(store)
    count = len(newest_first)
    return f"; the newest of {count} backups is {newest_first[0]}" if newest_first else ""


class BackupFolder:
    """The folder of the backups, open: a folder that takes its name meanwhile is not touched."""

    def __init__(self, path: Path, owners: Container[int] | None = None) -> None:
        """Open the folder. Only files of the ``owners`` count; None: files of anybody.

        Raises OSError when the path is no folder, or a symbolic link to a folder.
        """
        if not system.WRITES_STORES:
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        self.path, self._owners = path, owners
        self.descriptor = os.open(path, flags)

    def __enter__(self) -> BackupFolder:
        return self

    def __exit__(self, *_: object) -> None:
        disk.close(self.descriptor)

    def files(self, pattern: re.Pattern[str]) -> list[str]:
        """Return the names of the regular files whose whole name matches the pattern."""
        names = os.listdir(self.descriptor)
        return [name for name in names if pattern.fullmatch(name) and self._is_file(name)]

    def _is_file(self, name: str) -> bool:
        with contextlib.suppress(OSError):
            about = os.stat(name, dir_fd=self.descriptor, follow_symlinks=False)
            counts = self._owners is None or about.st_uid in self._owners
            return counts and stat.S_ISREG(about.st_mode)
        return False

    def names(self) -> list[str]:
        """Return the names of the backups, newest first."""
        return _newest_first(self.files(BACKUP_NAME), now=name_at(datetime.now(UTC)))

    def read(self, name: str) -> bytes | None:
        """Return the content of a regular file; None when it cannot be read."""
        with contextlib.suppress(OSError, StoreError):
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            descriptor = os.open(name, flags, dir_fd=self.descriptor)
            about = os.fstat(descriptor)
            file = disk.OpenedFile(self.path / name, descriptor, about)
            if stat.S_ISREG(about.st_mode) and about.st_size <= disk.SIZE_LIMIT:
                return file.read(0, file.size)
        return None

    def check_room(self, size: int) -> None:
        """Raise StoreError when there is no room for three files of that size.

        A backup leaves room for the next changes of the store.
        """
        about = os.fstatvfs(self.descriptor)
        # Some file systems do not say how large they are.
        if about.f_blocks and about.f_bavail * about.f_frsize < 3 * size:
            raise StoreError(
                "the room that is left is for the changes to come", advice="export a backup"
            )

    def create(self, name: str, content: Iterable[bytes | memoryview], owner: int) -> None:
        """Write and sync a new file; removes it again when that fails. Raises OSError."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(name, flags, 0o600, dir_fd=self.descriptor)
        try:
            with open(descriptor, "wb") as file:
                give(descriptor, owner)
                file.writelines(content)
                file.flush()
                system.to_disk(descriptor)
        except BaseException:
            self.remove(name)
            raise

    def add(self, name: str, content: Iterable[bytes | memoryview], owner: int) -> None:
        """Write a new backup under a temporary name, then give it its name. Raises OSError."""
        temporary = f".{name}.{os.getpid()}.tmp"
        try:
            self.create(temporary, content, owner)
            os.rename(temporary, name, src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor)
        except BaseException:
            # The process may be asked to end right after the file was made.
            if self._is_file(temporary):
                self.remove(temporary)
            raise
        # Where a file system has no sync of folders, the backup is there all the same.
        with contextlib.suppress(OSError):
            system.to_disk(self.descriptor)

    def remove(self, name: str) -> None:
        """Remove a file; where the system refuses, the file stays."""
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=self.descriptor)

    def remove_surplus(self, newest: str) -> None:
        """Remove the backups that are too many; where the system refuses, they stay."""
        with contextlib.suppress(OSError):
            for name in _surplus(_newest_first(self.files(BACKUP_NAME), newest)):
                self.remove(name)


def give(descriptor: int, owner: int) -> None:
    """Make the store's owner the owner of a new file, where we may."""
    if os.fstat(descriptor).st_uid != owner:
        with contextlib.suppress(OSError):
            os.fchown(descriptor, owner, -1)


def name_at(moment: datetime) -> str:
    """Return the name of a backup made at that moment; the names sort as the moments do."""
    return f"{moment:%Y%m%d-%H%M%S-%f}.json"


def _newest_first(names: Iterable[str], now: str) -> list[str]:
    """Return the names of backups, newest first; ``now`` is the name of a backup made now.

    A backup named after a moment to come was made while the clock was ahead. It counts as older
    than all others, and so it is removed as others are added.
    """
    return sorted(names, key=lambda name: (name <= now, name), reverse=True)


def _surplus(newest_first: list[str]) -> list[str]:
    """Return the names of the backups that are too many."""
    days: dict[str, str] = {}
    for name in newest_first:
        days.setdefault(name[:8], name)
    stay = {*newest_first[:_KEPT_NEWEST], *list(days.values())[:_KEPT_DAYS]}
    return [name for name in newest_first if name not in stay]
