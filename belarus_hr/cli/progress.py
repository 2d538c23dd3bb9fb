"""One line on a terminal that says how far a long reading has come, and then goes away."""

from __future__ import annotations

import contextlib
import sys
from time import monotonic

from belarus_hr.cli import console
from belarus_hr.domain.text.safe_text import visible

_EVERY = 0.2
_BAR = 20


class ProgressLine:
    """A bar after ``label``, drawn only on a terminal and not in the first moment."""

    def __init__(self, label: str) -> None:
        self._label = visible(label)[-40:]
        self._on = console.is_terminal(sys.stderr)
        self._next = monotonic() + _EVERY
        self._width = 0

    def show(self, done: int, of: int) -> None:
        """Draw how much is ``done`` ``of`` a number of bytes, which is 0 when it is not known."""
        if not self._on or monotonic() < self._next:
            return
        self._next = monotonic() + _EVERY
        if of:
            full = _BAR * min(done, of) // of
            self._draw(f"{self._label} [{'#' * full}{'.' * (_BAR - full)}] {100 * done // of} %")
        else:
            self._draw(f"{self._label} {done / 1e6:,.0f} MB")

    def clear(self) -> None:
        """Leave the line empty."""
        if self._width:
            self._draw("")
            self._write("\r")

    def _draw(self, text: str) -> None:
        self._write("\r" + text.ljust(self._width))
        self._width = len(text)

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()
