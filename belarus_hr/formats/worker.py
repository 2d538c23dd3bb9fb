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
from collections.abc import Mapping
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


@dataclass(frozen=True, kw_only=True)
class Parser:
    """A worker: its ``function``, module first, what its ``files`` are, and what it may use.

    ``libraries`` are those that it needs, by the name they are imported with; ``advice`` is for a
    file that needs too much. Of memory and output the bytes are given that it may use and write:
    at least, and for each byte of its file.
    """

    function: str
    files: str
    libraries: Mapping[str, str]
    advice: str = ""
    memory: int
    memory_a_byte: int
    output: int
    output_a_byte: int = 0


def worker_output(parser: Parser, raw: bytes) -> bytes:
    """Return what a worker writes for a file; raises Rejected, saying why it failed."""
    memory = parser.memory + parser.memory_a_byte * len(raw)
    output = parser.output + parser.output_a_byte * len(raw)
    limits = (str(memory), str(output))
    command = [sys.executable, "-P", "-c", _START, _places(), parser.function, *limits]
    try:
        done = subprocess.run(
            command, input=raw, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Rejected(f"took longer than {_SECONDS} seconds to parse, and was given up") from None
    except OSError as error:
        raise Rejected(f"could not be parsed: {error.strerror}") from None
    if done.returncode:
        errors = done.stderr.decode(errors="replace").strip()
        raise Rejected(_why(parser, done.returncode, errors, memory))
    return done.stdout


def _why(parser: Parser, code: int, errors: str, memory: int) -> str:
    """Return why a worker failed, as the end of a sentence on its file."""
    last = errors.rsplit("\n", 1)[-1]
    missing = re.match(r"ModuleNotFoundError: No module named '([^']+)'", last)
    if missing and missing[1] in parser.libraries:
        library = parser.libraries[missing[1]]
        return f"needs {library} to be read; pip install {library}"
    what = last.partition(": ")[2] or last
    if last.startswith(("ModuleNotFoundError: ", "ImportError: ")):
        return f"cannot be parsed here: {what}"
    if last.startswith("Refused: "):
        return what
    if "assword" in last:
        return "is protected by a password; save it without"
    if code < 0 or "MemoryError" in last or "memory allocation" in errors:
        limits = f" ({memory >> 20} MB, {worker_limits.SECONDS} s)"
        return f"needs more memory or time to read than a {parser.files} may{limits}{parser.advice}"
    why = f": {what}" if len(what) > 2 else ""  # A lone number says nothing.
    return f"is a damaged {parser.files}, or one that is cut off{why}"


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
