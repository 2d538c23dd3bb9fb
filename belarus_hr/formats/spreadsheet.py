"""Spreadsheets (XLS, XLSX, ODS) as rows, parsed in a worker process.

The parser makes room for every cell between the first and the last: two cells far apart, in a
file of a kilobyte, need more memory than a machine has, and then the parser ends its process. In
a worker with little memory, that becomes a sentence to the user.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from belarus_hr.domain.errors import Rejected
from belarus_hr.formats.tables import TableRow
from belarus_hr.formats.worker import Parser, archive_members, worker_output

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The largest spreadsheet that is read; UPR Info's has 3 MB, all of UHRI some 90.
LARGEST = 192 << 20
#: A small file that means harm is refused soon.
_PARSER = Parser(
    function="belarus_hr.formats.spreadsheet_worker.write_sheets",
    files="spreadsheet", advice="; save it as CSV",
    libraries={"python_calamine": "python-calamine"},
    memory=192 << 20, memory_a_byte=12, output=64 << 20, output_a_byte=12,
)  # fmt: skip
#: Bytes that the parts of an archive may unpack to; what people fill is packed some 5 to 1.
_UNPACKED, _UNPACKED_A_BYTE, _MOST_UNPACKED = 64 << 20, 25, 768 << 20


def of_zip(raw: bytes) -> bool:
    """Say whether a zip archive is a spreadsheet, XLSX or ODS."""
    names = {member.filename for member in archive_members(raw)}
    return "content.xml" in names or any(name.lower().startswith("xl/") for name in names)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet: its rows, which can be read again, and what its file hides of it.

    ``hidden_rows`` are numbers from 1, ``hidden_columns`` the first and the last of a run, from 0.
    """

    name: str
    rows: Iterable[TableRow]
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
    lines = worker_output(_PARSER, raw)
    # A sheet is an object on a line, a row an array.
    about = re.finditer(rb"^\{.*\n", lines, re.MULTILINE)
    return [Sheet(**json.loads(each[0]), rows=_Rows(lines, each.end())) for each in about]


@dataclass(frozen=True)
class _Rows:
    """The rows of the sheet that starts at a place in the lines."""

    _lines: bytes
    _start: int

    def __iter__(self) -> Iterator[TableRow]:
        source = io.BytesIO(self._lines)
        source.seek(self._start)
        for line in source:
            if not line.startswith(b"["):
                return
            yield json.loads(line)
