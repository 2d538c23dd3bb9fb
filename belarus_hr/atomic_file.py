"""Write a file whole or not at all: the store and every output.

The content goes to a temporary file in the same folder, which is synced and renamed; then the
folder is synced. A writer that is killed leaves a temporary file at most, which the next writer
of the same file removes.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from belarus_hr import system


class Policy(NamedTuple):
    """How a file is written.

    The name of the temporary file begins with ``prefix``. The file has ``mode`` until ``finish``,
    which is called with its descriptor once the content is written. ``before_rename`` is called
    when the content is on the disk and the path still names the old file. When either raises,
    nothing is changed.

    ``strict`` is for a store: the folder must be open before anything is written, to be synced.
    Any other file is written without a name until it is whole, where the file system allows that,
    and its folder is synced if possible.
    """

    prefix: str
    mode: int
    finish: Callable[[int], None]
    before_rename: Callable[[], None]
    strict: bool


def replace(target: Path, content: Iterable[bytes | memoryview], policy: Policy) -> OSError | None:
    """Write the pieces of ``content`` to ``target``; a symbolic link is replaced, not followed.

    Raises OSError with nothing changed. Returns the error when the folder could not be synced
    after the rename: the change is made then.
    """
    temporary = target.with_name(f"{policy.prefix}.{os.getpid()}.tmp")
    # Opened now, so that a folder that cannot be opened is an error before the rename.
    folder = _open_folder(target.parent, policy.strict)
    try:
        if policy.strict or not _write_unnamed(temporary, content, policy):
            _write_named(temporary, content, policy)
        policy.before_rename()
        os.replace(temporary, target)
        return _sync(folder)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if folder is not None:
            # The change is made or it is not: an error of closing says nothing of it.
            with contextlib.suppress(OSError):
                os.close(folder)


def remove_orphans(
    target: Path, *, prefix: str, owners: Collection[int], running: bool = False
) -> None:
    """Remove temporary files of killed writers of a file, if they have one of these owners.

    ``running``: also files named after a running process. The caller holds the lock of the file,
    so no other process is writing it. Raises OSError.
    """
    temporary = re.compile(rf"{re.escape(prefix)}\.([0-9]+)\.tmp")
    for path in target.parent.iterdir():
        match = temporary.fullmatch(path.name)
        if match and (
            running or int(match[1]) == os.getpid() or not system.process_runs(int(match[1]))
        ):
            with contextlib.suppress(OSError):
                about = path.lstat()
                if stat.S_ISREG(about.st_mode) and about.st_uid in owners:
                    path.unlink()


def _open_folder(folder: Path, strict: bool) -> int | None:
    try:
        return os.open(folder, os.O_RDONLY | system.OPEN_FLAGS)
    except OSError:
        if strict:
            raise
        return None


def _write_named(temporary: Path, content: Iterable[bytes | memoryview], policy: Policy) -> None:
    flags = os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with _opened(temporary, flags, policy.mode) as file:
        _fill(file, content, policy)


def _write_unnamed(temporary: Path, content: Iterable[bytes | memoryview], policy: Policy) -> bool:
    """Write a file that gets its name once it is whole; return False where that is impossible."""
    # Any other error will show again when the file is written under a name.
    with contextlib.suppress(AttributeError, OSError):
        with _opened(temporary.parent, os.O_TMPFILE, policy.mode) as file:
            _fill(file, content, policy)
            # With ``src_dir_fd`` the system follows the link in /proc to the file.
            number = file.fileno()
            os.link(f"/proc/self/fd/{number}", temporary, src_dir_fd=number)
        return True
    return False


def _opened(path: Path, flags: int, mode: int) -> BinaryIO:
    return open(os.open(path, flags | os.O_WRONLY | system.OPEN_FLAGS, mode), "wb")


def _fill(file: BinaryIO, content: Iterable[bytes | memoryview], policy: Policy) -> None:
    file.writelines(content)
    file.flush()
    policy.finish(file.fileno())
    system.to_disk(file.fileno())


def _sync(folder: int | None) -> OSError | None:
    """Sync the folder, so that the new name lasts; return the error if that failed."""
    try:
        if folder is not None:
            system.to_disk(folder)
    except OSError as error:
        return error
    return None
