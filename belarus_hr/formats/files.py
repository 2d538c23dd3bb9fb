"""A file handed out is whole or not there at all."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol
from zlib import crc32

from belarus_hr.domain.errors import InvalidValue, OutputError


def check_place(path: Path, *, force: bool | None) -> None:
    """Raise unless a file can be written at ``path``, as far as that shows beforehand.

    InvalidValue when one is there and ``force`` does not allow to replace it, None
    when nobody could have asked for it;
    OutputError when there is no such folder or what is there is no regular file.
    """
    try:
        about = _there(path)
        if about is None and not path.resolve().parent.is_dir():
            raise OutputError(f"cannot write {path}: there is no folder {path.parent}")
    except (OSError, RuntimeError, ValueError) as error:
        raise OutputError(f"cannot write {path}: {_reason(error)}") from None
    if about is None:
        return
    if not stat.S_ISREG(about.st_mode):
        what = "a folder" if stat.S_ISDIR(about.st_mode) else "no regular file"
        raise OutputError(f"cannot write {path}: it is {what}")
    if not force:
        advice = "name another file" if force is None else "--force replaces it"
        raise InvalidValue(f"{path} is there already: {advice}; nothing was written")
    if not os.access(path, os.W_OK):
        raise OutputError(f"cannot write {path}: it is read-only; nothing was written")


class Guard(Protocol):
    """What is asked while a file is written."""

    def carry_over(self, path: Path, new: int) -> None:
        """Give a new file, closed to all but its owner, the rights of the one at ``path``."""

    def still(self) -> None:
        """Raise when the place is no longer one to write to; asked last, before the rename."""


def write(path: Path, content: bytes, guard: Guard, *, force: bool, private: bool = False) -> None:
    """Write ``content`` to ``path``, whole or not at all; ``force`` replaces a file there.

    It goes to a new file in the same folder, is synced, then takes the name. A writer
    that is killed leaves nothing; where the file system has no files without a name, what
    it left goes with the next write of the same file. ``path`` is where links lead: what
    has become a link since is replaced, and not followed. A replaced file's rights are kept,
    a new one has the mode that the umask gives, or when ``private`` is readable by its owner
    alone. Raises as ``check_place`` and ``guard`` do, and OutputError when the disk refuses;
    then nothing is changed.
    """
    check_place(path, force=force)
    # By the name alone, so that one that a killed writer left is replaced by the next.
    temporary = path.with_name(f".{crc32(os.fsencode(path.name)):08x}.{os.getpid()}.tmp")
    try:
        _remove_orphans(temporary)
        replaced = stat.S_ISREG(path.lstat().st_mode) if os.path.lexists(path) else False

        def fill(file: BinaryIO) -> None:
            if replaced:
                guard.carry_over(path, file.fileno())
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

        _write_new(temporary, fill, 0o600 if private or replaced else 0o666)
        guard.still()
        os.replace(temporary, path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {_reason(error)}; nothing was written") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    _sync_folder(path.parent)


def _remove_orphans(temporary: Path) -> None:
    """Remove what killed writers of the same file left: our files, whose processes are no more."""
    start, own, _ = temporary.name.rsplit(".", 2)
    left = re.compile(rf"{re.escape(start)}\.([0-9]+)\.tmp")
    with contextlib.suppress(OSError):  # A folder may be written to that may not be listed.
        for path in temporary.parent.iterdir():
            found = left.fullmatch(path.name)
            ended = found and (found[1] == own or not _runs(int(found[1])))
            if ended and _is_ours(path):
                path.unlink()


def _is_ours(path: Path) -> bool:
    """Say whether a regular file is of this user; not what a link leads to."""
    with contextlib.suppress(OSError):
        about = path.lstat()
        return stat.S_ISREG(about.st_mode) and about.st_uid == os.geteuid()
    return False


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _there(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _write_new(temporary: Path, fill: Callable[[BinaryIO], None], mode: int) -> None:
    """Make a new file, let it be filled and synced, then name it.

    It has no name until it is whole, so that a killed writer leaves nothing.
    """
    # Not every system, file system and sandbox has that; and what fails otherwise fails again.
    with contextlib.suppress(AttributeError, OSError):
        with _opened(temporary.parent, os.O_TMPFILE, mode) as file:
            fill(file)
            # With a descriptor given, the link is made of what /proc leads to, not of it.
            number = file.fileno()
            os.link(f"/proc/self/fd/{number}", temporary, src_dir_fd=number)
        return
    with _opened(temporary, os.O_CREAT | os.O_EXCL, mode) as file:
        fill(file)


def _opened(path: Path, flags: int, mode: int) -> BinaryIO:
    flags |= os.O_WRONLY | getattr(os, "O_CLOEXEC", 0)
    return open(os.open(path, flags, mode), "wb")


def _sync_folder(folder: Path) -> None:
    """Make the new name last; a file system that cannot does not undo the write."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
