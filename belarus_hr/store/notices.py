"""What a person should know of a write that was made all the same.

The store does not print. Whoever runs it says who is told; until then nobody is.
"""

from __future__ import annotations

from collections.abc import Callable

_tell: Callable[[str], None] | None = None


def go_to(tell: Callable[[str], None] | None) -> None:
    """Give every later notice, one sentence, to ``tell``; to nobody when that is None."""
    global _tell
    _tell = tell


def tell(sentence: str) -> None:
    """Tell whoever listens."""
    if _tell is not None:
        _tell(sentence)
