"""Spreadsheets (XLS, XLSX, ODS) as rows, parsed in a worker process.

The parser makes room for every cell between the first and the last: two cells far apart, in a
file of a kilobyte, need more memory than a machine has, and then the parser ends its process. In
a worker with little memory, that becomes a sentence to the user.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from belarus_hr.domain.errors import Rejected
from belarus_hr.formats.tables import TableRow

OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
#: The largest spreadsheet that is read; UPR Info's has 3 MB, all of UHRI some 90.
LARGEST = 192 << 20
_WORKER = Path(__file__).with_name("spreadsheet_worker.py")
_SECONDS = 60
#: Bytes that the worker may use, and those that it may write: at least, and for each byte
#: of the file. A small file that means harm is refused soon.
_MEMORY, _MEMORY_A_BYTE = 192 << 20, 12
_OUTPUT, _OUTPUT_A_BYTE = 64 << 20, 12
#: Bytes that the parts of an archive may unpack to; what people fill is packed some 5 to 1.
_UNPACKED, _UNPACKED_A_BYTE, _MOST_UNPACKED = 64 << 20, 25, 768 << 20


def of_zip(raw: bytes) -> bool:
    """Say whether a zip archive is a spreadsheet, XLSX or ODS."""
    names = {member.filename for member in _members(raw)}
    return "content.xml" in names or any(name.lower().startswith("xl/") for name in names)


def sheet_rows(raw: bytes) -> Iterator[TableRow]:
    """Yield the rows of the first sheet that has any, dates as ISO 8601.

    Raises Rejected, before the first row, for a file that is damaged, protected, too
    large or made to do harm.
    """
    most = min(max(_UNPACKED, _UNPACKED_A_BYTE * len(raw)), _MOST_UNPACKED)
    if sum(member.file_size for member in _members(raw)) > most:
        raise Rejected(f"unpacks to more than {most >> 20} MB; split it, or take the JSON or a CSV")
    for line in io.BytesIO(_parsed(raw)):
        yield json.loads(line)


def _members(raw: bytes) -> list[zipfile.ZipInfo]:
    """Return the members of a zip archive; none when it is no archive, or a damaged archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []


def _parsed(raw: bytes) -> bytes:
    memory = _MEMORY + _MEMORY_A_BYTE * len(raw)
    output = _OUTPUT + _OUTPUT_A_BYTE * len(raw)
    command = [sys.executable, "-P", str(_WORKER), str(memory), str(output)]
    try:
        done = subprocess.run(
            command, input=raw, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Rejected(f"took longer than {_SECONDS} seconds to parse, and was given up") from None
    except OSError as error:
        raise Rejected(f"could not be parsed: {error.strerror}") from None
    if done.returncode == 0:
        return done.stdout
    raise Rejected(_why(done.returncode, done.stderr.decode(errors="replace")))


def _why(code: int, stderr: str) -> str:
    """Return why the worker failed, by its exit code and its standard error."""
    last = stderr.strip().rsplit("\n", 1)[-1]
    if "ModuleNotFoundError" in last:
        return "needs python-calamine to be read; pip install python-calamine"
    if "PasswordError" in last or "assword" in last:
        return "is protected by a password; save it without"
    if code < 0 or "MemoryError" in last or "memory allocation" in stderr:
        return "needs more memory or time to parse than a spreadsheet may; save it as CSV"
    what = last.partition(": ")[2] or last
    why = f": {what}" if len(what) > 2 else ""  # A lone number says nothing.
    return f"is a damaged spreadsheet, or one that is cut off{why}"
