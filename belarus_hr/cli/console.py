"""Standard output, for data; standard error, for all else; standard input, and a terminal."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from belarus_hr.domain.errors import InvalidValue, OutputError, ReaderGone, Rejected
from belarus_hr.domain.text.safe_text import INPUT_LIMIT, too_large, visible

_CHUNK = 1 << 16


def emit(parts: Iterable[str]) -> None:
    """Write text to standard output as UTF-8, whatever the locale, and see it through.

    Raises as ``emit_bytes`` does.
    """
    emit_bytes(_encoded(parts))


def _encoded(parts: Iterable[str]) -> Iterator[bytes]:
    """Yield text as UTF-8 in large pieces."""
    pending: list[str] = []
    size = 0
    for part in parts:
        pending.append(part)
        size += len(part)
        if size >= _CHUNK:
            yield "".join(pending).encode()
            pending, size = [], 0
    yield "".join(pending).encode()


def emit_bytes(parts: Iterable[bytes]) -> None:
    """Write bytes to standard output, and see them through.

    Raises ReaderGone when the reader has stopped reading, OutputError when
    standard output is closed or cannot take them.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed, so there is nowhere to write to")
    try:
        for part in parts:
            _write(sys.stdout.buffer, part)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        give_up_output()
        raise ReaderGone from None
    except OSError as error:
        give_up_output()
        raise OutputError(f"cannot write to standard output: {error.strerror}") from None


def _write(stream: BinaryIO, content: bytes) -> None:
    """Write all of it: an unbuffered stream may take it in parts."""
    rest = memoryview(content)
    while rest:
        rest = rest[stream.write(rest) :]


def sync() -> None:
    """See what was emitted to the disk, where standard output is a file.

    Raises OutputError when the disk does not take it.
    """
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):  # It is no file of the system's.
        return
    from belarus_hr import system

    try:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            system.to_disk(descriptor)
    except OSError as error:
        raise OutputError(f"cannot write to standard output: {error.strerror}") from None


@contextlib.contextmanager
def typer_writes() -> Iterator[None]:
    """Take what Typer writes to standard output, then write it as ``emit`` does."""
    held = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    try:
        with contextlib.redirect_stdout(held):
            yield
    finally:
        # Typer ends some answers with SystemExit.
        held.seek(0)
        text = held.read()
        if text:
            emit([text])


def give_up_output() -> None:
    """Point standard output at nothing, so that what is left in its buffer fails no more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(*lines: str) -> None:
    """Write a message to standard error; a message that cannot be written is dropped.

    Each argument is a line: what others wrote in it begins no line of its own.
    """
    if sys.stderr is None:
        return
    message = "".join(visible(line) + "\n" for line in lines)
    with contextlib.suppress(OSError):
        sys.stderr.buffer.write(message.encode())
        sys.stderr.buffer.flush()


def say_error(*lines: str) -> None:
    """Write an error to standard error; an empty one says nothing."""
    first, *others = lines or ("",)
    if first:
        say(f"hrtrack: {first}", *others)


def is_terminal(stream: object) -> bool:
    """Say whether a standard stream is a terminal; a closed one is not."""
    isatty = getattr(stream, "isatty", None)
    with contextlib.suppress(ValueError):
        return bool(isatty and isatty())
    return False


def wants_colour(environ: Mapping[str, str]) -> bool:
    """Say whether standard output takes colour: a terminal, and nobody asked for none."""
    return (
        is_terminal(sys.stdout)
        and not environ.get("NO_COLOR")
        and environ.get("TERM", "") not in ("dumb", "")
    )


def terminal_width() -> int:
    """Return the columns of the terminal; ``COLUMNS`` overrides."""
    from shutil import get_terminal_size

    return max(40, get_terminal_size().columns)


def input_text(what: str) -> str:
    """Return all of standard input as text; ``what`` names it in a hint to a person.

    Raises InvalidValue when it is closed or is not UTF-8, Rejected when it is too large.
    """
    if sys.stdin is None:
        raise InvalidValue("standard input is closed")
    if is_terminal(sys.stdin):
        say(f"reading {what} from the keyboard; end with Ctrl-D")
    try:
        raw = bounded(sys.stdin.buffer, "standard input")
    except OSError as error:
        raise InvalidValue(f"cannot read standard input: {error.strerror}") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InvalidValue(f"standard input is not UTF-8 text (line {line})") from None


def bounded(stream: BinaryIO, name: str) -> bytes:
    """Return all bytes of a stream; ``name`` is for the message. Raises Rejected for too many."""
    parts, size = [stream.read(_CHUNK)], 0
    # A buffered stream gives less at its end alone; asked again, a terminal would wait.
    while len(parts[-1]) == _CHUNK:
        size += _CHUNK
        if size > INPUT_LIMIT:
            raise Rejected(f"{name}: {too_large(size)}")
        parts.append(stream.read(_CHUNK))
    return b"".join(parts)


def confirm(question: str, flag: str) -> bool:
    """Ask on the terminal; in a script raise InvalidValue naming the flag that answers."""
    if not is_terminal(sys.stdin):
        raise InvalidValue(
            f"{question} No terminal to ask on: nothing was changed; {flag} says yes"
        )
    if sys.stderr is not None:
        sys.stderr.write(visible(question) + " [y/N] ")
        sys.stderr.flush()
    answer = sys.stdin.readline()
    return answer.strip().casefold() in ("y", "yes")
