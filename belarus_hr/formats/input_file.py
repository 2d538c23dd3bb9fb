"""A file to import: a path, a FIFO or standard input, read once and up to a limit."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import stat
import sys
from collections.abc import Callable
from typing import BinaryIO

from belarus_hr.domain.errors import Rejected
from belarus_hr.domain.text.safe_text import INPUT_LIMIT, too_large
from belarus_hr.formats import text_encoding

#: How much of a file is enough to recognise it.
_HEAD = 1 << 16

Progress = Callable[[int, int], None]


class Input:
    """An open file: ``name`` for messages, ``head`` its first bytes, ``size`` 0 when unknown.

    ``progress`` is told how many bytes of how many have been read. ``named_encoding`` is that of
    the text, where the user names it.
    """

    named_encoding = ""

    def __init__(self, name: str, stream: BinaryIO, size: int, progress: Progress | None) -> None:
        self.name = name
        self.size = size
        #: The encoding of the file; UTF-8 until the file was decoded.
        self.encoding = "UTF-8"
        self._stream = stream
        self._progress = progress
        self._done = 0
        self._text: str | None = None
        self.head = self._take(_HEAD)
        self._ahead = self.head

    def __enter__(self) -> Input:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; standard input stays open."""
        if sys.stdin is None or self._stream is not sys.stdin.buffer:
            # The file was read: an error now does not matter any more.
            with contextlib.suppress(OSError):
                self._stream.close()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes of the file, as a binary stream does."""
        if self._ahead:
            taken = self._ahead if size < 0 else self._ahead[:size]
            self._ahead = self._ahead[len(taken) :]
            return taken + self._take(-1) if size < 0 else taken
        return self._take(size)

    def whole(self, largest: int = INPUT_LIMIT) -> bytes:
        """Return all bytes; raises Rejected when they are more than ``largest``."""
        if self.size > largest:
            raise Rejected(too_large(self.size, largest))
        parts, total = [self.read(1 << 20)], 0
        while parts[-1]:
            total += len(parts[-1])
            if total > largest:
                raise Rejected(too_large(total, largest))
            parts.append(self.read(1 << 20))
        return b"".join(parts)

    def text(self) -> str:
        """Return the whole file as text; raises Rejected as ``whole`` and ``decode`` do."""
        if self._text is None:
            self._text, encoding = text_encoding.decode(self.whole(), self.named_encoding)
            if encoding != "UTF-8":
                self.encoding = encoding
        return self._text

    def start(self) -> bytes:
        """Return the beginning of the file, its byte order mark and white space left out."""
        start = self.head.removeprefix(codecs.BOM_UTF8).lstrip()
        if not start:
            self._ahead = self.text().encode()
            start = self._ahead.lstrip()[:_HEAD]
        return start

    def in_utf_8(self) -> Input:
        """Return the file, or its copy in UTF-8 where it is in an encoding that is named or wide.

        A wide encoding has two or four bytes a letter.
        """
        if not (self.named_encoding or text_encoding.is_wide(self.head)):
            return self
        content = self.text().encode()
        if not content:
            raise Rejected("is empty")
        other = Input(self.name, io.BytesIO(content), 0, None)
        other.encoding = self.encoding
        return other

    def _take(self, size: int) -> bytes:
        try:
            taken = self._stream.read(size)
        except OSError as error:
            raise Rejected(f"cannot be read: {error.strerror}") from None
        self._done += len(taken)
        if self._progress:
            self._progress(self._done, self.size)
        return taken


def opened(path: str, progress: Progress | None = None) -> Input:
    """Return the file at ``path`` opened for reading; ``-`` is standard input.

    Raises Rejected for a file that is missing, empty or may not be read, for a folder and for a
    device.
    """
    if path == "-":
        if sys.stdin is None:
            raise Rejected("standard input is closed")
        source = Input("standard input", sys.stdin.buffer, 0, progress)
    else:
        source = Input(path, *_open(path), progress)
    if not source.head:
        source.close()
        raise Rejected("is empty")
    return source


def _open(path: str) -> tuple[BinaryIO, int]:
    try:
        about = os.stat(path)
        if stat.S_ISDIR(about.st_mode):
            raise Rejected("is a folder; name the files in it")
        if not (stat.S_ISREG(about.st_mode) or stat.S_ISFIFO(about.st_mode)):
            raise Rejected("is a device and no file")
        return open(path, "rb"), about.st_size if stat.S_ISREG(about.st_mode) else 0
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise Rejected(f"cannot be read: {reason}") from None
