"""The one place where a failure becomes a sentence on standard error and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from typing import cast

import typer

from belarus_hr.cli import console, process
from belarus_hr.cli.app import build, command_typed
from belarus_hr.domain.errors import ExitCode, HrtrackError

#: What Typer raises for a command line that it does not understand. It has no name
#: of its own in all the versions that are supported; BadParameter is one kind of it.
_UsageError = cast("type[typer.BadParameter]", typer.BadParameter.__mro__[1])


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code.

    Expected failures are one or two sentences. Anything else is a bug and keeps its
    traceback, unless the store breaks a rule: its records are not checked one by one as
    long as its checksums hold, and somebody may have forged it.
    """
    process.remember(arguments)
    try:
        return _run(arguments)
    except HrtrackError as error:
        _say(error)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except Exception as error:
        return _unexpected(error)


def _say(error: HrtrackError) -> None:
    """Say what failed, with the advice that the failure carries."""
    from belarus_hr.cli.messages import lines

    console.say_error(*lines(error))


def _unexpected(error: Exception) -> int:
    """Say what is wrong with the memory or the store; raise the error again if nothing is."""
    try:
        if not _lacks_memory(error):
            from belarus_hr.cli.session import check_store

            check_store()
            raise error
    except HrtrackError as forged:
        _say(forged)
        return forged.exit_code
    except MemoryError:
        pass
    console.say_error("there is not enough memory for this")
    return ExitCode.STORE


def _lacks_memory(error: Exception) -> bool:
    """Say whether memory ran out: also where a library could not be loaded for want of it."""
    not_loaded = isinstance(error, ImportError) and "failed to map segment" in str(error)
    return not_loaded or isinstance(error, MemoryError)


def _run(arguments: Sequence[str]) -> int:
    try:
        _check_utf8(arguments)
        with console.typer_writes() if _asks_typer(arguments) else nullcontext():
            code = build(arguments)(arguments, prog_name="hrtrack", standalone_mode=False)
    except _UsageError as error:
        return _usage(error, arguments)
    return code if isinstance(code, int) else ExitCode.DONE


def _asks_typer(arguments: Sequence[str]) -> bool:
    """Say whether Typer itself may answer: with help, the version, a completion script."""
    return command_typed(arguments) is None or not {"-h", "--help"}.isdisjoint(arguments)


def _usage(error: typer.BadParameter, arguments: Sequence[str]) -> int:
    """Say what is wrong with the command line, and where its help is."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        from belarus_hr.cli import first_screen

        on_terminal = console.is_terminal(sys.stdout)
        columns = console.terminal_width() if on_terminal else first_screen.SCREEN_COLUMNS
        console.emit([first_screen.fitted(columns)])
        return ExitCode.USAGE
    command = command_typed(arguments)
    path = f"hrtrack {command}" if command else "hrtrack"
    problem = [error.format_message(), *_meant(error, command, arguments)]
    console.say_error(*problem, f"See: {path} --help")
    return error.exit_code


def _meant(error: typer.BadParameter, command: str | None, arguments: Sequence[str]) -> list[str]:
    """Return the command line that was meant by a word where none is expected, if one is known."""
    from belarus_hr.cli import first_screen

    message = error.format_message()
    if message.startswith(("Got unexpected extra", "No such command")):
        return first_screen.suggestion(command, arguments)
    return []


def _check_utf8(arguments: Sequence[str]) -> None:
    for number, argument in enumerate(arguments, 1):
        try:
            argument.encode()
        except UnicodeEncodeError:
            shown = argument.encode(errors="surrogateescape").decode(errors="backslashreplace")
            raise typer.BadParameter(
                f'argument {number}, "{shown[:60]}", is not UTF-8 text'
            ) from None
