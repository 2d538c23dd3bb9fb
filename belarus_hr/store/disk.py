"""Bytes to and from disk: a whole read, and a write that is whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable
from io import FileIO
from pathlib import Path

from belarus_hr import atomic_file
from belarus_hr.atomic_file import close as close
from belarus_hr.atomic_file import os_reason as os_reason
from belarus_hr.domain.errors import StoreError
from belarus_hr.store import notices, rights
from belarus_hr.store.rights import Rights

#: A store larger than this is not read: it would not fit beside its parsed form.
SIZE_LIMIT = 2 * 1024**3
_ODD_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class Opened:
    """A regular file that was opened: it stays as it is when another takes its name.

    FileIO closes it when nobody holds it any more. That is code which no signal interrupts
    and whose errors nobody sees: in a ``__del__`` of ours, Ctrl-C would be lost.
    """

    def __init__(self, path: Path, descriptor: int, about: os.stat_result) -> None:
        self.size = about.st_size
        #: Whether it belongs to who runs this program.
        self.own = about.st_uid == os.geteuid()
        self._path, self._file = path, FileIO(descriptor)

    def read(self, at: int, size: int) -> bytes:
        """Return ``size`` bytes from ``at`` on; fewer where there are no more.

        Raises StoreError when they cannot be read.
        """
        parts: list[bytes] = []
        try:
            # One call reads no more than 2 GiB, and may read less.
            while size > 0 and (part := os.pread(self._file.fileno(), size, at)):
                parts.append(part)
                at, size = at + len(part), size - len(part)
        except OSError as error:
            raise StoreError(f"cannot read {self._path}: {os_reason(error)}") from None
        return parts[0] if len(parts) == 1 else b"".join(parts)


def open_file(path: Path) -> Opened | None:
    """Return the regular file at ``path``, or None when there is no such file.

    Raises StoreError for a folder, a device, a pipe, or a file that cannot be opened.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _ODD_FLAGS)
    except FileNotFoundError:
        real(path)
        return None
    except (OSError, ValueError) as error:
        raise StoreError(f"cannot read {path}: {os_reason(error)}") from None
    try:
        about = os.fstat(descriptor)
        _check_regular(path, about)
        return Opened(path, descriptor, about)
    except OSError as error:
        close(descriptor)
        raise StoreError(f"cannot read {path}: {os_reason(error)}") from None
    except StoreError:
        close(descriptor)
        raise


def read_file(path: Path) -> bytes | None:
    """Return the bytes of a regular file, or None when there is no such file.

    Raises StoreError as ``open_file`` does, and for a file that cannot be read.
    """
    file = open_file(path)
    return None if file is None else file.read(0, file.size)


def real(path: Path) -> Path:
    """Return where a file is, links followed. Raises StoreError when its folder has no path."""
    try:
        return Path(os.path.realpath(path))
    except OSError:
        raise StoreError(
            f"cannot find {path}: the working folder is not there any more; change to another, or "
            "name the file by its whole path"
        ) from None


def file_state(path: Path) -> tuple[int, ...] | None:
    """Return what tells a file from any other, and from itself once changed; None for no file.

    Raises OSError.
    """
    try:
        about = os.stat(path)
    except FileNotFoundError:
        return None
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _check_regular(path: Path, about: os.stat_result) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise StoreError(f"{path} is a folder; the store is a file: name one inside it")
    if not stat.S_ISREG(about.st_mode):
        raise StoreError(f"{path} is not a regular file, so it is no store")
    if about.st_size > SIZE_LIMIT:
        raise StoreError(f"{path} is larger than a store can be ({SIZE_LIMIT:,} bytes)")


def check_place(path: Path) -> None:
    """Raise StoreError when what is at ``path`` can be no store, or must not be replaced.

    So it shows before anything is made there.
    """
    try:
        about = os.stat(path)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise StoreError(f"cannot read {path}: {os_reason(error)}") from None
    _check_regular(path, about)
    if not os.access(path, os.R_OK):
        raise StoreError(f"cannot read {path}: {os.strerror(errno.EACCES)}")
    try:
        _old(real(path))
    except OSError as error:
        raise StoreError(f"cannot write {path}: {os_reason(error)}; nothing was changed") from None


