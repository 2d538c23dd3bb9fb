"""What a value must be: the checks that fields are made of.

Each takes what was given and returns it in its normal form, or raises InvalidValue
with a message that goes on after the field's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from belarus_hr.domain.errors import InvalidValue
from belarus_hr.domain.text import words
from belarus_hr.domain.text.safe_text import LINE_LIMIT, TEXT_LIMIT, check_text
from belarus_hr.domain.text.words import a, nearest, shown

Check = Callable[[object], Any]
Object = dict[str, Any]
_MOST_VALUES = 1_000
# Compiled when first used, and kept by ``re``.
_ID = r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?"
_IDS = rf"(?:{_ID}\n)*+"
_ID_LIMIT = 120


def line(value: object) -> str:
    """Return a text short enough for a line."""
    return check_text(value, LINE_LIMIT)


def long(value: object) -> str:
    """Return a text of any length that is kept."""
    return check_text(value, TEXT_LIMIT)


def are_ids(texts: Collection[str]) -> bool:
    """Say whether each text can be the id of a record.

    An id has lower-case letters, digits and ``. _ -`` inside, no two dots in a row, at most
    120 characters: it is typed at a prompt, needs no quoting in a shell and is never a path.
    All texts are looked at in one search, so that a large table costs no measurable time.
    """
    joined = "\n".join(texts) + "\n"
    return not texts or (
        re.fullmatch(_IDS, joined) is not None
        and ".." not in joined
        and joined.count("\n") == len(texts)
        and max(map(len, texts)) <= _ID_LIMIT
    )


def whole(value: object) -> int:
    """Return a whole number that can be a count."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise InvalidValue(f"must be a whole number from 0 to 1,000,000, not {shown(value)}")
    return value


def number(value: object) -> int | float:
    """Return a number that can be a count or a percentage."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1_000_000:
        raise InvalidValue(f"must be a number from 0 to 1,000,000, not {shown(value)}")
    return value


def flag(value: object) -> bool:
    """Return a yes or no."""
    if not isinstance(value, bool):
        raise InvalidValue(f"must be true or false, not {shown(value)}")
    return value


def one_of(what: str, known: tuple[str, ...]) -> Check:
    """Return the check of a closed vocabulary; ``what`` names it."""

    def check(value: object) -> str:
        return words.choose(what, value, known)

    return check


def list_of(check_item: Check, *, distinct: bool = True) -> Check:
    """Return the check of a list; one value is taken as a list of one. ``distinct``: doubles go."""

    def check(value: object) -> list[Any]:
        items = value if isinstance(value, list) else [value]
        if len(items) > _MOST_VALUES:
            raise InvalidValue(f"has {len(items):,} values; at most {_MOST_VALUES:,} are kept")
        checked: list[Any] = []
        for item in items:
            kept = check_item(item)
            if kept != "" and not (distinct and kept in checked):
                checked.append(kept)
        return checked

    return check


def object_of(what: str, fields: Mapping[str, Check], required: tuple[str, ...]) -> Check:
    """Return the check of an object with these fields; ``what`` names it."""

    def check(value: object) -> Object:
        if not isinstance(value, dict):
            raise InvalidValue(f"{what} must be an object, not {shown(value)}")
        return check_object(what, value, fields, required)

    return check


def check_object(
    what: str, given: Mapping[str, Any], checks: Mapping[str, Check], required: tuple[str, ...]
) -> Object:
    """Return the object in its normal form: known fields in order, checked, without empty ones.

    Raises InvalidValue, naming ``what``, field and value.
    """
    for name in given:
        if name not in checks:
            guess = nearest(str(name), checks)
            hint = f"did you mean {guess}? " if guess else ""
            raise InvalidValue(
                f"{what} has no field {shown(name)}: {hint}known: {', '.join(checks)}"
            )
    record: Object = {}
    for name, check in checks.items():
        value = given.get(name)
        if value is None:
            continue
        try:
            kept = check(value)
        except InvalidValue as error:
            raise InvalidValue(_about(name, str(error))) from None
        if kept not in ("", [], {}):
            record[name] = kept
    for name in required:
        if name not in record:
            raise InvalidValue(f"{a(what)} needs {a(name)}, and it is empty")
    return record


def _about(name: str, message: str) -> str:
    """Return a check's message as a sentence about the field ``name``."""
    if message.startswith((f"{name} ", f"unknown {name} ")):
        return message
    return (
        f"{name} {message}"
        if message.startswith(("must ", "holds ", "has ", '"'))
        else f"{name}: {message}"
    )
