"""Processes of a test's own: one to do something in, one to hold the lock in.

A fork keeps what is imported, so a child costs milliseconds; what it does to
itself (another user, a limit, an audit hook) ends with it.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from belarus_hr.domain.errors import StoreError
from belarus_hr.store import lock

#: A user id that owns nothing, and another.
PLAIN, OTHER = 65534, 65533
ROOT = os.geteuid() == 0


def in_child(action: Callable[[], object], *, first: Callable[[], None] | None = None) -> str:
    """Return what ``action`` gives in a process of its own, or the sentence of its StoreError."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, _said(action, first).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said


def _said(action: Callable[[], object], first: Callable[[], None] | None) -> str:
    try:
        if first:
            first()
        return str(action())
    except StoreError as error:
        return str(error)
    except BaseException:
        return traceback.format_exc()


@contextlib.contextmanager
def lock_held(store: Path) -> Iterator[int]:
    """Keep the lock of a store in another process, killed at the end; gives its number."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if not child:
        ours.close()
        try:
            with lock.lock_held(store, 0):
                theirs.send(b"held")
                theirs.recv(1)  # until it is killed, or the test's process has ended
        finally:
            os._exit(1)
    theirs.close()
    try:
        assert ours.recv(4) == b"held"
        yield child
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        ours.close()


@contextlib.contextmanager
def at_work(action: Callable[[Callable[[], None]], object]) -> Iterator[Callable[[], str]]:
    """Run an action in another process as far as it calls what it is given, and keep it there.

    Gives what lets it go on, and returns what ``in_child`` would.
    """
    ours, theirs = socket.socketpair()
    child = os.fork()
    if not child:
        ours.close()

        def wait() -> None:
            theirs.send(b"there")
            theirs.recv(1)

        try:
            theirs.send(_said(lambda: action(wait), None).encode())
        finally:
            os._exit(0)
    theirs.close()

    def go_on() -> str:
        ours.send(b"x")
        with ours.makefile(encoding="utf-8") as answer:
            return answer.read()

    try:
        assert ours.recv(5) == b"there"
        yield go_on
    finally:
        ours.close()
        os.waitpid(child, 0)


def as_plain_user(user: int = PLAIN) -> None:
    """Give up what root may: to it no file is read-only. Nothing to do for anyone else."""
    if ROOT:
        os.setgroups([])
        os.setgid(PLAIN)
        os.setuid(user)


@contextlib.contextmanager
def plain_users_folder() -> Iterator[Path]:
    """Make a folder of the plain user; those of pytest are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        if ROOT:
            os.chown(name, PLAIN, PLAIN)
        yield Path(name).resolve()


def disk_full_after(size: int) -> None:
    """Let no file of this process grow beyond ``size`` bytes, as a full disk would."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def with_memory(size: int) -> list[str]:
    """Return what a command line begins with to have no more memory than ``size`` bytes.

    A shell sets the limit: a large process that forks may itself fail under it, before the command.
    """
    return ["sh", "-c", 'ulimit -v "$0" && exec "$@"', str(size >> 10)]
