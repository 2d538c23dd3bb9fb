"""Parse one spreadsheet in a process of its own, which may die of it.

Run as a program, with the numbers of bytes that it may use and that it may write: the file
comes on standard input, rows leave as JSON lines on standard output. It imports nothing of
ours, so that it starts at once and can be run from wherever it lies.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta

#: Seconds of processor time.
_SECONDS = 30


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _plain(value: object) -> object:
    """Return a cell's value as JSON holds it; a day's midnight stands for the day alone."""
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else value


def serve() -> None:
    """Write the rows of the first sheet that has any, each as a JSON array on a line."""
    memory, room = map(int, sys.argv[1:])
    raw = io.BytesIO(sys.stdin.buffer.read())
    _limit(memory)
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(raw)
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height:
            for row in sheet.iter_rows():
                line = json.dumps([_plain(value) for value in row]) + "\n"
                room -= len(line)
                if room < 0:
                    raise MemoryError("more text than a spreadsheet may hold")
                sys.stdout.write(line)
            return


if __name__ == "__main__":
    serve()
