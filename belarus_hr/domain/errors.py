"""The ways a command can fail, each with its sentence and its exit code.

Raised anywhere below the command line, caught once in ``belarus_hr.cli.main``.
"""

from __future__ import annotations

from enum import Enum, IntEnum, auto


class ExitCode(IntEnum):
    """Exit codes of ``hrtrack``; documented in docs/scripts.md and held by tests."""

    DONE = 0
    BUG = 1
    USAGE = 2
    NOT_FOUND = 3
    STORE = 4
    REJECTED = 5
    OVERDUE = 6
    WARNINGS = 7
    ERRORS = 8
    CONFLICT = 9
    INTERRUPTED = 130
    READER_GONE = 141


class Advice(Enum):
    """What a person can do about a failure; the command line says with which option."""

    NAME_A_STORE = auto()
    ARCHIVE_THE_LOG = auto()
    EXAMINE_THE_FILE = auto()
    EXPORT_A_BACKUP = auto()


class HrtrackError(Exception):
    """Base of every expected failure: each argument is a line that the user reads.

    A line may hold text of others; a line end in it begins no other line of ours.
    ``ending`` is the end of the last line, which follows the advice.
    """

    exit_code = ExitCode.BUG

    def __init__(self, *lines: object, advice: Advice | None = None, ending: str = "") -> None:
        super().__init__(*lines)
        self.advice = advice
        self.ending = ending

    def __str__(self) -> str:
        return "\n".join(map(str, self.args)) + self.ending


class InvalidValue(HrtrackError):
    """A value is not one that the field takes."""

    exit_code = ExitCode.USAGE


class NotFound(HrtrackError):
    """An id names no record, or more than one."""

    exit_code = ExitCode.NOT_FOUND


class StoreError(HrtrackError):
    """The store cannot be read or written as it is."""

    exit_code = ExitCode.STORE


class OutputError(HrtrackError):
    """Standard output cannot take what was to be written."""

    exit_code = ExitCode.STORE


class Rejected(HrtrackError):
    """Records given as input were refused, and nothing was written."""

    exit_code = ExitCode.REJECTED


class ReaderGone(HrtrackError):
    """Whoever read standard output has stopped reading (``| head``): say nothing."""

    exit_code = ExitCode.READER_GONE


def os_reason(error: Exception) -> str:
    """Return why the system refused, in its own words."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
