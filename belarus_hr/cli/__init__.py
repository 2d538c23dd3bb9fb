"""The command line: options, one short function a command, one error boundary."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run ``hrtrack`` with ``arguments`` (by default the process's) and end with its code."""
    # One command, then the end: collecting garbage costs a tenth of the start
    # and frees nothing. Set before the imports, which make most of the objects.
    gc.disable()
    try:
        from belarus_hr.cli.error_handler import run

        code = run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        # While it starts; afterwards ``run`` answers it.
        code = 130
    _end(code)


def _end(code: int) -> NoReturn:
    """End the process at once: all is written, and files and locks close with it.

    To take every object down one by one first is a seventh of what ``list`` takes.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        sys.exit(code)
    os._exit(code)
