"""A request to end the process, which cleans up first."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, NoReturn


@contextlib.contextmanager
def orderly() -> Iterator[None]:
    """Let SIGTERM and SIGHUP run the clean-up code on the way out, as Ctrl-C does.

    A signal that is ignored stays ignored (nohup). Only the main thread can handle signals.
    """
    import signal
    import threading

    handlers: dict[signal.Signals, Any] = {}
    if threading.current_thread() is threading.main_thread():
        # Windows has no SIGHUP.
        ending = (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP"))
        for number in filter(None, ending):
            if signal.getsignal(number) == signal.SIG_DFL:
                handlers[number] = signal.signal(number, _end)
    try:
        yield
    finally:
        for number, before in handlers.items():
            signal.signal(number, before)


def _end(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)
