"""Backups: earlier contents of a store, a bounded number of them.

They lie beside the store, on the same disk: a store that somebody keeps on an encrypted disk
leaves no copy elsewhere. A change makes a backup when the newest backup is an hour old, and
always when the change is of many records. The ten newest backups stay, and the newest of each
of the last fourteen days that have any.

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
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from belarus_hr import system
from belarus_hr.domain.errors import StoreError, os_reason
from belarus_hr.store import disk, notices

_KEPT_NEWEST, _KEPT_DAYS = 10, 14
_INTERVAL, _TICK = timedelta(hours=1), timedelta(microseconds=1)
_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]{6}\.json")
_TEMPORARY = re.compile(rf"\.{_NAME.pattern}\.[0-9]+\.tmp")
_IGNORE = ".gitignore"


def folder(store: Path) -> Path:
    """Return where the backups of a store are."""
    real = Path(os.path.realpath(store))
    return real.with_name(f".{real.name}.backups")


def paths(store: Path) -> list[Path]:
    """Return the backups of a store, newest first."""
    with contextlib.suppress(OSError), _Folder(folder(store)) as backups:
        return [backups.path / name for name in backups.names()]
    return []


def contents(store: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield each backup of a store that can be read, newest first, with its bytes."""
    with contextlib.suppress(OSError), _Folder(folder(store)) as backups:
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


class _Folder:
    """The open folder of the backups: another that takes its name meanwhile is not touched."""

    def __init__(self, path: Path, owners: Container[int] | None = None) -> None:
        """Open the folder. Only files of the ``owners`` count; None: files of anybody.

        Raises OSError when the path is no folder, or a symbolic link to a folder.
        """
        if not system.WRITES_STORES:
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        self.path, self._owners = path, owners
        self.descriptor = os.open(path, flags)

    def __enter__(self) -> _Folder:
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
        return _newest_first(self.files(_NAME), now=_name(datetime.now(UTC)))

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
                _give(descriptor, owner)
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
            for name in _surplus(_newest_first(self.files(_NAME), newest)):
                self.remove(name)


class BackupOfReplaced:
    """A backup of the store's content that is being replaced, if a backup is due.

    A context manager around the replacement. The caller holds the lock and has checked the
    content. ``make`` is called when the new content is on the disk, so that the backup takes no
    room that the change needs. When the replacement fails, the backup is removed again.

    A change is not refused because its backup fails: nothing is raised, and after the change a
    notice says why there is no backup.
    """

    def __init__(
        self, store: Path, content: Sequence[bytes | memoryview], at: str, *, always: bool
    ) -> None:
        """``at`` is the moment of the change (ISO 8601); ``always``: a backup is due anyway."""
        self._store, self._content, self._always = store, content, always
        self._path, self._now = folder(store), datetime.fromisoformat(at)
        self._folder: _Folder | None = None
        self._made_folder = False
        self._made_files: list[str] = []
        self._failure: StoreError | None = None
        # The files belong to the store's owner, who could not use those that root keeps.
        self._owner: int | None = None

    def __enter__(self) -> BackupOfReplaced:
        with self._noting_failure():
            if os.path.exists(self._store):
                self._owner = os.stat(self._store).st_uid
                if os.path.lexists(self._path):
                    self._open_folder(self._owner)
        return self

    def make(self) -> None:
        """Make the backup if it is due."""
        if self._owner is not None and self._failure is None:
            with self._noting_failure():
                self._make(self._owner)

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, StoreError):
            self._remove_made()
        elif error is None and self._failure is not None:
            saved = f"saved, but without a backup of what was before: {self._path}: "
            notices.tell(f"{saved}{self._failure}", self._failure.advice)
        elif error is None and self._folder is not None and self._made_files:
            self._folder.remove_surplus(self._made_files[-1])
        if self._folder is not None:
            disk.close(self._folder.descriptor)

    @contextlib.contextmanager
    def _noting_failure(self) -> Iterator[None]:
        try:
            yield
        except (OSError, StoreError) as error:
            self._remove_made()
            if isinstance(error, OSError):
                error = StoreError(os_reason(error), advice="export a backup")
            self._failure = error

    def _open_folder(self, owner: int) -> _Folder:
        """Open the folder and remove what a killed writer left, whose room may be needed."""
        try:
            opened = _Folder(self._path, {system.user(), owner})
        except OSError:
            link = os.path.islink(self._path)
            if not link and os.path.isdir(self._path):
                raise
            what = "a symbolic link" if link else "a file"
            raise StoreError(f"{what} stands there; move it away") from None
        self._folder = opened  # Closed at the end, also when the folder is refused.
        if os.fstat(opened.descriptor).st_uid not in (system.user(), owner):
            raise StoreError("the folder belongs to another user; move it away")
        # The lock is held, so nobody is writing such a file.
        for name in opened.files(_TEMPORARY):
            opened.remove(name)
        return opened

    def _make_folder(self, owner: int) -> _Folder:
        os.mkdir(self._path, 0o700)
        self._made_folder = True
        opened = self._open_folder(owner)
        _give(opened.descriptor, owner)
        return opened

    def _make(self, owner: int) -> None:
        opened, now = self._folder or self._make_folder(owner), self._now
        # A backup from a time when the clock was ahead is not recent: it would stay so for long.
        earliest, latest = _name(now - _INTERVAL), _name(now)
        recent = any(earliest < name <= latest for name in opened.files(_NAME))
        if recent and not self._always:
            return
        opened.check_room(sum(map(len, self._content)))
        with contextlib.suppress(FileExistsError):
            # Keeps git from the backups. Whatever has that name already stays as it is.
            opened.create(_IGNORE, [b"*\n"], owner)
            self._made_files.append(_IGNORE)
        names = os.listdir(opened.descriptor)
        while _name(now) in names:
            now += _TICK
        opened.add(_name(now), self._content, owner)
        self._made_files.append(_name(now))

    def _remove_made(self) -> None:
        if self._folder is not None:
            for name in self._made_files:
                self._folder.remove(name)
        if self._made_folder:
            with contextlib.suppress(OSError):
                os.rmdir(self._path)
        self._made_files = []


def _give(descriptor: int, owner: int) -> None:
    """Make the store's owner the owner of a new file, where we may."""
    if os.fstat(descriptor).st_uid != owner:
        with contextlib.suppress(OSError):
            os.fchown(descriptor, owner, -1)


def _name(moment: datetime) -> str:
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
