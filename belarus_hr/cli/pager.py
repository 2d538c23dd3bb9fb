"""The pager: what is longer than a terminal's screen is read through it, as with git."""

from __future__ import annotations

import contextlib
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from shutil import get_terminal_size

from belarus_hr.cli import console
from belarus_hr.domain.text.safe_text import visible

#: What pages when nobody names anything else, and what it is told: end on a text that fits the
#: screen, take colours, and leave the text on the screen.
_LESS = "less"
_SETTINGS = {"LESS": "FRX", "LV": "-c"}
#: Where one of these stands, the command is for a shell to understand.
_FOR_A_SHELL = frozenset("|&;<>()$`*?[]#~=%{}!\n")
#: How a shell ends that cannot start what it was given.
_NOT_STARTED = (126, 127)
#: Codes from which a shell says that a signal ended a command: somebody stopped it.
_BY_A_SIGNAL = 128


def show_paged(parts: Iterable[str], environ: Mapping[str, str]) -> None:
    """Write text to the terminal as ``console.emit`` does, through the pager where it is longer.

    To leave the pager before the end of the text is no failure. A pager that fails has perhaps
    shown nothing, so that the text is written then, too.
    """
    command = _command(environ)
    text = "".join(parts)
    if not command or _fits(text) or not _paged(text, command, environ):
        console.emit([text])


def _command(environ: Mapping[str, str]) -> str:
    """Return the command that pages; "" for none."""
    # A terminal that cannot place its cursor would be asked for a key on each text.
    by_default = "" if environ.get("TERM", "dumb") == "dumb" else _LESS
    command = environ.get("HRTRACK_PAGER", environ.get("PAGER", by_default)).strip()
    return "" if command == "cat" else command


def _fits(text: str) -> bool:
    """Say whether a text and the next prompt have room on the screen."""
    columns, lines = get_terminal_size()
    used = 0
    for line in text.splitlines():
        # A line with colours is drawn, to the width of the terminal at most.
        used += 1 if "\x1b" in line else 1 + max(0, len(line) - 1) // columns
        if used >= lines:
            return False
    return True


def _paged(text: str, command: str, environ: Mapping[str, str]) -> bool:
    """Give a text to the pager, and wait until it is left; say why when it cannot show it."""
    failed = ""
    try:
        ended = _run(text.encode(), _words(command), {**_SETTINGS, **environ})
        if ended in _NOT_STARTED:
            failed = f"cannot start the pager {visible(command)}: not found"
        elif 0 < ended < _BY_A_SIGNAL:
            failed = f"the pager {visible(command)} failed with exit code {ended}"
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        failed = f"cannot start the pager {visible(command)}: {reason}"
    if failed:
        console.say_error(failed)
    return not failed


def _words(command: str) -> list[str]:
    """Return a command as the words to start it with."""
    return ["sh", "-c", command] if _FOR_A_SHELL & {*command} else shlex.split(command)


def _run(content: bytes, words: list[str], environ: Mapping[str, str]) -> int:
    """Return the code with which a pager ends that reads ``content``."""
    sys.stdout.flush()
    with _interrupts_are_the_pagers():
        pager = subprocess.Popen(words, stdin=subprocess.PIPE, env=environ)
        assert pager.stdin is not None
        # Who leaves the pager has read enough.
        with contextlib.suppress(BrokenPipeError):
            pager.stdin.write(content)
        with contextlib.suppress(BrokenPipeError):
            pager.stdin.close()
        return pager.wait()


@contextlib.contextmanager
def _interrupts_are_the_pagers() -> Iterator[None]:
    """Leave Ctrl-C to the pager, which stops a search by it and goes on."""
    # Not SIG_IGN: the pager would inherit that.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
