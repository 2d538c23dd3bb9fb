"""The order in which people count: 97.9 before 97.10."""

from __future__ import annotations

import re
from functools import cache

from belarus_hr.domain.text.words import folded


@cache
def _digits() -> re.Pattern[str]:
    # Compiled when first used: not every command orders anything.
    return re.compile("([0-9]+)")


def natural(text: str) -> tuple[str, str]:
    """Return a key that orders texts by the numbers inside them: 97.9 before 97.10.

    Letters are ordered as they are compared (``folded``): an accent does not count, nor does the
    difference of Ё and Е.

    Numbers may be of any length and come before letters. Two texts with equal numbers (97.4 and
    97.04) are ordered character by character, so that no two texts have the same place. A store
    keeps its records in this order and finds a record by it: another order is another schema.
    """
    parts = _digits().split(folded(text))
    # Python compares one text faster than a list of parts.
    parts[1::2] = map(_number, parts[1::2])
    return "".join(parts), text


def _number(digits: str) -> str:
    """Return a text that is ordered as a number is: before letters, a shorter number first."""
    digits = digits.lstrip("0")
    # The length takes two characters, since a character ends at some million.
    return f"\0{chr(len(digits) >> 20)}{chr(len(digits) & 0xFFFFF)}{digits}"
