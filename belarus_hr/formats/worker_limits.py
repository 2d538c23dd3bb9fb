"""How much a worker may use of the machine; standard library only, as workers are."""

from __future__ import annotations

import contextlib
import sys

#: Seconds of processor time.
SECONDS = 30


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