def replace_store(
    path: Path,
    content: Iterable[bytes | memoryview],
    *,
    before_rename: Callable[[], None] = lambda: None,
) -> None:
    """Replace the file at ``path`` by ``content``, its pieces in order, whole or not at all.

    The caller holds the lock. The new file has the rights of the old one, a first one is
    readable by its owner alone. A symbolic link stays one. ``before_rename`` is called when the
    new content is on the disk and the old has its name still; it raises when the change must not
    be. Raises StoreError with nothing changed; what fails after the rename is a notice.
    """
    target = real(path)

    def finish(new: int) -> None:
        if old is not None:
            rights.carry_over(target, old, new)

    try:
        old, folder = _old(target), os.stat(target.parent)
        policy = atomic_file.Policy(
            prefix=f".{target.name}",
            mode=0o600,
            finish=finish,
            before_rename=before_rename,
            strict=True,
        )
        unsynced = atomic_file.replace(target, content, policy)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {os_reason(error)}; nothing was changed") from None
    if unsynced:  # as on some network file systems
        notices.tell(
            f"saved, but the folder of {path} could not be synced: {os_reason(unsynced)}; the "
            "change is made, do not repeat it: only a power cut now could still undo it"
        )
    _warn_of_others(path, old, folder)


def sync_parents(folder: Path) -> None:
    """Make a folder's own name last, and those of all above it up to where a disk is mounted."""
    below = Path(os.path.realpath(folder))
    while not os.path.ismount(below):
        below = below.parent
        try:
            _sync(below)
        except PermissionError:
            continue  # Whoever may not even read it has made nothing there.
        except OSError as error:
            notices.tell(
                f"{below} could not be synced: {os_reason(error)}; "
                f"a power cut now could still take {folder} away"
            )


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | _ODD_FLAGS)
    try:
        os.fsync(descriptor)
    finally:
        close(descriptor)


def _warn_of_others(path: Path, old: Rights | None, folder: os.stat_result) -> None:
    """Say so when anyone on this machine could change the store, or put another in its place."""
    anyone = stat.S_IWOTH
    if old is not None and old.mode & anyone:
        notices.tell(f"warning: anyone on this machine can change {path}; chmod o-w closes it")
    elif folder.st_mode & anyone and not folder.st_mode & stat.S_ISVTX:
        notices.tell(
            f"warning: anyone on this machine can replace {path}; chmod o-w on its folder closes it"
        )


def _old(target: Path) -> Rights | None:
    """Return the rights of the file to replace, None when there is none yet.

    Raises StoreError when it must not be replaced.
    """
    try:
        about = os.stat(target)
    except FileNotFoundError:
        return None
    if about.st_nlink > 1:
        raise StoreError(
            f"cannot write {target}: the file has {about.st_nlink} names (hard links) and "
            "replacing it would part them; keep one, or use a symbolic link"
        )
    if not os.access(target, os.W_OK):
        raise StoreError(f"cannot write {target}: it is read-only; nothing was changed")
    old = rights.of(target)
    rights.check_can_carry_over(target, old)
    return old


def remove_temporary_files(target: Path) -> None:
    """Remove what a killed writer of a store left: under the lock no such file is anyone's.

    Regular files of this user or of the store's owner alone. Where there is no store, nothing
    is removed: what was left may be all there is. Raises StoreError.
    """
    try:
        file = real(target)
        if file.exists():
            owners = {os.geteuid(), os.stat(file).st_uid}
            atomic_file.remove_orphans(file, prefix=f".{file.name}", owners=owners, running=True)
    except OSError as error:
        raise StoreError(
            f"cannot write {target}: {os_reason(error)}; nothing was changed"
        ) from None
