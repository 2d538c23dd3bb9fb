"""What this process was given: its environment, and the command line as it was typed."""

from __future__ import annotations

import os
from collections.abc import Sequence

#: Whether a shell asks for completions. Else Typer need not look at what
#: completes each parameter, which costs each command milliseconds.
COMPLETING = "_HRTRACK_COMPLETE" in os.environ

_LIMIT = 500
_line: list[str] = []


def environment() -> dict[str, str]:
    """Return the process's environment; the one place that reads it."""
    return dict(os.environ)


def remember(arguments: Sequence[str]) -> None:
    """Keep the arguments of the command that runs."""
    _line[:] = arguments


def command() -> str:
    """Return the command as a shell takes it; a very long one is cut, with an ellipsis."""
    # Loaded where it is needed: a command that only reads is written nowhere.
    import shlex

    text = shlex.join(["hrtrack", *_line])
    return text if len(text) <= _LIMIT else text[: _LIMIT - 1] + "…"
