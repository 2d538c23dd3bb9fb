"""Parsing of a file in a process of its own, which has little memory and may die of the file.

Parsers of spreadsheets, PDF and Word are large programs that were not written for files that mean
harm. Their processes import nothing of ours and are told how much they may use and write.
"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from belarus_hr.domain.errors import Rejected

_SECONDS = 60
#: How a zip archive begins: XLSX, ODS and Word documents are archives.
ZIP = b"PK\x03\x04"


class WorkerFailed(Exception):
    """A worker ended with an error: its exit code, and what it wrote on standard error."""

    def __init__(self, code: int, stderr: str) -> None:
        super().__init__(code, stderr)
        self.last_line = stderr.strip().rsplit("\n", 1)[-1]
        out_of_memory = "MemoryError" in self.last_line or "memory allocation" in stderr
        self.used_too_much = code < 0 or out_of_memory
        self.lacks_a_library = "ModuleNotFoundError" in self.last_line


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """The bytes that a worker may use and write: at least, and for each byte of its file."""

    memory: int
    memory_a_byte: int
    output: int
    output_a_byte: int = 0


def worker_output(program: Path, raw: bytes, allowance: Allowance) -> bytes:
    """Return what a worker writes for a file.

    Raises WorkerFailed when the worker fails, Rejected when it takes too long or cannot start.
    """
    memory = allowance.memory + allowance.memory_a_byte * len(raw)
    output = allowance.output + allowance.output_a_byte * len(raw)
    command = [sys.executable, "-P", str(program), str(memory), str(output)]
    try:
        done = subprocess.run(
            command, input=raw, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Rejected(f"took longer than {_SECONDS} seconds to parse, and was given up") from None
    except OSError as error:
        raise Rejected(f"could not be parsed: {error.strerror}") from None
    if done.returncode:
        raise WorkerFailed(done.returncode, done.stderr.decode(errors="replace"))
    return done.stdout


def archive_members(raw: bytes) -> list[zipfile.ZipInfo]:
    """Return the members of a zip archive; none when it is no archive, or a damaged archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
