"""What a person should know of a write that was made all the same.

The store does not print. Whoever runs it says who is told; until then nobody is.
"""

from __future__ import annotations

from collections.abc import Callable

from belarus_hr.domain.errors import Advice

Tell = Callable[[str, Advice | None], None]

_tell: Tell | None = None


def go_to(tell: Tell | None) -> None:
    """Give every later notice, a sentence and an advice, to ``tell``; None: to nobody."""
    global _tell
    _tell = tell


def tell(sentence: str, advice: Advice | None = None) -> None:
    """Tell whoever listens."""
    if _tell is not None:
        _tell(sentence, advice)
