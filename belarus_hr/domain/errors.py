"""The ways a command can fail, each with its sentence and its exit code.

Raised anywhere below the command line, caught once in ``belarus_hr.cli.error_handler``.
"""

from __future__ import annotations

from typing import Final, Literal


class ExitCode:
    """Exit codes of ``hrtrack``; documented in docs/scripts.md and held by tests.

    They are plain numbers, since an enumeration takes longer to make than any other class here.
    """

    DONE: Final = 0
    BUG: Final = 1
    USAGE: Final = 2
    NOT_FOUND: Final = 3
    STORE: Final = 4
    REJECTED: Final = 5
    OVERDUE: Final = 6
    WARNINGS: Final = 7
    ERRORS: Final = 8
    CONFLICT: Final = 9
    INTERRUPTED: Final = 130
    READER_GONE: Final = 141


#: What a person can do about a failure; the command line says with which option.
Advice = Literal["name a store", "archive the log", "examine the file", "export a backup"]


class HrtrackError(Exception):
    """Base of every expected failure: each argument is a line that the user reads.

    A line may hold text of others; a line end in it begins no other line of ours.
    ``ending`` is the end of the last line, which follows the advice.
    """

    exit_code: int = ExitCode.BUG

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
