"""JSON as others must be able to read it: no key twice, no NaN, no Infinity."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from belarus_hr.domain.text.words import shown


def loads(text: str) -> Any:
    """Return the value that ``text`` holds.

    Raises ValueError for what is not JSON (as ``json.JSONDecodeError``, with its
    place), for a key that stands twice in one object and for a constant that JSON
    does not know; RecursionError for what is nested too deep.
    """
    return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)


def decoder() -> json.JSONDecoder:
    """Return what decodes one value inside a text, and raises as ``loads`` does."""
    return json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)


def reason(error: Exception) -> str:
    """Return in our words why a value was refused by what this module gives."""
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
