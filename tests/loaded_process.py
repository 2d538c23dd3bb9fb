"""The process of loaded.py: a program loaded, and forked for each run that is asked for."""

from __future__ import annotations

import ast
import contextlib
import functools
import gc
import importlib
import os
import pkgutil
import posix  # where a test takes away what Windows lacks, too
import select
import socket
import sys
import time
import traceback
from typing import NoReturn

#: What is loaded before it is forked, with all that is below; one less only costs time.
PACKAGES = ("belarus_hr.cli", "belarus_hr.store", "belarus_hr.views", "rich.table")
#: What is loaded instead where the runs are not of ``hrtrack``, but of its parsers of files.
PARSERS = (
    "belarus_hr.formats.un_documents.document_worker",
    "belarus_hr.formats.spreadsheet_worker",
    "docx.oxml",
    "pypdfium2",
    "python_calamine",
)
OF_PARSERS = "parsers" in sys.argv[3:]


@functools.cache
def load() -> None:
    """Import the packages, and all modules in them."""
    for name in PARSERS if OF_PARSERS else PACKAGES:
        package = importlib.import_module(name)
        for below in pkgutil.walk_packages(getattr(package, "__path__", ()), f"{name}."):
            with contextlib.suppress(ImportError):  # a library may be lacking
                importlib.import_module(below.name)


def serve(asked: socket.socket) -> NoReturn:
    """Fork a run for each that asks, until the process that started this one is gone."""
    gc.disable()  # as belarus_hr.cli.main does before it imports
    parent = os.getppid()
    runs: dict[int, tuple[int, socket.socket]] = {}
    waiting = select.poll()
    waiting.register(asked, select.POLLIN)
    while os.getppid() == parent:
        for ready, _ in waiting.poll(5000):
            if ready == asked.fileno():
                connection, _ = asked.accept()
                if child := _begun(connection):
                    handle = posix.pidfd_open(child)
                    runs[handle] = child, connection
                    waiting.register(handle, select.POLLIN)
            else:
                waiting.unregister(ready)
                posix.close(ready)
                _ended(*runs.pop(ready))
    posix._exit(0)


def _begun(connection: socket.socket) -> int | None:
    """Run what is asked for in a child, and say its number; None where nobody asks any more."""
    load()
    message, streams, _, _ = socket.recv_fds(connection, 1 << 16, 3)
    while message and not message.endswith(b"\n"):
        message += connection.recv(1 << 16)
    if not message:
        connection.close()
        return None
    child = posix.fork()
    if child == 0:
        _become(streams, *ast.literal_eval(message.decode()))
        posix._exit(_main())
    for stream in streams:
        posix.close(stream)
    with contextlib.suppress(BrokenPipeError):
        connection.sendall(b"%d\n" % child)
    return child


def _ended(child: int, connection: socket.socket) -> None:
    """Say how a run ended."""
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with contextlib.suppress(BrokenPipeError), connection:
        connection.sendall(b"%d\n" % code)


def _become(
    streams: list[int], arguments: list[str], environ: dict[str, str], folder: str, session: bool
) -> None:
    """Be a process as Python starts it."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, 1 << 10)
    if session:
        os.setsid()
    os.environ.clear()
    os.environ.update(environ)
    time.tzset()
    os.chdir(folder)
    sys.argv = arguments
    sys.stdin = open(0, encoding="utf-8", errors=sys.stdin.errors, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", -1, "utf-8", sys.stdout.errors, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115


def _parse() -> None:
    """Be ``python -P -c CODE ARGUMENT...``, as which the program starts a parser."""
    gc.enable()
    code, sys.argv[:] = sys.argv[3], ["-c", *sys.argv[4:]]
    exec(code, {"__name__": "__main__"})


def _main() -> int:
    """Run the program; return its exit code where it leaves that to Python."""
    code = 0
    try:
        if OF_PARSERS:
            _parse()
        else:
            from belarus_hr.cli import main

            main()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code


if __name__ == "__main__":
    plain, tab = (socket.socket(fileno=int(number)) for number in sys.argv[1:3])
    if posix.fork() == 0:
        os.environ["_HRTRACK_COMPLETE"] = ""
        serve(tab)
    serve(plain)
