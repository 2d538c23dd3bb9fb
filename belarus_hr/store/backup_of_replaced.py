"""The backup of the content that a change replaces.

A change makes a backup when the newest backup is an hour old. It makes one always when it
changes many records, and when another program wrote the file that is replaced.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from belarus_hr import system
from belarus_hr.domain.errors import StoreError, os_reason
from belarus_hr.store import disk, notices
from belarus_hr.store.backups import BACKUP_NAME, TEMPORARY, BackupFolder, folder, give, name_at

_INTERVAL, _TICK = timedelta(hours=1), timedelta(microseconds=1)
_IGNORE = ".gitignore"


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
        """Take the moment of the change, ``at`` (ISO 8601); ``always``: a backup is due anyway."""
        self._store, self._content, self._always = store, content, always
        self._path, self._now = folder(store), datetime.fromisoformat(at)
        self._folder: BackupFolder | None = None
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

    def _open_folder(self, owner: int) -> BackupFolder:
        """Open the folder and remove what a killed writer left, whose room may be needed."""
        try:
            opened = BackupFolder(self._path, {system.user(), owner})
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
        for name in opened.files(TEMPORARY):
            opened.remove(name)
        return opened

    def _make_folder(self, owner: int) -> BackupFolder:
        os.mkdir(self._path, 0o700)
        self._made_folder = True
        opened = self._open_folder(owner)
        give(opened.descriptor, owner)
        return opened

    def _make(self, owner: int) -> None:
        opened, now = self._folder or self._make_folder(owner), self._now
        # A backup from a time when the clock was ahead is not recent: it would stay so for long.
        earliest, latest = name_at(now - _INTERVAL), name_at(now)
        recent = any(earliest < name <= latest for name in opened.files(BACKUP_NAME))
        if recent and not self._always:
            return
        opened.check_room(sum(map(len, self._content)))
        with contextlib.suppress(FileExistsError):
            # Keeps git from the backups. Whatever has that name already stays as it is.
            opened.create(_IGNORE, [b"*\n"], owner)
            self._made_files.append(_IGNORE)
        names = os.listdir(opened.descriptor)
        while name_at(now) in names:
            now += _TICK
        opened.add(name_at(now), self._content, owner)
        self._made_files.append(name_at(now))

    def _remove_made(self) -> None:
        if self._folder is not None:
            for name in self._made_files:
                self._folder.remove(name)
        if self._made_folder:
            with contextlib.suppress(OSError):
                os.rmdir(self._path)
        self._made_files = []
