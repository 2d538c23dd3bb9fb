"""Parsing of a file in a process of its own, which has little memory and may die of the file.

Parsers of spreadsheets, PDF and Word are large programs that were not written for files that mean
harm. Their processes import nothing of ours but their limits, and are told how much they may use
and write. They find modules where this process does, also in an archive (zipapp, shiv, pex).
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass

from belarus_hr.domain.errors import Rejected
from belarus_hr.formats import worker_limits

_SECONDS = 60
#: Finds modules where its first argument says, and calls the function named by the second.
_START = """import os, sys
sys.path[:] = sys.argv.pop(1).split(os.pathsep)
import importlib
module, _, function = sys.argv.pop(1).rpartition(".")
getattr(importlib.import_module(module), function)()"""
#: How a zip archive begins: XLSX, ODS and Word documents are archives.
ZIP = b"PK\x03\x04"


class WorkerFailed(Exception):
    """A worker ended with an error: its exit code, what it wrote on standard error, its memory."""

    def __init__(self, code: int, stderr: str, memory: int) -> None:
        super().__init__(code, stderr, memory)
        #: What it may use, in brackets after a blank.
        self.limits = f" ({memory >> 20} MB, {worker_limits.SECONDS} s)"
        self.last_line = stderr.strip().rsplit("\n", 1)[-1]
        out_of_memory = "MemoryError" in self.last_line or "memory allocation" in stderr
        self.used_too_much = code < 0 or out_of_memory
        missing = re.match(r"ModuleNotFoundError: No module named '([^']+)'", self.last_line)
        #: The module that was not found, by the name it is imported with; empty for none.
        self.module_missing = missing[1] if missing else ""
        #: What kept a module from being loaded, as the end of a sentence; empty for nothing.
        self.not_loaded = ""
        if self.last_line.startswith(("ModuleNotFoundError: ", "ImportError: ")):
            self.not_loaded = f"cannot be parsed here: {self.last_line.partition(': ')[2]}"


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """The bytes that a worker may use and write: at least, and for each byte of its file."""

    memory: int
    memory_a_byte: int
    output: int
    output_a_byte: int = 0


def worker_output(program: str, raw: bytes, allowance: Allowance) -> bytes:
    """Return what a worker writes for a file; ``program`` names its function, module first.

    Raises WorkerFailed when the worker fails, Rejected when it takes too long or cannot start.
    """
    memory = allowance.memory + allowance.memory_a_byte * len(raw)
    output = allowance.output + allowance.output_a_byte * len(raw)
    command = [sys.executable, "-P", "-c", _START, _places(), program, str(memory), str(output)]
    try:
        done = subprocess.run(
            command, input=raw, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Rejected(f"took longer than {_SECONDS} seconds to parse, and was given up") from None
    except OSError as error:
        raise Rejected(f"could not be parsed: {error.strerror}") from None
    if done.returncode:
        raise WorkerFailed(done.returncode, done.stderr.decode(errors="replace"), memory)
    return done.stdout


def _places() -> str:
    """Return where a worker finds modules: where this process does, inside one file, too.

    The folder in which the command was typed, which Python adds with ``-m``, is none of these
    places unless the program is there: the file that is parsed may lie in it beside others.
    """
    here, package = os.path.abspath(""), os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    places = (os.path.abspath(place) for place in sys.path)
    return os.pathsep.join(place for place in places if place == package or place != here)


def archive_members(raw: bytes) -> list[zipfile.ZipInfo]:
    """Return the members of a zip archive; none when it is no archive, or a damaged archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
