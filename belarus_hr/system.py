"""Calls that not every operating system has, and what is done where one is missing.

Linux has them all. macOS needs a call of its own to put a file on the disk. Windows has no
``flock``, no owner of a file and no sync of a folder: there a store is read, and not written.
"""

from __future__ import annotations

import contextlib
import os
import sys
from types import ModuleType

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # as on Windows
    fcntl = None

#: With these a pipe at the path is opened at once, no child inherits the open file, and the
#: bytes are not changed on the way (Windows).
OPEN_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_TO_WRITE = """
geteuid getegid getgroups getgrouplist pread pwrite fchown fchmod fstatvfs
O_CLOEXEC O_NOFOLLOW O_DIRECTORY O_NONBLOCK
""".split()
#: Without these the access list of a file would be lost unseen.
_TO_KEEP_LISTS = ["getxattr", "listxattr", "setxattr", "removexattr"]


def _missing_to_write() -> list[str]:
    """Return the calls that writing a store takes and this system lacks."""
    asked = [*_TO_WRITE, *(_TO_KEEP_LISTS if sys.platform == "linux" else ())]
    lock = [] if hasattr(fcntl, "flock") else ["flock"]
    return lock + [name for name in asked if not hasattr(os, name)]


#: Empty where a store can be written: under a lock that ends with its holder, its rights kept.
MISSING_TO_WRITE = _missing_to_write()
WRITES_STORES = not MISSING_TO_WRITE


def user() -> int:
    """Return the number of who runs this program; 0 where files have no owner, as they say."""
    return os.geteuid() if hasattr(os, "geteuid") else 0


def read_at(descriptor: int, size: int, at: int) -> bytes:
    """Return at most ``size`` bytes of a file from ``at`` on. Raises OSError."""
    if hasattr(os, "pread"):
        return os.pread(descriptor, size, at)
    os.lseek(descriptor, at, os.SEEK_SET)
    return os.read(descriptor, size)


def to_disk(descriptor: int) -> None:
    """Put a file or folder on the disk. Raises OSError.

    On macOS ``fsync`` ends with the drive, which may keep the bytes in a memory of its own;
    F_FULLFSYNC has the drive write them down. File systems that do not know it get the ``fsync``.
    """
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None and fcntl is not None:
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, full)
            return
    os.fsync(descriptor)


def process_runs(number: int) -> bool:
    """Say whether a process runs; also where that cannot be known.

    On Windows the number of the signal that asks would be Ctrl-C, sent to the process.
    """
    if fcntl is None:
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
