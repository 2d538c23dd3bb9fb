"""The parts of a store's file, told apart for a test."""

from __future__ import annotations

from pathlib import Path


def records_part(path: Path) -> bytes:
    """Return the bytes of a store's records: without the first line, and without the log."""
    behind_first_line = path.read_bytes().partition(b"\n")[2]
    return behind_first_line.rpartition(b'"log": {')[0]
