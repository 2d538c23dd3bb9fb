"""One writer at a time.

``flock`` on a file beside the store: it ends with its holder, so no lock is ever
stale and none has to be removed by hand. The lock file stays, because removing
it would let two writers hold two files of one name. A library was considered;
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
from belarus_hr.store import ending
from belarus_hr.store.disk import close, reason

_PAUSE = 0.02
#: The longest that a lock file of ours is: a process number.
_LONGEST = 20


@contextlib.contextmanager
def held(store: Path, seconds: float) -> Iterator[None]:
    """Hold the write lock of ``store``, waiting at most ``seconds`` for it.

    Raises StoreError when another process keeps it longer, or when the lock file
    cannot be made.
    """
    real = Path(os.path.realpath(store))
    path = real.with_name(real.name + ".lock")
    try:
        descriptor = _opened(path, real)
    except FileNotFoundError:
        raise StoreError(
            f"cannot write {store}: the folder {real.parent} is not there; make it first"
        ) from None
    except OSError as error:
        raise StoreError(f"cannot write {store}: {path}: {reason(error)}") from None
    try:
        _take(descriptor, store, seconds)
        with ending.orderly():
            yield
    finally:
        close(descriptor)


def _opened(path: Path, real: Path) -> int:
    """Return the open lock file; all who may write the store may take it.

    Its mode is set each time its owner opens it, for a store that is shared later.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(path, flags, 0o600)
    with contextlib.suppress(OSError):
        about = os.stat(real)
        if os.fstat(descriptor).st_size <= _LONGEST:
            os.fchmod(descriptor, stat.S_IMODE(about.st_mode) & 0o666)
            os.fchown(descriptor, about.st_uid, about.st_gid)
    return descriptor


def _take(descriptor: int, store: Path, seconds: float) -> None:
    import fcntl

    until = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise StoreError(
                    f"{store} is being changed by another process{_holder(descriptor)}; waited "
                    f"{seconds:g} s, nothing was changed: try again"
                ) from None
            time.sleep(_PAUSE)
        except OSError as error:
            raise StoreError(f"cannot lock {store}: {reason(error)}") from None
        else:
            _sign(descriptor)
            return


def _sign(descriptor: int) -> None:
    """Say in the lock file who holds it, unless the file is something else's."""
    with contextlib.suppress(OSError):
        if _number(descriptor) or os.fstat(descriptor).st_size == 0:
            os.truncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def _number(descriptor: int) -> str:
    """Return the process number in the lock file; empty when it holds none."""
    found = os.pread(descriptor, _LONGEST, 0)
    return found.decode() if found.isdigit() else ""


def _holder(descriptor: int) -> str:
    """Return the process that holds the lock, as far as it has said so."""
    with contextlib.suppress(OSError):
        number = _number(descriptor)
        return f" ({number})" if number else ""
    return ""
