"""Runs command lines in this process one after another, and says how each ended.

The lines come as JSON on standard input; for each, its exit code, what it wrote on both streams
and the files that it changed go to standard output. Nothing of the program is loaded before.
"""

from __future__ import annotations

import gc
import io
import json
import sys
import traceback
from pathlib import Path


def ran(line: str, files: dict[str, bytes]) -> tuple[int, str, str, list[str]]:
    """Run a line as the process ``hrtrack`` would; keep ``files`` as they are then."""
    from belarus_hr.cli import error_handler

    code = 1
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO()), out, err
    try:
        code = error_handler.run(line.split())
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    after = _files()
    changed = sorted(name for name in {*files, *after} if files.get(name) != after.get(name))
    files.clear()
    files.update(after)
    return code, _written(out), _written(err), changed


def _files() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


if __name__ == "__main__":
    gc.disable()  # as belarus_hr.cli.main does before it imports
    lines, to_caller = json.load(sys.stdin), sys.stdout
    files = _files()
    json.dump([ran(line, files) for line in lines], to_caller)
