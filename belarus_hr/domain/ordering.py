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
    # One text to compare: of two numbers the longer is the larger.
    parts[1::2] = [f"\0{chr(len(one))}{one}" for one in [n.lstrip("0") for n in parts[1::2]]]
    return "".join(parts), text
