"""The order in which people count: 97.9 before 97.10."""

from __future__ import annotations

import re
from functools import cache


@cache
def _digits() -> re.Pattern[str]:
    # Compiled when first used: not every command orders anything.
    return re.compile("([0-9]+)")


def natural(text: str) -> tuple[str, str]:
    """Return a key that orders texts with the numbers inside them as numbers.

    Stores are kept in this order, and a record is found by it: another order is another schema.
    Texts that then count as equal (97.4 and 97.04) are ordered as texts, so that
    there is only one order. Numbers may be of any length, and come before any letter.
    """
    parts = _digits().split(text.casefold())
    # One text to compare, which is faster than many parts.
    parts[1::2] = map(_number, parts[1::2])
    return "".join(parts), text


def _number(digits: str) -> str:
    """Return a text that orders as a number does: before letters, and by its length first."""
    digits = digits.lstrip("0")
    # Two signs for the length: one goes no further than a million.
    return f"\0{chr(len(digits) >> 20)}{chr(len(digits) & 0xFFFFF)}{digits}"
