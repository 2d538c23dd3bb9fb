"""The order in which people count: 97.9 before 97.10."""

from __future__ import annotations

import re
from functools import cache


@cache
def _digits() -> re.Pattern[str]:
    # Compiled when first used: not every command orders anything.
    return re.compile("([0-9]+)")


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that orders texts with the numbers inside them as numbers.

    Stores are kept in this order, and a record is found by it: another order is another schema.
    Texts that then count as equal (97.4 and 97.04) are ordered as texts, so that
    there is only one order. Numbers may be of any length.
    """
    parts = [
        (0, len(digits := part.lstrip("0")), digits)
        if part.isdecimal()
        else (1, 0, part.casefold())
        for part in _digits().split(text)
        if part
    ]
    return (*parts, (-1, 0, text))
