"""Opening and reading the file of a store. Replacing it is in ``replacement``."""

from __future__ import annotations

import contextlib
import os
import stat
from io import FileIO
from pathlib import Path

from belarus_hr import system
from belarus_hr.domain.errors import StoreError, os_reason

#: A store larger than this is not read: it would not fit beside its parsed form.
SIZE_LIMIT = 2 * 1024**3


class OpenedFile:
    """A regular file that was opened: it stays as it is when another takes its name.

    FileIO closes it when nobody holds it any more. That is code which no signal interrupts
    and whose errors nobody sees: in a ``__del__`` of ours, Ctrl-C would be lost.
    """

    def __init__(self, path: Path, descriptor: int, about: os.stat_result) -> None:
        self.size = about.st_size
        #: Whether it belongs to who runs this program.
        self.own = about.st_uid == system.user()
        self._path, self._file = path, FileIO(descriptor)

    def read(self, at: int, size: int) -> bytes:
        """Return ``size`` bytes from ``at`` on; fewer where there are no more.

        Raises StoreError when they cannot be read.
        """
        parts: list[bytes] = []
        try:
            # One call reads no more than 2 GiB, and may read less.
            while size > 0 and (part := system.read_at(self._file.fileno(), size, at)):
                parts.append(part)
                at, size = at + len(part), size - len(part)
        except OSError as error:
            raise StoreError(f"cannot read {self._path}: {os_reason(error)}") from None
        return parts[0] if len(parts) == 1 else b"".join(parts)


def open_file(path: Path) -> OpenedFile | None:
    """Return the regular file at ``path``, or None when there is no such file.

    Raises StoreError for a folder, a device, a pipe, or a file that cannot be opened.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | system.OPEN_FLAGS)
    except FileNotFoundError:
        real(path)
        return None
    except (OSError, ValueError) as error:
        raise StoreError(f"cannot read {path}: {os_reason(error)}") from None
    try:
        about = os.fstat(descriptor)
        check_regular(path, about)
        return OpenedFile(path, descriptor, about)
    except (OSError, StoreError) as error:
        close(descriptor)
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"cannot read {path}: {os_reason(error)}") from None


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


def check_regular(path: Path, about: os.stat_result) -> None:
    """Raise StoreError when the file can be no store: a folder, a device, too large a file."""
    if stat.S_ISDIR(about.st_mode):
        raise StoreError(f"{path} is a folder; the store is a file: name one inside it")
    if not stat.S_ISREG(about.st_mode):
        raise StoreError(f"{path} is not a regular file, so it is no store")
    if about.st_size > SIZE_LIMIT:
        raise StoreError(f"{path} is larger than a store can be ({SIZE_LIMIT:,} bytes)")


def close(descriptor: int) -> None:
    """Close a file that is done with: an error of the system would come too late to matter."""
    with contextlib.suppress(OSError):
        os.close(descriptor)
