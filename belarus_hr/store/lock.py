"""One writer at a time.

``flock`` on a file beside the store: it ends with its holder, so no lock is ever
stale and none has to be removed by hand. Whoever takes it makes sure that the file is
still the one at its path, and once more before the store is replaced: so a lock file
may be removed at any time, and two never both write. A library was considered;
the one at hand falls back to a lock by existence where ``flock`` is missing,
and that kind survives its holder.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from belarus_hr.domain.errors import StoreError
from belarus_hr.store import disk, rights, signals
from belarus_hr.store.disk import close, os_reason

_PAUSE = 0.02
#: The longest that a lock file of ours is: a process number.
_LONGEST = 20


class Lock:
    """The write lock of a store, held, and the store as it was when it was taken."""

    def __init__(self, store: Path, path: Path, descriptor: int, *, made: bool) -> None:
        #: Whether the lock file stays: it was there before, or a store was written under it.
        self.stays = not made
        self._store, self._path, self.descriptor = store, path, descriptor
        self._taken = disk.file_state(store)

    def still(self) -> None:
        """Raise StoreError unless nobody else can have the lock, and the store is as it was."""
        try:
            lock_held, now = _is_at(self._path, self.descriptor), disk.file_state(self._store)
        except OSError as error:
            raise StoreError(
                f"cannot write {self._store}: {os_reason(error)}; nothing was changed"
            ) from None
        if now != self._taken:
            raise StoreError(
                f"{self._store} was changed by another program (an editor, git) in the meantime; "
                "nothing was changed by this one: try again"
            )
        if not lock_held:
            raise StoreError(
                f"{self._path} was removed by another program (git clean does that) while "
                f"{self._store} was being changed; nothing was changed: try again"
            )

    def tidy(self) -> None:
        """Remove the lock file, while it is held, if it does not stay."""
        if not self.stays:
            with contextlib.suppress(OSError):
                if _is_at(self._path, self.descriptor):
                    self._path.unlink()


@contextlib.contextmanager
def lock_held(store: Path, seconds: float) -> Iterator[Lock]:
    """Hold the write lock of ``store``, waiting at most ``seconds`` for it.

    A lock file that was made for it goes again at the end, unless it is said to stay.
    Raises StoreError when another process keeps it longer, or when the lock file
    cannot be made.
    """
    real = disk.real(store)
    path = real.with_name(real.name + ".lock")
    try:
        lock = _taken(path, real, store, seconds)
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
                lock.tidy()
    finally:
        close(lock.descriptor)


def _taken(path: Path, real: Path, store: Path, seconds: float) -> Lock:
    until = time.monotonic() + seconds
    while True:
        descriptor, made = _opened(path)
        try:
            _share(descriptor, real)
            _wait(descriptor, store, seconds, until)
            # Whoever removed it meanwhile may hold another that has its name.
            if _is_at(path, descriptor):
                _sign(descriptor)
                return Lock(store, path, descriptor, made=made)
            if time.monotonic() >= until:
                raise _busy(store, seconds, "")
        except BaseException:
            close(descriptor)
            raise
        close(descriptor)


def _opened(path: Path) -> tuple[int, bool]:
    """Return the open lock file, and whether it was made now: closed to all but its owner."""
    flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
    while True:
        with contextlib.suppress(FileNotFoundError):
            return os.open(path, flags), False
        with contextlib.suppress(FileExistsError):
            return os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600), True


def _is_at(path: Path, descriptor: int) -> bool:
    """Say whether a path still is of the file that was opened by it."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.lstat(path), os.fstat(descriptor))
    return False


def _is_plain(about: os.stat_result) -> bool:
    """Say whether a lock file is a file, and has no other name: then it may be another's."""
    return stat.S_ISREG(about.st_mode) and about.st_nlink == 1


def _share(descriptor: int, real: Path) -> None:
    """Let all who may write the store take its lock, and nobody else.

    Its rights are set each time its owner opens it, for a store that is shared later.
    """
    with contextlib.suppress(OSError):
        about, us = os.fstat(descriptor), os.geteuid()
        if not _is_plain(about) or about.st_uid != us or about.st_size > _LONGEST:
            return
        store_rights = rights.of(real)
        uid = us if us else store_rights.uid
        wanted = store_rights._replace(uid=uid, mode=store_rights.mode & 0o666)
        if rights.differing(rights.of(descriptor), wanted):
            os.fchmod(descriptor, 0o600)
            rights.set_rights(descriptor, wanted)


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


def _sign(descriptor: int) -> None:
    """Say in the lock file who holds it, unless the file is something else's."""
    with contextlib.suppress(OSError):
        about = os.fstat(descriptor)
        if _is_plain(about) and (_number(descriptor) or about.st_size == 0):
            os.truncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def _number(descriptor: int) -> str:
    """Return the process number in the lock file; empty when it holds none."""
    holder = os.pread(descriptor, _LONGEST, 0)
    return holder.decode() if holder.isdigit() else ""


def _holder(descriptor: int) -> str:
    """Return the process that holds the lock, as far as it has said so."""
    with contextlib.suppress(OSError):
        number = _number(descriptor)
        return f" ({number})" if number else ""
    return ""
