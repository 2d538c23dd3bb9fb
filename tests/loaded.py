"""``hrtrack`` loaded once: each run is a fork of that process, and costs a fifth of a start.

All but the start is as of the installed program: arguments, environment, folder, the three
streams, signals, exit code, and that a run leaves nothing to the next; test_loaded.py holds
it to that. What is loaded when, what Python itself reads from its environment, and what a kill
or a crowd leaves is tested with the fixture ``executable`` and in tests/torture.

The processes in which the program parses PDF, Word and spreadsheets can be forks as well.
"""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

HRTRACK = Path(sys.executable).with_name("hrtrack")
_PROCESS = Path(__file__).with_name("loaded_process.py")
#: What the address ends with where Tab asks: the program looks for that while it is loaded.
_TAB = ".tab"
#: A program that asks for a run with its own streams: ``hrtrack`` where a shell starts it. It
#: loads what Python has loaded anyway, and ``_socket``.
_CALLER = """#!{python} -ISB
import _socket, os, sys
server = _socket.socket(_socket.AF_UNIX)
server.connect({address!r} + ("{tab}" if "_HRTRACK_COMPLETE" in os.environ else ""))
asked = ascii((["hrtrack", *sys.argv[1:]], dict(os.environ), os.getcwd(), False)).encode()
streams = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
server.sendmsg([asked + b"\\n"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
said = b""
while more := server.recv(99):
    said += more
code = int(said.split()[1])
os._exit(code if code >= 0 else 128 - code)
"""


class Running:
    """A run of the program, begun; with the methods of a Popen that tests use."""

    def __init__(self, connection: socket.socket) -> None:
        self._answers = connection.makefile("r")
        self._connection = connection
        self.pid = int(self._answers.readline() or self._nothing())
        self.returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code; of a run that a signal ended, its number below zero."""
        if self.returncode is None:
            self._connection.settimeout(timeout)
            try:
                self.returncode = int(self._answers.readline() or self._nothing())
            except TimeoutError:
                self.kill()
                raise subprocess.TimeoutExpired("hrtrack", timeout or 0) from None
            self._close()
        return self.returncode

    def _nothing(self) -> NoReturn:
        self._close()
        raise ChildProcessError("the process in which the program is loaded has ended")

    def _close(self) -> None:
        self._answers.close()
        self._connection.close()

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself
            if self.returncode is None:
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Loaded:
    """A process in which the program, or its parsers of files, is loaded, until ``close``."""

    def __init__(self, *what: str, **environment: str) -> None:
        # The path of a socket is short, and the folder is none of the test that comes first.
        self._folder = tempfile.TemporaryDirectory(dir="/tmp")
        self._address = str(Path(self._folder.name) / "asked")
        with socket.socket(socket.AF_UNIX) as asked, socket.socket(socket.AF_UNIX) as tab:
            for ears, address in ((asked, self._address), (tab, self._address + _TAB)):
                ears.bind(address)
                ears.listen(64)
            files = [asked.fileno(), tab.fileno()]
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(_PROCESS), *map(str, files), *what],
                env={**os.environ, **environment}, pass_fds=files,
                cwd="/", stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        _all.append(self)

    def close(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._folder.cleanup()

    def caller(self, folder: Path) -> Path:
        """Put a program ``hrtrack`` for shells into a folder."""
        path = folder / "hrtrack"
        path.write_text(_CALLER.format(python=sys.executable, address=self._address, tab=_TAB))
        path.chmod(0o755)
        return path

    def start(
        self,
        arguments: Sequence[str],
        streams: list[int],
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        *,
        own_session: bool = False,
    ) -> Running:
        """Begin a run, its three streams being those files."""
        connection = socket.socket(socket.AF_UNIX)
        words = [str(HRTRACK), *map(os.fspath, arguments)]
        environ = dict(os.environ if env is None else env)
        connection.connect(self._address + (_TAB if "_HRTRACK_COMPLETE" in environ else ""))
        message = ascii((words, environ, str(cwd or Path.cwd()), own_session)).encode() + b"\n"
        sent = socket.send_fds(connection, [message], streams)
        if sent < len(message):  # Sending nothing fails where a quick run has ended already.
            connection.sendall(message[sent:])
        return Running(connection)

    def run(
        self, *arguments: str, timeout: float = 30, **options: Any
    ) -> subprocess.CompletedProcess[bytes]:
        """Run the program to its end, with nothing on standard input; kill one that takes long."""
        (from_out, to_out), (from_err, to_err) = os.pipe(), os.pipe()
        with open(os.devnull) as nothing, open(from_out, "rb") as out, open(from_err, "rb") as err:
            run = self.start(arguments, [nothing.fileno(), to_out, to_err], **options)
            os.close(to_out)
            os.close(to_err)
            late = threading.Timer(timeout, run.kill)
            late.start()
            errors: list[bytes] = []
            beside = threading.Thread(target=lambda: errors.append(err.read()))
            beside.start()
            output = out.read()
            beside.join()
            code = run.wait()
            late.cancel()
            return subprocess.CompletedProcess(arguments, code, output, *errors)


_all: list[Loaded] = []
shared = functools.cache(Loaded)
shared.__doc__ = """Return the process that all tests of a worker share."""


@functools.cache
def _parsers() -> Loaded:
    return Loaded("parsers")


def parser(
    command: list[str], *, input: bytes, timeout: float, **_: bool
) -> subprocess.CompletedProcess[bytes]:
    """Run a parser of files as ``subprocess.run`` does, as a fork that has the libraries loaded."""
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write(input)
        given.seek(0)
        streams = [given.fileno(), out.fileno(), err.fileno()]
        code = _parsers().start(command[1:], streams).wait(timeout)
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command, code, out.read(), err.read())


def close_all() -> None:
    """End what was begun here."""
    while _all:
        _all.pop().close()
