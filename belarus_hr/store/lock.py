"""One writer at a time.

The lock is a ``flock`` on a file beside the store. The system ends it with the process that
holds it, so no lock is left behind and nobody has to remove one by hand. A process that has
the lock checks that the path still names the file that it locked, and checks again before it
replaces the store: the lock file may be removed at any time, and two processes never both
write. No lock library is used: the one at hand (filelock) makes a file where ``flock`` is missing,
and such a lock outlives its process.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from belarus_hr import system
from belarus_hr.domain.errors import StoreError, os_reason
from belarus_hr.store import disk, rights, signals
from belarus_hr.store.disk import close

_PAUSE = 0.02
#: A lock file of ours holds a process number, and is no longer than this.
_LONGEST = 20


class Lock:
    """The write lock of a store, which this process holds."""

    def __init__(self, store: Path, path: Path, descriptor: int, *, made: bool) -> None:
        #: Whether the lock file stays: it was there before, or a store was written beside it.
        self.keep_file = not made
        self._store, self._path, self.descriptor = store, path, descriptor
        self._store_when_locked = _file_state(store)

    def check_unchanged(self) -> None:
        """Raise StoreError when the store or the lock file was replaced since the lock was taken.

        Without the lock file at its path another process could take a lock of its own.
        """
        try:
            lock_is_ours = _is_open_file(self._path, self.descriptor)
            store_now = _file_state(self._store)
        except OSError as error:
            raise StoreError(
                f"cannot write {self._store}: {os_reason(error)}; nothing was changed"
            ) from None
        if store_now != self._store_when_locked:
            raise StoreError(
                f"{self._store} was changed by another program (an editor, git) in the meantime; "
                "nothing was changed by this one: try again"
            )
        if not lock_is_ours:
            raise StoreError(
                f"{self._path} was removed by another program (git clean does that) while "
                f"{self._store} was being changed; nothing was changed: try again"
            )

    def remove_file(self) -> None:
        """Remove the lock file unless it stays; the lock is still held."""
        if not self.keep_file:
            with contextlib.suppress(OSError):
                if _is_open_file(self._path, self.descriptor):
                    self._path.unlink()


@contextlib.contextmanager
def lock_held(store: Path, seconds: float) -> Iterator[Lock]:
    """Hold the write lock of ``store``, waiting at most ``seconds`` for it.

    A lock file that was made now is removed at the end, unless ``keep_file`` was set. Raises
    StoreError when another process holds the lock longer, and when no lock file can be made.
    """
    real = disk.real(store)
    path = real.with_name(real.name + ".lock")
    try:
        lock = _acquire(path, real, store, seconds)
    except FileNotFoundError:
        raise StoreError(
            f"cannot write {store}: the folder {real.parent} is not there; make it first"
        ) from None
    except OSError as error:
        raise StoreError(f"cannot write {store}: {path}: {os_reason(error)}") from None
    try:
        with signals.orderly():
            try:
                yield lock
            finally:
                lock.remove_file()
    finally:
        close(lock.descriptor)


def _acquire(path: Path, real: Path, store: Path, seconds: float) -> Lock:
    until = time.monotonic() + seconds
    while True:
        descriptor, is_new = _open_lock_file(path)
        try:
            _copy_store_rights(descriptor, real)
            _wait(descriptor, store, seconds, until)
            # Else the file was removed while we waited, and another process may hold a new file.
            if _is_open_file(path, descriptor):
                _write_holder(descriptor)
                return Lock(store, path, descriptor, made=is_new)
            if time.monotonic() >= until:
                raise _busy(store, seconds, "")
        except BaseException:
            close(descriptor)
            raise
        close(descriptor)


def _open_lock_file(path: Path) -> tuple[int, bool]:
    """Return the open lock file, and whether it was made now; then only its owner may open it."""
    flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
    while True:
        with contextlib.suppress(FileNotFoundError):
            return os.open(path, flags), False
        with contextlib.suppress(FileExistsError):
            return os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600), True


def _is_open_file(path: Path, descriptor: int) -> bool:
    """Say whether a path still names the file that was opened there."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.lstat(path), os.fstat(descriptor))
    return False


def _file_state(path: Path) -> tuple[int, ...] | None:
    """Return marks of a file that differ once it is changed or replaced; None for no file.

    Raises OSError.
    """
    try:
        about = os.stat(path)
    except FileNotFoundError:
        return None
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _is_plain(about: os.stat_result) -> bool:
    """Say whether a lock file is a regular file without a second name (hard link)."""
    return stat.S_ISREG(about.st_mode) and about.st_nlink == 1


def _copy_store_rights(descriptor: int, real: Path) -> None:
    """Let exactly those take the lock who may write the store.

    The lock file gets its rights each time its owner opens it: a store may be shared later.
    """
    with contextlib.suppress(OSError):
        about, us = os.fstat(descriptor), system.user()
        if not _is_plain(about) or about.st_uid != us or about.st_size > _LONGEST:
            return
        store_rights = rights.of(real)
        uid = us if us else store_rights.uid
        lock_rights = store_rights._replace(uid=uid, mode=store_rights.mode & 0o666)
        if rights.differing(rights.of(descriptor), lock_rights):
            os.fchmod(descriptor, 0o600)
            rights.set_rights(descriptor, lock_rights)


def _wait(descriptor: int, store: Path, seconds: float, until: float) -> None:
    import fcntl

    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise _busy(store, seconds, _holder(descriptor)) from None
            time.sleep(_PAUSE)
        except OSError as error:
            raise StoreError(f"cannot lock {store}: {os_reason(error)}") from None


def _busy(store: Path, seconds: float, holder: str) -> StoreError:
    return StoreError(
        f"{store} is being changed by another process{holder}; waited {seconds:g} s, nothing was "
        "changed: try again"
    )


def _write_holder(descriptor: int) -> None:
    """Write the process number into the lock file, unless it holds something else."""
    with contextlib.suppress(OSError):
        about = os.fstat(descriptor)
        if _is_plain(about) and (_process_number(descriptor) or about.st_size == 0):
            os.truncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def _process_number(descriptor: int) -> str:
    """Return the process number in the lock file; empty when it holds none."""
    content = os.pread(descriptor, _LONGEST, 0)
    return content.decode() if content.isdigit() else ""


def _holder(descriptor: int) -> str:
    """Return the number of the process that holds the lock, in brackets; empty if unknown."""
    with contextlib.suppress(OSError):
        number = _process_number(descriptor)
        return f" ({number})" if number else ""
    return ""
