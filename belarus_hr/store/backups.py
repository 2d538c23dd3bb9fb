"""Backups: the states of a store that were replaced, a bounded number of them.

They lie beside the store, on the same disk: a store that somebody keeps on an
encrypted disk leaves no copy elsewhere. A backup is kept when the last is an hour old, and
always before a change of many records. The ten newest stay, and the newest of each
of the last fourteen days on which there was a backup.

Their folder may come from others, with a repository or in a shared place. It is opened
without following a link, all is done relative to what was opened, and nothing counts
there but regular files with the exact names that this module gives.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from belarus_hr.domain.errors import Advice, StoreError
from belarus_hr.store import disk, notices

_NEWEST, _DAYS = 10, 14
_APART, _TICK = timedelta(hours=1), timedelta(microseconds=1)
_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]{6}\.json")
_TEMPORARY = re.compile(rf"\.{_NAME.pattern}\.[0-9]+\.tmp")
_IGNORE = ".gitignore"


def folder(store: Path) -> Path:
    """Return where the backups of a store are."""
    real = Path(os.path.realpath(store))
    return real.with_name(f".{real.name}.backups")


def paths(store: Path) -> list[Path]:
    """Return the backups of a store, newest first."""
    with contextlib.suppress(OSError), _Folder(folder(store)) as there:
        return [there.path / name for name in there.backups()]
    return []


def contents(store: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield each backup of a store that can be read, newest first, with its bytes."""
    with contextlib.suppress(OSError), _Folder(folder(store)) as there:
        for name in there.backups():
            raw = there.read(name)
            if raw is not None:
                yield there.path / name, raw


def newest_said(store: Path) -> str:
    """Return the end of a sentence that names the newest backup; empty when there is none."""
    backups = paths(store)
    return f"; the newest of {len(backups)} backups is {backups[0]}" if backups else ""


