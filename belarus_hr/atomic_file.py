"""Files that are written whole or not at all: the store, its backups, and every output.

The content goes to a new file in the same folder, is synced, and takes the name; then the
folder is synced. A writer that is killed on the way leaves a temporary file at most, which the
next writer of the same file removes.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class Policy(NamedTuple):
    """How a file is written.

    The temporary file is named with ``prefix`` and has ``mode`` until ``finish`` is called with
    its descriptor, the content in it. ``before_rename`` is called when the content is on the disk
    and the old file has its name still. What either raises means that nothing changed.

    ``strict`` is for a store: its folder must be there to be synced, and a file that a killed
    writer left has a name. Otherwise the folder is synced where that is possible, and the
    temporary file has no name until it is whole, where the file system has such files.
    """

    prefix: str
    mode: int
    finish: Callable[[int], None]
    before_rename: Callable[[], None]
    strict: bool


def replace(target: Path, content: Iterable[bytes | memoryview], policy: Policy) -> OSError | None:
    """Give ``target`` a new content, its pieces in order; a link is replaced, not followed.

    Raises OSError, with nothing changed. After the rename the change stands: why the folder
    could not be synced then is returned.
    """
    temporary = target.with_name(f"{policy.prefix}.{os.getpid()}.tmp")
    # Before the rename: a folder that cannot be opened still means that nothing changed.
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
    """Remove what killed writers of a file left: regular files of these owners. Raises OSError.

    ``running``: those of a process that runs go too, since none of them can be writing.
    """
    left = re.compile(rf"{re.escape(prefix)}\.([0-9]+)\.tmp")
    for path in target.parent.iterdir():
        match = left.fullmatch(path.name)
        if match and (running or int(match[1]) == os.getpid() or not _runs(int(match[1]))):
            with contextlib.suppress(OSError):
                about = path.lstat()
                if stat.S_ISREG(about.st_mode) and about.st_uid in owners:
                    path.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _open_folder(folder: Path, strict: bool) -> int | None:
    try:
        return os.open(folder, os.O_RDONLY | _FLAGS)
    except OSError:
        if strict:
            raise
        return None


def _write_named(temporary: Path, content: Iterable[bytes | memoryview], policy: Policy) -> None:
    flags = os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with _opened(temporary, flags, policy.mode) as file:
        _fill(file, content, policy)


def _write_unnamed(temporary: Path, content: Iterable[bytes | memoryview], policy: Policy) -> bool:
    """Write a file that is named once it is whole; False where that cannot be done."""
    # Not every system, file system and sandbox has that; and what fails otherwise fails again.
    with contextlib.suppress(AttributeError, OSError):
        with _opened(temporary.parent, os.O_TMPFILE, policy.mode) as file:
            _fill(file, content, policy)
            # With a descriptor given, the link is made of what /proc leads to, not of it.
            number = file.fileno()
            os.link(f"/proc/self/fd/{number}", temporary, src_dir_fd=number)
        return True
    return False


def _opened(path: Path, flags: int, mode: int) -> BinaryIO:
    return open(os.open(path, flags | os.O_WRONLY | _FLAGS, mode), "wb")


def _fill(file: BinaryIO, content: Iterable[bytes | memoryview], policy: Policy) -> None:
    file.writelines(content)
    file.flush()
    policy.finish(file.fileno())
    os.fsync(file.fileno())


def _sync(folder: int | None) -> OSError | None:
    """Make the new name last; return why that failed."""
    try:
        if folder is not None:
            os.fsync(folder)
    except OSError as error:
        return error
    return None
