"""Stepping through the system calls of a command with strace, and failing one of them.

The calls are listed once; each is then met again by its name and number. What comes before the
store is first opened is left out: nothing of the store is at stake there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

REQUIRED = os.environ.get("HRTRACK_TEST_STRACE") == "required"
needs_strace = pytest.mark.skipif(not (REQUIRED or shutil.which("strace")), reason="needs strace")

#: How many of these are made depends on where memory happens to be, so they have no number.
_MEMORY = {"mmap", "munmap", "brk", "mremap", "mprotect", "madvise"}
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)$")


#: Between two of these the disk stays as it is, and so does who holds the lock.
_CHANGING = {
    *("write", "pwrite64", "ftruncate", "fsync", "rename", "renameat", "unlink", "unlinkat"),
    *("mkdir", "rmdir", "fchmod", "fchown", "fsetxattr", "flock", "exit_group"),
}


class Call(NamedTuple):
    """A system call: the ``number``-th of its ``name`` in the process."""

    name: str
    number: int
    text: str

    @property
    def changes(self) -> bool:
        """Say whether it changes what is on the disk, or may."""
        return self.name in _CHANGING or (self.name == "openat" and "O_CREAT" in self.text)


def calls(
    line: list[str], environment: dict[str, str], store: Path, since: Path | None = None
) -> list[Call]:
    """Return the calls that a command makes from the first opening of the store on.

    ``since`` is another file from whose opening on they are wanted.
    """
    log = store.parent / "calls.txt"
    trace = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-o", str(log), *line]
    plain = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    subprocess.run(trace, env=environment, check=False, stderr=subprocess.DEVNULL, **plain)
    seen: Counter[str] = Counter()
    found: list[Call] = []
    path = "".join(f"\\x{byte:02x}" for byte in bytes(since or store))
    for text in log.read_text(encoding="utf-8").splitlines():
        match = _LINE.match(text)
        if not match:
            continue
        name = match[1]
        seen[name] += 1
        if found or (name == "openat" and path in text):
            found.append(Call(name, seen[name], match[2]))
    log.unlink()
    assert found, "the command never opened the store"
    return [call for call in found if call.name not in _MEMORY]


def with_fault(
    line: list[str],
    environment: dict[str, str],
    call: Call,
    how: str,
    *,
    from_then_on: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Run a command and have one call (or it and all like it later) fail: ``error=EIO`` ….

    A command killed so has a negative exit code, as ``subprocess`` gives it.
    """
    when = f"{call.number}{'+' if from_then_on else ''}"
    inject = ["-e", f"trace={call.name}", "-e", f"inject={call.name}:{how}:when={when}"]
    # Stopping at these calls alone is faster, but then strace sends no signals.
    fast = ["--seccomp-bpf"] if how.startswith("error") else []
    trace = ["strace", "-f", *fast, "-o", "/dev/null", *inject, *line]
    return subprocess.run(
        trace,
        env=environment,
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
