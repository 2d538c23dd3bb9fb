"""Strict JSON: an object has no key twice; NaN, Infinity and 1e999 are no numbers."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from belarus_hr.domain.text.words import shown


def loads(text: str) -> Any:
    """Return the value of a JSON text.

    Raises json.JSONDecodeError, with the place, for a text that is not JSON; ValueError for a key
    that stands twice in an object, for a constant such as NaN and for a number that is too large;
    RecursionError for a value that is nested too deep.
    """
    return json.loads(text, object_pairs_hook=_unique, **STRICT_NUMBERS)


def decoder() -> json.JSONDecoder:
    """Return a decoder of a value inside a text; the decoder raises what ``loads`` raises."""
    return json.JSONDecoder(object_pairs_hook=_unique, **STRICT_NUMBERS)


def reason(error: Exception) -> str:
    """Return in our words why ``loads`` or a decoder refused a value."""
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    message = str(error)
    return "a number has too many digits" if message.startswith("Exceeds the limit") else message


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise ValueError(f"{shown(key)} stands twice in one object")
            seen.add(key)
    return members


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number of JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits[:20]} is larger than a number can be")
    return number


#: What makes ``json`` refuse the numbers that JSON does not have, or that do not fit.
STRICT_NUMBERS: dict[str, Any] = {"parse_constant": _no_constant, "parse_float": _finite}
