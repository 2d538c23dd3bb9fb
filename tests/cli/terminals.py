"""Pseudo-terminals to run ``hrtrack`` on."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import termios
import time
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import TracebackType

import loaded

PATIENCE = 20.0


class Terminal:
    """A run of ``hrtrack`` on a terminal of its own, without a pager unless one is named.

    There is no echo, and lines end as they are written.
    """

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        lines: int = 24,
        piped: bool = False,
        unset: tuple[str, ...] = (),
        **environ: str,
    ) -> None:
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        mode = termios.tcgetattr(slave)
        mode[1] &= ~termios.OPOST
        mode[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, mode)
        self._seen = b""
        self._out, out = os.pipe() if piped else (None, slave)
        self._process = loaded.shared().start(
            arguments, [slave, out, slave], _environ(unset, environ), own_session=True
        )
        for opened in {slave, out}:
            os.close(opened)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)
        if self._out is not None:
            os.close(self._out)

    def until(self, text: str) -> None:
        """Read what the terminal shows until it shows ``text``."""
        for _ in self._reading():
            if text.encode() in self._seen:
                return
        raise AssertionError(f"ended without {text!r}: {self._seen!r}")

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def interrupt(self) -> None:
        """Interrupt the program as soon as it waits: Python may miss what comes just before."""
        state = Path(f"/proc/{self._process.pid}/stat")
        while state.exists() and ") R " in state.read_text():
            time.sleep(0.01)
        self._process.send_signal(signal.SIGINT)

    def end(self) -> tuple[int, str]:
        """Return the exit code and all that the terminal showed."""
        for _ in self._reading():
            pass
        return self._process.wait(PATIENCE), self._seen.decode()

    def piped(self) -> str:
        """Return what went to standard output where that is a pipe."""
        assert self._out is not None
        with open(self._out, "rb", closefd=False) as stream:
            return stream.read().decode()

    def _reading(self) -> Iterator[None]:
        """Read until the program has let go of the terminal."""
        until = time.monotonic() + PATIENCE
        while select.select([self._master], [], [], max(0.0, until - time.monotonic()))[0]:
            try:
                read = os.read(self._master, 1 << 16)
            except OSError:  # what Linux says when nobody holds the other end
                return
            if not read:
                return
            self._seen += read
            yield
        raise AssertionError(f"nothing more after {PATIENCE} s: {self._seen!r}")


def _environ(unset: Collection[str], own: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a run: what a test gives goes before what it unsets."""
    base = {**os.environ, "TERM": "xterm-256color", "HRTRACK_PAGER": ""}
    return {name: value for name, value in base.items() if name not in unset} | dict(own)


def drawn(line: str, columns: int = 80) -> list[str]:
    """Return the lines that a terminal shows for a command that succeeds."""
    with Terminal(*line.split(), columns=columns, NO_COLOR="1") as terminal:
        code, text = terminal.end()
    assert code == 0, text
    return text.splitlines()
