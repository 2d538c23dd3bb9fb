"""What each worker does: it keeps within its limits, and writes; standard library only."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

#: Seconds of processor time.
SECONDS = 30


class Refused(Exception):
    """A file that is not read, with the reason as the end of a sentence about it."""


def write_parts(parts_of: Callable[[bytes], Iterable[Any]], too_much: str) -> None:
    """Write what the file on standard input holds, each part as a line of JSON.

    The arguments are the numbers of bytes that the process may use and that it may write;
    ``too_much`` is why a file with more is refused.
    """
    memory, room = map(int, sys.argv[1:])
    raw = sys.stdin.buffer.read()
    keep_within(memory)
    try:
        for part in parts_of(raw):
            line = json.dumps(part) + "\n"
            room -= len(line)
            if room < 0:
                raise Refused(too_much)
            sys.stdout.write(line)
    except Refused as error:
        sys.stderr.write(f"Refused: {error}")
        sys.exit(3)


def keep_within(memory: int) -> None:
    """Limit this process to ``memory`` bytes and SECONDS of processor time, without a core file.

    Each limit that the system refuses is left out: one below ours may hold already. macOS refuses
    every useful limit on memory, and Windows has none of them; what a worker may write, and its
    time, is limited by who started it there, too.
    """
    try:
        import resource
    except ImportError:
        return
    limits = {"RLIMIT_CORE": 0, "RLIMIT_CPU": SECONDS}
    if sys.platform != "darwin":
        limits["RLIMIT_AS"] = memory
    for name, most in limits.items():
        # A system may know a limit not at all (AttributeError).
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))
