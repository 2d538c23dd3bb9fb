"""Spreadsheets (XLS, XLSX, ODS) as rows, parsed in a worker process.

The parser makes room for every cell between the first and the last: two cells far apart, in a
file of a kilobyte, need more memory than a machine has, and then the parser ends its process. In
a worker with little memory, that becomes a sentence to the user.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from belarus_hr.domain.errors import Rejected
from belarus_hr.formats.tables import TableRow
from belarus_hr.formats.worker import Allowance, WorkerFailed, archive_members, worker_output

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The largest spreadsheet that is read; UPR Info's has 3 MB, all of UHRI some 90.
LARGEST = 192 << 20
_WORKER = "belarus_hr.formats.spreadsheet_worker.write_sheets"
#: A small file that means harm is refused soon.
_ALLOWANCE = Allowance(memory=192 << 20, memory_a_byte=12, output=64 << 20, output_a_byte=12)
#: Bytes that the parts of an archive may unpack to; what people fill is packed some 5 to 1.
_UNPACKED, _UNPACKED_A_BYTE, _MOST_UNPACKED = 64 << 20, 25, 768 << 20


def of_zip(raw: bytes) -> bool:
    """Say whether a zip archive is a spreadsheet, XLSX or ODS."""
    names = {member.filename for member in archive_members(raw)}
    return "content.xml" in names or any(name.lower().startswith("xl/") for name in names)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet: its rows, and what its file hides of it.

    ``hidden_rows`` are numbers from 1, ``hidden_columns`` the first and the last of a run, from 0.
    """

    name: str
    rows: Iterator[TableRow]
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[tuple[int, int]] = ()


def sheets(raw: bytes) -> list[Sheet]:
    """Return the sheets that have rows, dates as ISO 8601.

    Raises Rejected for a file that is damaged, protected, too large or made to do harm.
    """
    most = min(max(_UNPACKED, _UNPACKED_A_BYTE * len(raw)), _MOST_UNPACKED)
    if sum(member.file_size for member in archive_members(raw)) > most:
        raise Rejected(f"unpacks to more than {most >> 20} MB; split it, or take the JSON or a CSV")
    parsed = _parsed(raw)
    # A sheet is an object on a line, a row an array.
    about = re.finditer(rb"^\{.*\n", parsed, re.MULTILINE)
    return [Sheet(**json.loads(each[0]), rows=_rows(parsed, each.end())) for each in about]


def _rows(parsed: bytes, start: int) -> Iterator[TableRow]:
    lines = io.BytesIO(parsed)
    lines.seek(start)
    for line in lines:
        if not line.startswith(b"["):
            return
        yield json.loads(line)


def _parsed(raw: bytes) -> bytes:
    try:
        return worker_output(_WORKER, raw, _ALLOWANCE)
    except WorkerFailed as failed:
        raise Rejected(_why(failed)) from None


def _why(failed: WorkerFailed) -> str:
    """Return why the worker failed, as the end of a sentence on the file."""
    last = failed.last_line
    if failed.module_missing == "python_calamine":
        return "needs python-calamine to be read; pip install python-calamine"
    if failed.not_loaded:
        return failed.not_loaded
    if "assword" in last:
        return "is protected by a password; save it without"
    if failed.used_too_much:
        too_much = f"more memory or time to parse than a spreadsheet may{failed.limits}"
        return f"needs {too_much}; save it as CSV"
    what = last.partition(": ")[2] or last
    why = f": {what}" if len(what) > 2 else ""  # A lone number says nothing.
    return f"is a damaged spreadsheet, or one that is cut off{why}"