class _Folder:
    """The folder of the backups, open: what takes its name meanwhile is not touched."""

    def __init__(self, path: Path, owners: Container[int] | None = None) -> None:
        """Open it; files that are not of these ``owners``, if given, then do not count.

        Raises OSError for what is no folder, and for a symbolic link to one.
        """
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        self.path, self._owners = path, owners
        self.descriptor = os.open(path, flags)

    def __enter__(self) -> _Folder:
        return self

    def __exit__(self, *_: object) -> None:
        disk.close(self.descriptor)

    def files(self, form: re.Pattern[str]) -> list[str]:
        """Return the names of that form that regular files have."""
        return [
            name
            for name in os.listdir(self.descriptor)
            if form.fullmatch(name) and self._is_file(name)
        ]

    def _is_file(self, name: str) -> bool:
        with contextlib.suppress(OSError):
            about = os.stat(name, dir_fd=self.descriptor, follow_symlinks=False)
            ours = self._owners is None or about.st_uid in self._owners
            return ours and stat.S_ISREG(about.st_mode)
        return False

    def backups(self) -> list[str]:
        """Return the names of the backups, newest first."""
        return _newest_first(self.files(_NAME), _name(datetime.now(UTC)))

    def read(self, name: str) -> bytes | None:
        """Return what a regular file holds, None when it cannot be read."""
        with contextlib.suppress(OSError, StoreError):
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            descriptor = os.open(name, flags, dir_fd=self.descriptor)
            about = os.fstat(descriptor)
            file = disk.Opened(self.path / name, descriptor, about)
            if stat.S_ISREG(about.st_mode) and about.st_size <= disk.SIZE_LIMIT:
                return file.read(0, file.size)
        return None

    def check_room(self, size: int) -> None:
        """Raise StoreError when a file of that size leaves no room for two more."""
        about = os.fstatvfs(self.descriptor)
        # Some file systems do not say how large they are.
        if about.f_blocks and about.f_bavail * about.f_frsize < 3 * size:
            raise StoreError(
                "the room that is left is for the changes to come", advice=Advice.EXPORT_A_BACKUP
            )

    def create(self, name: str, content: Iterable[bytes | memoryview], owner: int) -> None:
        """Write and sync a new file; none is left when that fails. Raises OSError."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(name, flags, 0o600, dir_fd=self.descriptor)
        try:
            with open(descriptor, "wb") as file:
                _give(descriptor, owner)
                file.writelines(content)
                file.flush()
                os.fsync(descriptor)
        except BaseException:
            self.remove(name)
            raise

    def add(self, name: str, content: Iterable[bytes | memoryview], owner: int) -> None:
        """Write a new backup, which is whole once it has its name. Raises OSError."""
        temporary = f".{name}.{os.getpid()}.tmp"
        try:
            self.create(temporary, content, owner)
            os.rename(temporary, name, src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor)
        except BaseException:
            # A request to end may come between the making of the file and all that follows.
            if self._is_file(temporary):
                self.remove(temporary)
            raise
        # Where a file system has no sync of folders, the backup is there all the same.
        with contextlib.suppress(OSError):
            os.fsync(self.descriptor)

    def remove(self, name: str) -> None:
        """Remove a file, or leave it where the system refuses."""
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=self.descriptor)

    def remove_surplus(self, newest: str) -> None:
        """Remove the backups that the bounds leave out, or leave them where that is refused."""
        with contextlib.suppress(OSError):
            for name in _surplus(_newest_first(self.files(_NAME), newest)):
                self.remove(name)


class Keeping:
    """Keeps what a store holds while it is replaced, if it is time to.

    A context around the replacement, whose caller holds the lock and found the content
    sound. ``make`` is called once what replaces it is on the disk, so that a backup takes
    no room that the change needs. A write that is refused takes its backup back.

    Raises nothing for what the system refuses: no change is worth less for want of a
    backup. Once the change is made, a notice says why there is none.
    """

    def __init__(
        self, store: Path, content: Sequence[bytes | memoryview], at: str, *, always: bool
    ) -> None:
        """``at`` is the moment (ISO 8601); ``always`` says that it is time whatever there is."""
        self._store, self._content, self._always = store, content, always
        self._path, self._now = folder(store), datetime.fromisoformat(at)
        self._folder: _Folder | None = None
        self._made_folder = False
        self._made: list[str] = []
        self._refusal: StoreError | None = None
        # Root gives what it makes to the store's owner, who could not use it otherwise.
        self._owner: int | None = None

    def __enter__(self) -> Keeping:
        with self._noting():
            if os.path.exists(self._store):
                self._owner = os.stat(self._store).st_uid
                if os.path.lexists(self._path):
                    self._open_folder(self._owner)
        return self

    def make(self) -> None:
        """Keep what the store holds, if it is time to."""
        if self._owner is not None and self._refusal is None:
            with self._noting():
                self._keep(self._owner)

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, StoreError):
            self._take_back()
        elif error is None and self._refusal is not None:
            saved = f"saved, but without a backup of what was before: {self._path}: "
            notices.tell(f"{saved}{self._refusal}", self._refusal.advice)
        elif error is None and self._folder is not None and self._made:
            self._folder.remove_surplus(self._made[-1])
        if self._folder is not None:
            disk.close(self._folder.descriptor)

    @contextlib.contextmanager
    def _noting(self) -> Iterator[None]:
        """Note for later why there is no backup."""
        try:
            yield
        except (OSError, StoreError) as error:
            self._take_back()
            if isinstance(error, OSError):
                error = StoreError(disk.os_reason(error), advice=Advice.EXPORT_A_BACKUP)
            self._refusal = error

    def _open_folder(self, owner: int) -> _Folder:
        """Open the folder and remove what a killed writer left, whose room may be needed."""
        try:
            self._folder = _Folder(self._path, {os.geteuid(), owner})
        except OSError:
            link = os.path.islink(self._path)
            if not link and os.path.isdir(self._path):
                raise
            what = "a symbolic link" if link else "a file"
            raise StoreError(f"{what} stands there; move it away") from None
        if os.fstat(self._folder.descriptor).st_uid not in (os.geteuid(), owner):
            raise StoreError("the folder belongs to another user; move it away")
        # Under the lock no such file is anyone's.
        for name in self._folder.files(_TEMPORARY):
            self._folder.remove(name)
        return self._folder

    def _new_folder(self, owner: int) -> _Folder:
        os.mkdir(self._path, 0o700)
        self._made_folder = True
        there = self._open_folder(owner)
        _give(there.descriptor, owner)
        return there

    def _keep(self, owner: int) -> None:
        there, now = self._folder or self._new_folder(owner), self._now
        # One from a time when the clock was ahead is not recent: it would be so for ever.
        recent = [at for at in there.files(_NAME) if _name(now - _APART) < at <= _name(now)]
        if recent and not self._always:
            return
        there.check_room(sum(map(len, self._content)))
        with contextlib.suppress(FileExistsError):
            # Out of git's sight; whatever has that name already stays as it is.
            there.create(_IGNORE, [b"*\n"], owner)
            self._made.append(_IGNORE)
        taken = os.listdir(there.descriptor)
        while _name(now) in taken:
            now += _TICK
        there.add(_name(now), self._content, owner)
        self._made.append(_name(now))

    def _take_back(self) -> None:
        """Remove what was made: with no change there is nothing to keep."""
        if self._folder is not None:
            for name in self._made:
                self._folder.remove(name)
        if self._made_folder:
            with contextlib.suppress(OSError):
                os.rmdir(self._path)
        self._made = []


def _give(descriptor: int, owner: int) -> None:
    """Give what was made to the store's owner, where we may."""
    if os.fstat(descriptor).st_uid != owner:
        with contextlib.suppress(OSError):
            os.fchown(descriptor, owner, -1)


def _name(moment: datetime) -> str:
    """Return the name of a backup of that moment: names sort as moments do."""
    return f"{moment:%Y%m%d-%H%M%S-%f}.json"


def _newest_first(names: Iterable[str], now: str) -> list[str]:
    """Return the names of backups, newest first; ``now`` is the name that one would have now.

    What is named after a moment to come was made while the clock was ahead: it is older than
    all that was made since, and goes as they come.
    """
    return sorted(names, key=lambda name: (name <= now, name), reverse=True)


def _surplus(newest_first: list[str]) -> list[str]:
    """Return the backups that the bounds leave out."""
    days: dict[str, str] = {}
    for name in newest_first:
        days.setdefault(name[:8], name)
    stay = {*newest_first[:_NEWEST], *list(days.values())[:_DAYS]}
    return [name for name in newest_first if name not in stay]
