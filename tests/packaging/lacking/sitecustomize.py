"""Takes away what another operating system lacks, before the program under test starts.

Python imports this at the start when its folder is on ``PYTHONPATH``; ``LACKING`` says what:
``windows`` takes away what CPython has not there; ``memory-limit`` lets a limit on memory be
refused as macOS refuses it; ``msgspec`` takes that library away, which not every system has;
``os.pread`` takes that call away, and ``-pwd`` that module; several words take all of it away.
The product has no such switch.
"""

import errno
import os
import signal
import stat
import sys
from collections.abc import Callable
from typing import Any, NoReturn

Call = Callable[..., Any]
#: Modules that CPython has on POSIX alone.
_MODULES = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "readline")
_CALLS = """
fork forkpty getuid geteuid getgid getegid getgroups getgrouplist setuid setgid initgroups
pread pwrite preadv pwritev posix_fallocate chown fchown lchown fchmod fchdir fdatasync
statvfs fstatvfs killpg getpgid setsid getxattr setxattr listxattr removexattr sched_getaffinity
mkfifo mknod lockf ttyname nice uname O_CLOEXEC O_NOFOLLOW O_NONBLOCK O_DIRECTORY O_TMPFILE O_SYNC
""".split()
_SIGNALS = "SIGHUP SIGPIPE SIGALRM SIGUSR1 SIGUSR2 SIGTSTP SIGWINCH SIGCHLD SIGQUIT".split()


def _as_on_windows() -> None:
    for name in _MODULES:
        sys.modules[name] = None
    for name in _CALLS:
        if hasattr(os, name):
            delattr(os, name)
    for name in _SIGNALS:
        delattr(signal, name)
    os.open, os.kill = _open(os.open), _kill
    for name in ("stat", "unlink", "rename", "mkdir", "rmdir", "link"):
        setattr(os, name, _by_path(getattr(os, name)))


def _open(real: Call) -> Call:
    """No folder can be opened, and nothing relative to one."""

    def opened(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if dir_fd is not None:
            raise NotImplementedError("dir_fd unavailable on this platform")
        if stat.S_ISDIR(os.stat(path).st_mode) if os.path.exists(path) else False:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(path, flags, mode)

    return opened


def _by_path(real: Call) -> Call:
    def by_path(*arguments: object, **options: object) -> object:
        if {"dir_fd", "src_dir_fd", "dst_dir_fd"} & {
            k for k, v in options.items() if v is not None
        }:
            raise NotImplementedError("dir_fd unavailable on this platform")
        return real(*arguments, **options)

    return by_path


def _kill(number: int, sent: int) -> NoReturn:
    raise AssertionError(f"Windows would have sent Ctrl-C to {number} ({sent})")


def _refuse_memory_limit() -> None:
    import resource

    real = resource.setrlimit

    def setrlimit(which: int, limits: tuple[int, int]) -> None:
        if which == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")
        real(which, limits)

    resource.setrlimit = setrlimit


def _without_msgspec() -> None:
    sys.modules["msgspec"] = None


_LACKING = {
    "windows": _as_on_windows,
    "memory-limit": _refuse_memory_limit,
    "msgspec": _without_msgspec,
}


def _take(what: str) -> None:
    if what in _LACKING:
        _LACKING[what]()
    elif what.startswith("-"):
        sys.modules[what[1:]] = None
    else:
        module, name = what.split(".")
        delattr(sys.modules.get(module) or __import__(module), name)


for _word in os.environ.get("LACKING", "").split():
    _take(_word)
