"""Notices: what a person should know about a write that succeeded.

The store does not print. The command line, or ``open_store``, says where notices go.
"""

from __future__ import annotations

from collections.abc import Callable

from belarus_hr.domain.errors import Advice

Tell = Callable[[str, Advice | None], None]

_tell: Tell | None = None


def go_to(tell: Tell | None) -> None:
    """Call this function with the sentence and the advice of each later notice; None: call none."""
    global _tell
    _tell = tell


def tell(sentence: str, advice: Advice | None = None) -> None:
    """Give a notice to whoever listens."""
    if _tell is not None:
        _tell(sentence, advice)
